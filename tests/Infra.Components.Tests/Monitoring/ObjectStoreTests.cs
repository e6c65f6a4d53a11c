using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Monitoring;
using Pulumi;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Infra.Components.Tests.Monitoring;

[Collection(Deployments.Name)]
public sealed class ObjectStoreTests
{
    private const string Arn = "arn:aws:s3:::metrics-1a2b3c4";

    private const string Canary = "canary+secret/\"of: the # store";

    private static readonly Answers Answers = Answers.None with
    {
        Outputs = ImmutableDictionary<string, ImmutableDictionary<string, object>>.Empty
            .Add("aws:s3/bucket:Bucket", ImmutableDictionary<string, object>.Empty.Add("arn", Arn))
            .Add("aws:iam/user:User", ImmutableDictionary<string, object>.Empty.Add("name", "somebody"))
            .Add("aws:iam/accessKey:AccessKey", ImmutableDictionary<string, object>.Empty.Add("secret", Canary)),
    };

    // The keys of type S3 in github.com/thanos-io/objstore/blob/main/providers/s3/s3.go, which refuses any other.
    private static readonly ImmutableHashSet<string> S3Keys =
    [
        "bucket", "endpoint", "region", "disable_dualstack", "aws_sdk_auth", "access_key", "insecure", "signature_version2", "secret_key", "session_token",
        "put_user_metadata", "http_config", "trace", "list_objects_version", "bucket_lookup_type", "send_content_md5", "disable_multipart", "part_size", "sse_config", "sts_endpoint",
    ];

    [Fact]
    public async Task The_bucket_is_closed_encrypted_versioned_and_cleaned_up()
    {
        var declared = await MakeAsync();

        Assert.All(
            new[] { "blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets" },
            way => Assert.Equal(true, declared.Single("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").Inputs[way]));
        Assert.Equal("BucketOwnerEnforced", Tree.At(declared.Single("aws:s3/bucketOwnershipControls:BucketOwnershipControls").Inputs, "rule", "objectOwnership"));
        Assert.Equal("Enabled", Tree.At(declared.Single("aws:s3/bucketVersioning:BucketVersioning").Inputs, "versioningConfiguration", "status"));
        Assert.Equal(
            "AES256",
            Tree.At(
                declared.Single("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").Inputs,
                "rules", 0, "applyServerSideEncryptionByDefault", "sseAlgorithm"));
        var lifecycle = declared.Single("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").Inputs;
        Assert.Equal(14d, Tree.At(lifecycle, "rules", 0, "noncurrentVersionExpiration", "noncurrentDays"));
        Assert.Equal(1d, Tree.At(lifecycle, "rules", 1, "abortIncompleteMultipartUpload", "daysAfterInitiation"));
    }

    [Fact]
    public async Task What_comes_without_TLS_is_refused()
    {
        var statement = Assert.Single(Statements((string)(await MakeAsync()).Single("aws:s3/bucketPolicy:BucketPolicy").Inputs["policy"]));

        Assert.Equal("Deny", statement["Effect"]!.GetValue<string>());
        Assert.Equal("*", statement["Principal"]!.GetValue<string>());
        Assert.Equal("false", statement["Condition"]!["Bool"]!["aws:SecureTransport"]!.GetValue<string>());
        Assert.Equal([Arn, $"{Arn}/*"], statement["Resource"]!.AsArray().Select(resource => resource!.GetValue<string>()));
    }

    [Fact]
    public async Task Sites_add_to_the_history_and_only_the_hub_deletes_of_it()
    {
        var declared = await MakeAsync();

        Assert.Equal(["s3:ListBucket", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"], Actions(declared, "metrics-hub"));
        Assert.Equal(["s3:ListBucket", "s3:GetObject", "s3:PutObject"], Actions(declared, "metrics-sites"));
    }

    [Fact]
    public async Task The_configuration_is_a_file_that_Thanos_reads()
    {
        var text = await ConfigurationAsync(() => new ObjectStore("metrics", Args("eu-central-1")).Sites);

        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var file = (YamlMappingNode)stream.Documents[0].RootNode;
        var config = (YamlMappingNode)file["config"];
        Assert.Equal(["config", "type"], file.Children.Keys.Select(key => key.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("S3", file["type"].ToString());
        Assert.Subset(S3Keys.ToHashSet(), config.Children.Keys.Select(key => key.ToString()).ToHashSet());
        Assert.Equal("s3.eu-central-1.amazonaws.com", config["endpoint"].ToString());
        Assert.Equal(Canary, config["secret_key"].ToString());
    }

    [Fact]
    public void A_region_in_China_has_its_own_domain() => Assert.Equal("s3.cn-northwest-1.amazonaws.com.cn", ObjectStorePolicies.Endpoint("cn-northwest-1"));

    [Fact]
    public async Task The_configuration_of_any_store_is_a_secret() =>
        Assert.True(await Output.IsSecretAsync(ObjectStoreConnection.Of("rgw.example.com:8443", "metrics", null, "key", "secret").Configuration));

    [Fact]
    public void A_store_without_a_region_is_not_given_one() => Assert.Equal(
        Tree.Json("""{ "config": { "access_key": "key", "bucket": "metrics", "endpoint": "rgw.example.com:8443", "secret_key": "secret" }, "type": "S3" }"""),
        Tree.Json(ObjectStoreConnection.File("rgw.example.com:8443", "metrics", "", "key", "secret")));

    private static Task<Declared> MakeAsync() => Declared.ByAsync(() => _ = new ObjectStore("metrics", Args("eu-central-1")), Answers);

    private static async Task<string> ConfigurationAsync(Func<ObjectStoreConnection> make)
    {
        var read = "";
        await Declared.ByAsync(() => make().Configuration.Apply(text => read = text), Answers, isPreview: false);
        return read;
    }

    private static ObjectStoreArgs Args(string region) => new() { Aws = new Pulumi.Aws.Provider("aws", new Pulumi.Aws.ProviderArgs { Region = region }), Region = region };

    private static IEnumerable<string> Actions(Declared declared, string user) =>
        Statements((string)declared.Named("aws:iam/userPolicy:UserPolicy", user).Inputs["policy"]).SelectMany(statement => statement["Action"]!.AsArray()).Select(action => action!.GetValue<string>());

    private static IEnumerable<JsonNode> Statements(string policy) => JsonNode.Parse(policy)!["Statement"]!.AsArray().Select(statement => statement!);
}
