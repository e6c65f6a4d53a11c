using Pulumi.Aws.Inputs;
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

    private static string Compact(object json) => ((string)json).Replace(" ", "", StringComparison.Ordinal);
}
