using System.Collections.Immutable;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

/// <summary>What is near to a mistake and none.</summary>
public sealed class ValidStackTests
{
    private const string Aws = "{ kind: aws, version: 1.35.2, awsRegion: eu-central-1, controlPlane: { instanceType: m7i.large }, pools: { workers: { replicas: 3, instanceType: m7i.large } } }";
    private const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    [Fact]
    public void A_fleet_may_keep_members_that_are_leaving() => AssertValid(
        """
        infra:clusters: { a: { kind: attached, mode: pull, state: absent, labels: { tier: edge } } }
        infra:fleets: { f: { members: { matchLabels: { tier: edge } }, namespaces: { shop: {} } }, g: { members: { clusters: [a] } } }
        infra:applications: { one: { namespace: shop, placement: { fleet: f }, workload: { image: one:1 } } }
        """);

    [Fact]
    public void Beside_a_Karmada_that_exists_the_cluster_that_it_runs_on_may_be_named() => AssertValid(
        """
        infra:managementCluster: m
        infra:clusters: { m: { kind: attached, kubeconfig: { path: m.config }, apiEndpoint: 'https://m.example.com' } }
        """);

    [Fact]
    public void One_machine_may_be_a_cluster_where_workloads_may_run_on_it() => AssertValid(
        $$"""
        infra:secrets: { ssh: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
        infra:clusters:
          a:
            kind: onprem
            version: 1.36.0
            api: { address: 10.20.0.10 }
            network: { nodeCidr: 10.20.0.0/24, reserved: [10.20.0.100-10.20.0.200] }
            ssh: { key: { secret: ssh } }
            machines: { one: { address: 10.20.0.11, role: controlPlane, hostKey: {{HostKey}} } }
            workloadsOnControlPlanes: true
        """);

    [Fact]
    public void Machines_behind_one_router_differ_by_their_ports() => AssertValid(
        $$"""
        infra:secrets: { ssh: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
        infra:clusters:
          hub: { kind: attached, mode: pull }
          a:
            kind: edge
            hub: hub
            ssh: { key: { secret: ssh } }
            machines:
              one: { address: 203.0.113.7, port: 2201, hostKey: {{HostKey}} }
              two: { address: 203.0.113.7, port: 2202, hostKey: {{HostKey}} }
        """);

    [Fact]
    public void Clusters_that_are_not_connected_may_have_the_same_ranges() => AssertValid(
        """
        infra:clusters:
          a: { kind: attached, mode: pull, network: { podCidr: 10.42.0.0/16, serviceCidr: 10.43.0.0/16 } }
          b: { kind: attached, mode: pull, network: { podCidr: 10.42.0.0/16, serviceCidr: 10.43.0.0/16 } }
        """);

    [Fact]
    public void Clusters_of_one_mesh_may_have_the_same_ranges_as_long_as_they_share_no_network() => AssertValid(
        """
        infra:clusters:
          a: { kind: attached, kubeconfig: { path: a.config }, apiEndpoint: https://a.example.com, network: { podCidr: 10.42.0.0/16, serviceCidr: 10.43.0.0/16 } }
          b: { kind: attached, kubeconfig: { path: b.config }, apiEndpoint: https://b.example.com, network: { podCidr: 10.42.0.0/16, serviceCidr: 10.43.0.0/16 } }
          c: { kind: attached, kubeconfig: { path: b.config }, apiEndpoint: https://c.example.com, network: { podCidr: 10.44.0.0/16, serviceCidr: 10.45.0.0/16 } }
        infra:meshes: { m: { on: {}, networks: { lan: { clusters: [a, c] } } } }
        """);

    [Fact]
    public void Fleets_that_share_no_cluster_may_differ() => AssertValid(
        """
        infra:clusters: { a: { kind: attached, mode: pull }, b: { kind: attached, mode: pull } }
        infra:fleets: { f: { members: { clusters: [a] }, policy: strict }, g: { members: { clusters: [b] }, policy: relaxed }, h: { members: {} } }
        """);

    [Fact]
    public void A_pool_may_lag_three_minors_behind() => AssertValid(
        $"infra:clusters: {{ a: {Aws.Replace("1.35.2", "1.36.0", StringComparison.Ordinal).Replace("replicas: 3,", "replicas: 3, version: 1.33.9,", StringComparison.Ordinal)} }}");

