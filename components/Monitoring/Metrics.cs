using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <summary>Every metric that rules and dashboards may name, with what produces it, so that none asks for what nothing exposes.</summary>
public static partial class Metrics
{
    /// <summary>The labels that say whose a series is: each member's own, or the hub's (external labels).</summary>
    public static ImmutableArray<string> IdentityLabels { get; } = ["cluster", "fleet", "region", "provider"];

    /// <summary>The labels that any series may have, because Prometheus and its operator set them for the target or a histogram has them.</summary>
    /// <remarks><c>exported_namespace</c> is where <c>namespace</c> goes where the metric has one of its own and the target's does not yield.</remarks>
    public static ImmutableArray<string> TargetLabels { get; } =
    [
        .. IdentityLabels, "job", "instance", "namespace", "pod", "container", "service", "endpoint", "node", "exported_namespace",
        "prometheus_replica", "receive_replica", "ruler_replica",
    ];

    /// <summary>All of them, in the order of their producers.</summary>
    public static ImmutableArray<Metric> All { get; } =
    [
        .. AllOfNodes, .. AllOfObjects, .. AllOfControlPlanes, .. AllOfMonitoring, .. AllOfThanos, .. AllOfDelivery, .. AllOfTraffic, .. AllOfAddons,
    ];

    private static readonly ImmutableDictionary<string, Metric> BySeries =
        All.SelectMany(metric => metric.Series, (metric, series) => KeyValuePair.Create(series, metric)).ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The metric that a series is of; null when nothing that we deploy produces it.</summary>
    /// <param name="series">A name as in an expression: of a histogram with its ending.</param>
    public static Metric? Find(string series) => BySeries.GetValueOrDefault(series);

    private static ImmutableArray<Metric> Of(MetricProducer producer, params ReadOnlySpan<Sketch> sketches)
    {
        var metrics = ImmutableArray.CreateBuilder<Metric>(sketches.Length);
        foreach (var sketch in sketches)
            metrics.Add(new Metric(sketch.Name, sketch.Type, sketch.Unit, producer, sketch.Labels));
        return metrics.MoveToImmutable();
    }

    private static Sketch Counter(string name, string unit, params ImmutableArray<string> labels) => new(name, MetricType.Counter, unit, labels);

    private static Sketch Gauge(string name, string unit, params ImmutableArray<string> labels) => new(name, MetricType.Gauge, unit, labels);

    private static Sketch Histogram(string name, string unit, params ImmutableArray<string> labels) => new(name, MetricType.Histogram, unit, [.. labels, "le"]);

    // A metric of a producer that is named once for all of its metrics.
    private readonly record struct Sketch(string Name, MetricType Type, string Unit, ImmutableArray<string> Labels);
}
