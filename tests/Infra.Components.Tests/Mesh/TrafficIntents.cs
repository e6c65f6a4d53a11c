using System.Collections.Immutable;
using Infra.Components.Mesh;

namespace Infra.Components.Tests.Mesh;

/// <summary>What may be meant for the traffic of a service, one case each: what is said in words, the mesh, and the service.</summary>
internal static class TrafficIntents
{
    private static readonly MeshPlan Sidecars = Meshes.Of(Meshes.Member("on-prem", "cn-east"), Meshes.Member("prod-cloud", "eu-central"));

    private static readonly MeshPlan Ambient = Sidecars with { DataPlane = DataPlane.Ambient };

    // One cluster, so that nothing fails over and only what the case is about is there.
    private static readonly MeshService Alone = Meshes.Service("on-prem") with { Failover = new Failover.ActiveActive() };

    private static readonly MeshService Both = Meshes.Service("on-prem", "prod-cloud");

    private static readonly RequestRouting Canary = new()
    {
        Versions = Versions(("v1", new ServiceVersion(Labels(("version", "v1")))), ("v2", new ServiceVersion(Labels(("version", "v2"))))),
        Default = [new("v1", 95), new("v2", 5)],
    };

    private static readonly RequestRouting Insiders = Canary with
    {
        Rules =
        [
            new(new RequestMatch { Headers = Headers(("X-User-Group", TextMatchKind.Exact, "insider")) }, [new("v2", 100)]),
            new(new RequestMatch { Cookies = Labels(("type", "insider")), Method = "GET" }, [new("v2", 100)]),
            new(new RequestMatch { Path = new(TextMatchKind.Prefix, "/beta/") }, [new("v1", 50), new("v2", 50)]),
            new(new RequestMatch { Path = new(TextMatchKind.Exact, "/") }, [new("v1", 100)]),
        ],
        Default = [new("v1", 100), new("v2", 0)],
    };

