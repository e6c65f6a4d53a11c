using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Stacks.Specification;

namespace Infra.Stacks;

/// <summary>What a specification makes of what clusters on AWS have in common, whoever runs their control plane.</summary>
internal static class AwsParts
{
    // The tag that names the stack.
    private const string StackKey = "infra.internal/stack";

    /// <summary>The tags of everything.</summary>
    public static ImmutableSortedDictionary<string, string> Tags(string stack) => ImmutableSortedDictionary<string, string>.Empty.Add(StackKey, stack);

    /// <summary>The VPC of a cluster.</summary>
    public static AwsVpc Vpc(VpcSpec vpc) => vpc.Id is { } id
        ? new AwsVpc.Existing(id)
        : new AwsVpc.Created
        {
            Cidr = vpc.Cidr?.Network ?? AwsNetworkPlan.DefaultVpc,
            Zones = vpc.Zones,
            HasGatewayPerZone = vpc.NatGateways == NatGateways.PerZone,
        };

    /// <summary>Machines that are alike.</summary>
    /// <param name="pool">What they are.</param>
    /// <param name="text">How the kind of cluster says a version of Kubernetes.</param>
    public static NodePool Pool(NodePoolSpec pool, Func<KubernetesVersion, string> text) => new()
    {
        Count = pool switch
        {
            { Autoscaling: { } bounds } => new NodeCount(bounds.Minimum, bounds.Maximum),
            { Replicas: { } replicas } => NodeCount.Exactly(replicas),
            _ => throw new ArgumentException("a pool has no number of nodes", nameof(pool)),
        },
        InstanceType = pool.InstanceType,
        IsSpot = pool.Spot,
        Version = pool.Version is { } version ? text(version) : null,
        RootVolume = Volume(pool.RootVolume),
        Volumes = [.. pool.Volumes.Select(Volume)],
        Labels = pool.Labels,
        Taints = [.. pool.Taints.Select(NodeParts.Taint)],
        MaximumSurge = pool.Rollout.MaximumSurge,
        MaximumUnavailable = pool.Rollout.MaximumUnavailable,
    };

    /// <summary>A disk.</summary>
    public static NodeVolume Volume(VolumeSpec volume) => new(volume.SizeGiB, volume.Type switch
    {
        VolumeType.Gp3 => "gp3",
        VolumeType.Gp2 => "gp2",
        VolumeType.Io1 => "io1",
        VolumeType.Io2 => "io2",
        VolumeType.St1 => "st1",
        _ => throw new ArgumentOutOfRangeException(nameof(volume), volume.Type, "no type of a disk"),
    });
}
