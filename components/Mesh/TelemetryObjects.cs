using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>What proxies tell of their traffic.</summary>
public static class TelemetryObjects
{
    /// <summary>What holds for the whole mesh, in Istio's own namespace.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }

    /// <summary>What is different for services of a namespace.</summary>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(space);
        return [];
    }
}
