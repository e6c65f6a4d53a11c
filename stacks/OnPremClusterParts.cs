using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Components.Machines;
using Infra.Stacks.Addons;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks;

/// <summary>What a specification makes of a cluster of machines.</summary>
internal static class OnPremClusterParts
{
    // Survives a restart, and whoever logs in may write there; what is in it is not believed before its SHA-256 was compared.
    private const string BundleFolder = "/var/tmp";

    /// <summary>What the cluster's component needs to know.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="platform">The platform: its mirrors and versions.</param>
    /// <param name="standing">The control planes that stand.</param>
    /// <param name="secret">Reveals a secret.</param>
    public static OnPremClusterArgs Args(string name, OnPremClusterSpec cluster, PlatformSpec platform, StandingControlPlanes? standing, Func<SecretValue, Output<string>> secret)
    {
        var bundle = cluster.Software.Bundle is { File: { } file } given ? new MachineBundle(file, $"{BundleFolder}/infra-{given.Sha256}.tar") : null;
        return new OnPremClusterArgs
        {
            Cluster = new KubeadmCluster
            {
                Name = name,
                Version = cluster.Version.ToString(),
                Api = Api(cluster.Api),
                PodCidr = cluster.Network.PodCidr.ToString(),
                ServiceCidr = cluster.Network.ServiceCidr.ToString(),
                CertificateGeneration = cluster.CertificateGeneration,
                Software = Software(cluster.Software, bundle),
                Snapshots = new EtcdSnapshots(cluster.Snapshots.Schedule, cluster.Snapshots.Keep),
                Mirrors = new ImageMirrors(platform.Mirrors.Registries),
                WorkloadsOnControlPlanes = cluster.WorkloadsOnControlPlanes,
            },
            Machines = cluster.Machines.ToImmutableSortedDictionary(machine => machine.Key, machine => Machine(machine.Key, machine.Value, cluster, secret), StringComparer.Ordinal),
            Standing = standing,
            UpgradeBatch = cluster.UpgradeBatch,
            Network = Network(name, cluster, platform),
            Bundle = bundle,
            Region = cluster.Region,
            Provider = cluster.Provider,
            Zones = cluster.Zones,
            Labels = cluster.Labels,
        };
    }

    private static ApiAddress Api(ApiAddressSpec api) => new()
    {
        Address = api.Address.ToString(),
        Port = api.Port,
        Announcement = api is { Mode: VirtualAddressMode.Bgp, Bgp: { } bgp }
            ? new AddressAnnouncement.Bgp(bgp.LocalAs, [.. bgp.Peers.Select(peer => new BgpPeer(peer.Address.ToString(), peer.As, peer.Multihop))])
            : new AddressAnnouncement.Arp(),
        Interface = api.Interface,
        CertificateNames = api.CertificateNames,
    };

    private static MachineSoftware Software(MachineSoftwareSpec software, MachineBundle? copied)
    {
        if (software.Bundle is { } bundle)
            return new MachineSoftware.Bundle(copied?.RemotePath ?? bundle.Url ?? throw new ArgumentException("a bundle is nowhere", nameof(software)), bundle.Sha256);
        var packages = new MachineSoftware.Packages();
        return new MachineSoftware.Packages(software.KubernetesPackages ?? packages.Kubernetes, software.ContainerdPackages ?? packages.Containerd);
    }

    private static OnPremMachineArgs Machine(string name, MachineSpec machine, OnPremClusterSpec cluster, Func<SecretValue, Output<string>> secret) => new(
        new KubeadmMachine
        {
            Name = name,
            Address = machine.Address.ToString(),
            IsControlPlane = machine.Role == MachineRole.ControlPlane,
            Zone = machine.Zone,
            Region = cluster.Region,
            Labels = machine.Labels,
            Taints = [.. machine.Taints.Select(NodeParts.Taint)],
            IsLost = machine.Lost,
        },
        new MachineConnection
        {
            Host = machine.Address.ToString(),
            Port = machine.Port ?? cluster.Ssh.Port,
            User = machine.User ?? cluster.Ssh.User,
            HostKey = machine.HostKey,
            PrivateKey = (machine.Key ?? cluster.Ssh.Key) is { } key ? secret(key) : null,
        });

    private static ImmutableArray<ClusterChart> Network(string name, OnPremClusterSpec cluster, PlatformSpec platform) => NetworkPlugin.Charts(new NetworkPluginArgs
    {
        Kind = NodeParts.NetworkPlugin(cluster.Network.Cni),
        PodCidr = cluster.Network.PodCidr.Network,
        IsHighlyAvailable = cluster.Machines.Count > 1,
        IsShared = MeshPlans.IsMember(platform, name),
        Charts = chart => PlatformCharts.Of(platform, chart),
        Mirrors = new ImageMirrors(platform.Mirrors.Registries),
    });
}
