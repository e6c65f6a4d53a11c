using System.Collections.Immutable;
using System.Net;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>Services outside of the mesh that the proxies themselves call: they have to be known to Istio before a proxy can be told of them.</summary>
internal static class SupportingServices
{
    /// <summary>The name under which proxies know a host: of a Service of the mesh the whole one, by which Istio calls what it tells them.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="role">What it does, for a name where the host is an address.</param>
    /// <param name="host">The host.</param>
    public static string HostOf(MeshPlan mesh, string role, string host) =>
        IPAddress.TryParse(host, out _) ? $"{role}.{mesh.TrustDomain}" : IsOfMesh(mesh, host) && host.Split('.') is [var service, var space, "svc"] ? MeshNames.Host(service, space) : host;

    /// <summary>What makes a host known, in Istio's own namespace and for all others.</summary>
    /// <returns>Nothing where it is a Service of the mesh, which is known already.</returns>
    public static IEnumerable<KubernetesObject> Entry(MeshPlan mesh, string role, string host, int port)
    {
        if (IsOfMesh(mesh, host))
            return [];
        var isAddress = IPAddress.TryParse(host, out _);
        return
        [
            new KubernetesObject("networking.istio.io/v1", "ServiceEntry", MeshNames.Object(mesh.Name, role), Fields.Of(("spec", Fields.Of(
                ("hosts", new[] { HostOf(mesh, role, host) }),
                ("exportTo", new[] { "*" }),
                ("location", "MESH_EXTERNAL"),
                ("ports", Fields.List(new[] { Fields.Of(("number", port), ("name", "grpc"), ("protocol", "GRPC")) })),
                ("resolution", isAddress ? "STATIC" : "DNS"),
                ("endpoints", isAddress ? Fields.List(new[] { Fields.Of(("address", host)) }) : null))))),
        ];
    }

    // <service>.<namespace>.svc, and whatever the cluster's domain is.
    private static bool IsOfMesh(MeshPlan mesh, string host) =>
        host.Split('.') is [_, var space, "svc", ..] && (mesh.Namespaces.Contains(space, StringComparer.Ordinal) || space == MeshNames.System || space == MeshNames.Ingress(mesh.Name));
}
