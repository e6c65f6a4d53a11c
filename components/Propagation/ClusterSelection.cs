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

    /// <summary>The stack that the cluster must belong to: several may share a Karmada, and what one of them says means its own clusters.</summary>
    /// <value>Null: any.</value>
    public string? Stack { get; init; }

    /// <summary>The clusters by name.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>Labels that the cluster must carry.</summary>
    /// <value>Empty: any.</value>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What must hold of labels beyond having a value.</summary>
    /// <value>Empty: nothing.</value>
    public ImmutableArray<LabelRequirement> Requirements { get; init; } = [];

    /// <summary>The regions of which the cluster must be in one.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>The providers of which the cluster must be at one.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Providers { get; init; } = [];

    /// <summary>Clusters that are left out although they match.</summary>
    /// <value>Empty: none.</value>
    public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>Fleets whose members are left out although they match.</summary>
    /// <value>Empty: none.</value>
    public ImmutableArray<string> ExceptFleets { get; init; } = [];

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
            && !ExceptFleets.Any(fleet => cluster.Fleets.Contains(fleet, StringComparer.Ordinal))
            && (Fleet is null || cluster.Fleets.Contains(Fleet, StringComparer.Ordinal))
            && Labels.All(label => string.Equals(cluster.Labels.GetValueOrDefault(label.Key), label.Value, StringComparison.Ordinal))
            && Requirements.All(requirement => requirement.Holds(cluster.Labels))
            && IsOneOf(cluster.Region, Regions)
            && IsOneOf(cluster.Provider, Providers);
    }

    /// <summary>The labels that select these clusters in Karmada, the fleet's among them. Names of fleets and clusters belong to one stack, so those say the stack already.</summary>
    public ImmutableSortedDictionary<string, string> LabelRequirements => this switch
    {
        { Fleet: { } fleet } => Labels.SetItem(FleetLabels.Key(fleet), FleetLabels.Member),
        { Stack: { } stack, Clusters.IsEmpty: true } => Labels.SetItem(FleetLabels.Stack, stack),
        _ => Labels,
    };

    /// <summary>What must hold of labels beyond having a value, the fleets that are left out included.</summary>
    public ImmutableArray<LabelRequirement> Expressions => [.. Requirements, .. ExceptFleets.Select(fleet => new LabelRequirement(FleetLabels.Key(fleet), LabelOperator.DoesNotExist, []))];

    private static bool IsOneOf(string? value, ImmutableArray<string> allowed) =>
        allowed.IsEmpty || (value is not null && allowed.Contains(value, StringComparer.Ordinal));
}

/// <summary>Something that must hold of a label, as Kubernetes' label selectors say it.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="Operator">What must hold of it.</param>
/// <param name="Values">The values that <see cref="LabelOperator.In"/> and <see cref="LabelOperator.NotIn"/> speak of.</param>
public sealed record LabelRequirement(string Key, LabelOperator Operator, ImmutableArray<string> Values)
{
    /// <summary>Whether it holds of these labels. As in Kubernetes, <see cref="LabelOperator.NotIn"/> holds where the label is absent.</summary>
    public bool Holds(IReadOnlyDictionary<string, string> labels)
    {
        var isThere = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.In => value is not null && Values.Contains(value, StringComparer.Ordinal),
            LabelOperator.NotIn => value is null || !Values.Contains(value, StringComparer.Ordinal),
            LabelOperator.Exists => isThere,
            _ => !isThere,
        };
    }
}

/// <summary>What must hold of a label. The names are Kubernetes' own.</summary>
public enum LabelOperator
{
    /// <summary>It is there and has one of the values.</summary>
    In,

    /// <summary>It is not there, or has none of the values.</summary>
    NotIn,

    /// <summary>It is there.</summary>
    Exists,

    /// <summary>It is not there.</summary>
    DoesNotExist,
}

/// <summary>What is known of a member cluster when it is asked whether a selection means it.</summary>
/// <param name="Name">The cluster's name.</param>
/// <param name="Region">Its region, for example <c>cn-east-3</c>.</param>
/// <param name="Provider">Its provider, for example <c>aws</c>.</param>
/// <param name="Labels">Its own labels.</param>
/// <param name="Fleets">The fleets that it is in.</param>
public sealed record ClusterFacts(
    string Name, string? Region, string? Provider, ImmutableSortedDictionary<string, string> Labels, ImmutableArray<string> Fleets);
