using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>The state of Flux's objects as a metric, <c>gotk_resource_info</c>: whether each is ready, and in which revision.</summary>
/// <remarks>kube-state-metrics exposes it, with the configuration that fluxcd.io, "Flux custom Prometheus metrics", documents. By it the health of every add-on is told.</remarks>
internal static class FluxStateMetrics
{
    private const string Sources = "source.toolkit.fluxcd.io";

    // A repository of charts that is a registry has no state of its own: Flux does not fetch it, and sets no condition.
    private static readonly ImmutableArray<FluxKind> Kinds =
    [
        new("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases")
        {
            Revision = ["status", "history", "0", "chartVersion"],
            Labels = Paths(("chart_name", ["spec", "chart", "spec", "chart"]), ("source_name", ["spec", "chart", "spec", "sourceRef", "name"])),
        },
        new("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations")
        {
            Revision = ["status", "lastAppliedRevision"],
            Labels = Paths(("source_name", ["spec", "sourceRef", "name"])),
        },
        new(Sources, "v1", "GitRepository", "gitrepositories") { Labels = Paths(("url", ["spec", "url"])) },
        new(Sources, "v1", "HelmRepository", "helmrepositories") { Labels = Paths(("url", ["spec", "url"])) },
        new(Sources, "v1", "OCIRepository", "ocirepositories") { Labels = Paths(("url", ["spec", "url"])) },
        new(Sources, "v1", "HelmChart", "helmcharts") { Labels = Paths(("chart_name", ["spec", "chart"])) },
        new(Sources, "v1", "Bucket", "buckets") { Labels = Paths(("url", ["spec", "endpoint"])) },
    ];

    /// <summary>Entries of the configuration, beside those of other kinds.</summary>
    public static IEnumerable<object> Resources => Kinds.Select(Resource);

    /// <summary>What kube-state-metrics must be allowed for that.</summary>
    public static ImmutableArray<object> Rules => Fields.List(Kinds.GroupBy(kind => kind.Group, StringComparer.Ordinal).Select(group => Fields.Of(
        ("apiGroups", new[] { group.Key }),
        ("resources", group.Select(kind => kind.Resource)),
        ("verbs", new[] { "list", "watch" }))));

    /// <summary>What scrapes Flux's controllers: an entry of the chart's <c>prometheus.additionalPodMonitors</c>.</summary>
    public static ImmutableDictionary<string, object> Controllers => Fields.Of(
        ("name", "flux"),
        ("namespaceSelector", Fields.Of(("matchNames", new[] { "flux-system" }))),
        ("selector", Fields.Of(("matchExpressions", Fields.List(new[]
        {
            Fields.Of(
                ("key", "app"),
                ("operator", "In"),
                ("values", new[] { "helm-controller", "kustomize-controller", "notification-controller", "source-controller" })),
        })))),
        ("podMetricsEndpoints", Fields.List(new[] { Fields.Of(("port", "http-prom")) })));

    private static ImmutableDictionary<string, object> Resource(FluxKind kind) => Fields.Of(
        ("groupVersionKind", Fields.Of(("group", kind.Group), ("version", kind.Version), ("kind", kind.Name))),
        ("metricNamePrefix", "gotk"),
        ("metrics", Fields.List(new[]
        {
            Fields.Of(
                ("name", "resource_info"),
                ("help", "The state of an object of Flux."),
                ("each", Fields.Of(("type", "Info"), ("info", Fields.Of(("labelsFromPath", Fields.Of(("name", new[] { "metadata", "name" }))))))),
                ("labelsFromPath", Fields.Of(
                    ("exported_namespace", new[] { "metadata", "namespace" }),
                    ("ready", new[] { "status", "conditions", "[type=Ready]", "status" }),
                    ("suspended", new[] { "spec", "suspend" }),
                    ("revision", kind.Revision)).SetItems(kind.Labels.Select(label => KeyValuePair.Create(label.Key, (object)Fields.List(label.Value)))))),
        })));

    private static ImmutableDictionary<string, ImmutableArray<string>> Paths(params ReadOnlySpan<(string Label, ImmutableArray<string> Path)> labels)
    {
        var paths = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var (label, path) in labels)
            paths.Add(label, path);
        return paths.ToImmutable();
    }

    // A kind of Flux's objects: what it is called, and where its revision and what else is worth a label stand.
    private sealed record FluxKind(string Group, string Version, string Name, string Resource)
    {
        public ImmutableArray<string> Revision { get; init; } = ["status", "artifact", "revision"];

        public required ImmutableDictionary<string, ImmutableArray<string>> Labels { get; init; }
    }
}
