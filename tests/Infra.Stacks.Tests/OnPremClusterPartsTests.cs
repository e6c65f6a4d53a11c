using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Components.Machines;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Pulumi;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>That everything a specification says of a cluster of machines reaches its component.</summary>
public sealed class OnPremClusterPartsTests
{
    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    private const string Cluster = $$"""
        infra:mirrors: { registries: { quay.io: registry.example.com/quay } }
        infra:clusters:
          on-prem:
            kind: onprem
            version: 1.35.2
            region: shanghai
            provider: datacenter
            zones: [hall-1]
            labels: { tier: prod }
            certificateGeneration: 3
            upgradeBatch: 4
            workloadsOnControlPlanes: true
            snapshots: { schedule: daily, keep: 5 }
            software: { kubernetesPackages: 'https://packages.example.com/kubernetes' }
            network: { podCidr: 10.245.0.0/16, serviceCidr: 10.97.0.0/16, cni: cilium }
            api: { address: 10.20.0.10, port: 8443, interface: eth1, certificateNames: [api.example.com], mode: bgp, bgp: { localAs: 64512, peers: [{ address: 10.20.0.1, as: 64513, multihop: true }] } }
            ssh: { user: platform, port: 2222 }
            machines:
              c1: { address: 10.20.0.11, role: controlPlane, hostKey: {{Key}} }
              w1: { address: 10.20.0.21, user: admin, port: 22, zone: hall-1, labels: { disk: nvme }, taints: [{ key: gpu, value: a, effect: NoSchedule }], lost: true, hostKey: {{Key}} }
        """;

    [Fact]
    public void What_the_machines_have_in_common_is_as_it_is_specified()
    {
        var args = Args(Cluster);

        Assert.Equal(
            (4, "shanghai", "datacenter", "hall-1", "prod"),
            (args.UpgradeBatch, args.Region, args.Provider, Assert.Single(args.Zones), args.Labels["tier"]));
        var cluster = args.Cluster;
        Assert.Equal(
            ("on-prem", "1.35.2", "10.245.0.0/16", "10.97.0.0/16", 3, true),
            (cluster.Name, cluster.Version, cluster.PodCidr, cluster.ServiceCidr, cluster.CertificateGeneration, cluster.WorkloadsOnControlPlanes));
        Assert.Equal(new EtcdSnapshots("daily", 5), cluster.Snapshots);
        Assert.Equal("registry.example.com/quay", cluster.Mirrors.Registries["quay.io"]);
        Assert.Equal(new MachineSoftware.Packages("https://packages.example.com/kubernetes", new MachineSoftware.Packages().Containerd), cluster.Software);
    }

    [Fact]
    public void The_address_of_the_API_is_as_it_is_specified()
    {
        var api = Args(Cluster).Cluster.Api;

        Assert.Equal(("10.20.0.10:8443", "eth1", "api.example.com"), (api.Endpoint, api.Interface, Assert.Single(api.CertificateNames)));
        var bgp = Assert.IsType<AddressAnnouncement.Bgp>(api.Announcement);
        Assert.Equal((64512L, new BgpPeer("10.20.0.1", 64513, IsMultihop: true)), (bgp.LocalAs, Assert.Single(bgp.Peers)));
    }

    [Fact]
    public void A_machine_is_reached_as_it_says_or_else_as_its_cluster_does()
    {
        var machines = Args(Cluster).Machines;

        Assert.Equal(new MachineConnection { Host = "10.20.0.11", Port = 2222, User = "platform", HostKey = Key }, machines["c1"].Connection);
        Assert.Equal(new MachineConnection { Host = "10.20.0.21", Port = 22, User = "admin", HostKey = Key }, machines["w1"].Connection);
    }

    [Fact]
    public void A_machine_is_as_it_is_specified()
    {
        var machines = Args(Cluster).Machines;

        Assert.Equal((true, false, null), (machines["c1"].Machine.IsControlPlane, machines["c1"].Machine.IsLost, machines["c1"].Machine.Zone));
        var worker = machines["w1"].Machine;
        Assert.Equal(("w1", "10.20.0.21", false, true, "hall-1", "nvme"), (worker.Name, worker.Address, worker.IsControlPlane, worker.IsLost, worker.Zone, worker.Labels["disk"]));
        Assert.Equal(new NodeTaint("gpu", "a", NodeTaintEffect.NoSchedule), Assert.Single(worker.Taints));
    }

