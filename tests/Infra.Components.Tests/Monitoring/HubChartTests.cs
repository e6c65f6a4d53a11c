using System.Collections.Immutable;
using Infra.Components.Monitoring;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

/// <summary>The values of the hub's charts, held against the charts.</summary>
public sealed class HubChartTests
{
    // What those of kube-state-metrics and of the node exporter have that the stack's own file does not repeat (charts kube-state-metrics 7, prometheus-node-exporter 4).
    private static readonly string[] Elsewhere =
        [".kube-state-metrics.image", ".kube-state-metrics.rbac", ".kube-state-metrics.customResourceState", ".prometheus-node-exporter.image.registry"];

    // What Grafana's file has in a comment.
    private static readonly string[] InComments = [".ingress.ingressClassName"];

    public static TheoryData<string> Plans => ["full", "small", "gateway"];

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_value_of_the_stack_is_one_that_its_chart_knows(string plan)
    {
        var values = GlobalMonitoringManifests.Values(Of(plan));

        Assert.Empty(ChartValues.UnknownTo("kube-prometheus-stack", values.Remove("grafana")).Except(Elsewhere));
    }

    // What the stack adds to Grafana's own values is in the stack's file, the rest in Grafana's.
    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_value_of_Grafana_is_one_that_its_chart_or_the_stack_knows(string plan)
    {
        var values = (ImmutableDictionary<string, object>)GlobalMonitoringManifests.Values(Of(plan))["grafana"];

        var unknown = ChartValues.UnknownTo("grafana", values)
            .Intersect(ChartValues.UnknownTo("kube-prometheus-stack", Only("grafana", values)).Select(path => path[".grafana".Length..]));
        // The sections of grafana.ini are Grafana's own, and so is what is in them.
        Assert.DoesNotContain(unknown.Except(InComments), path => !path.StartsWith(".grafana.ini.", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_value_of_Thanos_is_one_that_its_chart_knows(string plan) => Assert.All(
        new[] { ThanosManifests.Values(Of(plan)), ThanosManifests.RulerQueryValues(Of(plan)), ThanosManifests.LiveQueryValues(Of(plan)) },
        values =>
        {
            // A security context is Kubernetes' own, and the chart's defaults are not all of it.
            Assert.Equal([".global.containerSecurityContext.seccompProfile"], ChartValues.UnknownTo("thanos-community", values));
            Assert.Equal([".global.containerSecurityContext.seccompProfile"], ChartValues.UnknownToSchemaOf("thanos-community", values));
        });

    [Fact]
    public void A_value_that_the_chart_does_not_know_would_be_found() => Assert.Equal(
        [".receive.servicePort"],
        ChartValues.UnknownTo("thanos-community", Only("receive", Only("servicePort", 1))));

    // Parts that are switched off, or whose image has no registry of its own here.
    public static TheoryData<string, string[]> NotPulled => new()
    {
        { "kube-prometheus-stack", [".prometheusOperator.admissionWebhooks.deployment.image", ".prometheusOperator.admissionWebhooks.patch.image", ".thanosRuler.thanosRulerSpec.image"] },
        { "grafana", [".testFramework.image", ".downloadDashboardsImage", ".initChownData.image", ".imageRenderer.image"] },
        { "thanos-community", [".ruler.autoImportPrometheusRules.sidecar.image"] },
    };

    [Theory]
    [MemberData(nameof(NotPulled))]
    public void Every_image_that_is_pulled_may_come_from_a_mirror(string chart, string[] notPulled)
    {
        var stack = GlobalMonitoringManifests.Values(Hub.Full);
        var values = chart switch
        {
            "grafana" => (ImmutableDictionary<string, object>)stack["grafana"],
            "thanos-community" => ThanosManifests.Values(Hub.Full),
            _ => stack,
        };

        Assert.All(
            ChartValues.ImagesOf(chart).Except(notPulled),
            path => Assert.StartsWith("mirror.example.com/", Tree.At(values, [.. path.TrimStart('.').Split('.'), "registry"]) as string ?? $"nothing at {path}", StringComparison.Ordinal));
    }

    [Fact]
    public void Images_of_the_parts_of_the_stack_may_come_from_a_mirror()
    {
        var values = GlobalMonitoringManifests.Values(Hub.Full);

        Assert.Equal("mirror.example.com/registry.k8s.io", Tree.At(values, "kube-state-metrics", "image", "registry"));
        Assert.Equal("mirror.example.com/quay.io", Tree.At(values, "prometheus-node-exporter", "image", "registry"));
        var door = Tree.At(values, "alertmanager", "alertmanagerSpec", "containers", 0, "image");
        Assert.Equal($"mirror.example.com/docker.io/ghostunnel/ghostunnel:{Versions.Ghostunnel}", door);
    }

    [Theory]
    [InlineData("receive")]
    [InlineData("storegateway")]
    public void What_reads_for_long_before_it_answers_is_given_half_an_hour(string part)
    {
        var startup = Tree.At(ThanosManifests.Values(Hub.Full)[part], "probes", "startup")!;

        Assert.Equal(TimeSpan.FromMinutes(30), TimeSpan.FromSeconds((int)Tree.At(startup, "periodSeconds")! * (int)Tree.At(startup, "failureThreshold")!));
    }

    [Fact]
    public void Receive_has_the_memory_that_two_hundred_sites_of_five_thousand_series_need() =>
        // 8 KiB for each, and half a GiB for the rest; docs/monitoring.md has the formula.
        Assert.InRange((MonitoringSizes.Default(MonitoringPart.Receive).MemoryMiB - 512) * 1024 / 8 / 5000, 190, 250);

    [Fact]
    public void What_the_Ruler_recorded_it_has_for_as_long_as_rules_look_back() =>
        Assert.Contains("--tsdb.retention=96h", (IEnumerable<object>)Tree.At(ThanosManifests.Values(Hub.Full)["ruler"], "extraArgs")!);

    [Fact]
    public void Two_plans_that_are_the_same_give_the_same_values() => Assert.Equal(
        Tree.Json(GlobalMonitoringManifests.Values(Hub.Full)), Tree.Json(GlobalMonitoringManifests.Values(Hub.Full with { })));

    private static GlobalMonitoringPlan Of(string plan) => plan switch
    {
        "small" => Hub.Small,
        "gateway" => Hub.Full with { Grafana = Hub.Full.Grafana with { Gateway = new GatewayReference("public", "gateways") } },
        _ => Hub.Full,
    };

    private static ImmutableDictionary<string, object> Only(string key, object value) => ImmutableDictionary<string, object>.Empty.Add(key, value);
}
