using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>How many requests services take.</summary>
public static class RateLimitObjects
{
    /// <summary>What whoever counts for all clusters has to know, in Istio's own namespace.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }

    /// <summary>The limits of the services of a namespace.</summary>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(space);
        return [];
    }
}
