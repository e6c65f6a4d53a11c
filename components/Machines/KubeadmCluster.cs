using System.Collections.Immutable;

namespace Infra.Components.Machines;

/// <summary>What the machines of one cluster have in common: a cluster that kubeadm makes of machines which are there already.</summary>
public sealed record KubeadmCluster
{
    /// <summary>The cluster's name.</summary>
    public required string Name { get; init; }

    /// <summary>The version of Kubernetes, without a <c>v</c>: <c>1.35.2</c>.</summary>
    public string Version { get; init; } = Versions.KubernetesOnMachines;

    /// <summary>Where the cluster's API answers, whichever control plane serves it.</summary>
    public required ApiAddress Api { get; init; }

    /// <summary>The addresses of pods.</summary>
    /// <value><c>10.244.0.0/16</c>.</value>
    public string PodCidr { get; init; } = "10.244.0.0/16";

    /// <summary>The addresses of services.</summary>
    /// <value><c>10.96.0.0/12</c>, which is kubeadm's own default.</value>
    public string ServiceCidr { get; init; } = "10.96.0.0/12";

    /// <summary>Raised by one, this renews all certificates that kubeadm made.</summary>
    /// <value>1.</value>
    public int CertificateGeneration { get; init; } = 1;

    /// <summary>Where containerd and Kubernetes come from.</summary>
    public MachineSoftware Software { get; init; } = new MachineSoftware.Packages();

    /// <summary>When each control plane saves the content of etcd, and how many of these files it keeps.</summary>
    public EtcdSnapshots Snapshots { get; init; } = new();

    /// <summary>Where images come from instead of their public registries: containerd asks there for them under their own names.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Whether ordinary pods may run on control planes.</summary>
    public bool WorkloadsOnControlPlanes { get; init; }

    /// <summary>Names that every machine has to be able to look up before anything is changed.</summary>
    /// <value>None, beyond those of the package mirror and the registries.</value>
    public ImmutableArray<string> NamesToResolve { get; init; } = [];
}

/// <summary>The address under which a cluster's API answers, and how kube-vip moves it among the control planes.</summary>
public sealed record ApiAddress
{
    /// <summary>An IP address that no machine has for itself.</summary>
    public required string Address { get; init; }

    /// <summary>The port of the API, here and on each control plane.</summary>
    /// <value>6443.</value>
    public int Port { get; init; } = 6443;

    /// <summary>How the network learns where the address is.</summary>
    public AddressAnnouncement Announcement { get; init; } = new AddressAnnouncement.Arp();

    /// <summary>The network interface that gets the address; with BGP, the one whose address says who a control plane is to its routers.</summary>
    /// <value>Null: the one that has the machine's own address.</value>
    public string? Interface { get; init; }

    /// <summary>Further names and addresses under which the API may be asked; its certificate carries them.</summary>
    public ImmutableArray<string> CertificateNames { get; init; } = [];

    /// <summary>Address and port in one text, an IPv6 address in brackets.</summary>
    public string Endpoint => Address.Contains(':', StringComparison.Ordinal) ? $"[{Address}]:{Port}" : $"{Address}:{Port}";
}

/// <summary>How the network learns which control plane has the address of the API.</summary>
public abstract record AddressAnnouncement
{
    private AddressAnnouncement()
    {
    }

    /// <summary>By ARP (NDP for IPv6): one elected control plane has the address; all are in one layer-2 network.</summary>
    public sealed record Arp : AddressAnnouncement;

    /// <summary>By BGP: every control plane announces a route to itself, and routers share the load among them.</summary>
    /// <param name="LocalAs">The autonomous system of the control planes.</param>
    /// <param name="Peers">The routers that are told.</param>
    public sealed record Bgp(long LocalAs, ImmutableArray<BgpPeer> Peers) : AddressAnnouncement;
}

/// <summary>A router that control planes announce the API's address to.</summary>
/// <param name="Address">Its address.</param>
/// <param name="As">Its autonomous system.</param>
/// <param name="IsMultihop">Whether it is more than one hop away.</param>
public sealed record BgpPeer(string Address, long As, bool IsMultihop = false);

/// <summary>Where containerd and Kubernetes come from.</summary>
public abstract record MachineSoftware
{
    private MachineSoftware()
    {
    }

    /// <summary>From package repositories.</summary>
    /// <param name="Kubernetes">The folder that holds one repository for each minor version: <c>v1.35/deb/</c>.</param>
    /// <param name="Containerd">The folder that holds one repository for each distribution: <c>debian</c>, <c>ubuntu</c>.</param>
    public sealed record Packages(string Kubernetes = "https://pkgs.k8s.io/core:/stable:", string Containerd = "https://download.docker.com/linux") : MachineSoftware;

    /// <summary>From one archive of packages and images, for machines that reach nothing else.</summary>
    /// <param name="Source">A path on every machine, or an <c>https://</c> address.</param>
    /// <param name="Sha256">The archive's SHA-256 in hexadecimal digits.</param>
    public sealed record Bundle(string Source, string Sha256) : MachineSoftware;
}

/// <summary>The regular saving of etcd's content on each control plane.</summary>
/// <param name="Schedule">When, as systemd writes it (systemd.time, "Calendar Events").</param>
/// <param name="Keep">How many are kept; the oldest go.</param>
public sealed record EtcdSnapshots(string Schedule = "*-*-* 00/6:00:00", int Keep = 12);