    [Fact]
    public void What_is_just_within_the_bounds_is_valid() => AssertValid(
        $$"""
        infra:secrets: { ssh: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
        infra:addressPools: { p: { cidr: 10.64.0.0/24, blockLength: 24 } }
        infra:clusters:
          {{new string('a', 22)}}:
            kind: aws
            version: 1.33.0
            awsRegion: eu-central-1
            vpc: { cidr: 10.0.0.0/16 }
            # Three control planes and one more while they are replaced, three workers and one more: eight nodes.
            network: { podCidr: 10.1.0.0/21, serviceCidr: 10.2.0.0/24 }
            controlPlane: { replicas: 3, instanceType: t3.medium, volumes: [{{string.Join(", ", Enumerable.Repeat("{ sizeGiB: 8 }", 25))}}] }
            pools: { {{new string('b', 26)}}: { replicas: 3, instanceType: t3.medium } }
          {{new string('c', 24)}}:
            kind: eks
            version: 1.36.0
            awsRegion: eu-central-1
            vpc: { cidr: 10.0.0.0/22, zones: [eu-central-1a, eu-central-1b] }
            network: { serviceCidr: 10.96.0.0/12 }
            pools: { {{new string('d', 30)}}: { autoscaling: { minimum: 255, maximum: 255 }, instanceType: t3.medium } }
          {{new string('e', 48)}}:
            kind: edge
            hub: hub
            ssh: { key: { secret: ssh } }
            network: { nodeCidr: 10.64.0.0/24, from: { nodeCidr: p } }
            machines: { {{new string('f', 14)}}: { address: 10.30.0.11, hostKey: {{HostKey}} } }
          hub: { kind: attached, mode: pull }
        infra:fleets: { f: { members: {}, namespaces: { shop: {} } } }
        infra:applications:
          {{new string('g', 53)}}: { namespace: shop, placement: { fleet: f, spread: [{ minimum: 4 }] }, helm: { chart: one, repository: https://charts.example.com, version: 1.0.0 } }
        """);

    [Theory]
    [InlineData("1.35.2", "1.35.2")]
    [InlineData("1.35.1", "1.35.0")]
    [InlineData("1.34.9", "1.35.0")]
    public void A_patch_or_one_minor_is_an_upgrade(string standing, string pools) => AssertValid(
        $"infra:clusters: {{ a: {Aws} }}",
        ("a", new DeployedCluster("aws", IsProtected: true, standing, Texts(("workers", pools)), Texts())));

    [Theory]
    [InlineData("c1 c2 c4")]
    [InlineData("c2 c3 c4")]
    [InlineData("c3")]
    [InlineData("c1 c2 c3 c4 c5")]
    [InlineData("c1! c2 c3")]
    [InlineData("c1! c2 c3 c4")]
    public void Control_planes_come_and_go_and_one_may_be_lost(string names)
    {
        var machines = names.Split(' ').Select(name =>
            $"{name[..2]}: {{ address: 10.20.0.1{name[1]}, role: controlPlane, lost: {(name.EndsWith('!') ? "true" : "false")}, hostKey: {HostKey} }}");

        AssertValid(
            $"infra:clusters: {{ a: {{ kind: onprem, version: 1.36.0, api: {{ address: 10.20.0.10 }}, workloadsOnControlPlanes: true, machines: {{ {string.Join(", ", machines)} }} }} }}",
            ("a", new DeployedCluster("onprem", IsProtected: true, "1.36.0", Texts(), Texts(("machines.c1.role", "controlPlane"), ("machines.c2.role", "controlPlane"), ("machines.c3.role", "controlPlane")))));
    }

    [Fact]
    public void What_only_tells_what_is_so_may_be_said_later() => AssertValid(
        $"infra:clusters: {{ a: {Aws.Replace("awsRegion:", "network: { nodeCidr: 10.0.0.0/16 }, awsRegion:", StringComparison.Ordinal)} }}",
        ("a", new DeployedCluster("aws", IsProtected: false, "1.35.2", Texts(), Texts(("network.nodeCidr", ""), ("awsRegion", "eu-central-1")))));

    [Fact]
    public void What_leaves_may_differ_from_what_stands() => AssertValid(
        "infra:clusters: { a: { kind: attached, mode: pull, state: absent } }",
        ("a", new DeployedCluster("onprem", IsProtected: false, "1.33.0", Texts(), Texts(("api.address", "10.20.0.10")))));

    [Fact]
    public void What_an_unknown_version_of_this_program_recorded_is_not_compared() => AssertValid(
        $"infra:clusters: {{ a: {Aws} }}",
        ("a", new DeployedCluster("aws", IsProtected: false, "one", Texts(("workers", "")), Texts(("network.newer", "1")))));

    [Fact]
    public void With_an_error_elsewhere_nothing_is_said_to_be_gone()
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.case.yaml", Text("infra:clusters: { a: { kind: attached, mode: pul } }"));

        var findings = new SpecificationLoader(project.Files).FromFiles("case").ComparedWith(Deployed(("b", new DeployedCluster("attached", IsProtected: false, null, Texts(), Texts())))).Findings;

