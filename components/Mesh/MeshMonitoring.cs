using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Monitoring;

namespace Infra.Components.Mesh;

/// <summary>How the clusters' Prometheus find what is to be measured of a mesh: its control planes, proxies and gateways.</summary>
/// <remarks>
/// Of what Istio and Envoy say, only what a rule or a dashboard may ask about is kept (<see cref="Metrics"/>). Proxies give an application's own metrics beside theirs where its pods ask for that
/// by <c>prometheus.io/scrape</c>; those are kept as they are.
/// </remarks>
public static class MeshMonitoring
{
    /// <summary>The part's name (<see cref="MeshNames.Addon"/>).</summary>
    public const string Part = "monitoring";

    /// <summary>The port of a proxy on which it takes plain requests, and answers for itself, for its agent and for the application.</summary>
    private const string MergedPort = "15020";

    private const string ApiVersion = "monitoring.coreos.com/v1";

    // Lives from the rule that sets it to the one that drops it.
    private const string Mark = "__tmp_known";

    /// <summary>An add-on of monitors, on the clusters that have their definitions (<see cref="MeshPlan.Monitored"/>); none where no cluster has.</summary>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (mesh.Monitored is not { } clusters)
            return [];
        var addon = new Addon
        {
            Name = MeshNames.Addon(mesh.Name, Part),
            Namespace = MeshNames.System,
            Content = new AddonContent.Objects([ControlPlane(mesh), Proxies(mesh), .. mesh.DataPlane == DataPlane.Ambient ? [Nodes(mesh)] : Enumerable.Empty<KubernetesObject>()]),
        };
        return [new MeshAddon(addon, clusters) { IsGuest = true }];
    }

    private static KubernetesObject ControlPlane(MeshPlan mesh) => new(ApiVersion, "ServiceMonitor", MeshNames.Object(mesh.Name, "istiod"), Fields.Of(("spec", Fields.Of(
        ("selector", Labels("istiod")),
        ("endpoints", Fields.List(new[]
        {
            Fields.Of(
                ("port", "http-monitoring"),
                ("metricRelabelings", Fields.List(new[]
                {
                    KeepOf(MetricProducer.Istiod, MetricProducer.Istio, MetricProducer.Process),
                    // It calls another cluster by the label that says whose a series is.
                    Fields.Of(("action", "replace"), ("sourceLabels", new[] { "__name__", "cluster" }), ("regex", "istiod_remote_cluster_sync_status;(.+)"), ("targetLabel", "remote_cluster")),
                    Fields.Of(("action", "labeldrop"), ("regex", "cluster")),
                }))),
        }))))));

    private static KubernetesObject Proxies(MeshPlan mesh) => new(ApiVersion, "PodMonitor", MeshNames.Object(mesh.Name, "proxies"), Fields.Of(("spec", Fields.Of(
        ("selector", Fields.Of()),
        ("namespaceSelector", Fields.Of(("matchNames", mesh.Namespaces.Add(MeshNames.System).Add(MeshNames.Ingress(mesh.Name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)))),
        ("podMetricsEndpoints", Fields.List(new[]
        {
            Fields.Of(
                // Each proxy names this port, be it beside a pod, a gateway or a waypoint; so there is one target for each. Asked is the one that knows of the application too.
                ("port", "http-envoy-prom"),
                ("path", "/stats/prometheus"),
                ("relabelings", Fields.List(new[]
                {
                    Fields.Of(("action", "replace"), ("sourceLabels", new[] { "__address__" }), ("regex", "(.+):[0-9]+"), ("targetLabel", "__address__"), ("replacement", $"$1:{MergedPort}")),
                })),
                ("metricRelabelings", Fields.List(new[]
                {
                    Fields.Of(("action", "replace"), ("sourceLabels", new[] { "__name__" }), ("regex", Names(MetricProducer.Istio)), ("targetLabel", Mark), ("replacement", "yes")),
                    Fields.Of(("action", "drop"), ("sourceLabels", new[] { Mark, "__name__" }), ("regex", ";(envoy|istio|pilot|wasm)_.+")),
                    Fields.Of(("action", "labeldrop"), ("regex", Mark)),
                }))),
        }))))));

    private static KubernetesObject Nodes(MeshPlan mesh) => new(ApiVersion, "PodMonitor", MeshNames.Object(mesh.Name, "ztunnel"), Fields.Of(("spec", Fields.Of(
        ("selector", Labels("ztunnel")),
        ("podMetricsEndpoints", Fields.List(new[]
        {
            Fields.Of(
                ("port", "ztunnel-stats"),
                ("path", "/stats/prometheus"),
                ("relabelings", Fields.List(new[] { MemberScraping.NodeOfPod })),
                ("metricRelabelings", Fields.List(new[] { KeepOf(MetricProducer.Istio, MetricProducer.Process) }))),
        }))))));

    private static ImmutableDictionary<string, object> Labels(string app) => Fields.Of(("matchLabels", Fields.Of(("app", app))));

    private static ImmutableDictionary<string, object> KeepOf(params ReadOnlySpan<MetricProducer> producers) =>
        Fields.Of(("action", "keep"), ("sourceLabels", new[] { "__name__" }), ("regex", Names(producers)));

    private static string Names(params ReadOnlySpan<MetricProducer> producers)
    {
        var named = producers.ToArray();
        return string.Join('|', Metrics.All.Where(metric => named.Contains(metric.Producer)).SelectMany(metric => metric.Series).Order(StringComparer.Ordinal));
    }
}
