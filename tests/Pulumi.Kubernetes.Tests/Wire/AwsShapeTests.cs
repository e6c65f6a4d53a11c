using System.Collections.Immutable;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Eks.Inputs;
using Pulumi.Aws.Inputs;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Wire;

public sealed class AwsShapeTests
{
    [Fact]
    public async Task A_provider_sends_objects_and_lists_as_json()
    {
        var recording = await Recording.Of(() => _ = new Aws.Provider("aws", new Aws.ProviderArgs
        {
            Region = "eu-central-1",
            AssumeRoles = { new ProviderAssumeRoleArgs { RoleArn = "arn:aws:iam::1:role/deploy" } },
            DefaultTags = new ProviderDefaultTagsArgs { Tags = { ["owner"] = "platform" } },
        }));

        Assert.Equal("pulumi:providers:aws", recording.Single.Type);
        Assert.Equal("eu-central-1", recording.Single.Inputs["region"]);
        Assert.Equal("""[{"roleArn":"arn:aws:iam::1:role/deploy"}]""", Compact(recording.Single.Inputs["assumeRoles"]));
        Assert.Equal("""{"tags":{"owner":"platform"}}""", Compact(recording.Single.Inputs["defaultTags"]));
        Assert.Equal("true", recording.Single.Inputs["skipRegionValidation"]);
    }

    [Fact]
    public async Task A_secret_key_is_secret()
    {
        var args = new Aws.ProviderArgs();

        await Recording.Of(() => args.SecretKey = "k");

        Assert.True(await Output.IsSecretAsync(args.SecretKey!.ToOutput()));
    }

    [Fact]
    public async Task A_network_says_only_what_was_set()
    {
        var recording = await Recording.Of(() => _ = new Aws.Ec2.Vpc("net", new Aws.Ec2.VpcArgs
        {
            CidrBlock = "10.0.0.0/16",
            EnableDnsHostnames = true,
            Tags = { ["Name"] = "net" },
        }));

        Assert.Equal("aws:ec2/vpc:Vpc", recording.Single.Type);
        Assert.Equal("""{"cidrBlock":"10.0.0.0/16","enableDnsHostnames":true,"tags":{"Name":"net"}}""", Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_node_group_nests_its_scaling_taints_and_template()
    {
        var recording = await Recording.Of(() => _ = new Aws.Eks.NodeGroup("pool", new Aws.Eks.NodeGroupArgs
        {
            ClusterName = "prod",
            NodeRoleArn = "arn:aws:iam::1:role/node",
            SubnetIds = { "subnet-1", "subnet-2" },
            ScalingConfig = new NodeGroupScalingConfigArgs { DesiredSize = 3, MinSize = 3, MaxSize = 9 },
            LaunchTemplate = new NodeGroupLaunchTemplateArgs { Id = "lt-1", Version = "4" },
            Taints = { new NodeGroupTaintArgs { Key = "gpu", Effect = "NO_SCHEDULE" } },
            Labels = { ["pool"] = "gpu" },
        }));

        Assert.Equal("aws:eks/nodeGroup:NodeGroup", recording.Single.Type);
        Assert.Equal(
            """
            {"clusterName":"prod","labels":{"pool":"gpu"},"launchTemplate":{"id":"lt-1","version":"4"},"nodeRoleArn":"arn:aws:iam::1:role/node",
            "scalingConfig":{"desiredSize":3,"maxSize":9,"minSize":3},"subnetIds":["subnet-1","subnet-2"],"taints":[{"effect":"NO_SCHEDULE","key":"gpu"}]}
            """.Replace("\n", "", StringComparison.Ordinal),
            Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_policy_is_sent_as_text_or_as_a_document()
    {
        var recording = await Recording.Of(() =>
        {
            _ = new Aws.Iam.Policy("text", new Aws.Iam.PolicyArgs { PolicyDocument = "{}" });
            _ = new Aws.Iam.Role("role", new Aws.Iam.RoleArgs
            {
                AssumeRolePolicy = new Aws.Iam.Inputs.PolicyDocumentArgs
                {
                    Version = Aws.Iam.PolicyDocumentVersion.PolicyDocumentVersion_2012_10_17,
                    Statement = { new Aws.Iam.Inputs.PolicyStatementArgs { Effect = Aws.Iam.PolicyStatementEffect.ALLOW, Action = "sts:AssumeRole" } },
                },
            });
        });

        Assert.Equal(
            [
                """{"policy":"{}"}""",
                """{"assumeRolePolicy":{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow"}],"Version":"2012-10-17"}}""",
            ],
            recording.Resources.OrderByDescending(resource => resource.Name, StringComparer.Ordinal).Select(resource => Shape.Of(resource.Inputs)));
    }

    [Fact]
    public async Task A_bucket_may_have_been_one_of_the_former_type()
    {
        var options = await Recording.OptionsOf(options => new Aws.S3.Bucket("state", new Aws.S3.BucketArgs { BucketName = "state" }, options));

        var alias = Assert.Single(options.Aliases);
        Assert.Equal("aws:s3/bucketV2:BucketV2", await OutputUtilities.GetValueAsync((await OutputUtilities.GetValueAsync(alias.ToOutput())).Type!.ToOutput()));
        Assert.Equal("7.43.0", options.Version);
    }

    [Fact]
    public async Task A_function_is_called_by_its_token_and_its_answer_is_typed()
    {
        Output<GetVpcResult>? answer = null;
        var recording = await Recording.Of(
            () => answer = GetVpc.Invoke(new GetVpcInvokeArgs
            {
                Filters = { new Aws.Ec2.Inputs.GetVpcFilterInputArgs { Name = "tag:Name", Values = { "net" } } },
            }),
            Answer(("id", "vpc-1"), ("cidrBlock", "10.0.0.0/16"), ("default", true)));

        var call = Assert.Single(recording.Calls);
        Assert.Equal("aws:ec2/getVpc:getVpc", call.Token);
        Assert.Equal("""{"filters":[{"name":"tag:Name","values":["net"]}]}""", Shape.Of(call.Args));
        var vpc = await OutputUtilities.GetValueAsync(answer!);
        Assert.Equal(("vpc-1", "10.0.0.0/16", true), (vpc.Id, vpc.CidrBlock, vpc.Default));
    }

    private static ImmutableDictionary<string, object> Answer(params (string Name, object Value)[] values) =>
        values.ToImmutableDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);

    private static string Compact(object json) => ((string)json).Replace(" ", "", StringComparison.Ordinal);
}
