using System.Text.Json.Nodes;
using Pulumi;
using Pulumi.Aws.Iam;
using Pulumi.Aws.S3;

namespace Infra.Components.Clusters;

/// <summary>An issuer of tokens that AWS trusts, so that the pods of a cluster that runs its own control plane can take roles of IAM.</summary>
/// <remarks>
/// Two documents in a bucket, which everybody may read and nobody may list: AWS reads them without a credential, and they say only what every token says of itself. A
/// network of caches before a closed bucket would publish the same two documents. See docs.aws.amazon.com/eks, "IAM roles for service accounts".
/// </remarks>
internal sealed class ServiceAccountIssuer : ComponentResource
{
    /// <summary>Whom tokens for AWS are for.</summary>
    public const string Audience = "sts.amazonaws.com";

    private readonly string _name;
    private readonly ServiceAccountIssuerArgs _args;
    private readonly CustomResourceOptions _aws;
    private readonly Bucket _bucket;

    /// <summary>Its address, which every token carries.</summary>
    public Output<string> Url { get; }

    public ServiceAccountIssuer(string name, ServiceAccountIssuerArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:ServiceAccountIssuer", name, options)
    {
        (_name, _args) = (name, args);
        _aws = new CustomResourceOptions { Parent = this, Provider = args.Aws };
        _bucket = new Bucket(name, new BucketArgs { Tags = args.Tags.Of(name) }, _aws);
        Url = _bucket.BucketRegionalDomainName.Apply(host => $"https://{host}");

        // Only a policy may open the bucket, and this is the one that does.
        var closed = new BucketPublicAccessBlock(
            name,
            new BucketPublicAccessBlockArgs { Bucket = _bucket.Id, BlockPublicAcls = true, IgnorePublicAcls = true, BlockPublicPolicy = false, RestrictPublicBuckets = false },
            _aws);
        _ = new BucketPolicy(
            name,
            new BucketPolicyArgs { Bucket = _bucket.Id, Policy = _bucket.Arn.Apply(ReadByAll) },
            CustomResourceOptions.Merge(_aws, new CustomResourceOptions { DependsOn = { closed } }));
        Put("discovery", ServiceAccountKeys.DiscoveryPath, Url.Apply(ServiceAccountKeys.Discovery));
        RegisterOutputs(new Dictionary<string, object?> { ["url"] = Url });
    }

    /// <summary>Publishes the key that tokens are signed with, and lets AWS trust them.</summary>
    /// <param name="keys">The second document.</param>
    public OpenIdConnectProvider Publish(Output<string> keys)
    {
        var published = Put("keys", ServiceAccountKeys.KeysPath, keys);
        return new OpenIdConnectProvider(
            _name,
            new OpenIdConnectProviderArgs { Url = Url, ClientIdLists = { Audience }, Tags = _args.Tags.Of(_name) },
            CustomResourceOptions.Merge(_aws, new CustomResourceOptions { DependsOn = { published } }));
    }

    /// <summary>Whom the role of an account of pods trusts: that account, and no other.</summary>
    /// <param name="provider">The ARN by which AWS knows the issuer.</param>
    /// <param name="url">The issuer's address.</param>
    /// <param name="space">The account's namespace.</param>
    /// <param name="account">The account.</param>
    public static string Trust(string provider, string url, string space, string account)
    {
        var issuer = url["https://".Length..];
        return AwsPolicy.Json(new AwsStatement(["sts:AssumeRoleWithWebIdentity"], [])
        {
            Principal = new JsonObject { ["Federated"] = provider },
            Condition = AwsPolicy.Equal(($"{issuer}:aud", Audience), ($"{issuer}:sub", $"system:serviceaccount:{space}:{account}")),
        });
    }

    private BucketObjectv2 Put(string what, string path, Output<string> content) => new(
        $"{_name}-{what}",
        new BucketObjectv2Args { Bucket = _bucket.Id, Key = path, Content = content, ContentType = "application/json", Tags = _args.Tags.Of($"{_name}-{what}") },
        _aws);

    private static string ReadByAll(string bucket) => AwsPolicy.Json(
        new AwsStatement(["s3:GetObject"], [$"{bucket}/{ServiceAccountKeys.DiscoveryPath}", $"{bucket}/{ServiceAccountKeys.KeysPath}"]) { Principal = "*" });
}

/// <summary>What <see cref="ServiceAccountIssuer"/> needs to know.</summary>
/// <param name="Aws">Talks to AWS.</param>
/// <param name="Tags">The tags.</param>
internal sealed record ServiceAccountIssuerArgs(Pulumi.Aws.Provider Aws, AwsTags Tags);
