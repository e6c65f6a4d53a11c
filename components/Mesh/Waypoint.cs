using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>The proxy of a namespace that looks into requests, in ambient mode. Without it only connections are seen.</summary>
public static class Waypoint
{
    /// <summary>Its name, which the namespace's label <c>istio.io/use-waypoint</c> says. It is the same in every cluster: Istio expects that.</summary>
    public const string Name = "waypoint";

    /// <summary>The label of what other clusters of an ambient mesh may reach.</summary>
    public const string Global = "istio.io/global";

    /// <summary>The port of ambient mode's tunnel.</summary>
    internal const int TunnelPort = 15008;

    /// <summary>The Gateway by which Istio makes the proxy.</summary>
    /// <returns>Nothing in sidecar mode, where each pod's own proxy does it.</returns>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string @namespace)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(@namespace);
        if (mesh.DataPlane != DataPlane.Ambient)
            return [];
        return
        [
            GatewayDeployment.Config(Name, mesh.IsHighlyAvailable, mesh.Members.Length > 1 ? Fields.Of(("metadata", Fields.Of(("labels", Fields.Of((Global, IsGlobal(mesh, @namespace) ? "true" : "false")))))) : null),
            new KubernetesObject("gateway.networking.k8s.io/v1", "Gateway", Name, Fields.Of(("spec", Fields.Of(
                ("gatewayClassName", "istio-waypoint"),
                ("infrastructure", GatewayDeployment.Infrastructure(Name)),
                ("listeners", Fields.List(new[] { Fields.Of(("name", "mesh"), ("port", TunnelPort), ("protocol", "HBONE")) }))))))
            {
                Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
                    .Add("istio.io/waypoint-for", "service")
                    .Add(MeshNamespaces.Revision, MeshNames.Revision(mesh.VersionOf(@namespace))),
            },
        ];
    }

    // Where the own cluster's waypoint cannot answer, another cluster's does. But Istio takes every service behind a global waypoint for global too (istio.io, "Install Multicluster" of ambient mode),
    // so where one of them is to stay at home, the waypoint does. It says so: a service of a mesh of ours is global unless it says otherwise (IstioMeshConfig).
    private static bool IsGlobal(MeshPlan mesh, string @namespace) =>
        mesh.Services.Where(service => service.Namespace == @namespace).All(service => service.Exposure is ServiceExposure.Mesh);
}
