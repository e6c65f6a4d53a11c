using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>What is meant to happen to requests for the services of a namespace, as the fewest objects of Istio and of Gateway API that bring it about.</summary>
/// <remarks>
/// A service that is named fails over between the clusters that run it, even if nothing more is said of it; one that nobody names is as Istio does it by itself.
/// Who sees a service (<see cref="ServiceExposure"/>) is said in the mesh's own configuration, and here only of Services that are made for versions.
/// </remarks>
public static class ServiceTraffic
{
    // Each order in which they may come is written out.
    private const int MaximumCookies = 3;
    private const int LongestPattern = 1024;

    /// <summary>The objects, in the order of the services and of their kinds.</summary>
    /// <returns>Nothing where all is as Istio does it by itself.</returns>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string @namespace) =>
    [
        .. Services(mesh, @namespace).SelectMany(service => new[]
        {
            ServiceVersions.Services(mesh, service),
            DestinationRules.Of(mesh, service),
            VirtualServices.Of(mesh, service),
            HttpRoutes.Of(mesh, service),
        }).SelectMany(items => items),
    ];

    /// <summary>What of the objects is different in some clusters: callers in a drained one turn to another, and each cluster's DNS record is its own.</summary>
    public static ImmutableArray<Override> Overrides(MeshPlan mesh, string @namespace) =>
        [.. Services(mesh, @namespace).SelectMany(service => DestinationRules.Overrides(mesh, service).Concat(HttpRoutes.Overrides(mesh, service)))];

    /// <summary>The Services that requests for a service go to, by the names that callers in any cluster use: its own, and those of its versions.</summary>
    public static ImmutableArray<string> Hosts(MeshPlan mesh, MeshService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return
        [
            service.Host,
            .. ServiceVersions.Destinations(mesh, service).Where(name => name != service.Service).Select(name => MeshNames.Host(name, service.Namespace)),
        ];
    }

    /// <summary>What of the intents cannot be told to Istio, as parts of sentences. What is told then comes as near as it can; a specification with any of it is refused.</summary>
    public static ImmutableArray<string> Lost(MeshPlan mesh, MeshService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return
        [
            .. ServiceReach.FailsOver(mesh, service) && LocalityPriorities.Of(mesh, service).Lost is { } lost ? [lost] : Enumerable.Empty<string>(),
            .. service.Protocol == ServiceProtocol.Tcp ? [] : LostRequests(service),
            .. HttpRoutes.Lost(mesh, service),
        ];
    }

    /// <summary>The Service that a version of a service is called by: its own, one that is made for it, or the service's, where labels tell its pods apart.</summary>
    public static string ServiceOf(MeshPlan mesh, MeshService service, string version) => ServiceVersions.ServiceOf(mesh, service, version);

    private static IEnumerable<string> LostRequests(MeshService service)
    {
        if (service is { Protocol: ServiceProtocol.Grpc, Traffic.Retries: not null } && SafeRetries.Of(service) is null)
            yield return "every call of gRPC is a POST, so only methods like 'package.Service/Method' say what may be tried again";
        foreach (var match in (service.Routing?.Rules ?? []).Select(rule => rule.Match))
        {
            if (match.Cookies.Count > MaximumCookies)
                yield return string.Create(CultureInfo.InvariantCulture, $"a rule asks for {match.Cookies.Count} cookies; they come in one header in any order, and no more than {MaximumCookies} can be asked for");
            else if (!match.Cookies.IsEmpty && HttpMatch.Of(match).AllHeaders().Any(header => header.Value is { Kind: TextMatchKind.Regex, Value.Length: > LongestPattern } && header.Key == "cookie"))
                yield return "the cookies that a rule asks for are too long together; Istio compares by expressions of at most 1024 characters, in which each order of cookies is written out";
            var names = match.Headers.Keys.Concat(match.Cookies.IsEmpty ? [] : ["cookie"]).GroupBy(name => name, StringComparer.OrdinalIgnoreCase);
            foreach (var name in names.Where(name => name.Count() > 1))
                yield return $"a rule asks twice for the header '{name.Key.ToLowerInvariant()}'{(match.Cookies.IsEmpty ? "" : ", which carries cookies")}";
        }
    }

    private static IEnumerable<MeshService> Services(MeshPlan mesh, string @namespace)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.Services.Where(service => service.Namespace == @namespace);
    }
}
