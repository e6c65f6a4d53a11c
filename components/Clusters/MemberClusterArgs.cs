using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>What a cluster of any kind says of itself, by which fleets and placements find it.</summary>
public abstract record MemberClusterArgs
{
    /// <summary>The region by which placements find the cluster, for example <c>cn-east-3</c>.</summary>
    /// <value>Null: not said.</value>
    public string? Region { get; init; }

    /// <summary>The provider by which placements find the cluster: who runs the machines, for example <c>aws</c>.</summary>
    /// <value>Null: not said.</value>
    public string? Provider { get; init; }

    /// <summary>The failure zones by which placements spread over the cluster.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>The cluster's labels in Karmada.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The cluster, for fleets to take in.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="access">The way into it; null where nothing outside reaches it.</param>
    internal MemberCluster Member(string name, ClusterAccess? access) =>
        new() { Name = name, Access = access, Region = Region, Provider = Provider, Zones = Zones, Labels = Labels };
}
