using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>Who may call whom, by the identities of the mesh.</summary>
public static class AccessObjects
{
    /// <summary>What holds for the whole mesh, in Istio's own namespace.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }

    /// <summary>What holds for the services of a namespace.</summary>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(space);
        return [];
    }
}
