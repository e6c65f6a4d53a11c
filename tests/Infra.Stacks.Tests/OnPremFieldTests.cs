using System.Collections.Immutable;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Infra.Stacks.Tests.Reading;
using Pulumi;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>Every field of a cluster of machines: what becomes of a change of it once the cluster stands. What then changes on which machine is in the tests of the component.</summary>
public sealed class OnPremFieldTests
{
    /// <summary>It is refused, with what to do instead.</summary>
    private const string Refused = "refused";

    /// <summary>The component is told.</summary>
    private const string Told = "told";

    /// <summary>It says what others have to know: Karmada, checks, whoever makes the next file.</summary>
    private const string Elsewhere = "elsewhere";

    private const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
    private const string OtherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP3VtH+rngoLX3RF/nF7d0sRJOQg0wRt3Imv8Up536bg";

    private const string Sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private const string Cluster = $$"""
        infra:addressPools: { sites: { cidr: 10.20.0.0/16, blockLength: 24 }, pods: { cidr: 10.240.0.0/12, blockLength: 16 }, services: { cidr: 10.96.0.0/12, blockLength: 16 } }
        infra:secrets: { one: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA }, other: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
        infra:clusters:
          on-prem:
            kind: onprem
            protected: false
            version: 1.35.2
            region: shanghai
            provider: datacenter
            zones: [hall-1]
            labels: { tier: prod }
            certificateGeneration: 1
            upgradeBatch: 1
            workloadsOnControlPlanes: false
            snapshots: { schedule: daily, keep: 5 }
            software: { kubernetesPackages: 'https://one.example.com', containerdPackages: 'https://two.example.com' }
            network: { nodeCidr: 10.20.0.0/24, podCidr: 10.245.0.0/16, serviceCidr: 10.97.0.0/16, cni: cilium, reserved: [10.20.0.100-10.20.0.200], loadBalancer: { addresses: [10.20.0.64-10.20.0.79] } }
            api: { address: 10.20.0.10, port: 6443, interface: eth1, certificateNames: [api.example.com], mode: bgp, bgp: { localAs: 64512, peers: [{ address: 10.20.0.1, as: 64513, multihop: false }] } }
            ssh: { user: platform, port: 2222, key: { secret: one } }
            machines:
              c1: { address: 10.20.0.11, role: controlPlane, hostKey: {{Key}} }
              w1: { address: 10.20.0.21, user: admin, port: 22, key: { secret: one }, zone: hall-1, labels: { disk: nvme }, taints: [{ key: gpu, value: a, effect: NoSchedule }], hostKey: {{Key}} }
              w2: { address: 10.20.0.22, hostKey: {{Key}} }
        """;

