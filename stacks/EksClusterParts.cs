using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Stacks.Specification;

namespace Infra.Stacks;

/// <summary>What a specification makes of a cluster of EKS.</summary>
internal static class EksClusterParts
{
    /// <summary>The tag that names the stack.</summary>
    private const string StackKey = "infra.internal/stack";

    /// <summary>What the cluster's component needs to know.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="stack">The stack that it belongs to.</param>
    public static EksClusterArgs Args(EksClusterSpec cluster, string stack) => new()
    {
        Version = cluster.Version.Line,
        AwsRegion = cluster.AwsRegion,
        Role = cluster.Role,
        Vpc = Vpc(cluster.Vpc),
        HasPublicEndpoint = cluster.PublicEndpoint,
        PublicAccessFrom = [.. cluster.PublicAccessFrom.Select(range => range.ToString())],
        AdministratorRoles = cluster.AdministratorRoles,
        ServiceCidr = cluster.Network.ServiceCidr.ToString(),
        Pools = cluster.Pools.ToImmutableSortedDictionary(pool => pool.Key, pool => Pool(pool.Value), StringComparer.Ordinal),
        AllowsPodRoles = cluster.PodIdentity,
        Tags = ImmutableSortedDictionary<string, string>.Empty.Add(StackKey, stack),
        Region = cluster.Region,
        Provider = cluster.Provider,
        Zones = cluster.Zones,
        Labels = cluster.Labels,
    };

    private static AwsVpc Vpc(VpcSpec vpc) => vpc.Id is { } id
        ? new AwsVpc.Existing(id)
        : new AwsVpc.Created
        {
            Cidr = vpc.Cidr?.Network ?? AwsNetworkPlan.DefaultVpc,
            Zones = vpc.Zones,
            HasGatewayPerZone = vpc.NatGateways == NatGateways.PerZone,
        };

    private static NodePool Pool(NodePoolSpec pool) => new()
    {
        Count = pool switch
        {
            { Autoscaling: { } bounds } => new NodeCount(bounds.Minimum, bounds.Maximum),
            { Replicas: { } replicas } => NodeCount.Exactly(replicas),
            _ => throw new ArgumentException("a pool has no number of nodes", nameof(pool)),
        },
        InstanceType = pool.InstanceType,
        IsSpot = pool.Spot,
        Version = pool.Version?.Line,
        RootVolume = Volume(pool.RootVolume),
        Volumes = [.. pool.Volumes.Select(Volume)],
        Labels = pool.Labels,
        Taints = [.. pool.Taints.Select(NodeParts.Taint)],
        MaximumSurge = pool.Rollout.MaximumSurge,
        MaximumUnavailable = pool.Rollout.MaximumUnavailable,
    };

    private static NodeVolume Volume(VolumeSpec volume) => new(volume.SizeGiB, volume.Type switch
    {
        VolumeType.Gp3 => "gp3",
        VolumeType.Gp2 => "gp2",
        VolumeType.Io1 => "io1",
        VolumeType.Io2 => "io2",
        VolumeType.St1 => "st1",
        _ => throw new ArgumentOutOfRangeException(nameof(volume), volume.Type, "no type of a disk"),
    });
}
