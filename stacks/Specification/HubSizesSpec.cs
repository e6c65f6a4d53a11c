using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>How big the parts of the hub are.</summary>
public sealed record HubSizesSpec
{
    /// <summary>The hub's own Prometheus.</summary>
    public PartSizeSpec? Prometheus { get; init; }

    /// <summary>Alertmanager.</summary>
    public PartSizeSpec? Alertmanager { get; init; }

    /// <summary>Grafana.</summary>
    public SinglePartSizeSpec? Grafana { get; init; }

    /// <summary>Thanos Receive, which takes what agents write.</summary>
    public PartSizeSpec? Receive { get; init; }

    /// <summary>Thanos Query, which sees everything.</summary>
    public StatelessPartSizeSpec? Query { get; init; }

    /// <summary>Thanos Query Frontend, which splits and caches questions.</summary>
    public StatelessPartSizeSpec? QueryFrontend { get; init; }

    /// <summary>The Thanos Query that only the Ruler asks.</summary>
    public StatelessPartSizeSpec? RulerQuery { get; init; }

    /// <summary>The Thanos Query that asks members directly.</summary>
    public StatelessPartSizeSpec? LiveQuery { get; init; }

    /// <summary>Thanos Store Gateway, which reads the bucket.</summary>
    public PartSizeSpec? StoreGateway { get; init; }

    /// <summary>Thanos Compactor.</summary>
    public SinglePartSizeSpec? Compactor { get; init; }

    /// <summary>Thanos Ruler, which evaluates rules for sites in agent mode.</summary>
    public PartSizeSpec? Ruler { get; init; }
}

/// <summary>The size of a part that has volumes.</summary>
public sealed record PartSizeSpec : PodSizeSpec
{
    /// <summary>How many pods there are.</summary>
    [Range(1, 99)]
    public int? Replicas { get; init; }

    /// <summary>The volume of each, in GiB.</summary>
    [Range(1, 16_384)]
    public int? StorageGiB { get; init; }
}

/// <summary>The size of a part that keeps nothing.</summary>
public sealed record StatelessPartSizeSpec : PodSizeSpec
{
    /// <summary>How many pods there are.</summary>
    [Range(1, 99)]
    public int? Replicas { get; init; }
}

/// <summary>The size of a part of which there is one.</summary>
public sealed record SinglePartSizeSpec : PodSizeSpec
{
    /// <summary>Its volume, in GiB.</summary>
    [Range(1, 16_384)]
    public int? StorageGiB { get; init; }
}

/// <summary>The size of a pod.</summary>
public abstract record PodSizeSpec
{
    /// <summary>What it asks for of processors.</summary>
    [Form(Form.Quantity), Example("500m")]
    public string? Cpu { get; init; }

    /// <summary>What it gets of memory, and no more, in MiB.</summary>
    [Range(16, 1_048_576)]
    public int? MemoryMiB { get; init; }
}
