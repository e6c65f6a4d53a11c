using System.Collections.Immutable;
using Infra.Components.Machines;

namespace Infra.Components.Clusters;

/// <summary>What <see cref="OnPremCluster"/> needs to know.</summary>
public sealed record OnPremClusterArgs : MemberClusterArgs
{
    /// <summary>What the machines have in common: version, address of the API, ranges of addresses, software.</summary>
    public required KubeadmCluster Cluster { get; init; }

    /// <summary>The machines by name; 1, 3 or 5 of them are control planes.</summary>
    public required ImmutableSortedDictionary<string, OnPremMachineArgs> Machines { get; init; }

    /// <summary>The control planes that stand already.</summary>
    /// <value>Null: the cluster is new, and its first control plane by name founds it.</value>
    public StandingControlPlanes? Standing { get; init; }

    /// <summary>How many workers are upgraded at the same time.</summary>
    /// <value>1.</value>
    public int UpgradeBatch { get; init; } = 1;

    /// <summary>What connects pods: charts in the order in which they are installed; see <see cref="NetworkPlugin"/>.</summary>
    public required ImmutableArray<ClusterChart> Network { get; init; }

    /// <summary>An archive of software on the machine that runs the program, which is copied to each machine.</summary>
    /// <value>Null: the machines fetch what they need.</value>
    public MachineBundle? Bundle { get; init; }
}

/// <summary>A machine of a cluster, and the way to it.</summary>
/// <param name="Machine">The machine.</param>
/// <param name="Connection">How it is reached.</param>
public sealed record OnPremMachineArgs(KubeadmMachine Machine, MachineConnection Connection);

/// <summary>The control planes of a cluster that stands.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Steward">The one that was asked for everything which concerns the whole cluster.</param>
/// <param name="Founder">The one that made the cluster and was never admitted to it; null where it left.</param>
public sealed record StandingControlPlanes(ImmutableArray<string> Names, string? Steward, string? Founder);

/// <summary>An archive that is copied to machines.</summary>
/// <param name="File">The file on the machine that runs the program.</param>
/// <param name="RemotePath">Where it is put on each machine.</param>
public sealed record MachineBundle(string File, string RemotePath);
