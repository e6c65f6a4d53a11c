using System.Globalization;
using Infra.Components.Mesh;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>What is meant for a service: that its protocol, the mesh's data plane and what is known of its pods allow it.</summary>
internal static class ServiceAbilityChecks
{
    public static void Run(CheckedService service)
    {
        if (service.Spec.Protocol == ServiceProtocol.Tcp)
            Connections(service);
        Tries(service);
        Pods(service);
        Measured(service);
        Limits(service);
        foreach (var lost in ServiceTraffic.Lost(service.Mesh, service.Service).Where(_ => service.Context.IsRead(service.Path)))
            service.Context.Report(Rules.Ability, service.Path, lost);
    }

    // Of a connection nobody knows where a request begins and ends.
    private static void Connections(CheckedService service)
    {
        var spec = service.Spec;
        (string[] Keys, bool IsSaid)[] parts =
        [
            (["routing", "rules"], spec.Routing is { Rules: var rules } && rules.Any(rule => !IsOfPort(rule.Match))),
            (["routing"], spec.Routing is not null && service.Mesh.DataPlane == DataPlane.Ambient),
            (["traffic", "timeoutSeconds"], spec.Traffic?.TimeoutSeconds is not null),
            (["traffic", "retries"], spec.Traffic?.Retries is not null),
            (["traffic", "localRateLimit"], spec.Traffic?.LocalRateLimit is not null),
            (["traffic", "globalRateLimit"], spec.Traffic?.GlobalRateLimit is not null),
            (["traffic", "connections", "pendingRequests"], spec.Traffic?.Connections?.PendingRequests is not null),
            (["traffic", "connections", "requests"], spec.Traffic?.Connections?.Requests is not null),
            (["access", "token"], spec.Access?.Token is not null),
            (["entrance"], spec.Entrance is not null),
        ];
        foreach (var (keys, _) in parts.Where(part => part.IsSaid))
            service.Context.Report(Rules.Ability, service.Path.Keys(keys), $"'{keys[^1]}' is about requests of HTTP, and of 'protocol: tcp' only connections are seen; remove it, or say the protocol");
        foreach (var (index, caller) in (spec.Access?.Callers ?? []).Index().Where(caller => !caller.Item.Methods.IsEmpty || !caller.Item.Paths.IsEmpty))
            service.Context.Report(Rules.Ability, service.Path.Keys("access", "callers").Item(index), $"'{(caller.Methods.IsEmpty ? "paths" : "methods")}' is about requests of HTTP, and this is 'protocol: tcp'; remove it, or say the protocol");
    }

    private static bool IsOfPort(Specification.RequestMatchSpec match) => match is { Path: null, Method: null, Headers.IsEmpty: true, Cookies.IsEmpty: true, Port: not null };

    private static void Tries(CheckedService service)
    {
        if (service.Spec.Traffic?.Retries is not { } retries || service.Spec.Protocol == ServiceProtocol.Tcp)
            return;
        var path = service.Path.Keys("traffic", "retries");
        if (service.Mesh.DataPlane == DataPlane.Ambient)
            service.Context.Report(Rules.Ability, path, "routes of ambient mode know no retries; what never reached a service is tried again all the same; remove it");
        foreach (var (index, method) in retries.Methods.Index().Where(method => method.Item is "POST" or "PATCH" or "CONNECT"))
            service.Context.Report(Rules.Ability, path.Key("methods").Item(index), $"{method} may have an effect each time, so it is not repeated; allowed: GET, HEAD, OPTIONS, TRACE, PUT, DELETE");
        if (retries.Methods.IsEmpty && service.Context.IsRead(path.Key("methods")))
            service.Context.Report(Rules.Consistent, path.Key("methods"), "no method may be repeated, so nothing is tried again; say which, or remove 'retries'");
    }

    private static void Limits(CheckedService service)
    {
        var (context, path, traffic) = (service.Context, service.Path.Key("traffic"), service.Spec.Traffic);
        if (service.Mesh.DataPlane == DataPlane.Ambient && service.Spec.Protocol != ServiceProtocol.Tcp)
        {
            foreach (var (key, _) in new[] { ("localRateLimit", traffic?.LocalRateLimit is not null), ("globalRateLimit", traffic?.GlobalRateLimit is not null) }.Where(limit => limit.Item2))
                context.Report(Rules.Ability, path.Key(key), "in ambient mode one proxy looks into the requests of a whole namespace, and cannot count those of one service; remove it, or say 'dataPlane: sidecar'");
        }

        if (traffic?.LocalRateLimit is { Burst: { } burst } local && burst < local.RequestsPerSecond)
            context.Report(Rules.Consistent, path.Keys("localRateLimit", "burst"), string.Create(CultureInfo.InvariantCulture, $"found {burst}, less than the {local.RequestsPerSecond} of a second, which then are never reached; say as many at least, or remove it"));
        if (service.Spec.Protocol != ServiceProtocol.Grpc)
            return;
        foreach (var (index, caller) in (service.Spec.Access?.Callers ?? []).Index().Where(caller => !caller.Item.Methods.IsEmpty && !caller.Item.Methods.Contains("POST", StringComparer.Ordinal)))
            context.Report(Rules.Ability, service.Path.Keys("access", "callers").Item(index).Key("methods"), $"every call of gRPC is a POST, so {string.Join(", ", caller.Methods)} would let nothing in; say 'paths: [/package.Service/Method]'");
    }

    private static void Pods(CheckedService service)
    {
        if (ServiceProxies.AreKnown(service.Service) || !service.Context.IsRead(service.Path.Key("podLabels")) || !service.Context.IsRead(SpecPath.Root.Key("applications")))
            return;
        (string[] Keys, bool IsSaid)[] parts =
        [
            (["access"], service.Spec.Access is not null), (["metricsPort"], service.Spec.MetricsPort is not null), (["telemetry"], service.Spec.Telemetry is not null),
            (["traffic", "localRateLimit"], service.Spec.Traffic?.LocalRateLimit is not null), (["traffic", "globalRateLimit"], service.Spec.Traffic?.GlobalRateLimit is not null),
        ];
        foreach (var (keys, _) in parts.Where(part => part.IsSaid))
            service.Context.Report(Rules.Required, service.Path.Keys(keys), $"'podLabels' is missing: '{keys[^1]}' is for pods, and nothing here says which labels those of '{service.Name}' have");
    }

    private static void Measured(CheckedService service)
    {
        var mesh = Addons.Meshes.PathOf(service.Mesh.Name);
        if (service.Spec is { Traffic.GlobalRateLimit: not null, Protocol: not ServiceProtocol.Tcp } && service.Mesh is { RateLimiter: null, DataPlane: DataPlane.Sidecar } && service.Context.IsRead(mesh.Key("rateLimiter")))
            service.Context.Report(Rules.Required, service.Path.Keys("traffic", "globalRateLimit"), $"mesh '{service.Mesh.Name}' says no 'rateLimiter', the service that counts over all clusters");
        if (service.Spec.Telemetry?.TracedPercent is > 0 && service.MeshSpec.Telemetry.Tracing is null && service.Context.IsRead(mesh.Key("telemetry")))
            service.Context.Report(Rules.Required, service.Path.Keys("telemetry", "tracedPercent"), $"mesh '{service.Mesh.Name}' says no 'telemetry.tracing', so traces have nowhere to go");
    }
}
