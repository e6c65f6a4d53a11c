using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Clusters;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A cluster that the platform makes of machines that it reaches over SSH.</summary>
public sealed record OnPremClusterSpec : CreatedClusterSpec
{
    /// <summary>The address of the API.</summary>
    public required ApiAddressSpec Api { get; init; }

    /// <summary>The machines by name; 1, 3 or 5 of them are control planes.</summary>
    [KeyForm(Form.HostName)]
    public required ImmutableSortedDictionary<string, MachineSpec> Machines { get; init; }

    /// <summary>How the machines are reached, unless one says otherwise.</summary>
    public SshSpec Ssh { get; init; } = new();

    /// <summary>Where the machines get containerd and Kubernetes.</summary>
    public MachineSoftwareSpec Software { get; init; } = new();

    /// <summary>The regular saving of what the cluster knows, on each control plane.</summary>
    public SnapshotsSpec Snapshots { get; init; } = new();

    /// <summary>Whether applications may run on control planes. A cluster without workers needs it.</summary>
    public bool WorkloadsOnControlPlanes { get; init; }

    /// <summary>How many workers are upgraded at the same time.</summary>
    [Range(1, 100)]
    public int UpgradeBatch { get; init; } = 1;

    /// <summary>Which certificates the machines have: raise the number, and every one is issued anew, machine by machine.</summary>
    [Range(1, 1000)]
    public int CertificateGeneration { get; init; } = 1;

    /// <summary>The control plane that is asked for everything which concerns the whole cluster; null where every one is lost.</summary>
    internal string? StewardAfter(StandingControlPlanes? standing) => ControlPlanes(isLost: false) is { IsEmpty: false } alive && (standing is null || alive.Any(name => standing.Names.Contains(name)))
        ? OnPremClusterPlan.Steward(alive, standing)
        : null;

    /// <summary>The control plane that made the cluster; null where it left.</summary>
    internal string? FounderAfter(StandingControlPlanes? standing) => standing is null
        ? StewardAfter(standing)
        : ControlPlanes(isLost: null).FirstOrDefault(name => name == standing.Founder);

    private ImmutableArray<string> ControlPlanes(bool? isLost) =>
        [.. Machines.Where(machine => machine.Value.Role == MachineRole.ControlPlane && (isLost is null || machine.Value.Lost == isLost)).Select(machine => machine.Key)];
}

/// <summary>The address of a cluster's API, held by whichever control plane leads.</summary>
public sealed record ApiAddressSpec
{
    /// <summary>The virtual address, one of the machines' network that nobody else uses.</summary>
    [Fixed("make another cluster beside it: every certificate and kubeconfig carries the address"), Example("10.20.0.10")]
    public required IpAddress Address { get; init; }

    /// <summary>The port.</summary>
    [Range(1, 65_535), Fixed("make another cluster beside it: every kubeconfig carries the port")]
    public int Port { get; init; } = 6443;

    /// <summary>How the network learns who holds the address.</summary>
    public VirtualAddressMode Mode { get; init; } = VirtualAddressMode.Arp;

    /// <summary>The routers that are told; needed with mode <c>bgp</c>.</summary>
    public BgpSpec? Bgp { get; init; }

    /// <summary>The network interface that gets the address or, with bgp, from which routers are told; the one that has the machine's own address if not said.</summary>
    [Form(Form.InterfaceName)]
    public string? Interface { get; init; }

    /// <summary>More names and addresses that the API's certificate carries.</summary>
    [Form(Form.Host), Fixed("reach the API by a name that its certificate carries, or make another cluster beside it")]
    public ImmutableArray<string> CertificateNames { get; init; } = [];
}

/// <summary>How a network learns who holds a virtual address.</summary>
public enum VirtualAddressMode
{
    /// <summary>By ARP, within one network.</summary>
    Arp,

    /// <summary>By BGP, from routers.</summary>
    Bgp,
}

/// <summary>How machines are reached.</summary>
public sealed record SshSpec
{
    /// <summary>The user; it may use sudo.</summary>
    [Form(Form.UserName)]
    public string User { get; init; } = "root";

    /// <summary>The port.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 22;

    /// <summary>The private key, a secret. If not said, the keys of the SSH agent where the program runs (<c>SSH_AUTH_SOCK</c>), of which nothing is recorded.</summary>
    public SecretValue? Key { get; init; }
}

/// <summary>A machine.</summary>
public sealed record MachineSpec
{
    private const string AnotherMachine = "add it under another name, or take it out, bring the stack up, and add it again";

    /// <summary>The address at which it is reached, and by which other machines reach it.</summary>
    [Fixed(AnotherMachine), Example("10.20.0.11")]
    public required IpAddress Address { get; init; }

    /// <summary>The port of SSH; the cluster's if not said.</summary>
    [Range(1, 65_535)]
    public int? Port { get; init; }

    /// <summary>The user of SSH; the cluster's if not said.</summary>
    [Form(Form.UserName)]
    public string? User { get; init; }

    /// <summary>The private key of SSH; the cluster's if not said.</summary>
    public SecretValue? Key { get; init; }

    /// <summary>The machine's public host key, as <c>ssh-keyscan</c> prints it without the host. A machine that shows another is refused.</summary>
    [Form(Form.HostKey)]
    public required string HostKey { get; init; }

    /// <summary>What it does in the cluster.</summary>
    [Fixed(AnotherMachine)]
    public MachineRole Role { get; init; } = MachineRole.Worker;

    /// <summary>The failure zone that it is in.</summary>
    [Form(Form.LabelValue)]
    public string? Zone { get; init; }

    /// <summary>The node's labels.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The node's taints.</summary>
    public ImmutableArray<TaintSpec> Taints { get; init; } = [];

    /// <summary>Whether it is dead for good. Nothing is asked of it any more; once that was carried out, take it out, and the cluster forgets it without asking it.</summary>
    public bool Lost { get; init; }
}

/// <summary>What a machine does in its cluster.</summary>
public enum MachineRole
{
    /// <summary>It runs applications.</summary>
    Worker,

    /// <summary>It runs the control plane and etcd.</summary>
    ControlPlane,
}
