using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <summary>How a group of clusters is monitored.</summary>
public sealed record MemberMonitoringPlan
{
    /// <summary>The add-on's name, which Helm's release and its namespace have too: no two stacks that share a Karmada may have one of the same name.</summary>
    public required string Name { get; init; }

    /// <summary>What a cluster does with what it measures.</summary>
    public required MemberMode Mode { get; init; }

    /// <summary>The chart.</summary>
    /// <value><see cref="Versions.KubePrometheusStack"/>.</value>
    public Chart Chart { get; init; } = Versions.KubePrometheusStack;

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>How many Prometheus measure the same, so that the loss of a node leaves no gap. An agent is always one.</summary>
    /// <value>1.</value>
    public int Replicas { get; init; } = 1;

    /// <summary>How often everything is looked at, in seconds.</summary>
    public int ScrapeSeconds { get; init; } = 60;

    /// <summary>How long a server keeps what it measured, in days: that much of an outage of the object store is bridged.</summary>
    /// <value>7.</value>
    public int RetentionDays { get; init; } = 7;

    /// <summary>Where a Prometheus keeps what it measured.</summary>
    public required MemberVolume Volume { get; init; }

    /// <summary>The most memory that a Prometheus may take, in MiB.</summary>
    public required int MemoryMiB { get; init; }

    /// <summary>Whether etcd, the scheduler and the controller manager are scraped. They answer to other machines only where they were told to, and EKS shows none of them.</summary>
    /// <value>False.</value>
    public bool ScrapesControlPlane { get; init; }

    /// <summary>The way by which the hub asks a server directly.</summary>
    /// <value>Null: none; the hub sees what is in the object store, two hours later.</value>
    public MemberStoreApi? StoreApi { get; init; }

    /// <summary>The rules that a server evaluates: by a name, the content of a PrometheusRule's spec.</summary>
    /// <value>Empty: none.</value>
    public ImmutableDictionary<string, object> Rules { get; init; } = ImmutableDictionary<string, object>.Empty;
}

/// <summary>What a cluster does with what it measures.</summary>
public enum MemberMode
{
    /// <summary>It keeps it for some days, evaluates rules itself, and gives blocks of it to the object store.</summary>
    Server,

    /// <summary>It sends it to the hub at once and keeps only what it could not send; for small sites.</summary>
    Agent,
}

/// <summary>The volume of a Prometheus.</summary>
/// <param name="SizeGiB">Its size, in GiB.</param>
/// <param name="IsPersistent">Whether it outlives the pod: a claim, or else a folder of the node.</param>
/// <param name="StorageClass">The storage class of the claim; null for the cluster's default.</param>
public sealed record MemberVolume(int SizeGiB, bool IsPersistent, string? StorageClass);

/// <summary>The way by which the hub asks a server directly: a load balancer in front of the sidecar, which asks for the hub's certificate.</summary>
/// <param name="Annotations">Annotations of the Service, by which a cloud decides about the load balancer.</param>
/// <param name="SourceRanges">The ranges of addresses that may come; empty for all.</param>
public sealed record MemberStoreApi(ImmutableSortedDictionary<string, string> Annotations, ImmutableArray<string> SourceRanges);
