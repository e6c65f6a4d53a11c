using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>What may be called outside of the mesh.</summary>
public static class EgressObjects
{
    /// <summary>What all namespaces may call, in Istio's own namespace.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }

    /// <summary>What this namespace alone may call, or some with it.</summary>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(space);
        return [];
    }
}
