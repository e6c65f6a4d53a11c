using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>Where callers' sidecars send requests for a service, how long they wait, and what they try again.</summary>
internal static class VirtualServices
{
    /// <summary>The one of a service.</summary>
    /// <returns>Nothing where requests go to the service as they are, or where there are no sidecars.</returns>
    public static IEnumerable<KubernetesObject> Of(MeshPlan mesh, MeshService service)
    {
        if (mesh.DataPlane != DataPlane.Sidecar)
            return [];
        var isTcp = service.Protocol == ServiceProtocol.Tcp;
        var routes = isTcp ? Connections(mesh, service) : Requests(mesh, service);
        return routes.IsEmpty
            ? []
            : [new KubernetesObject("networking.istio.io/v1", "VirtualService", service.Service, Fields.Of(("spec", Fields.Of(
                ("hosts", Fields.List(new[] { service.Host })),
                (isTcp ? "tcp" : "http", Fields.List(routes))))))];
    }

    private static ImmutableArray<ImmutableDictionary<string, object>> Requests(MeshPlan mesh, MeshService service)
    {
        var retries = SafeRetries.Of(service);
        if (service.Routing is null && retries is null && service.Traffic?.TimeoutSeconds is null)
            return [];
        var ports = Ports(mesh, service);
        return
        [
            .. ServiceVersions.Rules(service).SelectMany(rule => Rule(rule.Match, ports, Destinations(mesh, service, rule.To))),
            .. Rule(new RequestMatch(), ports, Destinations(mesh, service, service.Routing?.Default ?? [])),
            .. ports.IsEmpty ? [] : Rule(new RequestMatch(), [], Itself(service)),
        ];

        IEnumerable<ImmutableDictionary<string, object>> Rule(RequestMatch match, ImmutableArray<int> ports, ImmutableArray<object> destinations)
        {
            var requests = HttpMatch.Of(match);
            var isAll = false;
            var safe = retries?.Among(requests, out isAll) ?? [];
            if (!safe.IsEmpty)
                yield return Route(safe, retries!.Setting);
            if (!isAll)
                yield return Route([requests], null);

            ImmutableDictionary<string, object> Route(ImmutableArray<HttpMatch> matches, ImmutableDictionary<string, object>? tries) => Fields.Of(
                ("match", Fields.ListOrNone(matches.SelectMany(each => Matches(each, match.Port is { } port ? [port] : ports)))),
                ("route", destinations),
                ("timeout", service.Traffic?.TimeoutSeconds is { } seconds ? Durations.Text(seconds) : null),
                ("retries", tries));
        }
    }

    // Nobody looks into connections: a rule can ask for the port at most.
    private static ImmutableArray<ImmutableDictionary<string, object>> Connections(MeshPlan mesh, MeshService service)
    {
        if (service.Routing is not { } routing)
            return [];
        var ports = Ports(mesh, service);
        return
        [
            .. ServiceVersions.Rules(service).Where(rule => rule.Match.Port is not null && HttpMatch.Of(rule.Match).Equals(HttpMatch.Any))
                .Select(rule => Route([rule.Match.Port!.Value], Destinations(mesh, service, rule.To))),
            Route(ports, Destinations(mesh, service, routing.Default)),
            .. ports.IsEmpty ? [] : new[] { Route([], Itself(service)) },
        ];

        static ImmutableDictionary<string, object> Route(ImmutableArray<int> ports, ImmutableArray<object> destinations) =>
            Fields.Of(("match", Fields.ListOrNone(ports.Select(port => Fields.Of(("port", port))))), ("route", destinations));
    }

    // The ports that are routed, where others are not.
    private static ImmutableArray<int> Ports(MeshPlan mesh, MeshService service) => ServiceVersions.KeepsOtherPorts(mesh, service) ? ServiceVersions.Ports(service) : [];

    private static ImmutableArray<object> Itself(MeshService service) => Fields.List(new[] { Fields.Of(("destination", Fields.Of(("host", service.Host)))) });

    // Without a port the request keeps the one that was called.
    private static ImmutableArray<object> Destinations(MeshPlan mesh, MeshService service, ImmutableArray<RouteShare> shares)
    {
        var destinations = service.Routing is null ? [new VersionDestination(service.Service, null, null)] : ServiceVersions.Of(mesh, service, shares);
        return Fields.List(destinations.Select(destination => Fields.Of(
            ("destination", Fields.Of(("host", MeshNames.Host(destination.Service, service.Namespace)), ("subset", destination.Subset))),
            ("weight", destination.Weight))));
    }

    private static IEnumerable<ImmutableDictionary<string, object>> Matches(HttpMatch match, ImmutableArray<int> ports)
    {
        var said = Fields.Of(
            ("headers", match.AllHeaders().ToImmutableDictionary(header => header.Key, object (header) => Text(header.Value)) is { IsEmpty: false } headers ? headers : null),
            ("method", match.Methods switch
            {
                [] => null,
                [var method] => Fields.Of(("exact", method)),
                var some => Fields.Of(("regex", string.Join('|', some))),
            }));
        return (ports.IsEmpty ? [said] : ports.Select(port => said.SetItem("port", port))).SelectMany(rest => match.Path switch
        {
            null => rest.IsEmpty ? [] : new[] { rest },
            // Istio's prefix is one of letters; a path and all that is below it takes two.
            { Kind: TextMatchKind.Prefix } path => [rest.SetItem("uri", Fields.Of(("exact", path.Value))), rest.SetItem("uri", Fields.Of(("prefix", $"{path.Value}/")))],
            { } path => [rest.SetItem("uri", Text(path))],
        });
    }

    private static ImmutableDictionary<string, object> Text(TextMatch text) => Fields.Of((text.Kind switch
    {
        TextMatchKind.Exact => "exact",
        TextMatchKind.Prefix => "prefix",
        _ => "regex",
    }, text.Value));
}
