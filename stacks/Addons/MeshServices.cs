using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The services of a mesh as the specification means them.</summary>
internal static class MeshServices
{
    // Where nobody says a port and nobody knows it; such a specification is refused.
    private const int AnyPort = 80;

    /// <summary>The services of a mesh, in the order of their namespaces and names.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="mesh">The mesh.</param>
    /// <param name="clusters">The mesh's clusters, in the order of their names.</param>
    public static IEnumerable<MeshService> Of(PlatformSpec platform, string mesh, ImmutableArray<ClusterFacts> clusters) => platform.Services
        .Where(service => MeshPlans.MeshOf(platform, service.Value) == mesh)
        .Select(service => Of(platform, platform.Meshes[mesh], service.Key, service.Value, clusters))
        .OrderBy(service => service.Namespace, StringComparer.Ordinal)
        .ThenBy(service => service.Service, StringComparer.Ordinal);

    /// <summary>The application that a service is a part of.</summary>
    public static string ApplicationOf(string name, ServiceSpec spec) => spec.Application ?? name;

    /// <summary>Which clusters answer first.</summary>
    public static Failover Failover(FailoverSpec? spec)
    {
        var detection = spec is null ? new OutlierDetection() : new OutlierDetection
        {
            ConsecutiveErrors = spec.Detection.ConsecutiveErrors,
            IntervalSeconds = spec.Detection.IntervalSeconds,
            EjectionSeconds = spec.Detection.EjectionSeconds,
            MaximumEjectedPercent = spec.Detection.MaximumEjectedPercent,
        };
        Failover failover = spec switch
        {
            { PrimaryStandby: { } standby } => new Failover.PrimaryStandby(standby.Cluster, standby.Region),
            { SameRegion: not null } => new Failover.SameRegion(),
            { ActiveActive: { } active } => new Failover.ActiveActive { PrefersOwnCluster = active.PreferOwnCluster },
            _ => new Failover.ActiveActive(),
        };
        return failover with { Detection = detection };
    }

    private static MeshService Of(PlatformSpec platform, MeshSpec mesh, string name, ServiceSpec spec, ImmutableArray<ClusterFacts> clusters)
    {
        var application = platform.Applications.GetValueOrDefault(ApplicationOf(name, spec));
        var known = KnownService.Of(platform, name, spec);
        var placement = application?.Placement.ToSelection();
        var port = spec.Port ?? known?.OnlyPort ?? AnyPort;
        return new MeshService
        {
            Name = name,
            Namespace = spec.Namespace,
            Service = spec.Service ?? name,
            Port = port,
            TargetPort = known?.TargetOf(port),
            Ports = known?.All.DistinctBy(one => one.Number).ToImmutableSortedDictionary(one => one.Number, one => one.Target ?? one.Number.ToString(CultureInfo.InvariantCulture)),
            Protocol = spec.Protocol,
            PodLabels = spec.PodLabels.IsEmpty ? known?.Selector ?? spec.PodLabels : spec.PodLabels,
            Account = spec.Account,
            MetricsPort = spec.MetricsPort,
            Clusters = [.. clusters.Where(cluster => placement?.Matches(cluster) == true).Select(cluster => cluster.Name)],
            Exposure = Exposure(spec),
            Failover = Failover(spec.Failover),
            Traffic = spec.Traffic is { } traffic ? Traffic(traffic) : null,
            Routing = spec.Routing is { } routing ? Routing(platform, spec.Namespace, routing) : null,
            Access = spec.Access is { } access ? Access(platform, access) : null,
            Telemetry = spec.Telemetry is { } telemetry ? Telemetry(mesh.Telemetry, telemetry) : null,
            Entrance = spec.Entrance is { } entrance ? Entrance(entrance) : null,
        };
    }

    private static ServiceExposure Exposure(ServiceSpec spec) => spec switch
    {
        { ExportedTo.IsEmpty: false } => new ServiceExposure.Clusters(MeshPlans.Sorted(spec.ExportedTo)),
        { Exposure: ExposureScope.OwnCluster } => ServiceExposure.OwnCluster,
        _ => ServiceExposure.EveryCluster,
    };

