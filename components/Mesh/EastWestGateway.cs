using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>The gateways by which clusters of different networks reach one another's services. What goes through is encrypted by the proxies at both ends; the gateway sees where to, not what.</summary>
public static class EastWestGateway
{
    /// <summary>The part of the mesh that they are.</summary>
    public const string Part = "eastwest";

    /// <summary>The gateways themselves, on every cluster that others of another network may call.</summary>
    /// <returns>Nothing where all clusters share one network.</returns>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }

    /// <summary>What tells the gateways' proxies what to let through, in <see cref="MeshNames.System"/>.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }
}
