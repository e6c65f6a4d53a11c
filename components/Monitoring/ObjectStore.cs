using Infra.Components.Clusters;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.S3;
using Pulumi.Aws.S3.Inputs;
using BucketServerSideEncryptionConfigurationArgs = Pulumi.Aws.S3.BucketServerSideEncryptionConfigurationArgs;
using BucketVersioningArgs = Pulumi.Aws.S3.BucketVersioningArgs;

namespace Infra.Components.Monitoring;

/// <summary>The bucket on AWS that the metrics of all clusters are kept in, for as long as the compactor lets them.</summary>
/// <remarks>
/// Closed to everybody but two users of IAM, encrypted, and with earlier versions of what was deleted. It survives this stack: what Thanos no longer needs, Thanos deletes;
/// that the whole is not needed, a person says. See thanos.io, "Object Storage".
/// </remarks>
public sealed class ObjectStore : ComponentResource
{
    private readonly ObjectStoreArgs _args;
    private readonly CustomResourceOptions _aws;
    private readonly CustomResourceOptions _kept;
    private readonly Bucket _bucket;

    /// <summary>The bucket's name.</summary>
    public Output<string> BucketName { get; }

    /// <summary>The hub's way in: it reads, writes and deletes.</summary>
    public ObjectStoreConnection Hub { get; }

    /// <summary>The sites' way in: they read and write.</summary>
    public ObjectStoreConnection Sites { get; }

    /// <summary>Makes the bucket, and the two users.</summary>
    public ObjectStore(string name, ObjectStoreArgs args, ComponentResourceOptions? options = null)
        : base("infra:monitoring:ObjectStore", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        _args = args;
        _aws = new CustomResourceOptions { Parent = this, Provider = args.Aws };
        // A bucket that outlives this stack stays closed too.
        _kept = CustomResourceOptions.Merge(_aws, new CustomResourceOptions { RetainOnDelete = true });
        _bucket = new Bucket(
            name,
            new BucketArgs { Tags = Tags(name) },
            // Off is not said: it would lift what a parent asks for.
            CustomResourceOptions.Merge(_kept, new CustomResourceOptions { Protect = args.IsProtected ? true : null }));
        BucketName = _bucket.Id;
        Close(name);
        Keep(name);

        Hub = Connection($"{name}-hub", ObjectStorePolicies.Hub);
        Sites = Connection($"{name}-sites", ObjectStorePolicies.Site);
        RegisterOutputs(new Dictionary<string, object?> { ["bucket"] = BucketName });
    }

    // Nobody from outside, nobody else's objects, nothing in plain text: neither on the way nor where it lies.
    private void Close(string name)
    {
        var isPrivate = new BucketPublicAccessBlock(
            name,
            new BucketPublicAccessBlockArgs { Bucket = BucketName, BlockPublicAcls = true, BlockPublicPolicy = true, IgnorePublicAcls = true, RestrictPublicBuckets = true },
            _kept);
        _ = new BucketOwnershipControls(
            name, new BucketOwnershipControlsArgs { Bucket = BucketName, Rule = new BucketOwnershipControlsRuleArgs { ObjectOwnership = "BucketOwnerEnforced" } }, _kept);
        _ = new BucketServerSideEncryptionConfiguration(
            name,
            new BucketServerSideEncryptionConfigurationArgs
            {
                Bucket = BucketName,
                Rules =
                {
                    new BucketServerSideEncryptionConfigurationRuleArgs
                    {
                        ApplyServerSideEncryptionByDefault = new BucketServerSideEncryptionConfigurationRuleApplyServerSideEncryptionByDefaultArgs { SseAlgorithm = "AES256" },
                    },
                },
            },
            _kept);
        // S3 takes one change of a bucket's openness at a time.
        _ = new BucketPolicy(
            name,
            new BucketPolicyArgs { Bucket = BucketName, Policy = _bucket.Arn.Apply(ObjectStorePolicies.Everybody) },
            CustomResourceOptions.Merge(_kept, new CustomResourceOptions { DependsOn = { isPrivate } }));
    }

    // What was deleted by mistake comes back; what nobody can see any more goes.
    private void Keep(string name)
    {
        var versions = new BucketVersioning(
            name,
            new BucketVersioningArgs { Bucket = BucketName, VersioningConfiguration = new BucketVersioningVersioningConfigurationArgs { Status = "Enabled" } },
            _kept);
        _ = new BucketLifecycleConfiguration(
            name,
            new BucketLifecycleConfigurationArgs
            {
                Bucket = BucketName,
                Rules =
                {
                    new BucketLifecycleConfigurationRuleArgs
                    {
                        Id = "earlier-versions",
                        Status = "Enabled",
                        Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                        NoncurrentVersionExpiration = new BucketLifecycleConfigurationRuleNoncurrentVersionExpirationArgs { NoncurrentDays = _args.RecoveryDays },
                        Expiration = new BucketLifecycleConfigurationRuleExpirationArgs { ExpiredObjectDeleteMarker = true },
                    },
                    new BucketLifecycleConfigurationRuleArgs
                    {
                        Id = "broken-uploads",
                        Status = "Enabled",
                        Filter = new BucketLifecycleConfigurationRuleFilterArgs { Prefix = "" },
                        AbortIncompleteMultipartUpload = new BucketLifecycleConfigurationRuleAbortIncompleteMultipartUploadArgs { DaysAfterInitiation = 1 },
                    },
                },
            },
            CustomResourceOptions.Merge(_kept, new CustomResourceOptions { DependsOn = { versions } }));
    }

    private ObjectStoreConnection Connection(string name, Func<string, string> policy)
    {
        var user = new User(name, new UserArgs { Tags = Tags(name) }, _aws);
        var allowed = new UserPolicy(name, new UserPolicyArgs { User = user.Name, Policy = _bucket.Arn.Apply(policy) }, _aws);
        // Whoever has the key can use it at once.
        var key = new AccessKey(name, new AccessKeyArgs { User = user.Name }, CustomResourceOptions.Merge(_aws, new CustomResourceOptions { DependsOn = { allowed } }));
        return ObjectStoreConnection.Of(ObjectStorePolicies.Endpoint(_args.Region), BucketName, _args.Region, key.Id, key.Secret);
    }

    private Dictionary<string, string> Tags(string name) => new(_args.Tags, StringComparer.Ordinal) { [AwsTags.NameKey] = name };
}