    public static ImmutableSortedDictionary<string, (string Words, MeshPlan Mesh, MeshService Service)> Cases { get; } = new (string Name, string Words, MeshPlan Mesh, MeshService Service)[]
    {
        ("nothing", "a service on one cluster, of which nothing is said", Sidecars, Alone),
        ("failover-active-active", "all clusters answer, the caller's own one first", Sidecars, Both),
        ("failover-active-active-shared", "all clusters share all requests", Sidecars, Both with { Failover = new Failover.ActiveActive { PrefersOwnCluster = false } }),
        ("failover-primary", "one cluster answers for all, and errors are found sooner", Sidecars, Both with { Failover = new Failover.PrimaryStandby("prod-cloud", null) { Detection = new() { ConsecutiveErrors = 3, IntervalSeconds = 5, EjectionSeconds = 60, MaximumEjectedPercent = 100 } } }),
        ("failover-same-region", "the clusters of the caller's region share, others stand by", Sidecars, Both with { Failover = new Failover.SameRegion() }),
        ("failover-near-regions", "the caller's own cluster, then others of its region behind gateways, then any",
            Meshes.Of(Meshes.Member("a", "eu"), Meshes.Member("b", "eu"), Meshes.Member("c", "us")), Meshes.Service("a", "b", "c")),
        ("failover-drained", "one of two clusters is drained", Sidecars with { Drained = ["on-prem"] }, Both),
        ("timeout", "requests take two and a half seconds at most", Sidecars, Alone with { Traffic = new() { TimeoutSeconds = 2.5m } }),
        ("timeout-ambient", "requests take two and a half seconds at most, in ambient mode", Ambient, Alone with { Traffic = new() { TimeoutSeconds = 2.5m } }),
        ("retries", "safe methods are tried three times again, as long as tries are a tenth", Sidecars, Alone with { Traffic = new() { TimeoutSeconds = 5, Retries = new() { Attempts = 3, PerTrySeconds = 1, BudgetPercent = 10 } } }),
        ("retries-grpc", "of a gRPC service one call may be repeated", Sidecars, Alone with { Protocol = ServiceProtocol.Grpc, Traffic = new() { Retries = new() { Methods = ["shop.Recommender/List"] } } }),
        ("connections", "a caller's proxy sends so much at once", Sidecars, Alone with { Traffic = new() { Connections = new() { Connections = 100, PendingRequests = 10, Requests = 200, ConnectSeconds = 0.5m } } }),
        ("connections-tcp", "of a service of connections only those are limited", Sidecars, Alone with { Protocol = ServiceProtocol.Tcp, Traffic = new() { Connections = new() { Connections = 100, PendingRequests = 10, Requests = 200 } } }),
        ("routing-weights", "five percent go to the new version", Sidecars, Alone with { Routing = Canary }),
        ("routing-rules", "insiders get the new version, and half of the others that try the beta; a rule that changes nothing is left out", Sidecars, Alone with { Routing = Insiders }),
        ("routing-retries", "rules and retries together", Sidecars, Alone with { Routing = Insiders with { Rules = [.. Insiders.Rules.Take(2)] }, Traffic = new() { Retries = new() } }),
        ("routing-services", "versions that have Services of their own, by path and port", Sidecars, Alone with
        {
            Routing = new()
            {
                Versions = Versions(("v1", new ServiceVersion(Labels(), "recommender-v1")), ("v2", new ServiceVersion(Labels(), "recommender-next"))),
                Rules =
                [
                    new(new RequestMatch { Path = new(TextMatchKind.Regex, "/items/[0-9]+/next") }, [new("v2", 100)]),
                    new(new RequestMatch { Port = 9090 }, [new("v2", 50), new("v1", 50)]),
                ],
                Default = [new("v1", 100)],
            },
        }),
        ("routing-tcp", "connections are shared by weight", Sidecars, Alone with { Protocol = ServiceProtocol.Tcp, Routing = Canary }),
        ("routing-ambient", "insiders get the new version in ambient mode; Gateway API would ask the path first", Ambient, Both with { PodLabels = Labels(("app", "recommender")), TargetPort = "http", Routing = Insiders, Traffic = new() { TimeoutSeconds = 1 } }),
        ("entrance", "a name outside, by which each cluster that runs it is found", Sidecars with { Members = [.. Sidecars.Members, Meshes.Member("test", "eu-central")] }, Both with { Entrance = Door(new EntranceDns()) }),
        ("entrance-drained", "a name outside, which does not lead to the drained cluster", Sidecars with { Drained = ["on-prem"] }, Both with { Entrance = Door(new EntranceDns(30, Weighted: false)) }),
        ("entrance-routing", "two paths of a name, whose record somebody else writes, and rules", Sidecars, Alone with
        {
            PodLabels = Labels(("app", "recommender")),
            Routing = Insiders,
            Entrance = Door(null) with { Paths = ["/shop", "/shop/old", "/beta/items"] },
        }),
        ("routing-other-ports", "requests on ports that Services of versions lack stay with the service", Sidecars, Both with
        {
            PodLabels = Labels(("app", "recommender")),
            Ports = null,
            Routing = Canary with { Rules = [new(new RequestMatch { Path = new(TextMatchKind.Prefix, "/next") }, [new("v2", 100)])] },
            Traffic = new() { Retries = new() },
            Entrance = Door(null),
        }),
        ("routing-tcp-other-ports", "connections too", Sidecars, Alone with
        {
            Protocol = ServiceProtocol.Tcp,
            Ports = ImmutableSortedDictionary<int, string>.Empty.Add(8080, "8080").Add(9090, "metrics"),
            Routing = new() { Versions = Versions(("v1", new ServiceVersion(Labels(), "recommender-v1"))), Default = [new("v1", 100)] },
        }),
    }.ToImmutableSortedDictionary(each => each.Name, each => (each.Words, each.Mesh with { Services = [each.Service] }, each.Service), StringComparer.Ordinal);

    private static Entrance Door(EntranceDns? dns) => new() { Host = "recommender.example.com", Issuer = "letsencrypt", Dns = dns };

    private static ImmutableSortedDictionary<string, ServiceVersion> Versions(params (string Name, ServiceVersion Version)[] versions) =>
        versions.ToImmutableSortedDictionary(version => version.Name, version => version.Version, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string> Labels(params (string Name, string Value)[] labels) =>
        labels.ToImmutableSortedDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, TextMatch> Headers(params (string Name, TextMatchKind Kind, string Value)[] headers) =>
        headers.ToImmutableSortedDictionary(header => header.Name, header => new TextMatch(header.Kind, header.Value), StringComparer.Ordinal);
}
