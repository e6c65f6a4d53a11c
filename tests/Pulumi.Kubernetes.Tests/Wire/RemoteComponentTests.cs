using Pulumi.Kubernetes.Types.Inputs.Helm.V4;
using Pulumi.Kubernetes.Types.Inputs.Yaml.V2;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Wire;

/// <summary>Components that the provider constructs: the program only sends what is wanted.</summary>
public sealed class RemoteComponentTests
{
    [Fact]
    public async Task A_chart_is_sent_to_the_provider()
    {
        var recording = await Recording.Of(() => _ = new Helm.V4.Chart("mesh", new ChartArgs
        {
            Chart = "istiod",
            Namespace = "istio-system",
            RepositoryOpts = new RepositoryOptsArgs { Repo = "https://charts.example.com" },
            Values = new InputMap<object> { ["profile"] = "ambient" },
        }));

        Assert.Equal("kubernetes:helm.sh/v4:Chart", recording.Single.Type);
        Assert.Equal(
            """{"chart":"istiod","namespace":"istio-system","repositoryOpts":{"repo":"https://charts.example.com"},"values":{"profile":"ambient"}}""",
            Shape.Of(recording.Single.Inputs));
    }

    [Fact]
    public async Task A_config_file_and_a_config_group_are_sent_to_the_provider()
    {
        var recording = await Recording.Of(() =>
        {
            _ = new Yaml.V2.ConfigFile("a", new ConfigFileArgs { File = "crds.yaml", SkipAwait = true });
            _ = new Yaml.V2.ConfigGroup("b", new ConfigGroupArgs { Files = { "x/*.yaml" }, Yaml = "kind: List" });
        });

        Assert.Equal(
            [
                """kubernetes:yaml/v2:ConfigFile {"file":"crds.yaml","skipAwait":true}""",
                """kubernetes:yaml/v2:ConfigGroup {"files":["x/*.yaml"],"yaml":"kind: List"}""",
            ],
            recording.Resources.OrderBy(resource => resource.Name, StringComparer.Ordinal).Select(resource => $"{resource.Type} {Shape.Of(resource.Inputs)}"));
    }

    [Fact]
    public async Task A_component_asks_for_the_providers_version()
    {
        ResourceOptions? seen = null;
        var options = new ComponentResourceOptions();
        options.ResourceTransformations.Add(args =>
        {
            seen = args.Options;
            return null;
        });

        await Recording.Of(() => _ = new Helm.V4.Chart("mesh", new ChartArgs { Chart = "istiod" }, options));

        Assert.Equal("4.33.0", seen!.Version);
    }
}
