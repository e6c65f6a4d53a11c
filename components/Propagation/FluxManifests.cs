using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>Flux's objects: where something comes from, and what is made of it.</summary>
internal static class FluxManifests
{
    private const string SourceVersion = "source.toolkit.fluxcd.io/v1";

    /// <summary>A chart's source, by the same name.</summary>
    public static KubernetesObject ChartSource(string name, Chart chart, string interval) => chart.IsInRegistry
        ? OciRepository(name, chart.RegistryAddress, chart.Version, interval, Fields.Of(
            // Of a chart's layers the one that is the chart, as it is: helm-controller reads archives.
            ("mediaType", "application/vnd.cncf.helm.chart.content.v1.tar+gzip"), ("operation", "copy")))
        : new(SourceVersion, "HelmRepository", name, Fields.Of(("spec", Fields.Of(("interval", interval), ("url", chart.Repository)))));

    /// <summary>How a release finds the chart in the source of the given name: a field of its spec.</summary>
    public static (string Name, object? Value) ChartOf(string source, Chart chart) => chart.IsInRegistry
        ? ("chartRef", Fields.Of(("kind", "OCIRepository"), ("name", source)))
        : ("chart", Fields.Of(("spec", Fields.Of(
            ("chart", chart.Name),
            ("version", chart.Version),
            ("sourceRef", Fields.Of(("kind", "HelmRepository"), ("name", source)))))));

    /// <summary>The field that holds the chart's version: of the release, or of the source where that is a registry.</summary>
    public static (string Kind, ImmutableArray<string> Path) VersionField(Chart chart) =>
        chart.IsInRegistry ? ("OCIRepository", ["spec", "ref", "tag"]) : ("HelmRelease", ["spec", "chart", "spec", "version"]);

    /// <summary>A release of a chart.</summary>
    public static KubernetesObject HelmRelease(string name, ImmutableDictionary<string, object> spec) => new("helm.toolkit.fluxcd.io/v2", "HelmRelease", name, Fields.Of(("spec", spec)));

    /// <summary>An artifact of a registry.</summary>
    public static KubernetesObject OciRepository(string name, string url, string tag, string interval, ImmutableDictionary<string, object>? layer = null) =>
        new(SourceVersion, "OCIRepository", name, Fields.Of(("spec", Fields.Of(
            ("interval", interval),
            ("url", url),
            ("layerSelector", layer),
            ("ref", Fields.Of(("tag", tag)))))));

    /// <summary>A Git repository.</summary>
    public static KubernetesObject GitRepository(string name, string url, GitReference reference, string interval) =>
        new(SourceVersion, "GitRepository", name, Fields.Of(("spec", Fields.Of(("interval", interval), ("url", url), ("ref", Fields.Of((reference.Kind, reference.Value)))))));
}
