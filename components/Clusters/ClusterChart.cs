using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>A chart to install in a cluster, before anything is delivered to it.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Release">The release's name.</param>
/// <param name="Namespace">The namespace of the release.</param>
/// <param name="Values">The chart's values.</param>
public sealed record ClusterChart(Chart Chart, string Release, string Namespace, ImmutableDictionary<string, object> Values);
