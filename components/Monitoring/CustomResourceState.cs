using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What kube-state-metrics tells of objects that are not Kubernetes' own, in members and on the hub.</summary>
internal static class CustomResourceState
{
    /// <summary>The configuration, as the chart's <c>customResourceState</c>.</summary>
    public static ImmutableDictionary<string, object> State => Fields.Of(
        ("enabled", true),
        ("config", Fields.Of(
            ("kind", "CustomResourceStateMetrics"),
            ("spec", Fields.Of(("resources", Fields.List(FluxStateMetrics.Resources.Concat(PolicyStateMetrics.Resources))))))));

    /// <summary>What it must be allowed for that, as the chart's <c>rbac.extraRules</c>.</summary>
    public static ImmutableArray<object> Rules => [.. FluxStateMetrics.Rules, .. PolicyStateMetrics.Rules];

    /// <summary>What scrapes the controllers of these objects, as the chart's <c>prometheus.additionalPodMonitors</c>.</summary>
    public static ImmutableArray<object> Controllers => Fields.List(new[] { FluxStateMetrics.Controllers, PolicyStateMetrics.Controllers });
}
