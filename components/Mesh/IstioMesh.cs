using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>Istio on the clusters of a mesh: its definitions, what redirects traffic on nodes, and a control plane of each version that is in use.</summary>
public static class IstioMesh
{
    /// <summary>The add-ons, each of which goes to all clusters that need it, however many those are.</summary>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }

    /// <summary>What stands in <see cref="MeshNames.System"/> beside the charts: the tags by which namespaces follow a version.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }
}
