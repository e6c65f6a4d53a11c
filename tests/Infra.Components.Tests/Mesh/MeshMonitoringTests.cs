using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Monitoring;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class MeshMonitoringTests
{
    private static readonly MeshPlan Plan = Meshes.Of(Meshes.Member("a"), Meshes.Member("b")) with { Monitored = ClusterSelection.Named("a") };

    [Fact]
    public void Monitors_go_to_clusters_that_know_them_and_nowhere_else()
    {
        Assert.Empty(MeshMonitoring.Addons(Plan with { Monitored = null }));

        var addon = Assert.Single(MeshMonitoring.Addons(Plan));
        Assert.Equal(Plan.Monitored, addon.On);
        Assert.Equal("mesh-prod-monitoring", addon.Addon.Name);
        Assert.True(addon.IsGuest);
    }

    [Fact]
    public void Nodes_have_a_proxy_to_look_at_in_ambient_mode_only()
    {
        Assert.Equal(["istiod-prod", "proxies-prod"], Monitors(Plan).Select(item => item.Name));
        Assert.Equal(["istiod-prod", "proxies-prod", "ztunnel-prod"], Monitors(Plan with { DataPlane = DataPlane.Ambient }).Select(item => item.Name));
    }

    [Fact]
    public void Proxies_are_those_of_the_mesh_and_its_gateways() =>
        Assert.Equal(["istio-system", "mesh-prod-ingress", "shop"], (ImmutableArray<object>)Tree.At(Monitor(Plan, "proxies-prod"), "spec", "namespaceSelector", "matchNames")!);

    [Theory]
    [InlineData("10.1.2.3:15090", "10.1.2.3:15020")]
    [InlineData("[fd00::7]:15090", "[fd00::7]:15020")]
    public void A_proxy_is_asked_where_plain_requests_are_taken(string found, string asked) =>
        Assert.Equal(asked, Relabelled(Monitor(Plan, "proxies-prod"), "relabelings", Label(("__address__", found)))!["__address__"]);

    [Theory]
    [InlineData("istio_requests_total", true)]
    [InlineData("istio_request_duration_milliseconds_bucket", true)]
    [InlineData("istio_agent_go_info", false)]
    [InlineData("envoy_cluster_upstream_cx_total", false)]
    [InlineData("http_requests_total", true)] // the application's own
    public void Of_proxies_what_nobody_asks_about_is_dropped_and_of_applications_nothing(string name, bool isKept)
    {
        var kept = Relabelled(Monitor(Plan, "proxies-prod"), "metricRelabelings", Label(("__name__", name), ("reporter", "source")));

        Assert.Equal(isKept ? Label(("__name__", name), ("reporter", "source")) : null, kept);
    }

    [Fact]
    public void The_cluster_that_istiod_speaks_of_is_not_taken_for_the_one_that_speaks() =>
        Assert.Equal(
            Label(("__name__", "istiod_remote_cluster_sync_status"), ("remote_cluster", "b"), ("status", "synced")),
            Relabelled(Monitor(Plan, "istiod-prod"), "metricRelabelings", Label(("__name__", "istiod_remote_cluster_sync_status"), ("cluster", "b"), ("status", "synced"))));

    [Fact]
    public void Whatever_a_rule_asks_of_the_control_plane_is_kept() =>
        Assert.All(
            Metrics.All.Where(metric => metric.Producer == MetricProducer.Istiod).SelectMany(metric => metric.Series),
            series => Assert.NotNull(Relabelled(Monitor(Plan, "istiod-prod"), "metricRelabelings", Label(("__name__", series)))));

    private static ImmutableArray<KubernetesObject> Monitors(MeshPlan plan) => ((AddonContent.Objects)Assert.Single(MeshMonitoring.Addons(plan)).Addon.Content).Items;

    private static ImmutableDictionary<string, object> Monitor(MeshPlan plan, string name) => Monitors(plan).Single(item => item.Name == name).Content;

    private static ImmutableSortedDictionary<string, string> Label(params ReadOnlySpan<(string Name, string Value)> labels)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in labels)
            all.Add(name, value);
        return all.ToImmutable();
    }

    // As Prometheus does it (prometheus.io, "relabel_config"); null where the series is dropped.
    private static ImmutableSortedDictionary<string, string>? Relabelled(ImmutableDictionary<string, object> monitor, string list, ImmutableSortedDictionary<string, string> labels)
    {
        var spec = (ImmutableDictionary<string, object>)monitor["spec"];
        var endpoint = (ImmutableDictionary<string, object>)((ImmutableArray<object>)(spec.GetValueOrDefault("endpoints") ?? spec["podMetricsEndpoints"]))[0];
        foreach (var rule in ((ImmutableArray<object>)endpoint[list]).Cast<ImmutableDictionary<string, object>>())
        {
            var regex = new Regex($"^(?:{rule["regex"]})$", RegexOptions.None, TimeSpan.FromSeconds(1));
            var source = rule.GetValueOrDefault("sourceLabels") is ImmutableArray<object> names ? string.Join(';', names.Select(name => labels.GetValueOrDefault((string)name, ""))) : "";
            switch (rule["action"])
            {
                case "keep" when !regex.IsMatch(source):
                case "drop" when regex.IsMatch(source):
                    return null;
                case "replace" when regex.Match(source) is { Success: true } match:
                    labels = labels.SetItem((string)rule["targetLabel"], match.Result((string)(rule.GetValueOrDefault("replacement") ?? "$1")));
                    break;
                case "labeldrop":
                    labels = labels.RemoveRange(labels.Keys.Where(name => regex.IsMatch(name)));
                    break;
            }
        }

        return labels;
    }
}
