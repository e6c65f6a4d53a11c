using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Mesh;

namespace Infra.Presentation;

/// <summary>What is meant to happen to traffic, in words.</summary>
internal static class TrafficWords
{
    // So many clusters are named; the others are counted.
    private const int Named = 12;

    /// <summary>Clusters, as many as are read.</summary>
    public static string Clusters(ImmutableArray<string> clusters, string none = "none") => clusters.Length switch
    {
        0 => none,
        <= Named => string.Join(", ", clusters),
        var all => $"{string.Join(", ", clusters.Take(Named))} and {(all - Named).ToString(CultureInfo.InvariantCulture)} more",
    };

    /// <summary>Clusters that share requests; those that are here as a last resort are said to be.</summary>
    public static string Tier(AnsweringTier tier) => tier.LastResort.IsEmpty
        ? Clusters(tier.Clusters)
        : $"{Clusters([.. tier.Clusters.Select(cluster => tier.LastResort.Contains(cluster, StringComparer.Ordinal) ? $"{cluster} (drained)" : cluster)])}";

    /// <summary>All tiers in one line.</summary>
    public static string Tiers(CallerTraffic caller) => caller.Tiers.IsEmpty ? "nobody" : string.Join(", then ", caller.Tiers.Select(Tier));

    /// <summary>What a mesh consists of.</summary>
    public static string Of(MeshRole role) => role switch
    {
        MeshRole.Remote => "remote",
        MeshRole.Leaf => "leaf",
        _ => "primary",
    };

    /// <summary>Which clusters see a service.</summary>
    public static string Of(ServiceExposure exposure) => exposure switch
    {
        ServiceExposure.Local => "each cluster its own",
        ServiceExposure.Clusters some => $"all of it by {Clusters(some.To)}; by others, what they have themselves",
        _ => "every cluster",
    };

    /// <summary>In what order clusters answer.</summary>
    public static string Of(Failover failover) => failover switch
    {
        Failover.ActiveActive { PrefersOwnCluster: true } => "all are active; the caller's own cluster first",
        Failover.ActiveActive => "all are active and share all requests",
        Failover.SameRegion => "the clusters of the caller's region first",
        Failover.PrimaryStandby { Region: null, Cluster: { } cluster } => $"{cluster} for all; the others stand by",
        Failover.PrimaryStandby { Region: { } region, Cluster: { } cluster } => $"{cluster} for all, then the rest of {region}; the others stand by",
        Failover.PrimaryStandby { Region: { } region } => $"{region} for all; the others stand by",
        _ => "all share all requests",
    };

    /// <summary>What counts as not answering.</summary>
    public static string Of(OutlierDetection detection) =>
        Invariant($"an endpoint is left out for {detection.EjectionSeconds} s after {detection.ConsecutiveErrors} errors in a row");

    /// <summary>Who may call a service.</summary>
    public static string Callers(AccessPolicy? access) => access is null
        ? "anybody in the mesh"
        : access.Callers.IsEmpty ? "nobody" : string.Join("; ", access.Callers.Select(Of));

    /// <summary>What a token has to be.</summary>
    public static string Of(TokenRequirement token) => $"of {token.Issuer}{(token.Audiences.IsEmpty ? "" : $", for {string.Join(" or ", token.Audiences)}")}";

    /// <summary>How callers treat a service.</summary>
    public static ImmutableArray<string> Of(TrafficPolicy? traffic) => traffic is null ? [] :
    [
        .. Some(traffic.TimeoutSeconds, seconds => Invariant($"{seconds} s for a request")),
        .. traffic.Retries is { } retries
            ? [Invariant($"{retries.Attempts} more {(retries.Attempts == 1 ? "try" : "tries")} of {string.Join(", ", retries.Methods)}{(retries.PerTrySeconds is { } each ? Invariant($", {each} s each") : "")}, within {retries.BudgetPercent} % of what is on its way")]
            : ImmutableArray<string>.Empty,
        .. traffic.Connections is { } limits ? [Of(limits)] : ImmutableArray<string>.Empty,
        .. traffic.LocalRateLimit is { } local ? [Invariant($"each pod takes {local.RequestsPerSecond} requests a second, {local.Burst} at once")] : ImmutableArray<string>.Empty,
        .. traffic.GlobalRateLimit is { } global
            ? [Invariant($"all pods together take {global.Requests} requests a {$"{global.Per}".ToLowerInvariant()}{(global.Header is { } header ? $" for each {header}" : "")}")]
            : ImmutableArray<string>.Empty,
    ];

    /// <summary>Which requests go where.</summary>
    public static string Of(RequestRouting routing) =>
        $"{string.Join(", ", routing.Default.Select(share => Invariant($"{share.Version} {share.Weight} %")))}{(routing.Rules.IsEmpty ? "" : $"; before that {Counted.Of(routing.Rules.Length, "rule")}")}";

    /// <summary>How callers from outside come in.</summary>
    public static string Of(EntranceTraffic entrance) =>
        $"{entrance.Entrance.Host}{(entrance.Entrance.Paths is ["/"] ? "" : $" ({string.Join(", ", entrance.Entrance.Paths)})")} by {Clusters(entrance.Doors, "no cluster")}{Dns(entrance)}";

    /// <summary>By whom the clusters of a mesh know one another.</summary>
    public static string Of(TrustPlan trust) => trust.IsInstalled
        ? $"Trusted roots: {string.Join(", ", trust.Roots.Select(root => $"{root.Key}{Root(root.Key == trust.Signer, root.Value.Issuer)}"))}."
        : "Each cluster's authority is made by somebody else.";

    private static string Root(bool signs, CertificateIssuer? issuer) => (signs, issuer) switch
    {
        (true, null) => " (signs)",
        (true, { } by) => $" (signs; {by.Kind} {by.Name})",
        (false, { } by) => $" ({by.Kind} {by.Name})",
        _ => "",
    };

    private static string Dns(EntranceTraffic entrance) => entrance.Entrance.Dns is { } dns && !entrance.Doors.IsEmpty
        ? Invariant($"; others remember it for {dns.TtlSeconds} s{(dns.Weighted && entrance.Doors.Length > 1 ? ", equal shares" : "")}")
        : "";

    private static string Of(Caller caller)
    {
        var who = caller.ServiceAccount is { } account ? $"{account} of {caller.Namespace}" : $"all of {caller.Namespace}";
        var what = (caller.Methods.IsEmpty, caller.Paths.IsEmpty) switch
        {
            (true, true) => "",
            (false, true) => $": {string.Join(", ", caller.Methods)}",
            (true, false) => $": {string.Join(", ", caller.Paths)}",
            _ => $": {string.Join(", ", caller.Methods)} of {string.Join(", ", caller.Paths)}",
        };
        return who + what;
    }

    private static string Of(ConnectionLimits limits) => "at once " + string.Join(", ", [
        .. Some(limits.Connections, number => Counted.Of(number, "connection")),
        .. Some(limits.Requests, number => Counted.Of(number, "request")),
        .. Some(limits.PendingRequests, number => Invariant($"{number} waiting")),
        .. Some(limits.ConnectSeconds, seconds => Invariant($"{seconds} s to connect")),
    ]);

    private static ImmutableArray<string> Some<T>(T? value, Func<T, string> text)
        where T : struct => value is { } said ? [text(said)] : [];

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
