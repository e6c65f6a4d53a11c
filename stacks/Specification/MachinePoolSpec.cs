using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A keeper-away of pods that do not tolerate it.</summary>
public sealed record TaintSpec
{
    /// <summary>The taint's key.</summary>
    [Form(Form.LabelKey)]
    public required string Key { get; init; }

    /// <summary>The taint's value.</summary>
    [Form(Form.LabelValue)]
    public string? Value { get; init; }

    /// <summary>What becomes of pods that do not tolerate it.</summary>
    public required TaintEffect Effect { get; init; }
}

/// <summary>What becomes of pods that do not tolerate a taint.</summary>
public enum TaintEffect
{
    /// <summary>They are not put on the node.</summary>
    [Word("NoSchedule")]
    NoSchedule,

    /// <summary>They are put on the node only where there is no other.</summary>
    [Word("PreferNoSchedule")]
    PreferNoSchedule,

    /// <summary>They are not put on the node, and those that are there leave.</summary>
    [Word("NoExecute")]
    NoExecute,
}

/// <summary>A disk.</summary>
public sealed record VolumeSpec
{
    /// <summary>The size in GiB.</summary>
    [Range(8, 16_384)]
    public required int SizeGiB { get; init; }

    /// <summary>The type of EBS volumes.</summary>
    public VolumeType Type { get; init; } = VolumeType.Gp3;
}

/// <summary>The types of EBS volumes.</summary>
public enum VolumeType
{
    /// <summary>General purpose, third generation.</summary>
    Gp3,

    /// <summary>General purpose, second generation.</summary>
    Gp2,

    /// <summary>Provisioned throughput.</summary>
    Io1,

    /// <summary>Provisioned throughput, second generation.</summary>
    Io2,

    /// <summary>Magnetic, for large sequential reads and writes.</summary>
    St1,
}

/// <summary>A group of EC2 instances that are alike: as many as are said, or as many as are needed between bounds.</summary>
public sealed record NodePoolSpec
{
    /// <summary>How many there are, where nothing scales them.</summary>
    [Range(0, 1000)]
    public int? Replicas { get; init; }

    /// <summary>Between how many and how many there are, as the autoscaler finds.</summary>
    public AutoscalingSpec? Autoscaling { get; init; }

    /// <summary>The type of the instances.</summary>
    [Form(Form.InstanceType), Example("m7i.xlarge")]
    public required string InstanceType { get; init; }

    /// <summary>Whether they may be taken away at any time, for a lower price.</summary>
    public bool Spot { get; init; }

    /// <summary>The version of Kubernetes; the control plane's if not said. Older by at most three minors while an upgrade goes on, never newer.</summary>
    public KubernetesVersion? Version { get; init; }

    /// <summary>The disk of the system.</summary>
    public VolumeSpec RootVolume { get; init; } = new() { SizeGiB = 50 };

    /// <summary>More disks.</summary>
    public ImmutableArray<VolumeSpec> Volumes { get; init; } = [];

    /// <summary>The nodes' labels.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The nodes' taints.</summary>
    public ImmutableArray<TaintSpec> Taints { get; init; } = [];

    /// <summary>How nodes are replaced when something about them changes.</summary>
    public RolloutSpec Rollout { get; init; } = new();
}

/// <summary>Bounds of automatic scaling.</summary>
public sealed record AutoscalingSpec
{
    /// <summary>The fewest nodes.</summary>
    [Range(0, 1000)]
    public required int Minimum { get; init; }

    /// <summary>The most nodes.</summary>
    [Range(1, 1000)]
    public required int Maximum { get; init; }
}

/// <summary>How nodes are replaced.</summary>
public sealed record RolloutSpec
{
    /// <summary>How many nodes more than usual there may be meanwhile; in a cluster of kind <c>aws</c>, in each zone.</summary>
    [Range(0, 100)]
    public int MaximumSurge { get; init; } = 1;

    /// <summary>How many nodes fewer than usual there may be meanwhile; in a cluster of kind <c>aws</c>, in each zone.</summary>
    [Range(0, 100)]
    public int MaximumUnavailable { get; init; }
}
