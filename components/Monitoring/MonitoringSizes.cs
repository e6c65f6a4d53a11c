using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>How big the parts of a hub are: what is said, and otherwise what a platform of some tens of clusters and some hundreds of small sites needs.</summary>
/// <param name="IsHighlyAvailable">Whether the hub goes on while a node is lost.</param>
/// <param name="Stated">What is said.</param>
public sealed record MonitoringSizes(bool IsHighlyAvailable, ImmutableSortedDictionary<MonitoringPart, PartSize> Stated)
{
    /// <summary>A part's size, all of it known; parts without a volume have 0 GiB.</summary>
    public (int Replicas, int StorageGiB, string Cpu, int MemoryMiB) Of(MonitoringPart part)
    {
        var (replicas, storage, cpu, memory) = Default(part);
        var stated = Stated.GetValueOrDefault(part) ?? new PartSize();
        return (
            stated.Replicas ?? (IsHighlyAvailable ? replicas : 1),
            stated.StorageGiB ?? storage,
            stated.Cpu ?? cpu,
            stated.MemoryMiB ?? memory);
    }

    /// <summary>How many pods a part has.</summary>
    public int Replicas(MonitoringPart part) => Of(part).Replicas;

    /// <summary>A part's volume as Kubernetes writes it.</summary>
    public string Storage(MonitoringPart part) => string.Create(CultureInfo.InvariantCulture, $"{Of(part).StorageGiB}Gi");

    /// <summary>What a part's containers ask for. Memory is given and no more of it: what grows without bound must not take its neighbours along.</summary>
    public ImmutableDictionary<string, object> Resources(MonitoringPart part)
    {
        var (_, _, cpu, mebibytes) = Of(part);
        var memory = string.Create(CultureInfo.InvariantCulture, $"{mebibytes}Mi");
        return PodResources.Of(cpu, memory, memory);
    }

    /// <summary>How much of a part's memory a cache takes that is a quarter of it, in MiB.</summary>
    public string Cache(MonitoringPart part) => string.Create(CultureInfo.InvariantCulture, $"{Of(part).MemoryMiB / 4}MB");

    /// <summary>The biggest thing that goes into that cache, a thirty-second of it.</summary>
    public string CacheItem(MonitoringPart part) => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Of(part).MemoryMiB / 128)}MB");

    /// <summary>A part's size where nothing is said. Replicas are those of a hub that goes on while a node is lost.</summary>
    public static (int Replicas, int StorageGiB, string Cpu, int MemoryMiB) Default(MonitoringPart part) => part switch
    {
        MonitoringPart.Prometheus => (2, 50, "500m", 4096),
        MonitoringPart.Alertmanager => (3, 5, "50m", 256),
        // One: its state is dashboards, which are configuration, and a small file on a volume.
        MonitoringPart.Grafana => (1, 5, "100m", 512),
        // A million series: two hundred sites of 5,000, each of them on all three.
        MonitoringPart.Receive => (3, 100, "500m", 8192),
        MonitoringPart.Query => (2, 0, "500m", 2048),
        MonitoringPart.QueryFrontend => (2, 0, "100m", 1024),
        MonitoringPart.RulerQuery => (2, 0, "250m", 1024),
        MonitoringPart.LiveQuery => (2, 0, "250m", 1024),
        MonitoringPart.StoreGateway => (2, 20, "250m", 2048),
        // As much as the biggest block and what it is made of.
        MonitoringPart.Compactor => (1, 100, "500m", 4096),
        MonitoringPart.Ruler => (2, 10, "100m", 512),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "no part of a hub"),
    };
}