    /// <summary>By field: a text of the file, what it becomes, and what becomes of that.</summary>
    public static TheoryData<string, string, string, string> Fields { get; } = new()
    {
        // It is also a label.
        { "class", "kind: onprem", "kind: onprem\n    class: other", Told },
        { "state", "protected: false", "protected: false\n    state: absent", Elsewhere },
        { "protected", "protected: false", "protected: true", Elsewhere },
        { "region", "region: shanghai", "region: beijing", Told },
        { "provider", "provider: datacenter", "provider: colocation", Told },
        { "zones", "zones: [hall-1]", "zones: [hall-1, hall-2]", Told },
        { "labels", "tier: prod", "tier: pre", Told },
        // It is what add-ons are checked against, and nothing is made of it.
        { "architectures", "protected: false", "protected: false\n    architectures: [amd64]", Elsewhere },
        { "version", "version: 1.35.2", "version: 1.36.0", Told },
        { "network.nodeCidr", "nodeCidr: 10.20.0.0/24", "nodeCidr: 10.20.0.0/23", Refused },
        { "network.podCidr", "podCidr: 10.245.0.0/16", "podCidr: 10.246.0.0/16", Refused },
        { "network.serviceCidr", "serviceCidr: 10.97.0.0/16", "serviceCidr: 10.98.0.0/16", Refused },
        { "network.cni", "cni: cilium", "cni: calico", Refused },
        { "network.reserved", "10.20.0.100-10.20.0.200", "10.20.0.100-10.20.0.201", Elsewhere },
        { "network.loadBalancer.addresses", "10.20.0.64-10.20.0.79", "10.20.0.64-10.20.0.80", Elsewhere },
        { "network.from.nodeCidr", "cni: cilium", "cni: cilium, from: { nodeCidr: sites }", Elsewhere },
        { "network.from.podCidr", "cni: cilium", "cni: cilium, from: { podCidr: pods }", Elsewhere },
        { "network.from.serviceCidr", "cni: cilium", "cni: cilium, from: { serviceCidr: services }", Elsewhere },
        { "api.address", "api: { address: 10.20.0.10", "api: { address: 10.20.0.9", Refused },
        { "api.port", "port: 6443", "port: 8443", Refused },
        { "api.mode", "mode: bgp, bgp: { localAs: 64512, peers: [{ address: 10.20.0.1, as: 64513, multihop: false }] }", "mode: arp", Told },
        { "api.bgp.localAs", "localAs: 64512", "localAs: 64514", Told },
        { "api.bgp.peers.address", "address: 10.20.0.1,", "address: 10.20.0.2,", Told },
        { "api.bgp.peers.as", "as: 64513", "as: 64515", Told },
        { "api.bgp.peers.multihop", "multihop: false", "multihop: true", Told },
        { "api.interface", "interface: eth1", "interface: eth2", Told },
        { "api.certificateNames", "[api.example.com]", "[api.example.com, k8s.example.com]", Refused },
        { "machines.address", "w1: { address: 10.20.0.21", "w1: { address: 10.20.0.31", Refused },
        { "machines.port", "port: 22,", "port: 2022,", Told },
        { "machines.user", "user: admin", "user: root", Told },
        { "machines.key", "port: 22, key: { secret: one }", "port: 22, key: { secret: other }", Told },
        { "machines.hostKey", $"w2: {{ address: 10.20.0.22, hostKey: {Key}", $"w2: {{ address: 10.20.0.22, hostKey: {OtherKey}", Told },
        { "machines.role", "c1: { address: 10.20.0.11, role: controlPlane", "c1: { address: 10.20.0.11", Refused },
        { "machines.zone", "zone: hall-1", "zone: hall-2", Told },
        { "machines.labels", "disk: nvme", "disk: hdd", Told },
        { "machines.taints.key", "key: gpu", "key: cpu", Told },
        { "machines.taints.value", "value: a", "value: b", Told },
        { "machines.taints.effect", "effect: NoSchedule", "effect: NoExecute", Told },
        { "machines.lost", "w2: { address: 10.20.0.22,", "w2: { address: 10.20.0.22, lost: true,", Told },
        { "ssh.user", "ssh: { user: platform", "ssh: { user: other", Told },
        { "ssh.port", "port: 2222", "port: 2022", Told },
        { "ssh.key", "port: 2222, key: { secret: one }", "port: 2222, key: { secret: other }", Told },
        { "software.kubernetesPackages", "https://one.example.com", "https://1.example.com", Told },
        { "software.containerdPackages", "https://two.example.com", "https://2.example.com", Told },
        { "software.bundle.url", "kubernetesPackages: 'https://one.example.com', containerdPackages: 'https://two.example.com'", $"bundle: {{ url: 'https://three.example.com', sha256: {Sha256} }}", Told },
        { "software.bundle.file", "kubernetesPackages: 'https://one.example.com', containerdPackages: 'https://two.example.com'", $"bundle: {{ file: three.tar.gz, sha256: {Sha256} }}", Told },
        { "software.bundle.sha256", "kubernetesPackages: 'https://one.example.com', containerdPackages: 'https://two.example.com'", $"bundle: {{ url: 'https://three.example.com', sha256: {Sha256} }}", Told },
        { "snapshots.schedule", "schedule: daily", "schedule: hourly", Told },
        { "snapshots.keep", "keep: 5", "keep: 6", Told },
        { "workloadsOnControlPlanes", "workloadsOnControlPlanes: false", "workloadsOnControlPlanes: true", Told },
        { "upgradeBatch", "upgradeBatch: 1", "upgradeBatch: 2", Told },
        { "certificateGeneration", "certificateGeneration: 1", "certificateGeneration: 2", Told },
    };

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_change_is_told_refused_or_concerns_others(string field, string before, string after, string expected)
    {
        Assert.Contains(before, Cluster, StringComparison.Ordinal);
        var standing = Read(Cluster);
        var changed = Read(Cluster.Replace(before, after, StringComparison.Ordinal));

        var compared = changed.ComparedWith(DeployedPlatform.Of(standing.Platform!));

        Assert.Equal(expected == Refused, compared.Findings.Any(finding => finding.Rule == Rules.Fixed || finding.Rule == Rules.MajorityStays));
        if (expected == Refused)
            Assert.All(compared.Findings.Where(finding => finding.Rule == Rules.Fixed), finding => Assert.EndsWith(field.Split('.')[^1], finding.Path.ToString(), StringComparison.Ordinal));
        else if (expected == Told)
            Assert.NotEqual(Args(standing), Args(changed));
        else
            Assert.Equal(Args(standing), Args(changed));
    }

    [Fact]
    public void Every_field_is_in_the_table() => Assert.Equal(
        Leaves(typeof(OnPremClusterSpec), "").Order(StringComparer.Ordinal),
        Fields.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Leaves(Type record, string prefix) => Shapes.RecordOf(record).Fields.SelectMany(field => Shapes.RecordsIn(field.Property) switch
    {
        [] => [$"{prefix}{field.Key}"],
        var below => below.SelectMany(inner => Leaves(inner, $"{prefix}{field.Key}.")),
    });

    // All that the component is told, in one text.
    private static string Args(SpecificationReading reading)
    {
        var keys = new List<string?>();
        var cluster = (OnPremClusterSpec)reading.Platform!.Clusters["on-prem"];
        var args = OnPremClusterParts.Args("on-prem", cluster, reading.Platform, null, secret =>
        {
            keys.Add(secret.Name);
            return Output.Create("");
        });
        return $"{Shown.Of(args)}{string.Join(' ', keys)}";
    }

    private static SpecificationReading Read(string configuration)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/classes/other.yaml", "{}\n");
        project.Write("stacks/Pulumi.case.yaml", $"config:\n  infra:karmada: {{ existing: {{ kubeconfig: {{ path: k }} }} }}\n{string.Concat(configuration.Split('\n').Select(line => $"  {line}\n"))}");
        var reading = new SpecificationLoader(project.Files) { RequireBuildable = true }.FromFiles("case");
        Assert.NotNull(reading.Document);
        return reading;
    }
}
