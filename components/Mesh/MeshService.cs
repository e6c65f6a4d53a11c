using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>A service of a mesh, and what is meant to happen to requests for it. Each part is an intent; together they become the fewest objects that bring it about.</summary>
public sealed record MeshService
{
    /// <summary>What the service is called in the configuration.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The name of the Kubernetes Service.</summary>
    public required string Service { get; init; }

    /// <summary>The port that callers use.</summary>
    public required int Port { get; init; }

    /// <summary>The port of its pods behind that, by number or by name.</summary>
    /// <value>Null: the same number.</value>
    public string? TargetPort { get; init; }

    /// <summary>All ports of its Service, with the port of its pods behind each.</summary>
    /// <value>Null: not known; there may be others than are said here.</value>
    public ImmutableSortedDictionary<int, string>? Ports { get; init; }

    /// <summary>What is spoken on it.</summary>
    public ServiceProtocol Protocol { get; init; } = ServiceProtocol.Http;

    /// <summary>The labels of its pods, by which rules for what comes in find them.</summary>
    /// <value>Empty: not known here.</value>
    public ImmutableSortedDictionary<string, string> PodLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The port on which its pods tell their own metrics. It takes plain requests from anybody, for Prometheus has no identity of the mesh.</summary>
    /// <value>Null: none, or they are told through the pods' proxies (<c>prometheus.io/scrape</c>), which ambient mode does not have.</value>
    public int? MetricsPort { get; init; }

    /// <summary>The account that its pods run as, which is its identity when it calls others.</summary>
    public string Account { get; init; } = "default";

    /// <summary>The clusters of the mesh that it runs on, in the order of their names.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    /// <summary>Who sees it.</summary>
    public ServiceExposure Exposure { get; init; } = ServiceExposure.EveryCluster;

    /// <summary>Which clusters answer first, and which when those cannot.</summary>
    public Failover Failover { get; init; } = new Failover.ActiveActive();

    /// <summary>How callers treat it: how long they wait, how often they try, how much they send.</summary>
    /// <value>Null: as the platform does by default.</value>
    public TrafficPolicy? Traffic { get; init; }

    /// <summary>Which requests go to which version.</summary>
    /// <value>Null: all go to whatever answers.</value>
    public RequestRouting? Routing { get; init; }

    /// <summary>Who may call it.</summary>
    /// <value>Null: whoever is in the mesh.</value>
    public AccessPolicy? Access { get; init; }

    /// <summary>What is told of its traffic, where that is not as for the whole mesh.</summary>
    public Telemetry? Telemetry { get; init; }

    /// <summary>How it is reached from outside of the mesh.</summary>
    /// <value>Null: not at all.</value>
    public Entrance? Entrance { get; init; }

    /// <summary>The name by which callers in any cluster reach it.</summary>
    public string Host => MeshNames.Host(Service, Namespace);
}

/// <summary>What is spoken on a port.</summary>
public enum ServiceProtocol
{
    /// <summary>HTTP, of any version.</summary>
    Http,

    /// <summary>gRPC.</summary>
    Grpc,

    /// <summary>Anything else: connections, which nobody looks into.</summary>
    Tcp,
}
