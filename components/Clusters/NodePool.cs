using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>Machines of a cloud that are alike, all of them workers.</summary>
public sealed record NodePool
{
    /// <summary>How many there are.</summary>
    public required NodeCount Count { get; init; }

    /// <summary>Their type, for example <c>m7i.xlarge</c>.</summary>
    public required string InstanceType { get; init; }

    /// <summary>Whether they may be taken away at any time, for a lower price.</summary>
    public bool IsSpot { get; init; }

    /// <summary>The version of Kubernetes that they run, as the control plane's is said: <c>1.35</c> where EKS chooses the patch, else <c>1.35.2</c>.</summary>
    /// <value>Null: the control plane's.</value>
    public string? Version { get; init; }

    /// <summary>The disk of the system.</summary>
    public NodeVolume RootVolume { get; init; } = new(50);

    /// <summary>More disks.</summary>
    public ImmutableArray<NodeVolume> Volumes { get; init; } = [];

    /// <summary>The nodes' labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The nodes' taints.</summary>
    public ImmutableArray<NodeTaint> Taints { get; init; } = [];

    /// <summary>How many nodes more than usual there may be while they are replaced; where each zone has a group of its own, in each.</summary>
    /// <value>1.</value>
    public int MaximumSurge { get; init; } = 1;

    /// <summary>How many nodes fewer than usual there may be while they are replaced; where each zone has a group of its own, in each.</summary>
    /// <value>0.</value>
    public int MaximumUnavailable { get; init; }
}

/// <summary>How many machines there are: as many as are said, or as an autoscaler finds between bounds.</summary>
/// <param name="Minimum">The fewest.</param>
/// <param name="Maximum">The most.</param>
public sealed record NodeCount(int Minimum, int Maximum)
{
    /// <summary>Whether it is always the same number.</summary>
    public bool IsFixed => Minimum == Maximum;

    /// <summary>Always the same number.</summary>
    public static NodeCount Exactly(int count) => new(count, count);
}

/// <summary>A disk.</summary>
/// <param name="SizeGiB">Its size in GiB.</param>
/// <param name="Type">Its type, in the cloud's own words.</param>
public sealed record NodeVolume(int SizeGiB, string Type = "gp3");

/// <summary>A keeper-away of pods that do not tolerate it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; null when it has none.</param>
/// <param name="Effect">What it does.</param>
public sealed record NodeTaint(string Key, string? Value, NodeTaintEffect Effect);

/// <summary>What becomes of pods that do not tolerate a taint.</summary>
public enum NodeTaintEffect
{
    /// <summary>They are not put on the node.</summary>
    NoSchedule,

    /// <summary>They are put on the node only where there is no other.</summary>
    PreferNoSchedule,

    /// <summary>They are not put on the node, and those that are there leave.</summary>
    NoExecute,
}