    [Theory]
    [InlineData("cilium", "cilium")]
    [InlineData("calico", "calico-definitions calico")]
    public void Pods_are_connected_by_the_plug_in_that_is_asked_for(string cni, string releases) =>
        Assert.Equal(releases, string.Join(' ', Args(Cluster.Replace("cni: cilium", $"cni: {cni}", StringComparison.Ordinal)).Network.Select(chart => chart.Release)));

    [Fact]
    public void A_bundle_of_this_machine_is_copied_to_where_the_others_look_for_it()
    {
        var args = Args(Cluster.Replace("kubernetesPackages: 'https://packages.example.com/kubernetes'", $"bundle: {{ file: b.tar.gz, sha256: {new string('a', 64)} }}", StringComparison.Ordinal));

        Assert.Equal("b.tar.gz", args.Bundle!.File);
        Assert.Equal(new MachineSoftware.Bundle(args.Bundle.RemotePath, new string('a', 64)), args.Cluster.Software);
    }

    [Fact]
    public void A_bundle_of_the_network_is_fetched_by_the_machines()
    {
        var args = Args(Cluster.Replace(
            "kubernetesPackages: 'https://packages.example.com/kubernetes'", $"bundle: {{ url: 'https://files.example.com/b.tar.gz', sha256: {new string('a', 64)} }}", StringComparison.Ordinal));

        Assert.Null(args.Bundle);
        Assert.Equal(new MachineSoftware.Bundle("https://files.example.com/b.tar.gz", new string('a', 64)), args.Cluster.Software);
    }

    [Fact]
    public void What_stands_is_remembered_from_one_change_to_the_next()
    {
        var (c1, c2, c3) = (Machine("c1"), Machine("c2"), Machine("c3"));
        var founded = After([c1], null);
        var grown = After([Machine("a1"), c1, c2], founded);
        var lost = After([c1 with { Spec = c1.Spec with { Lost = true } }, c2, c3], grown);
        var forgotten = After([c2, c3], lost);
        var again = After([c1, c2, c3], forgotten);

        Assert.Equal(("c1", "c1"), (founded.Steward, founded.Founder));
        Assert.Equal(("c1", "c1"), (grown.Steward, grown.Founder));
        Assert.Equal(("c2", "c1"), (lost.Steward, lost.Founder));
        Assert.Equal(("c2", null), (forgotten.Steward, forgotten.Founder));
        // It comes back as any other machine does.
        Assert.Equal(("c2", null), (again.Steward, again.Founder));
        Assert.Equal(["c1", "c2", "c3"], again.ControlPlanes);
    }

    // As the stack's own output would say it in the next run.
    private static DeployedCluster After(ImmutableArray<(string Name, MachineSpec Spec)> machines, DeployedCluster? before)
    {
        var cluster = new OnPremClusterSpec
        {
            Version = KubernetesVersion.Parse("1.35.2"),
            Api = new ApiAddressSpec { Address = Address("10.20.0.10") },
            Machines = machines.ToImmutableSortedDictionary(machine => machine.Name, machine => machine.Spec, StringComparer.Ordinal),
        };
        return DeployedCluster.FromOutput(DeployedCluster.Of(cluster, isProtected: false, before).ToOutput());
    }

    private static (string Name, MachineSpec Spec) Machine(string name) =>
        (name, new MachineSpec { Address = Address("10.20.0.11"), HostKey = Key, Role = MachineRole.ControlPlane });

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out var address, out var problem) ? address : throw new FormatException(problem);

    private static OnPremClusterArgs Args(string configuration)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.case.yaml", $"config:\n  infra:karmada: {{ existing: {{ kubeconfig: {{ path: k }} }} }}\n{string.Concat(configuration.Split('\n').Select(line => $"  {line}\n"))}");
        var reading = new SpecificationLoader(project.Files) { RequireBuildable = true }.FromFiles("case");
        Assert.Empty(reading.Findings.Select(finding => finding.ToString()));
        return OnPremClusterParts.Args("on-prem", (OnPremClusterSpec)reading.Platform!.Clusters["on-prem"], reading.Platform, null, _ => Output.Create(""));
    }
}
