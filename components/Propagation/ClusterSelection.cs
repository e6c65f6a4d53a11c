using System.Collections.Immutable;
using Infra.Components.Fleets;

namespace Infra.Components.Propagation;

/// <summary>Which member clusters are meant. Every part that is set must hold; with nothing set, all clusters are.</summary>
public sealed record ClusterSelection
{
    /// <summary>All member clusters.</summary>
    public static ClusterSelection All { get; } = new();

    /// <summary>The fleet that the cluster must be in.</summary>
    /// <value>Null: any.</value>
    public string? Fleet { get; init; }

    /// <summary>The clusters by name.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>Labels that the cluster must carry.</summary>
    /// <value>Empty: any.</value>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The regions of which the cluster must be in one.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>The providers of which the cluster must be at one.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Providers { get; init; } = [];

    /// <summary>Clusters that are left out although they match.</summary>
    /// <value>Empty: none.</value>
    public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>The members of one fleet.</summary>
    public static ClusterSelection InFleet(string fleet) => new() { Fleet = fleet };

    /// <summary>Clusters by name.</summary>
    public static ClusterSelection Named(params ReadOnlySpan<string> clusters) => new() { Clusters = [.. clusters] };

    /// <summary>Whether the cluster with these facts is meant: the same answer that Karmada's scheduler gives.</summary>
    public bool Matches(ClusterFacts cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return (Clusters.IsEmpty || Clusters.Contains(cluster.Name, StringComparer.Ordinal))
            && !Except.Contains(cluster.Name, StringComparer.Ordinal)
            && (Fleet is null || cluster.Fleets.Contains(Fleet, StringComparer.Ordinal))
            && Labels.All(label => string.Equals(cluster.Labels.GetValueOrDefault(label.Key), label.Value, StringComparison.Ordinal))
            && IsOneOf(cluster.Region, Regions)
            && IsOneOf(cluster.Provider, Providers);
    }

    /// <summary>The labels that select these clusters in Karmada, the fleet's among them.</summary>
    public ImmutableSortedDictionary<string, string> LabelRequirements =>
        Fleet is null ? Labels : Labels.SetItem(FleetLabels.Key(Fleet), FleetLabels.Member);

    private static bool IsOneOf(string? value, ImmutableArray<string> allowed) =>
        allowed.IsEmpty || (value is not null && allowed.Contains(value, StringComparer.Ordinal));
}

/// <summary>What is known of a member cluster when it is asked whether a selection means it.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="Region">Its region, for example <c>cn-east-3</c>.</param>
/// <param name="Provider">Its provider, for example <c>aws</c>.</param>
/// <param name="Labels">Its own labels.</param>
/// <param name="Fleets">The fleets that it is in.</param>
public sealed record ClusterFacts(
    string Name, string? Region, string? Provider, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<string> Fleets);
