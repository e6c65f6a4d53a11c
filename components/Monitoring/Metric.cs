using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <summary>How a metric's values go: which functions make sense of it.</summary>
public enum MetricType
{
    /// <summary>Only rises, and starts again from zero with its process: <c>rate</c> and <c>increase</c> read it.</summary>
    Counter,

    /// <summary>Rises and falls.</summary>
    Gauge,

    /// <summary>Observations in buckets: its series end in <c>_bucket</c>, <c>_sum</c> and <c>_count</c>.</summary>
    Histogram,
}

/// <summary>A metric that our rules and dashboards may name.</summary>
/// <param name="Name">Its name, of a histogram without <c>_bucket</c>, <c>_sum</c> or <c>_count</c>.</param>
/// <param name="Type">How its values go.</param>
/// <param name="Unit">The unit of its values: <c>seconds</c>, <c>bytes</c>, <c>cores</c>, <c>ratio</c>; for a count, what is counted; empty for a fact that is 0 or 1.</param>
/// <param name="Producer">What exposes it.</param>
/// <param name="Labels">The labels that we rely on; it may have more. The labels of its target (<see cref="Metrics.TargetLabels"/>) are not repeated here.</param>
public sealed record Metric(string Name, MetricType Type, string Unit, MetricProducer Producer, ImmutableArray<string> Labels)
{
    /// <summary>The names that its series have.</summary>
    public ImmutableArray<string> Series => Type == MetricType.Histogram ? [$"{Name}_bucket", $"{Name}_sum", $"{Name}_count"] : [Name];
}