    private static TrafficPolicy Traffic(ServiceTrafficSpec spec) => new()
    {
        TimeoutSeconds = spec.TimeoutSeconds,
        Retries = spec.Retries is { } retries
            ? new Retries { Attempts = retries.Attempts, PerTrySeconds = retries.PerTrySeconds, Methods = retries.Methods, BudgetPercent = retries.BudgetPercent }
            : null,
        Connections = spec.Connections is { } limits
            ? new ConnectionLimits { Connections = limits.Connections, PendingRequests = limits.PendingRequests, Requests = limits.Requests, ConnectSeconds = limits.ConnectSeconds }
            : null,
        LocalRateLimit = spec.LocalRateLimit is { } local ? new LocalRateLimit(local.RequestsPerSecond, local.Burst ?? local.RequestsPerSecond) : null,
        GlobalRateLimit = spec.GlobalRateLimit is { } global ? new GlobalRateLimit(global.Requests, global.Per, global.Header) : null,
    };

    private static RequestRouting Routing(PlatformSpec platform, string space, ServiceRoutingSpec spec) => new()
    {
        Versions = spec.Versions.ToImmutableSortedDictionary(
            version => version.Key,
            version => new ServiceVersion(version.Value.Labels ?? ImmutableSortedDictionary<string, string>.Empty, version.Value.Service)
            {
                PodLabels = version.Value.Service is { } own && KnownService.Named(platform, space, own) is { } known ? known.Selector : ImmutableSortedDictionary<string, string>.Empty,
            },
            StringComparer.Ordinal),
        Rules = [.. spec.Rules.Select(rule => new RouteRule(Match(rule.Match), Shares(rule.To)))],
        Default = Shares(spec.Default),
    };

    // Nothing goes to a version of no share, and Istio takes such a line for a mistake.
    private static ImmutableArray<RouteShare> Shares(ImmutableSortedDictionary<string, int> shares) =>
        [.. shares.Where(share => share.Value > 0).Select(share => new RouteShare(share.Key, share.Value))];

    private static RequestMatch Match(RequestMatchSpec spec) => new()
    {
        Path = spec.Path is { } path ? Text(path) : null,
        Headers = spec.Headers.ToImmutableSortedDictionary(header => header.Key, header => Text(header.Value), StringComparer.Ordinal),
        Cookies = spec.Cookies,
        Method = spec.Method,
        Port = spec.Port,
    };

    private static TextMatch Text(TextMatchSpec spec) => spec switch
    {
        { Exact: { } exact } => new TextMatch(TextMatchKind.Exact, exact),
        { Prefix: { } prefix } => new TextMatch(TextMatchKind.Prefix, prefix),
        _ => new TextMatch(TextMatchKind.Regex, spec.Regex ?? ""),
    };

    // A caller that does not exist is nobody; such a specification is refused.
    private static AccessPolicy Access(PlatformSpec platform, ServiceAccessSpec spec) => new()
    {
        Callers = [.. spec.Callers.Select(caller => Caller(platform, caller)).OfType<Caller>()],
        Token = spec.Token is { } token ? new TokenRequirement(token.Issuer, token.KeysUrl, token.Audiences) : null,
    };

    private static Caller? Caller(PlatformSpec platform, CallerSpec spec)
    {
        var caller = spec.Service is { } name
            ? platform.Services.TryGetValue(name, out var service) ? new Caller(service.Namespace, service.Account) : null
            : new Caller(spec.Namespace ?? "", spec.Account);
        return caller is null ? null : caller with { Methods = spec.Methods, Paths = spec.Paths };
    }

    private static Telemetry Telemetry(MeshTelemetrySpec mesh, ServiceTelemetrySpec spec) => new()
    {
        AccessLogs = spec.AccessLogs ?? mesh.AccessLogs,
        TracedPercent = spec.TracedPercent ?? mesh.Tracing?.Percent,
        TraceCollector = mesh.Tracing is { Collector: var collector } ? (collector.Host, collector.Port) : null,
    };

    private static Entrance Entrance(EntranceSpec spec) => new()
    {
        Host = spec.Host,
        Paths = spec.Paths,
        Issuer = spec.Issuer,
        Dns = spec.Dns is { } dns ? new EntranceDns(dns.TtlSeconds, dns.Weighted) : null,
    };
}
