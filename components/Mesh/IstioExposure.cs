using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>Which services of other clusters a control plane sees (<see cref="ServiceExposure"/>), in sidecar mode. Each cluster decides for its own callers.</summary>
internal static class IstioExposure
{
    /// <summary>The value <c>meshConfig.serviceSettings</c> as it is where nothing is exported to: each cluster keeps to its own endpoints of these services.</summary>
    /// <returns>Null where every cluster sees every service.</returns>
    public static object? Settings(MeshPlan mesh) => Restricted(mesh) is { IsEmpty: false } services ? Kept(mesh, services) : null;

    /// <summary>The clusters that see more than that. Those that see the same share an override.</summary>
    public static ImmutableArray<Override> Overrides(MeshPlan mesh)
    {
        if (mesh.DataPlane != DataPlane.Sidecar)
            return [];
        var restricted = Restricted(mesh);
        return
        [
            .. from member in mesh.Members
               let kept = restricted.Where(service => !service.Exposure.ReachesFrom(member.Cluster)).ToImmutableArray()
               where kept.Length < restricted.Length
               group member.Cluster by string.Join(' ', kept.Select(service => service.Host)) into alike
               let first = alike.First()
               select Override.For(ClusterSelection.Named([.. alike]))
                   .SetHelmValue(["meshConfig", "serviceSettings"], Kept(mesh, [.. restricted.Where(service => !service.Exposure.ReachesFrom(first))])),
        ];
    }

    private static ImmutableArray<MeshService> Restricted(MeshPlan mesh) =>
        [.. mesh.Services.Where(service => service.Exposure is not ServiceExposure.Mesh).DistinctBy(service => service.Host)];

    private static ImmutableArray<object> Kept(MeshPlan mesh, ImmutableArray<MeshService> services) => services.IsEmpty
        ? []
        : Fields.List(new[] { Fields.Of(("settings", Fields.Of(("clusterLocal", true))), ("hosts", services.SelectMany(service => ServiceTraffic.Hosts(mesh, service)))) });
}
