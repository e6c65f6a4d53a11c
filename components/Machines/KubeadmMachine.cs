using System.Collections.Immutable;
using Infra.Components.Clusters;

namespace Infra.Components.Machines;

/// <summary>A machine of a cluster that kubeadm makes.</summary>
public sealed record KubeadmMachine
{
    /// <summary>The node's name, and how messages call the machine.</summary>
    public required string Name { get; init; }

    /// <summary>The IP address under which the other machines reach it; the kubelet says it is the node's.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it runs the API server and a member of etcd.</summary>
    public bool IsControlPlane { get; init; }

    /// <summary>The zone: the node's label <c>topology.kubernetes.io/zone</c>.</summary>
    /// <value>Null: none.</value>
    public string? Zone { get; init; }

    /// <summary>The region: the node's label <c>topology.kubernetes.io/region</c>, by which traffic stays in a region where it can.</summary>
    /// <value>Null: none. A label of that name among <see cref="Labels"/> says more of this machine, and counts.</value>
    public string? Region { get; init; }

    /// <summary>The node's labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The node's taints.</summary>
    public ImmutableArray<NodeTaint> Taints { get; init; } = [];

    /// <summary>Whether the machine is gone for good, so that it is removed without asking it: nothing is drained, and its member of etcd is removed on its behalf.</summary>
    /// <remarks>
    /// The scripts that run on the machine itself then do nothing in either direction, so that they may be given to any other one.
    /// </remarks>
    public bool IsLost { get; init; }
}
