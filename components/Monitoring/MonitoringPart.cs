namespace Infra.Components.Monitoring;

/// <summary>A part of the monitoring hub that has a size.</summary>
public enum MonitoringPart
{
    /// <summary>The hub's own Prometheus.</summary>
    Prometheus,

    /// <summary>Alertmanager.</summary>
    Alertmanager,

    /// <summary>Grafana.</summary>
    Grafana,

    /// <summary>Thanos Receive, which takes what agents write.</summary>
    Receive,

    /// <summary>Thanos Query, which sees everything.</summary>
    Query,

    /// <summary>Thanos Query Frontend, which splits and caches questions.</summary>
    QueryFrontend,

    /// <summary>The Thanos Query that only the Ruler asks.</summary>
    RulerQuery,

    /// <summary>The Thanos Query that asks members directly.</summary>
    LiveQuery,

    /// <summary>Thanos Store Gateway, which reads the bucket.</summary>
    StoreGateway,

    /// <summary>Thanos Compactor, of which there is never more than one.</summary>
    Compactor,

    /// <summary>Thanos Ruler, which evaluates rules for sites in agent mode.</summary>
    Ruler,
}

/// <summary>How big a part is. What is null is as <see cref="MonitoringSizes.Default"/> has it.</summary>
public sealed record PartSize
{
    /// <summary>How many pods there are.</summary>
    public int? Replicas { get; init; }

    /// <summary>The volume of each, in GiB.</summary>
    public int? StorageGiB { get; init; }

    /// <summary>What each asks for of processors, as Kubernetes counts them: <c>500m</c> is half a core.</summary>
    public string? Cpu { get; init; }

    /// <summary>What each gets of memory, and no more, in MiB.</summary>
    public int? MemoryMiB { get; init; }
}
