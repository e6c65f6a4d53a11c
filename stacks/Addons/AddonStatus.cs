using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Propagation;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>What is expected of an add-on: where it is, in which version, and what proves it healthy. It follows from the specification alone; how things really are, Karmada says.</summary>
public sealed record AddonStatus
{
    /// <summary>The add-on.</summary>
    public required Addon Addon { get; init; }

    /// <summary>The name of what the stack writes to Karmada for it.</summary>
    public required string ObjectName { get; init; }

    /// <summary>The clusters that have it, in the order of their names; the management cluster is not among them.</summary>
    public required ImmutableArray<AddonOnCluster> Clusters { get; init; }

    /// <summary>Why it is configured as it is.</summary>
    /// <value>Null: nobody said.</value>
    public string? Why { get; init; }

    /// <summary>A version that is on its way.</summary>
    public AddonRollout? Rollout { get; init; }

    /// <summary>Whether changes are held back.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>The version of clusters that no wave has reached.</summary>
    /// <value>Null: it is objects, which have none.</value>
    public string? Version => AddonManifests.VersionOf(Addon);

    /// <summary>Whether the management cluster has it.</summary>
    public bool IsOnHub => Addon.RunsOn != AddonPlace.Members;

    /// <summary>What is expected of each add-on of a stack, in the order of their names.</summary>
    /// <param name="platform">The stack's specification.</param>
    /// <param name="stack">The stack.</param>
    public static ImmutableArray<AddonStatus> Of(PlatformSpec platform, string stack)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var membership = Membership.Of(platform);
        return [.. AddonSources.Of(platform).Select(placed => Of(placed, platform, membership, stack)).OrderBy(status => status.Addon.Name, StringComparer.Ordinal)];
    }

    /// <summary>How many of these clusters have each version, the version that most have first.</summary>
    public static ImmutableArray<(string Version, int Clusters)> Versions(IEnumerable<AddonOnCluster> clusters) =>
    [
        .. clusters.Select(cluster => cluster.Version).OfType<string>().CountBy(version => version, StringComparer.Ordinal)
            .OrderByDescending(version => version.Value).ThenBy(version => version.Key, StringComparer.Ordinal)
            .Select(version => (version.Key, version.Value)),
    ];

    private static AddonStatus Of(PlacedAddon placed, PlatformSpec platform, Membership membership, string stack) => new()
    {
        Addon = placed.Addon,
        ObjectName = AddonManifests.NameOf(stack, placed.Addon.Name),
        Clusters = placed.Addon.RunsOn == AddonPlace.Hub ? [] : [.. membership.Matching(placed.On ?? ClusterSelection.All).Select(cluster => OnCluster(placed, cluster))],
        Why = platform.Addons.GetValueOrDefault(placed.Addon.Name)?.Why,
        Rollout = placed.Rollout,
        IsSuspended = placed.IsSuspended,
    };

    private static AddonOnCluster OnCluster(PlacedAddon placed, ClusterFacts cluster)
    {
        var version = AddonManifests.VersionOf(placed.Addon);
        if (placed.Rollout is not { } rollout || version is null)
            return new AddonOnCluster(cluster.Name, cluster.Fleets, version);
        var wave = rollout.Waves.Index().Where(wave => wave.Item.Has(cluster)).Select(wave => (int?)(wave.Index + 1)).FirstOrDefault();
        return new AddonOnCluster(cluster.Name, cluster.Fleets, rollout.VersionOn(cluster, version)) { Wave = wave };
    }
}

/// <summary>What is expected of an add-on on one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Fleets">The fleets that the cluster is in.</param>
/// <param name="Version">The version that it has; null for objects.</param>
public sealed record AddonOnCluster(string Cluster, ImmutableArray<string> Fleets, string? Version)
{
    /// <summary>The first wave that has the cluster, counted from 1.</summary>
    /// <value>Null: nothing is on its way, or no wave has it.</value>
    public int? Wave { get; init; }
}
