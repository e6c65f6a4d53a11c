using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Which clusters answer callers of a service.</summary>
internal static class ServiceReach
{
    /// <summary>The clusters of the mesh that run the service.</summary>
    public static ImmutableArray<MeshMember> Running(MeshPlan mesh, MeshService service) =>
        [.. mesh.Members.Where(member => service.Clusters.Contains(member.Cluster, StringComparer.Ordinal))];

    /// <summary>Those of them that answer callers in other clusters for now, and callers from outside.</summary>
    public static ImmutableArray<MeshMember> Serving(MeshPlan mesh, MeshService service) => [.. Running(mesh, service).Where(member => member.Role != MeshRole.Leaf && !IsDrained(mesh, member))];

    /// <summary>Whether a cluster is given no traffic for now.</summary>
    public static bool IsDrained(MeshPlan mesh, MeshMember member) => mesh.Drained.Contains(member.Cluster, StringComparer.Ordinal);

    /// <summary>Whether there are callers whom another cluster can answer. A drained cluster counts, so that draining it changes nothing but itself.</summary>
    public static bool FailsOver(MeshPlan mesh, MeshService service)
    {
        var running = Running(mesh, service);
        return mesh.Members.Any(caller => service.Exposure.ReachesFrom(caller.Cluster)
            && running.Count(answering => answering == caller || answering.Role != MeshRole.Leaf) > 1);
    }

    /// <summary>The cluster that callers in a drained cluster turn to instead of their own endpoints: a primary one, or the nearest.</summary>
    /// <returns>Null where there is none, or where its own endpoints come last for them anyway.</returns>
    public static string? Relief(MeshPlan mesh, MeshService service, MeshMember drained)
    {
        if (!service.Clusters.Contains(drained.Cluster, StringComparer.Ordinal) || !service.Exposure.ReachesFrom(drained.Cluster))
            return null;
        var others = Serving(mesh, service).Where(member => member.Cluster != drained.Cluster).ToImmutableArray();
        if (others.IsEmpty)
            return null;
        var standby = service.Failover as Failover.PrimaryStandby;
        var ranks = others.Select(member => Rank(standby, member)).ToImmutableArray();
        if (Rank(standby, drained) is var own && own > ranks.Min() && own >= ranks.Max())
            return null;
        return others
            .OrderBy(member => Rank(standby, member))
            .ThenBy(member => drained.Region is not null && member.Region == drained.Region ? 0 : 1)
            .ThenBy(member => member.Cluster, StringComparer.Ordinal)
            .First().Cluster;
    }

    private static int Rank(Failover.PrimaryStandby? standby, MeshMember member) => standby switch
    {
        null => 0,
        { Region: null } => member.Cluster == standby.Cluster ? 0 : 1,
        _ when member.Region != standby.Region => 2,
        _ => standby.Cluster is null || member.Cluster == standby.Cluster ? 0 : 1,
    };
}
