using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>Where waypoints send requests for a service in ambient mode, and gateways those from outside in either mode, as Gateway API says it. It does for gRPC too, which is HTTP.</summary>
internal static class HttpRoutes
{
    private const string Kind = "HTTPRoute";
    private const string Dns = "external-dns.alpha.kubernetes.io";
    private const string Controller = $"{Dns}/controller";

    // external-dns passes over what another controller is said to care for, and takes its records back; nobody else looks at the names.
    private const string Drained = "drained";
    private const string Elsewhere = "elsewhere";

    // As many of an HTTPRoute as its definition allows.
    private const int MaximumRules = 16;
    private const int MaximumMatches = 64;

    /// <summary>The routes.</summary>
    public static IEnumerable<KubernetesObject> Of(MeshPlan mesh, MeshService service)
    {
        if (service.Protocol == ServiceProtocol.Tcp)
            return [];
        return [.. OfMesh(mesh, service), .. service.Entrance is { } entrance ? [OfEntrance(mesh, service, entrance)] : Enumerable.Empty<KubernetesObject>()];
    }

    /// <summary>What cannot be told to Gateway API, as parts of sentences.</summary>
    public static IEnumerable<string> Lost(MeshPlan mesh, MeshService service) => AllLost(mesh, service).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> AllLost(MeshPlan mesh, MeshService service)
    {
        if (service.Protocol == ServiceProtocol.Tcp)
            yield break;
        var some = new List<(string Where, ImmutableArray<OrderedRoute> Routes)>();
        if (mesh.DataPlane == DataPlane.Ambient && service.Routing is not null)
            some.AddRange(ServiceVersions.Ports(service).Select(port => ("in ambient mode", OnPort(service, port, [HttpMatch.Any]))));
        if (service.Entrance is { } entrance)
            some.Add(("at its entrance", OnPort(service, service.Port, Paths(entrance))));
        foreach (var (where, routes) in some)
        {
            var arranged = Merged(RouteOrder.Arrange(routes, out var isKept));
            if (!isKept)
                yield return $"{where} the rule with more to it is asked first, wherever it stands, and regular expressions hide what rules have in common; write them without, or so that no request fits two";
            if (arranged.Length > MaximumRules || arranged.Any(rule => rule.Matches.Length > MaximumMatches))
                yield return string.Create(CultureInfo.InvariantCulture, $"{where} its rules become more than {MaximumRules}, or its paths more than {MaximumMatches}, which no route takes");
        }
    }

    /// <summary>What is different in some clusters: each has a DNS record of its own, and those that do not serve have none.</summary>
    public static IEnumerable<Override> Overrides(MeshPlan mesh, MeshService service)
    {
        if (service is not { Protocol: not ServiceProtocol.Tcp, Entrance.Dns: { } dns })
            return [];
        var tiers = new TrafficTiers(mesh, service);
        var others = mesh.Members.Where(member => !tiers.Doors.Contains(member.Cluster, StringComparer.Ordinal))
            .ToLookup(member => tiers.IsDrained(member) ? Drained : Elsewhere, member => member.Cluster);
        var differences = (dns.Weighted ? tiers.Doors.Select(door => Annotated(ClusterSelection.Named(door), $"{Dns}/set-identifier", door)) : [])
            .Concat(others.Select(group => Annotated(ClusterSelection.Named([.. group]), Controller, group.Key)));
        // By cluster, so that one which is drained changes its own and moves none.
        return differences.OrderBy(difference => difference.Clusters.Clusters[0], StringComparer.Ordinal);

        Override Annotated(ClusterSelection clusters, string name, string value) =>
            Override.For(clusters).Patch(Kind, NameOfEntrance(service), new JsonPatch("add", JsonPointer.To("metadata", "annotations", name), value));
    }

    private static IEnumerable<KubernetesObject> OfMesh(MeshPlan mesh, MeshService service)
    {
        if (mesh.DataPlane != DataPlane.Ambient || service.Routing is null && service.Traffic?.TimeoutSeconds is null)
            return [];
        return ServiceVersions.Ports(service).Select(port => Route(
            port == service.Port ? service.Service : string.Create(CultureInfo.InvariantCulture, $"{service.Service}-{port}"),
            Fields.Of(("group", ""), ("kind", "Service"), ("name", service.Service), ("port", port)),
            host: null,
            Rules(mesh, service, port, [HttpMatch.Any])));
    }

    private static KubernetesObject OfEntrance(MeshPlan mesh, MeshService service, Entrance entrance)
    {
        var route = Route(
            NameOfEntrance(service),
            Fields.Of(("namespace", MeshNames.Ingress(mesh.Name)), ("name", IngressGateway.Name), ("sectionName", IngressGateway.Listener(entrance.Host))),
            entrance.Host,
            Rules(mesh, service, service.Port, Paths(entrance)));
        // Whoever watches routes would write a record for each that says nothing.
        var annotations = entrance.Dns is { } dns
            ? new Dictionary<string, string> { [$"{Dns}/ttl"] = dns.TtlSeconds.ToString(CultureInfo.InvariantCulture) }
            : new Dictionary<string, string> { [Controller] = Elsewhere };
        if (entrance.Dns is { Weighted: true })
            annotations.Add($"{Dns}/aws-weight", "100");
        return route with { Annotations = annotations.ToImmutableSortedDictionary(StringComparer.Ordinal) };
    }

