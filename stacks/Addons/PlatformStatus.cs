using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>What is expected of all add-ons of a stack, by fleet and by cluster.</summary>
public sealed record PlatformStatus
{
    private PlatformStatus()
    {
    }

    /// <summary>The stack.</summary>
    public required string Stack { get; init; }

    /// <summary>Its specification.</summary>
    public required PlatformSpec Platform { get; init; }

    /// <summary>The add-ons, in the order of their names.</summary>
    public required ImmutableArray<AddonStatus> Addons { get; init; }

    /// <summary>The member clusters, in the order of their names.</summary>
    public required ImmutableArray<ClusterFacts> Clusters { get; init; }

    /// <summary>The one cluster that is of interest; it may be the management cluster.</summary>
    /// <value>Null: all of them.</value>
    public string? OnlyCluster { get; init; }

    /// <summary>The one add-on that is of interest.</summary>
    /// <value>Null: all of them.</value>
    public string? OnlyAddon { get; init; }

    /// <summary>Works it out.</summary>
    public static PlatformStatus Of(PlatformSpec platform, string stack) => new()
    {
        Stack = stack,
        Platform = platform,
        Addons = AddonStatus.Of(platform, stack),
        Clusters = [.. Membership.Of(platform).Matching(ClusterSelection.All)],
    };

    /// <summary>The part of it that is of interest.</summary>
    /// <param name="cluster">The cluster; null for all of them.</param>
    /// <param name="addon">The add-on; null for all of them.</param>
    /// <exception cref="UnknownNameException">There is no such cluster or add-on.</exception>
    public PlatformStatus Only(string? cluster, string? addon)
    {
        if (cluster is not null && cluster != Platform.ManagementCluster && Clusters.All(known => known.Name != cluster))
            throw new UnknownNameException($"stack '{Stack}' has no cluster '{SpecReader.Shortened(cluster)}'{Suggestion.For(cluster, Clusters.Select(known => known.Name))}");
        if (addon is not null && Addons.All(known => known.Addon.Name != addon))
            throw new UnknownNameException($"stack '{Stack}' has no add-on '{SpecReader.Shortened(addon)}'{Suggestion.For(addon, Addons.Select(known => known.Addon.Name))}");
        return this with
        {
            OnlyCluster = cluster,
            OnlyAddon = addon,
            Addons = [.. Addons.Where(known => addon is null || known.Addon.Name == addon).Where(known => cluster is null || Has(known, cluster))],
            Clusters = cluster is null ? Clusters : [.. Clusters.Where(known => known.Name == cluster)],
        };
    }

    /// <summary>The groups in which one thinks of clusters: the fleets, and those that are in none. A cluster of two fleets is in both.</summary>
    public IEnumerable<(string? Fleet, ImmutableArray<string> Clusters)> Groups()
    {
        foreach (var fleet in Platform.Fleets.Keys)
            yield return (fleet, [.. Clusters.Where(cluster => cluster.Fleets.Contains(fleet, StringComparer.Ordinal)).Select(cluster => cluster.Name)]);
        yield return (null, [.. Clusters.Where(cluster => cluster.Fleets.IsEmpty).Select(cluster => cluster.Name)]);
    }

    private bool Has(AddonStatus addon, string cluster) =>
        cluster == Platform.ManagementCluster ? addon.IsOnHub : addon.Clusters.Any(each => each.Cluster == cluster);
}
