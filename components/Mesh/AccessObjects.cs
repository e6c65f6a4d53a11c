using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>Who may call whom, by the identities of the mesh.</summary>
/// <remarks>
/// <para>
/// Everything is encrypted and says who it is: the whole mesh refuses anything else (istio.io, "PeerAuthentication"). What the kubelet asks does not come that way, and what
/// Prometheus asks goes to a port of the proxies that takes plain requests, where an application's own metrics are too if its pods say <c>prometheus.io/scrape</c>.
/// </para>
/// <para>
/// A service with an access policy is closed to all but those in it. Where requests are looked into at a waypoint, its pods besides refuse whoever comes by another way.
/// </para>
/// <para>
/// A token is asked for at the service, of what came by the entrance, and not at the gateway: that has many hosts, and a rule of its own about tokens would refuse the tokens of the
/// others. So it holds for whatever way leads from the gateway to the service. Who issued a token that is shown has to be the issuer asked for, whoever shows it.
/// </para>
/// </remarks>
public static class AccessObjects
{
    private const string ApiVersion = "security.istio.io/v1";
    private const string AuthorizationPolicy = "AuthorizationPolicy";

    /// <summary>What holds for the whole mesh, in Istio's own namespace.</summary>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [new KubernetesObject(ApiVersion, "PeerAuthentication", MeshNames.Object(mesh.Name, "mesh"), Fields.Of(("spec", Fields.Of(("mtls", Fields.Of(("mode", "STRICT")))))))];
    }

    /// <summary>What holds for the services of a namespace.</summary>
    /// <exception cref="ArgumentException">Of a service with an access policy, or with metrics of its own, the pods are not known (<see cref="ServiceProxies.AreKnown"/>).</exception>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(space);
        return [.. mesh.Services.Where(service => service.Namespace == space).SelectMany(service => Metrics(service).Concat(service.Access is { } access ? Of(mesh, service, access) : []))];
    }

    /// <summary>The identity of an account, or with null of any account of the namespace, as Istio's policies write it.</summary>
    public static string Identity(MeshPlan mesh, string space, string? account)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return $"{mesh.TrustDomain}/ns/{space}/sa/{account ?? "*"}";
    }

    /// <summary>The account of the proxies behind the Gateway of entrances: Istio calls it after the Gateway and its class.</summary>
    internal const string EntranceAccount = $"{IngressGateway.Name}-istio";

    private static IEnumerable<KubernetesObject> Metrics(MeshService service)
    {
        if (PortOf(service) is not { } port)
            yield break;
        foreach (var (index, pods) in ServiceProxies.Pods(service).Index())
        {
            yield return new KubernetesObject(ApiVersion, "PeerAuthentication", ServiceProxies.Name($"{service.Name}-metrics", index), Fields.Of(("spec", Fields.Of(
                pods,
                ("mtls", Fields.Of(("mode", "STRICT"))),
                ("portLevelMtls", Fields.Of((port, Fields.Of(("mode", "PERMISSIVE")))))))));
        }
    }

    private static IEnumerable<KubernetesObject> Of(MeshPlan mesh, MeshService service, AccessPolicy access)
    {
        foreach (var policy in ServiceProxies.Objects(
            ApiVersion, AuthorizationPolicy, $"{service.Name}-access", mesh, service, ("action", "ALLOW"), ("rules", Fields.ListOrNone(Rules(mesh, service, access)))))
        {
            yield return policy;
        }

        if (mesh.DataPlane == DataPlane.Ambient)
        {
            foreach (var (index, pods) in ServiceProxies.Pods(service).Index())
            {
                yield return new KubernetesObject(ApiVersion, AuthorizationPolicy, ServiceProxies.Name($"{service.Name}-by-waypoint", index), Fields.Of(("spec", Fields.Of(
                    pods,
                    ("action", "ALLOW"),
                    ("rules", Fields.List(ByWaypoint(mesh, service).Concat(OfMetrics(service))))))));
            }
        }

        if (access.Token is not { } token || service.Entrance is null)
            yield break;
        foreach (var authentication in ServiceProxies.Objects(ApiVersion, "RequestAuthentication", $"{service.Name}-token", mesh, service, ("jwtRules", Fields.List(new[] { Keys(token) }))))
            yield return authentication;
    }

    // Without any rule nobody gets in, which is what no caller means.
    private static IEnumerable<ImmutableDictionary<string, object>> Rules(MeshPlan mesh, MeshService service, AccessPolicy access) =>
    [
        .. access.Callers.Select(caller => Of(mesh, caller)),
        .. service.Entrance is null ? [] : new[] { AtEntrance(mesh, access.Token) },
        // On its way to another network a request comes by two waypoints of the namespace, and the first has decided by the same rules.
        .. mesh.DataPlane == DataPlane.Ambient && mesh.Members.Length > 1 ? ByWaypoint(mesh, service) : [],
        // Whoever asks a pod itself does not come by a waypoint.
        .. mesh.DataPlane == DataPlane.Sidecar ? OfMetrics(service) : [],
    ];

    private static IEnumerable<ImmutableDictionary<string, object>> OfMetrics(MeshService service) =>
        PortOf(service) is { } port ? [Fields.Of(("to", Fields.List(new[] { Fields.Of(("operation", Fields.Of(("ports", new[] { port })))) })))] : [];

    private static IEnumerable<ImmutableDictionary<string, object>> ByWaypoint(MeshPlan mesh, MeshService service) =>
        [Fields.Of(("from", Fields.List(new[] { From(("principals", new[] { Identity(mesh, service.Namespace, Waypoint.Name) })) })))];

    private static ImmutableDictionary<string, object> Of(MeshPlan mesh, Caller caller) => Fields.Of(
        ("from", Fields.List(new[] { From(("principals", new[] { Identity(mesh, caller.Namespace, caller.ServiceAccount) })) })),
        ("to", caller.Methods.IsEmpty && caller.Paths.IsEmpty
            ? null
            : Fields.List(new[] { Fields.Of(("operation", Fields.Of(("methods", Fields.ListOrNone(caller.Methods)), ("paths", Fields.ListOrNone(caller.Paths))))) })));

    private static ImmutableDictionary<string, object> AtEntrance(MeshPlan mesh, TokenRequirement? token)
    {
        var gateway = new[] { Identity(mesh, MeshNames.Ingress(mesh.Name), EntranceAccount) };
        return token is null
            ? Fields.Of(("from", Fields.List(new[] { From(("principals", gateway)) })))
            : Fields.Of(
                // Only of a token that was checked is there a principal.
                ("from", Fields.List(new[] { From(("principals", gateway), ("requestPrincipals", new[] { $"{token.Issuer}/*" })) })),
                ("when", token.Audiences.IsEmpty ? null : Fields.List(new[] { Fields.Of(("key", "request.auth.audiences"), ("values", token.Audiences)) })));
    }

    private static ImmutableDictionary<string, object> Keys(TokenRequirement token) => Fields.Of(
        ("issuer", token.Issuer),
        ("jwksUri", token.KeysUrl),
        ("audiences", Fields.ListOrNone(token.Audiences)),
        // The application wants to know who it is too, and so does a waypoint behind this one.
        ("forwardOriginalToken", true));

    private static string? PortOf(MeshService service) => service.MetricsPort?.ToString(CultureInfo.InvariantCulture);

    private static ImmutableDictionary<string, object> From(params ReadOnlySpan<(string Name, object? Value)> source) => Fields.Of(("source", Fields.Of(source)));
}