    private static string NameOfEntrance(MeshService service) => $"{service.Service}-entrance";

    private static KubernetesObject Route(string name, ImmutableDictionary<string, object> parent, string? host, ImmutableArray<object> rules) =>
        new("gateway.networking.k8s.io/v1", Kind, name, Fields.Of(("spec", Fields.Of(
            ("parentRefs", Fields.List(new[] { parent })),
            ("hostnames", host is null ? null : Fields.List(new[] { host })),
            ("rules", rules)))));

    // A path below another one of the entrance is its already.
    private static ImmutableArray<HttpMatch> Paths(Entrance entrance)
    {
        var paths = entrance.Paths.Select(path => HttpMatch.OfPath(TextMatchKind.Prefix, path)).Distinct().ToImmutableArray();
        return [.. paths.Where(path => !paths.Any(other => !other.Equals(path) && path.Equals(HttpMatch.Meet(path, other).Both)))];
    }

    private static ImmutableArray<OrderedRoute> OnPort(MeshService service, int port, ImmutableArray<HttpMatch> paths)
    {
        var rules = service.Routing is not { } routing
            ? [new OrderedRoute(HttpMatch.Any, [])]
            : ServiceVersions.Rules(service).Where(rule => rule.Match.Port is null || rule.Match.Port == port).Select(rule => new OrderedRoute(HttpMatch.Of(rule.Match), ServiceVersions.Given(rule.To)))
                .Append(new OrderedRoute(HttpMatch.Any, ServiceVersions.Given(routing.Default)));
        // What nobody can say the common part of stays as it is; such a specification is refused.
        return [.. rules.SelectMany(rule => paths.Select(path => HttpMatch.Meet(rule.Match, path) is { IsKnown: true } met ? met.Both : rule.Match).OfType<HttpMatch>().Select(match => rule with { Match = match }))];
    }

    // Neighbours that go to the same place are one rule.
    private static ImmutableArray<(ImmutableArray<HttpMatch> Matches, ImmutableArray<RouteShare> To)> Merged(ImmutableArray<OrderedRoute> routes)
    {
        var merged = ImmutableArray.CreateBuilder<(ImmutableArray<HttpMatch> Matches, ImmutableArray<RouteShare> To)>();
        foreach (var route in routes)
        {
            if (merged.Count > 0 && merged[^1].To.SequenceEqual(route.To))
                merged[^1] = (merged[^1].Matches.Add(route.Match), route.To);
            else
                merged.Add(([route.Match], route.To));
        }

        return merged.ToImmutable();
    }

    private static ImmutableArray<object> Rules(MeshPlan mesh, MeshService service, int port, ImmutableArray<HttpMatch> paths) =>
        Fields.List(Merged(RouteOrder.Arrange(OnPort(service, port, paths), out _)).Select(rule => Fields.Of(
            // Whoever means all requests says nothing.
            ("matches", rule.Matches.Contains(HttpMatch.Any) ? null : Fields.List(rule.Matches.Select(Match))),
            ("backendRefs", Fields.List(Backends(mesh, service, rule.To).Select(backend => Fields.Of(("name", backend.Service), ("port", port), ("weight", backend.Weight))))),
            ("timeouts", service.Traffic?.TimeoutSeconds is { } seconds ? Fields.Of(("request", Durations.Text(seconds))) : null))));

    private static ImmutableArray<VersionDestination> Backends(MeshPlan mesh, MeshService service, ImmutableArray<RouteShare> shares) =>
        service.Routing is null ? [new VersionDestination(service.Service, null, null)] : ServiceVersions.Of(mesh, service, shares);

    private static ImmutableDictionary<string, object> Match(HttpMatch match) => Fields.Of(
        ("path", match.Path is { } path ? Fields.Of(("type", path.Kind switch
        {
            TextMatchKind.Exact => "Exact",
            TextMatchKind.Prefix => "PathPrefix",
            _ => "RegularExpression",
        }), ("value", path.Value)) : null),
        ("headers", Fields.ListOrNone(match.AllHeaders().Select(header => Fields.Of(
            ("name", header.Key),
            ("type", header.Value.Kind == TextMatchKind.Exact ? null : "RegularExpression"),
            ("value", header.Value.Kind == TextMatchKind.Prefix ? $"{HttpMatch.Escaped(header.Value.Value)}.*" : header.Value.Value))))),
        ("method", match.Methods is [var method] ? method : null));
}
