using System.Collections.Immutable;

namespace Infra.Components.Propagation;

/// <summary>Where an application runs, and how its replicas are shared out. Reads like a sentence: <c>Placement.OnFleet("fleet-edge").Except("edge-7")</c>.</summary>
public sealed record Placement
{
    private Placement(ClusterSelection clusters) => Clusters = clusters;

    /// <summary>The clusters that the application may run on.</summary>
    public ClusterSelection Clusters { get; private init; }

    /// <summary>How replicas are shared out.</summary>
    /// <value><see cref="ReplicaSharing.Duplicated"/>: every cluster runs them all.</value>
    public ReplicaSharing Sharing { get; private init; } = ReplicaSharing.Duplicated;

    /// <summary>The clusters' shares under <see cref="ReplicaSharing.ByWeight"/>.</summary>
    public ImmutableSortedDictionary<string, int> Weights { get; private init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>How the application spreads over groups of clusters.</summary>
    /// <value>Empty: no constraint.</value>
    public ImmutableArray<Spread> Spreads { get; private init; } = [];

    /// <summary>Every cluster of a fleet, now and later.</summary>
    public static Placement OnFleet(string fleet) => new(ClusterSelection.InFleet(fleet));

    /// <summary>These clusters and no others.</summary>
    /// <exception cref="ArgumentException">No cluster is given.</exception>
    public static Placement OnClusters(params ReadOnlySpan<string> clusters) => clusters.IsEmpty
        ? throw new ArgumentException("a placement on clusters needs at least one cluster", nameof(clusters))
        : new Placement(ClusterSelection.Named(clusters));

    /// <summary>Every cluster that the selection means.</summary>
    public static Placement On(ClusterSelection clusters) => new(clusters);

    /// <summary>The same placement without these clusters.</summary>
    public Placement Except(params ReadOnlySpan<string> clusters) =>
        this with { Clusters = Clusters with { Except = [.. Clusters.Except, .. clusters] } };

    /// <summary>Replicas are divided by the clusters' weights: <c>prod-cloud</c> 3 and <c>on-prem</c> 1 give three quarters and one.</summary>
    /// <exception cref="ArgumentException">There is no weight, or one is less than 1.</exception>
    public Placement DividedByWeight(IReadOnlyDictionary<string, int> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count == 0)
            throw new ArgumentException("replicas divided by weight need at least one weight", nameof(weights));
        foreach (var (cluster, weight) in weights)
        {
            if (weight < 1)
                throw new ArgumentException($"the weight of cluster '{cluster}' is {weight}; allowed: 1 or more", nameof(weights));
        }
        return this with { Sharing = ReplicaSharing.ByWeight, Weights = weights.ToImmutableSortedDictionary(StringComparer.Ordinal) };
    }

    /// <summary>Replicas are divided by the room that each cluster has at the moment.</summary>
    public Placement DividedByCapacity() => this with { Sharing = ReplicaSharing.ByCapacity, Weights = Weights.Clear() };

    /// <summary>The application runs in at least and at most so many groups.</summary>
    /// <exception cref="ArgumentException">The numbers are not 1 ≤ minimum ≤ maximum.</exception>
    public Placement SpreadOver(SpreadBy by, int minimumGroups, int maximumGroups) => minimumGroups < 1 || maximumGroups < minimumGroups
        ? throw new ArgumentException($"a spread over {minimumGroups} to {maximumGroups} groups is impossible; allowed: 1 or more, the maximum not below the minimum", nameof(minimumGroups))
        : this with { Spreads = Spreads.Add(new Spread(by, minimumGroups, maximumGroups)) };
}

/// <summary>How replicas are shared out over clusters.</summary>
public enum ReplicaSharing
{
    /// <summary>Every cluster runs all replicas.</summary>
    Duplicated,

    /// <summary>Replicas are divided by fixed weights.</summary>
    ByWeight,

    /// <summary>Replicas are divided by the replicas that each cluster has room for.</summary>
    ByCapacity,
}

/// <summary>What groups clusters for a spread.</summary>
public enum SpreadBy
{
    /// <summary>Each cluster is its own group.</summary>
    Cluster,

    /// <summary>Clusters of one region are a group.</summary>
    Region,

    /// <summary>Clusters of one provider are a group.</summary>
    Provider,
}

/// <summary>A spread constraint of Karmada.</summary>
/// <param name="By">What groups clusters.</param>
/// <param name="MinimumGroups">At least so many groups must be chosen.</param>
/// <param name="MaximumGroups">At most so many are.</param>
public sealed record Spread(SpreadBy By, int MinimumGroups, int MaximumGroups);
