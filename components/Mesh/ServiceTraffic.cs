using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>What is meant to happen to requests for the services of a namespace, as the fewest objects of Istio and of Gateway API that bring it about.</summary>
public static class ServiceTraffic
{
    /// <summary>The objects, in the order of the services and of their names.</summary>
    /// <returns>Nothing where all is as Istio does it by itself.</returns>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string @namespace) => [];

    /// <summary>What of the objects is different in some clusters.</summary>
    public static ImmutableArray<Override> Overrides(MeshPlan mesh, string @namespace) => [];
}
