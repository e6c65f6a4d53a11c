using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>What may be called outside of the mesh.</summary>
/// <remarks>
/// <para>
/// An entry for each service, which says for which namespaces it is there. What a proxy does with everything else is decided with the control plane, by <see cref="Egress.AllowsAny"/>. In
/// ambient mode nodes' proxies let everything else through (istio.io, "Egress"): there a network policy has to close the rest. And a network policy that closes a namespace closes it to
/// what is listed here too, until it names it.
/// </para>
/// <para>
/// Connections that do not say their host are told apart by addresses that only the proxies give out, which therefore answer for names.
/// </para>
/// <para>
/// A host that stands for all below it is not looked up: a caller chooses the address itself, and what is checked is the name that it greets with. Prefer the hosts themselves.
/// </para>
/// </remarks>
public static class EgressObjects
{
    /// <summary>The entries, all in Istio's own namespace.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [.. mesh.Egress.Services.SelectMany(service => Entries(mesh, service.Key, service.Value))];
    }

    /// <summary>Whether a host stands for all below it.</summary>
    public static bool IsWildcard(string host) => (host ?? throw new ArgumentNullException(nameof(host))).StartsWith("*.", StringComparison.Ordinal);

    private static IEnumerable<KubernetesObject> Entries(MeshPlan mesh, string service, ExternalService external)
    {
        // Names of services and of meshes have dashes, but no dots: so no two of them make one.
        var name = $"egress-{mesh.Name}.{service}";
        var (wildcards, hosts) = (external.Hosts.Where(IsWildcard).ToImmutableArray(), external.Hosts.Where(host => !IsWildcard(host)).ToImmutableArray());
        if (!hosts.IsEmpty)
            yield return Entry(name, hosts, external, "DNS");
        if (!wildcards.IsEmpty)
            yield return Entry(hosts.IsEmpty ? name : $"{name}.below", wildcards, external, "NONE");
    }

    private static KubernetesObject Entry(string name, ImmutableArray<string> hosts, ExternalService service, string resolution) =>
        new("networking.istio.io/v1", "ServiceEntry", name, Fields.Of(("spec", Fields.Of(
            ("hosts", hosts),
            ("exportTo", service.Namespaces.IsEmpty ? ["*"] : service.Namespaces),
            ("location", "MESH_EXTERNAL"),
            ("ports", Fields.List(service.Ports.Select(Port))),
            ("resolution", resolution)))));

    private static ImmutableDictionary<string, object> Port(ExternalPort port)
    {
        var protocol = port.Protocol.ToString();
        return Fields.Of(
            ("number", port.Number),
            ("name", string.Create(CultureInfo.InvariantCulture, $"{protocol.ToLowerInvariant()}-{port.Number}")),
            ("protocol", protocol.ToUpperInvariant()));
    }
}
