using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>In which order a caller's proxy asks clusters, as Istio is told it (<c>localityLbSetting</c> of a DestinationRule).</summary>
/// <remarks>
/// Istio compares labels of endpoints, the first label first; an endpoint comes the earlier, the more of them fit. An endpoint behind the gateway of another network has labels of
/// its network and its cluster, but none of its region (pilot, <c>EndpointsByNetworkFilter</c>): regions can be told by label only where a network is shared. Its place is known all
/// the same, and Istio orders by place where no labels are given, or after them. Where it does, the caller's zone comes before the rest of its region, and of its cluster.
/// </remarks>
internal sealed record LocalityPriorities
{
    private const string RegionLabel = "topology.kubernetes.io/region";

    // Istio orders by place after labels only where some failover between regions is said. No cluster is in this region, so it says nothing else.
    private const string NoRegion = "no-region";

    /// <summary>Whether nobody comes first: all share.</summary>
    private bool IsOff { get; init; }

    /// <summary>The labels by which endpoints come first, with the value that they must have where it is not the caller's.</summary>
    private ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Whether those of one rank are ordered by their place too: the caller's zone, its region, all others.</summary>
    private bool ThenByPlace { get; init; }

    /// <summary>What cannot be told to Istio, as part of a sentence.</summary>
    /// <value>Null: it says all that is meant.</value>
    public string? Lost { get; private init; }

    /// <summary>The order that is meant for a service.</summary>
    public static LocalityPriorities Of(MeshPlan mesh, MeshService service) => service.Failover switch
    {
        Failover.ActiveActive { PrefersOwnCluster: true } => OwnFirst(mesh),
        Failover.SameRegion => RegionsAreOfOneNetwork(mesh) ? By(RegionLabel) : new LocalityPriorities(),
        Failover.PrimaryStandby { Region: null, Cluster: { } cluster } => To(cluster),
        Failover.PrimaryStandby { Region: { } region } primary => RegionFirst(mesh, service, region, primary.Cluster),
        _ => new LocalityPriorities { IsOff = true },
    };

    /// <summary>One cluster first, then all others.</summary>
    public static LocalityPriorities To(string cluster) => By($"{MeshNames.ClusterLabel}={cluster}");

    /// <summary>The setting.</summary>
    public ImmutableDictionary<string, object> Setting() => Fields.Of(
        ("enabled", !IsOff),
        ("failoverPriority", Fields.ListOrNone(Labels)),
        ("failover", ThenByPlace ? Fields.List(new[] { Fields.Of(("from", NoRegion), ("to", "any")) }) : null));

    private static LocalityPriorities By(params ReadOnlySpan<string> labels) => new() { Labels = [.. labels] };

    private static LocalityPriorities OwnFirst(MeshPlan mesh)
    {
        if (!TrafficPlan.HasSharedRegion(mesh))
            return By(MeshNames.ClusterLabel);
        return RegionsAreOfOneNetwork(mesh) ? By(RegionLabel, MeshNames.ClusterLabel) : By(MeshNames.ClusterLabel) with { ThenByPlace = true };
    }

    private static LocalityPriorities RegionFirst(MeshPlan mesh, MeshService service, string region, string? cluster)
    {
        var running = new TrafficTiers(mesh, service).Running;
        var primaries = running.Where(member => member.Region == region).ToImmutableArray();
        var first = cluster is null ? [] : new[] { $"{MeshNames.ClusterLabel}={cluster}" };
        if (primaries is [var only] && (cluster ?? only.Cluster) == only.Cluster)
            return To(only.Cluster);
        if (primaries.Length == running.Length)
            return cluster is null ? new LocalityPriorities { IsOff = true } : To(cluster);
        if (mesh.Members.Select(member => member.Network).Distinct(StringComparer.Ordinal).Count() == 1)
            return By([$"{RegionLabel}={region}", .. first]);
        if (primaries is [{ Network: var network }, ..] && running.All(member => member.Network == network == (member.Region == region)))
            return By([$"{MeshNames.NetworkLabel}={network}", .. first]);
        return (cluster ?? primaries.FirstOrDefault()?.Cluster) is { } nearest
            ? To(nearest) with { Lost = $"the clusters of {region} that run it are not exactly those of one network, by which callers elsewhere could tell them from others; name one cluster" }
            : new LocalityPriorities { IsOff = true };
    }

    // Where nobody knows a region there is no label, as there is none behind a gateway; the two would be taken for the same.
    private static bool RegionsAreOfOneNetwork(MeshPlan mesh) =>
        mesh.Members.All(member => member.Region is not null) && mesh.Members.GroupBy(member => member.Region).All(region => region.DistinctBy(member => member.Network).Count() == 1);
}
