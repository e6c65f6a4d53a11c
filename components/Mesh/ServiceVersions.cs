using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>Where requests for a version of a service go: to a Service of its own, or to a subset of the service's endpoints.</summary>
/// <param name="Service">The Service.</param>
/// <param name="Subset">The subset; null for all of the Service.</param>
/// <param name="Weight">The share of requests in percent; null where it gets all.</param>
internal sealed record VersionDestination(string Service, string? Subset, int? Weight);

/// <summary>How the versions of a service are told apart. A route of Gateway API knows Services only, so a version whose pods are known by labels gets a Service then; otherwise it is a subset.</summary>
internal static class ServiceVersions
{
    /// <summary>The routing of a service that Istio can be told.</summary>
    /// <value>Null: none. In ambient mode nobody looks at which version a connection goes to.</value>
    public static RequestRouting? Routing(MeshPlan mesh, MeshService service) =>
        service.Protocol == ServiceProtocol.Tcp && mesh.DataPlane == DataPlane.Ambient ? null : service.Routing;

    /// <summary>The rules that change something: those at the end that go where all other requests go anyway do not.</summary>
    public static ImmutableArray<RouteRule> Rules(MeshService service)
    {
        if (service.Routing is not { } routing)
            return [];
        var last = routing.Rules.Length;
        while (last > 0 && Given(routing.Rules[last - 1].To).SequenceEqual(Given(routing.Default)))
            last--;
        return routing.Rules[..last];
    }

    /// <summary>The shares that get something.</summary>
    public static ImmutableArray<RouteShare> Given(ImmutableArray<RouteShare> shares) => [.. shares.Where(share => share.Weight > 0)];

    /// <summary>The Services whose endpoints requests go to, by their names.</summary>
    public static ImmutableArray<string> Destinations(MeshPlan mesh, MeshService service) => Routing(mesh, service) is not { } routing
        ? [service.Service]
        :
        [
            .. routing.Versions.Keys.Select(version => ServiceOf(mesh, service, version)).Concat(KeepsOtherPorts(mesh, service) ? [service.Service] : [])
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ];

    /// <summary>The subsets of the service's own endpoints, by name with the labels of their pods.</summary>
    public static IEnumerable<KeyValuePair<string, ServiceVersion>> Subsets(MeshPlan mesh, MeshService service) =>
        Routing(mesh, service) is { } routing && !NeedsServices(mesh, service) ? routing.Versions.Where(version => version.Value.Service is null) : [];

    /// <summary>Where shares of requests go. What gets nothing is left out.</summary>
    public static ImmutableArray<VersionDestination> Of(MeshPlan mesh, MeshService service, ImmutableArray<RouteShare> shares)
    {
        var some = Given(shares);
        return
        [
            .. some.Select(share => new VersionDestination(
                ServiceOf(mesh, service, share.Version),
                IsSubset(mesh, service, share.Version) ? share.Version : null,
                some.Length > 1 ? share.Weight : null)),
        ];
    }

    /// <summary>The Services that are made for versions, because nobody else makes them.</summary>
    public static IEnumerable<KubernetesObject> Services(MeshPlan mesh, MeshService service) =>
        Routing(mesh, service) is { } routing && NeedsServices(mesh, service)
            ? routing.Versions.Where(version => version.Value.Service is null).Select(version => Service(mesh, service, version.Key, version.Value))
            : [];

    /// <summary>The ports that requests are routed on: the service's, and those that rules name.</summary>
    public static ImmutableArray<int> Ports(MeshService service) =>
        [.. new[] { service.Port }.Concat(Rules(service).Select(rule => rule.Match.Port).OfType<int>().Order()).Distinct()];

    /// <summary>Whether the service may have ports beside those that requests are routed on, which Services of versions need not have: on these requests stay with the service itself.</summary>
    public static bool KeepsOtherPorts(MeshPlan mesh, MeshService service) =>
        Routing(mesh, service) is { } routing
        && routing.Versions.Keys.Any(version => ServiceOf(mesh, service, version) != service.Service)
        && (service.Ports is null || service.Ports.Keys.Except(Ports(service)).Any());

    private static bool NeedsServices(MeshPlan mesh, MeshService service) =>
        service.Protocol != ServiceProtocol.Tcp && (mesh.DataPlane == DataPlane.Ambient || service.Entrance is not null);

    private static bool IsSubset(MeshPlan mesh, MeshService service, string version) =>
        !NeedsServices(mesh, service) && service.Routing?.Versions.GetValueOrDefault(version)?.Service is null;

    internal static string ServiceOf(MeshPlan mesh, MeshService service, string version) =>
        service.Routing?.Versions.GetValueOrDefault(version)?.Service ?? (NeedsServices(mesh, service) ? $"{service.Service}-{version}" : service.Service);

    private static KubernetesObject Service(MeshPlan mesh, MeshService service, string name, ServiceVersion version)
    {
        var own = new KubernetesObject("v1", "Service", $"{service.Service}-{name}", Fields.Of(("spec", Fields.Of(
            ("selector", service.PodLabels.SetItems(version.Labels)),
            ("ports", Fields.List(Ports(service).Select(port => Port(service, port))))))));
        // In a mesh of ours a service of ambient mode is everybody's unless this label says otherwise.
        return mesh.DataPlane == DataPlane.Ambient && service.Exposure is ServiceExposure.Local
            ? own with { Labels = own.Labels.Add("istio.io/global", "false") }
            : own;
    }

    // Istio knows by the name what is spoken.
    private static ImmutableDictionary<string, object> Port(MeshService service, int port)
    {
        var protocol = service.Protocol == ServiceProtocol.Grpc ? "grpc" : "http";
        var target = port == service.Port && service.TargetPort is { } own ? own : service.Ports?.GetValueOrDefault(port);
        if (target == port.ToString(CultureInfo.InvariantCulture))
            target = null;
        return Fields.Of(
            ("name", port == service.Port ? protocol : FormattableString.Invariant($"{protocol}-{port}")),
            ("port", port),
            ("targetPort", target is null ? null : int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : target),
            ("protocol", "TCP"));
    }
}
