using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Who answers requests for a service, as it is meant: for callers in each cluster of the mesh, and for callers from outside.</summary>
/// <remarks>It comes from the intents alone and knows nothing of Istio's objects. Those are held against it.</remarks>
/// <param name="Service">The service.</param>
/// <param name="Callers">For callers in each cluster of the mesh, in the order of the clusters' names.</param>
/// <param name="Entrance">For callers from outside; null where the service has no entrance.</param>
/// <param name="Gaps">What failover does not cover.</param>
public sealed record TrafficPlan(MeshService Service, ImmutableArray<CallerTraffic> Callers, EntranceTraffic? Entrance, ImmutableArray<FailoverGap> Gaps)
{
    /// <summary>Who answers for a service of a mesh.</summary>
    public static TrafficPlan Of(MeshPlan plan, MeshService service)
    {
        var tiers = new TrafficTiers(plan, service);
        ImmutableArray<CallerTraffic> callers = [.. tiers.Members.Select(tiers.Of)];
        var entrance = service.Entrance is { } said ? new EntranceTraffic(said, tiers.Doors) : null;
        return new TrafficPlan(service, callers, entrance, FailoverGaps.Of(tiers, callers, entrance));
    }

    /// <summary>The cluster that the callers in a drained cluster turn to instead of their own endpoints.</summary>
    /// <value>Null: the cluster is not drained, does not run the service, has nobody else to turn to, or comes last for its own callers anyway.</value>
    public static string? ReliefOf(MeshPlan plan, MeshService service, string drained) => new TrafficTiers(plan, service).Relief(drained);

    /// <summary>Whether two clusters of a mesh are known to share a region, so that regions tell near from far.</summary>
    public static bool HasSharedRegion(MeshPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Members.Select(member => member.Region).OfType<string>().CountBy(region => region, StringComparer.Ordinal).Any(region => region.Value > 1);
    }

    /// <summary>Who answers callers in a cluster of the mesh.</summary>
    public CallerTraffic From(string cluster) => Callers.Single(caller => caller.Cluster == cluster);
}

/// <summary>Who answers callers in one cluster.</summary>
/// <param name="Cluster">Where the callers are.</param>
/// <param name="Tiers">The clusters that answer: those of the first tier share the requests; those of the next get what the tiers before cannot take. Empty: nobody answers.</param>
public sealed record CallerTraffic(string Cluster, ImmutableArray<AnsweringTier> Tiers)
{
    /// <summary>Whether it matters to these callers that a cluster fails: somebody else answers then.</summary>
    public bool FailsOver => Tiers.Sum(tier => tier.Clusters.Length) > 1;
}

/// <summary>Clusters that share requests.</summary>
/// <param name="Clusters">The clusters, in the order of their names.</param>
/// <param name="LastResort">Those of them that are drained, and are here only because nobody else is left. It is the callers' own cluster or none.</param>
public sealed record AnsweringTier(ImmutableArray<string> Clusters, ImmutableArray<string> LastResort);

/// <summary>How callers from outside come in.</summary>
/// <param name="Entrance">What is said of it.</param>
/// <param name="Doors">The clusters whose gateways the name leads to, in the order of their names. From each the request goes where callers in that cluster go.</param>
public sealed record EntranceTraffic(Entrance Entrance, ImmutableArray<string> Doors);