        Assert.Equal(["INF004"], findings.Select(finding => finding.Rule.Id));
    }

    [Theory]
    [InlineData("INF004", "infra:clusters: { a: { kind: attached, mode: pul } }")]
    [InlineData("INF004", "infra:clusters: { a: { kind: atached } }\ninfra:fleets: { f: { members: { clusters: [a] } }, g: { members: { matchLabels: { tier: edge } } } }")]
    [InlineData("INF002", "infra:clusters: [a]\ninfra:fleets: { f: { members: { clusters: [a] } } }")]
    [InlineData("INF002", "infra:clusters: { a: { kind: attached, mode: pull } }\ninfra:fleets: { f: { members: { clusters: a }, policy: strict }, g: { members: {}, policy: relaxed } }")]
    [InlineData("INF030", "infra:addressPools: { p: { cidr: 10.64.0.0/14, blockLength: 24 } }\ninfra:clusters: { a: { kind: attached, mode: pull, network: { nodeCidr: 10.64.0.0, from: { nodeCidr: p } } } }")]
    [InlineData("INF030", "infra:addressPools: { p: { cidr: 10.64.0.0, blockLength: 24 } }\ninfra:clusters: { a: { kind: attached, mode: pull, network: { from: { nodeCidr: p } } } }")]
    [InlineData("INF015", "infra:secrets: { config: plain }\ninfra:clusters: { a: { kind: attached, apiEndpoint: 'https://a.example.com', kubeconfig: { content: { secret: config } } } }")]
    public void What_could_not_be_read_is_told_and_nothing_is_concluded_from_it(string rule, string configuration)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.case.yaml", Text(configuration));

        Assert.Equal([rule], new SpecificationLoader(project.Files).FromFiles("case").Findings.Select(finding => finding.Rule.Id));
    }

    [Theory]
    [InlineData("INF014", "workloadsOnControlPlanes: yes")]
    [InlineData("INF004", "workloadsOnControlPlanes: true, ssh: { port: 0, key: { secret: ssh } }, machines: { one: { address: 10.20.0.11, role: controlPlane, hostKey: KEY } }")]
    [InlineData("INF030", "workloadsOnControlPlanes: true, network: { nodeCidr: 10.244.0.0/24, podCidr: 10.0.0.0 }")]
    public void What_could_not_be_read_of_a_cluster_leaves_its_other_settings_right(string rule, string change)
    {
        using var project = new TemporaryProject();
        var own = change.Contains("ssh:", StringComparison.Ordinal) ? "" : $"ssh: {{ key: {{ secret: ssh }} }}, machines: {{ one: {{ address: 10.20.0.11, role: controlPlane, hostKey: {HostKey} }} }}, ";
        var address = change.Contains("nodeCidr", StringComparison.Ordinal) ? "10.244.0.10" : "10.20.0.10";
        project.Write("stacks/Pulumi.case.yaml", Text(
            $"infra:secrets: {{ ssh: {{ secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA }} }}\ninfra:clusters: {{ a: {{ kind: onprem, version: 1.36.0, api: {{ address: {address} }}, {own}{change.Replace("KEY", HostKey, StringComparison.Ordinal)} }} }}"));

        Assert.Equal([rule], new SpecificationLoader(project.Files).FromFiles("case").Findings.Select(finding => finding.Rule.Id));
    }

    [Fact]
    public void A_warning_stops_nothing()
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.case.yaml", Text($"infra:clusters: {{ a: {Aws} }}"));

        var reading = new SpecificationLoader(project.Files).FromFiles("case").ComparedWith(Deployed(("a", new DeployedCluster("aws", IsProtected: false, "1.35.9", Texts(), Texts()))));

        Assert.Equal(["INF055"], reading.Findings.Select(finding => finding.Rule.Id));
        Assert.False(reading.HasErrors);
        Assert.NotNull(reading.Platform);
    }

    private static void AssertValid(string configuration, params (string Name, DeployedCluster Cluster)[] deployed)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.case.yaml", Text(configuration));

        Assert.Empty(new SpecificationLoader(project.Files).FromFiles("case").ComparedWith(Deployed(deployed)).Findings);
    }

    private static string Text(string configuration) =>
        $"config:\n  infra:karmada: {{ existing: {{ kubeconfig: {{ path: karmada.config }} }} }}\n{string.Concat(configuration.Split('\n').Select(line => $"  {line}\n"))}";

    private static DeployedPlatform Deployed(params (string Name, DeployedCluster Cluster)[] deployed) =>
        new(deployed.ToImmutableSortedDictionary(cluster => cluster.Name, cluster => cluster.Cluster, StringComparer.Ordinal));

    private static ImmutableSortedDictionary<string, string> Texts(params (string Key, string Value)[] texts) =>
        texts.ToImmutableSortedDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal);
}
