using System.Collections.Immutable;
using Pulumi;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace Infra.Components.Clusters;

/// <summary>A pool of workers of an EKS cluster: a launch template, and the node group that EKS manages by it.</summary>
/// <remarks>
/// What a machine is stands in the template, so that another type or disk rolls the group node by node and makes no new one. Names are AWS' to complete: where a group does
/// have to be replaced, the new one is there before the old one goes. Pools come and go while their cluster stays, so the protection of a cluster is not theirs.
/// </remarks>
internal sealed class EksNodePool : ComponentResource
{
    /// <summary>Ready when the nodes are.</summary>
    public Resource Ready { get; }

    public EksNodePool(string name, EksNodePoolArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:EksNodePool", name, ComponentResourceOptions.Merge(options, new ComponentResourceOptions { Protect = false }))
    {
        var pool = args.Pool;
        var aws = new CustomResourceOptions { Parent = this, Provider = args.Aws };
        var template = new LaunchTemplate(name, Template(name, args), aws);

        var inGroup = new CustomResourceOptions { DependsOn = { args.Needs.ToArray() } };
        // How many there are between bounds is the autoscaler's to say, and a plan must not take it back.
        if (!pool.Count.IsFixed)
            inGroup.IgnoreChanges.Add("scalingConfig.desiredSize");
        Ready = new NodeGroup(name, Group(name, args, template), CustomResourceOptions.Merge(aws, inGroup));
        RegisterOutputs(new Dictionary<string, object?> { ["instanceType"] = pool.InstanceType });
    }

    private static LaunchTemplateArgs Template(string name, EksNodePoolArgs args)
    {
        // Tags of a node group do not reach its machines and disks.
        var tags = args.Tags.Of(name);
        return new LaunchTemplateArgs
        {
            InstanceType = args.Pool.InstanceType,
            BlockDeviceMappings = EksNodePoolPlan.Disks(args.Pool).Select(Disk).ToArray(),
            MetadataOptions = new LaunchTemplateMetadataOptionsArgs
            {
                HttpEndpoint = "enabled",
                HttpTokens = "required",
                HttpPutResponseHopLimit = EksNodePoolPlan.MetadataHops(args.AllowsPodRoles),
            },
            TagSpecifications =
            {
                new LaunchTemplateTagSpecificationArgs { ResourceType = "instance", Tags = tags },
                new LaunchTemplateTagSpecificationArgs { ResourceType = "volume", Tags = tags },
            },
            Tags = tags,
        };
    }

    private static LaunchTemplateBlockDeviceMappingArgs Disk((string Device, NodeVolume Volume) disk)
    {
        var ebs = new LaunchTemplateBlockDeviceMappingEbsArgs
        {
            VolumeSize = disk.Volume.SizeGiB,
            VolumeType = disk.Volume.Type,
            Encrypted = "true",
            DeleteOnTermination = "true",
        };
        if (EksNodePoolPlan.Iops(disk.Volume) is { } iops)
            ebs.Iops = iops;
        return new LaunchTemplateBlockDeviceMappingArgs { DeviceName = disk.Device, Ebs = ebs };
    }

    private static NodeGroupArgs Group(string name, EksNodePoolArgs args, LaunchTemplate template)
    {
        var pool = args.Pool;
        var (atOnce, strategy) = EksNodePoolPlan.Update(pool);
        return new NodeGroupArgs
        {
            ClusterName = args.ClusterName,
            NodeRoleArn = args.RoleArn,
            SubnetIds = args.SubnetIds,
            Version = pool.Version ?? args.Version,
            AmiType = EksNodePoolPlan.ImageType(pool.InstanceType),
            CapacityType = pool.IsSpot ? "SPOT" : "ON_DEMAND",
            LaunchTemplate = new NodeGroupLaunchTemplateArgs { Id = template.Id, Version = template.LatestVersion.Apply(EksNodePoolPlan.TemplateVersion) },
            ScalingConfig = new NodeGroupScalingConfigArgs
            {
                MinSize = pool.Count.Minimum,
                // EKS knows no group that can have no node.
                MaxSize = Math.Max(1, pool.Count.Maximum),
                DesiredSize = EksNodePoolPlan.InitialSize(pool.Count),
            },
            UpdateConfig = new NodeGroupUpdateConfigArgs { MaxUnavailable = atOnce, UpdateStrategy = strategy },
            Labels = pool.Labels.ToImmutableDictionary(StringComparer.Ordinal),
            Taints = pool.Taints.Select(Taint).ToArray(),
            Tags = args.Tags.Of(name),
        };
    }

    private static NodeGroupTaintArgs Taint(NodeTaint taint)
    {
        var args = new NodeGroupTaintArgs { Key = taint.Key, Effect = EksNodePoolPlan.Effect(taint.Effect) };
        if (taint.Value is { } value)
            args.Value = value;
        return args;
    }
}

/// <summary>What <see cref="EksNodePool"/> needs to know.</summary>
internal sealed record EksNodePoolArgs
{
    /// <summary>The pool.</summary>
    public required NodePool Pool { get; init; }

    /// <summary>The cluster's name, known once the cluster is there.</summary>
    public required Output<string> ClusterName { get; init; }

    /// <summary>The control plane's version, for a pool that says none.</summary>
    public required string Version { get; init; }

    /// <summary>What the machines may do.</summary>
    public required Output<string> RoleArn { get; init; }

    /// <summary>Where they are.</summary>
    public required Output<ImmutableArray<string>> SubnetIds { get; init; }

    /// <summary>Whether pods can take roles of IAM.</summary>
    public required bool AllowsPodRoles { get; init; }

    /// <summary>What must be there for nodes to become ready.</summary>
    public required ImmutableArray<Resource> Needs { get; init; }

    /// <summary>Talks to AWS.</summary>
    public required Pulumi.Aws.Provider Aws { get; init; }

    /// <summary>The tags.</summary>
    public required AwsTags Tags { get; init; }
}
