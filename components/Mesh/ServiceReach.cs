namespace Infra.Components.Mesh;

/// <summary>Whether it matters in which order clusters are asked for a service.</summary>
internal static class ServiceReach
{
    /// <summary>Whether there are callers whom another cluster can answer. A drained cluster counts, so that draining it changes nothing but itself.</summary>
    public static bool FailsOver(MeshPlan mesh, MeshService service)
    {
        var running = new TrafficTiers(mesh, service).Running;
        return mesh.Members.Any(caller => service.Exposure.ReachesFrom(caller.Cluster)
            && running.Count(answering => answering == caller || answering.Role != MeshRole.Leaf) > 1);
    }
}
