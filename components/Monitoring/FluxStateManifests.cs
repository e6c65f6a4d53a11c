using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>How kube-state-metrics tells whether what Flux delivers is ready: metric <c>gotk_resource_info</c>, one series for each of Flux's objects.</summary>
/// <remarks>Flux's controllers say nothing of single objects themselves; see fluxcd.io, "Flux Prometheus metrics", and kube-state-metrics' "Custom Resource State Metrics".</remarks>
internal static class FluxStateManifests
{
    // By group and version, the kinds and how kube-state-metrics calls their plurals.
    private static readonly (string Group, string Version, string Kind, string Plural)[] Kinds =
    [
        ("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases"),
        ("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations"),
        ("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories"),
        ("source.toolkit.fluxcd.io", "v1", "HelmRepository", "helmrepositories"),
        ("source.toolkit.fluxcd.io", "v1", "HelmChart", "helmcharts"),
        ("source.toolkit.fluxcd.io", "v1", "OCIRepository", "ocirepositories"),
        ("source.toolkit.fluxcd.io", "v1", "Bucket", "buckets"),
    ];

    /// <summary>What the chart of kube-state-metrics is given beside its other values.</summary>
    public static ImmutableDictionary<string, object> Values() => Fields.Of(
        ("rbac", Fields.Of(("extraRules", Fields.List(Kinds.GroupBy(kind => kind.Group, StringComparer.Ordinal).Select(group => Fields.Of(
            ("apiGroups", new[] { group.Key }), ("resources", group.Select(kind => kind.Plural)), ("verbs", new[] { "list", "watch" }))))))),
        ("customResourceState", Fields.Of(
            ("enabled", true),
            ("config", Fields.Of(("kind", "CustomResourceStateMetrics"), ("spec", Fields.Of(("resources", Fields.List(Kinds.Select(Resource))))))))));

    private static ImmutableDictionary<string, object> Resource((string Group, string Version, string Kind, string Plural) kind) => Fields.Of(
        ("groupVersionKind", Fields.Of(("group", kind.Group), ("version", kind.Version), ("kind", kind.Kind))),
        ("metricNamePrefix", "gotk"),
        ("metrics", Fields.List(new[]
        {
            Fields.Of(
                ("name", "resource_info"),
                ("help", "The state of an object of Flux"),
                ("each", Fields.Of(("type", "Info"), ("info", Fields.Of(("labelsFromPath", Fields.Of(("name", new[] { "metadata", "name" }))))))),
                ("labelsFromPath", Labels(kind.Kind))),
        })));

    private static ImmutableDictionary<string, object> Labels(string kind)
    {
        var labels = Fields.Of(
            ("exported_namespace", new[] { "metadata", "namespace" }),
            ("ready", new[] { "status", "conditions", "[type=Ready]", "status" }),
            ("suspended", new[] { "spec", "suspend" }));
        return kind switch
        {
            // The newest release is the first of its history.
            "HelmRelease" => labels
                .SetItem("revision", Path("status", "history", "0", "chartVersion"))
                .SetItem("chart_name", Path("status", "history", "0", "chartName")),
            "Kustomization" => labels
                .SetItem("revision", Path("status", "lastAppliedRevision"))
                .SetItem("source_name", Path("spec", "sourceRef", "name")),
            "HelmChart" => labels
                .SetItem("revision", Path("status", "artifact", "revision"))
                .SetItem("chart_name", Path("spec", "chart"))
                .SetItem("source_name", Path("spec", "sourceRef", "name")),
            "Bucket" => labels.SetItem("revision", Path("status", "artifact", "revision")),
            _ => labels
                .SetItem("revision", Path("status", "artifact", "revision"))
                .SetItem("url", Path("spec", "url")),
        };
    }

    private static ImmutableArray<object> Path(params string[] steps) => Fields.List(steps);
}
