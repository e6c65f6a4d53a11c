using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The hosts of services: that only one entry speaks of each, and no object that somebody wrote by hand.</summary>
internal static class HostChecks
{
    private const string Istio = "networking.istio.io";
    private const string GatewayApi = "gateway.networking.k8s.io";

    public static void Run(CheckContext context, ImmutableArray<CheckedService> services)
    {
        var hosts = new Dictionary<(string Mesh, string Host), CheckedService>();
        foreach (var service in services)
        {
            if (!hosts.TryAdd((service.Mesh.Name, service.Service.Host), service))
            {
                var first = hosts[(service.Mesh.Name, service.Service.Host)];
                context.Report(Rules.OneHost, service.Path, $"'{service.Service.Host}' is service '{first.Name}' already: {first.Path}; say everything there");
            }
        }

        foreach (var service in services)
            Versions(service, hosts);
        if (services.IsEmpty)
            return;
        var names = services.ToLookup(service => service.Service.Host, StringComparer.Ordinal);
        var entrances = services.Where(service => service.Spec.Entrance is not null).ToLookup(service => service.Spec.Entrance!.Host, StringComparer.Ordinal);
        foreach (var (path, space, item) in Written(context))
        {
            foreach (var host in HostsOf(item, space))
            {
                if ((names[host].FirstOrDefault() ?? Below(names, host) ?? entrances[host].FirstOrDefault()) is not { } service)
                    continue;
                context.Report(Rules.OneHost, path, $"{item.Kind} '{item.Name}' speaks of '{host}', and what happens to requests for it is said by service '{service.Name}' ({service.Path}); say it there, and remove this one");
                break;
            }
        }
    }

    // A Service of a version is routed and made with the service whose version it is.
    private static void Versions(CheckedService service, Dictionary<(string Mesh, string Host), CheckedService> hosts)
    {
        var (context, said) = (service.Context, service.Service);
        foreach (var (version, own) in said.Routing?.Versions ?? ImmutableSortedDictionary<string, ServiceVersion>.Empty)
        {
            var name = ServiceTraffic.ServiceOf(service.Mesh, said, version);
            var path = service.Path.Keys("routing", "versions", version);
            var host = MeshNames.Host(name, said.Namespace);
            if (!hosts.TryAdd((service.Mesh.Name, host), service) && hosts[(service.Mesh.Name, host)] is var first && first.Name != service.Name)
                context.Report(Rules.OneHost, path, $"'{host}' is of service '{first.Name}' already: {first.Path}; say everything at one of them");
            else if (own.Service is null && name != said.Service && KnownService.Named(context.Platform, said.Namespace, name) is not null)
                context.Report(Rules.OneHost, path, $"a Service '{name}' would be made for its pods, and an application has one of that name; say 'service: {name}' instead of 'labels', or call the version something else");
        }
    }

    private static CheckedService? Below(ILookup<string, CheckedService> names, string host) =>
        host.StartsWith("*.", StringComparison.Ordinal) ? names.FirstOrDefault(name => name.Key.EndsWith(host[1..], StringComparison.Ordinal))?.First() : null;

    // Every object that stands in the files, with its namespace.
    private static IEnumerable<(SpecPath Path, string Namespace, KubernetesObject Item)> Written(CheckContext context)
    {
        var owners = context.Platform.Applications.Select(application => (Key: "applications", Name: application.Key, application.Value.Namespace, application.Value.Manifests))
            .Concat(context.Platform.Addons.Where(addon => addon.Value.RunsOn != AddonPlace.Hub).Select(addon => (Key: "addons", Name: addon.Key, addon.Value.Namespace, addon.Value.Manifests)));
        return from owner in owners
               from manifest in owner.Manifests.Index()
               let path = SpecPath.Root.Keys(owner.Key, owner.Name, "manifests").Item(manifest.Index)
               where context.IsRead(path)
               from item in Manifests.Objects([manifest.Item])
               where KubernetesKinds.GroupOf(item.ApiVersion) is Istio or GatewayApi
               select (path, owner.Namespace, item);
    }

    private static IEnumerable<string> HostsOf(KubernetesObject item, string space)
    {
        var spec = KnownService.Map(item.Content, "spec");
        var inMesh = KubernetesKinds.GroupOf(item.ApiVersion) == Istio
            ? item.Kind switch
            {
                "VirtualService" => Texts(spec, "hosts"),
                "DestinationRule" => spec.GetValueOrDefault("host") is string host ? [host] : [],
                "Gateway" => Maps(spec, "servers").SelectMany(server => Texts(server, "hosts")).Select(host => host[(host.IndexOf('/', StringComparison.Ordinal) + 1)..]),
                _ => [],
            }
            : item.Kind switch
            {
                "HTTPRoute" or "GRPCRoute" => Texts(spec, "hostnames").Concat(Maps(spec, "parentRefs").Where(parent => parent.GetValueOrDefault("kind") is "Service").Select(parent => Service(parent, space))),
                "Gateway" => Maps(spec, "listeners").Select(listener => listener.GetValueOrDefault("hostname")).OfType<string>(),
                _ => [],
            };
        return inMesh.Select(host => Whole(host, space));
    }

    private static string Service(ImmutableDictionary<string, object> parent, string space) => $"{parent.GetValueOrDefault("name")}.{parent.GetValueOrDefault("namespace") ?? space}.svc.cluster.local";

    // A short name is one of the object's own namespace.
    private static string Whole(string host, string space) => host.Split('.') switch
    {
        ["*"] => host,
        [var name] => MeshNames.Host(name, space),
        [var name, var other, "svc"] => MeshNames.Host(name, other),
        _ => host,
    };

    private static IEnumerable<string> Texts(ImmutableDictionary<string, object> map, string key) => (map.GetValueOrDefault(key) as ImmutableArray<object>? ?? []).OfType<string>();

    private static IEnumerable<ImmutableDictionary<string, object>> Maps(ImmutableDictionary<string, object> map, string key) =>
        (map.GetValueOrDefault(key) as ImmutableArray<object>? ?? []).OfType<ImmutableDictionary<string, object>>();
}
