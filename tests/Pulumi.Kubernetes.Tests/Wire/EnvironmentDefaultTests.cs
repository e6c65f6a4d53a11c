using Pulumi.Kubernetes.Types.Inputs.Provider;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Wire;

/// <summary>Settings that a program leaves alone come from the environment. The variables used here concern no other test.</summary>
public sealed class EnvironmentDefaultTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    public async Task A_flag_is_read_from_its_variable(string text, bool expected)
    {
        var args = With("PULUMI_K8S_SKIP_UPDATE_UNREACHABLE", text, () => new ProviderArgs());

        Assert.Equal(expected, await ValueOf(args.SkipUpdateUnreachable!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("perhaps")]
    public void A_variable_that_is_no_flag_sets_nothing(string text) =>
        Assert.Null(With("PULUMI_K8S_SKIP_UPDATE_UNREACHABLE", text, () => new ProviderArgs()).SkipUpdateUnreachable);

    [Fact]
    public async Task Numbers_are_read_from_their_variables()
    {
        Assert.Equal(120, await ValueOf(With("PULUMI_K8S_CLIENT_BURST", "120", () => new KubeClientSettingsArgs()).Burst!));
        Assert.Equal(1.5, await ValueOf(With("PULUMI_K8S_CLIENT_QPS", "1.5", () => new KubeClientSettingsArgs()).Qps!));
    }

    [Fact]
    public async Task The_first_variable_that_is_set_wins()
    {
        var args = With("AWS_REGION", "eu-central-1", () => With("AWS_DEFAULT_REGION", "us-east-1", () => new Aws.ProviderArgs()));
        var fallback = With("AWS_REGION", null, () => With("AWS_DEFAULT_REGION", "us-east-1", () => new Aws.ProviderArgs()));

        Assert.Equal("eu-central-1", await ValueOf(args.Region!));
        Assert.Equal("us-east-1", await ValueOf(fallback.Region!));
    }

    [Fact]
    public async Task What_the_program_sets_wins()
    {
        var args = With("PULUMI_K8S_HELM_DRIVER", "memory", () => new HelmReleaseSettingsArgs { Driver = "configmap" });

        Assert.Equal("configmap", await ValueOf(args.Driver!));
    }

    private static Task<T> ValueOf<T>(Input<T> input) => OutputUtilities.GetValueAsync(input.ToOutput());

    private static T With<T>(string variable, string? value, Func<T> create)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            return create();
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }
}
