using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>The objects of an application, before they are propagated.</summary>
public static class ApplicationManifests
{
    // Sources are polled this often; a change in Git reaches a member within it.
    private const string Interval = "5m";

    /// <summary>The objects in the order of need.</summary>
    public static ImmutableArray<KubernetesObject> Objects(string name, string @namespace, ApplicationContent content) => content switch
    {
        ApplicationContent.Service service => WorkloadManifests.Objects(name, service.Workload),
        ApplicationContent.Objects objects => objects.Items,
        ApplicationContent.Git git => [GitRepository(name, git), Kustomization(name, @namespace, "GitRepository", git.Path)],
        ApplicationContent.Oci oci => [OciRepository(name, oci.Url, oci.Tag), Kustomization(name, @namespace, "OCIRepository", oci.Path)],
        ApplicationContent.Helm { Chart: var chart } helm when IsOci(chart) =>
        [
            OciRepository(name, $"{chart.Repository.TrimEnd('/')}/{chart.Name}", chart.Version),
            HelmRelease(name, ("chartRef", Fields.Of(("kind", "OCIRepository"), ("name", name))), helm.Values),
        ],
        ApplicationContent.Helm { Chart: var chart } helm =>
        [
            new("source.toolkit.fluxcd.io/v1", "HelmRepository", name, Fields.Of(("spec", Fields.Of(("interval", Interval), ("url", chart.Repository))))),
            HelmRelease(name, ("chart", ChartTemplate(name, chart)), helm.Values),
        ],
        _ => throw new ArgumentException($"application content of kind {content.GetType().Name} is unknown", nameof(content)),
    };

    private static bool IsOci(Chart chart) => chart.Repository.StartsWith("oci://", StringComparison.Ordinal);

    private static KubernetesObject GitRepository(string name, ApplicationContent.Git git) =>
        new("source.toolkit.fluxcd.io/v1", "GitRepository", name, Fields.Of(("spec", Fields.Of(
            ("interval", Interval),
            ("url", git.Url),
            ("ref", Fields.Of((git.Reference.Kind, git.Reference.Value)))))));

    private static KubernetesObject OciRepository(string name, string url, string tag) =>
        new("source.toolkit.fluxcd.io/v1", "OCIRepository", name, Fields.Of(("spec", Fields.Of(
            ("interval", Interval),
            ("url", url),
            ("ref", Fields.Of(("tag", tag)))))));

    private static KubernetesObject Kustomization(string name, string @namespace, string sourceKind, string path) =>
        new("kustomize.toolkit.fluxcd.io/v1", "Kustomization", name, Fields.Of(("spec", Fields.Of(
            ("interval", Interval),
            ("path", path),
            // What leaves Git leaves the members.
            ("prune", true),
            ("wait", true),
            ("timeout", "10m"),
            ("targetNamespace", @namespace),
            ("sourceRef", Fields.Of(("kind", sourceKind), ("name", name)))))));

    private static KubernetesObject HelmRelease(string name, (string Name, object? Value) chart, ImmutableDictionary<string, object> values) =>
        new("helm.toolkit.fluxcd.io/v2", "HelmRelease", name, Fields.Of(("spec", Fields.Of(
            chart,
            ("interval", Interval),
            ("releaseName", name),
            ("timeout", "10m"),
            ("install", Remediation),
            ("upgrade", Remediation),
            ("values", values)))));

    private static ImmutableDictionary<string, object> Remediation { get; } = Fields.Of(("remediation", Fields.Of(("retries", 3))));

    private static ImmutableDictionary<string, object> ChartTemplate(string name, Chart chart) => Fields.Of(("spec", Fields.Of(
        ("chart", chart.Name),
        ("version", chart.Version),
        ("sourceRef", Fields.Of(("kind", "HelmRepository"), ("name", name))))));
}
