using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>Every script in every shape that its values can give it.</summary>
internal static class ComposedScripts
{
    public static IEnumerable<MachineScript> All(KubeadmCluster cluster, KubeadmMachine controlPlane, KubeadmMachine worker) =>
        new[] { controlPlane, worker, worker with { IsLost = true } }.SelectMany(machine => Of(cluster, machine, [controlPlane, worker]));

    private static ImmutableArray<MachineScript> Of(KubeadmCluster cluster, KubeadmMachine machine, ImmutableArray<KubeadmMachine> machines) =>
    [
        KubeadmScripts.Check(cluster, machine, machines),
        KubeadmScripts.Admit(cluster, machine),
        KubeadmScripts.Join(cluster, machine, null),
        KubeadmScripts.Join(cluster, machine, "version 1\ntoken abcdef.0123456789abcdef\n"),
        KubeadmScripts.Drain(cluster, machine),
        KubeadmScripts.Maintain(cluster, machine, isFirst: true),
        KubeadmScripts.Ready(cluster, machine),
        KubeadmScripts.Kubeconfig(cluster),
    ];

    /// <summary>A text in which bash would find everything that it can take for a command.</summary>
    public const string Hostile = "x'; touch \"$SIM_WORLD/harm\"; $(touch $SIM_WORLD/harm) `touch $SIM_WORLD/harm` \"\\\n touch $SIM_WORLD/harm #&|<>*~!";

    /// <summary>A cluster and machines of which everything that a user may write is hostile.</summary>
    public static KubeadmCluster HostileCluster { get; } = new()
    {
        Name = Hostile,
        Version = "1.35.2" + Hostile,
        Api = new() { Address = "127.0.0.100" + Hostile, Interface = Hostile, CertificateNames = [Hostile], Announcement = new AddressAnnouncement.Bgp(65000, [new(Hostile, 65001)]) },
        PodCidr = Hostile,
        ServiceCidr = Hostile,
        Software = new MachineSoftware.Packages(Hostile, Hostile),
        Snapshots = new(Hostile, 3),
        NamesToResolve = [Hostile],
    };

    public static KubeadmMachine HostileMachine(bool isControlPlane) => new()
    {
        Name = Hostile + isControlPlane,
        Address = Hostile,
        IsControlPlane = isControlPlane,
        Zone = Hostile,
        Region = Hostile,
        Labels = ImmutableSortedDictionary<string, string>.Empty.Add(Hostile, Hostile),
        Taints = [new(Hostile, Hostile, NodeTaintEffect.NoSchedule)],
    };
}
