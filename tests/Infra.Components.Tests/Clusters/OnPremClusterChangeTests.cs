using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Infra.Components.Machines;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>What a change of a cluster of machines asks of which machine, and that it asks nothing else.</summary>
[Collection(Deployments.Name)]
public sealed class OnPremClusterChangeTests
{
    private const string Everyone = "c1 c2 c3 w1 w2 w3 w4 w5";
    private const string ControlPlanes = "c1 c2 c3";

    /// <summary>By name, a change of a cluster that stands, and the inputs that differ after it: steps, machines, inputs.</summary>
    public static TheoryData<string, Func<OnPremClusterArgs, OnPremClusterArgs>, string[]> Changes { get; } = new()
    {
        { "nothing", args => args, [] },
        { "version", args => Cluster(args, cluster => cluster with { Version = "1.36.0" }), [.. Steps("drain maintain ready", Everyone, "stdin"), "kubeconfig stdin"] },
        { "certificates", args => Cluster(args, cluster => cluster with { CertificateGeneration = 2 }), [.. Steps("maintain", ControlPlanes, "stdin"), "kubeconfig stdin"] },
        { "snapshots", args => Cluster(args, cluster => cluster with { Snapshots = new EtcdSnapshots("daily", 3) }), Steps("maintain", ControlPlanes, "stdin") },
        { "packages", args => Cluster(args, cluster => cluster with { Software = new MachineSoftware.Packages("https://packages.example.com") }), Steps("maintain", Everyone, "stdin") },
        {
            "mirrors",
            args => Cluster(args, cluster => cluster with { Mirrors = new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty.Add("quay.io", "registry.example.com")) }),
            Steps("maintain", Everyone, "stdin")
        },
        {
            "how routers find the API",
            args => Cluster(args, cluster => cluster with { Api = cluster.Api with { Announcement = new AddressAnnouncement.Bgp(64512, [new BgpPeer("10.20.0.1", 64513)]) } }),
            Steps("maintain", ControlPlanes, "stdin")
        },
        { "workloads on control planes", args => Cluster(args, cluster => cluster with { WorkloadsOnControlPlanes = true }), Steps("ready", ControlPlanes, "stdin") },
        { "batch", args => args with { UpgradeBatch = 4 }, [] },
        { "label", args => Machine(args, "w1", machine => machine with { Labels = machine.Labels.Add("disk", "nvme") }), ["w1/ready stdin"] },
        { "taint", args => Machine(args, "w1", machine => machine with { Taints = [new NodeTaint("gpu", null, NodeTaintEffect.NoSchedule)] }), ["w1/ready stdin"] },
        { "zone", args => Machine(args, "w1", machine => machine with { Zone = "hall-2" }), ["w1/ready stdin"] },
        // Nodes are labelled from the control plane that is asked for all: no machine is touched.
        { "region", args => Machine(args, "w1", machine => machine with { Region = "shanghai" }), ["w1/ready stdin"] },
        { "port of a worker", args => Connection(args, "w1", way => way with { Port = 2222 }), Steps("check join maintain", "w1", "connection") },
        { "host key of a worker", args => Connection(args, "w1", way => way with { HostKey = "ssh-ed25519 other" }), Steps("check join maintain", "w1", "connection") },
        { "user of a worker", args => Connection(args, "w1", way => way with { User = "platform" }), [.. Steps("check join maintain", "w1", "connection"), .. Steps("check join maintain", "w1", "create"), "w1/join delete"] },
        {
            "port of the steward",
            args => Connection(args, "c1", way => way with { Port = 2222 }),
            [
                .. Steps("check join maintain", "c1", "connection"), .. Steps("drain ready", Everyone, "connection"), .. Steps("admit", Everyone[3..], "connection"),
                "kubeconfig connection",
            ]
        },
        { "eight workers instead of five", args => More(args, "w6", "w7", "w8"), [.. Added("w6"), .. Added("w7"), .. Added("w8")] },
        { "worker that leaves", args => args with { Machines = args.Machines.Remove("w2") }, Gone("w2") },
        { "control plane before all others by name", args => args with { Machines = args.Machines.Add("b1", OnPrem.Machine("b1", "10.20.0.14", isControlPlane: true)) }, Added("b1") },
        { "control plane that leaves", args => args with { Machines = args.Machines.Remove("c3") }, Gone("c3") },
        {
            "worker replaced",
            args => More(args with { Machines = args.Machines.Remove("w2") }, "w6"),
            [.. Gone("w2"), .. Added("w6")]
        },
        { "worker that is lost", args => OnPrem.Lost(args, "w2"), ["w2/ready create", "w2/ready stdin"] },
        // Everything is asked of another one from here on.
        {
            "steward that is lost",
            args => OnPrem.Lost(args, "c1"),
            ["c1/ready create", "c1/ready stdin", "c2/maintain stdin", .. Steps("drain", Everyone[3..], "connection"), .. Steps("ready", Everyone, "connection"), .. Steps("admit", Everyone[3..], "connection"), "kubeconfig connection"]
        },
        { "what connects pods", args => args with { Network = [args.Network[0] with { Values = Fields.Of(("routingMode", "native")) }] }, ["cilium values"] },
        { "labels in Karmada", args => args with { Labels = args.Labels.Add("wave", "canary") }, [] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_reaches_what_it_is_about_and_nothing_else(string name, Func<OnPremClusterArgs, OnPremClusterArgs> change, string[] expected)
    {
        Assert.NotEmpty(name);
        var before = await OnPrem.PlanAsync(OnPrem.Standing);
        var after = await OnPrem.PlanAsync(args => change(OnPrem.Standing(args)));

        Assert.Equal(expected.Order(StringComparer.Ordinal), Differences(before, after).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_stands_is_left_as_it_was_made() =>
        Assert.Empty(Differences(await OnPrem.PlanAsync(), await OnPrem.PlanAsync(OnPrem.Standing)));

    [Theory]
    [InlineData("c1")]
    [InlineData("w2")]
    public async Task Nothing_is_asked_of_a_lost_machine_not_even_when_it_is_taken_out(string name)
    {
        var plan = await OnPrem.PlanAsync(args => OnPrem.Lost(OnPrem.Standing(args), name));

        Assert.DoesNotContain(plan.Commands, step => step.Host == plan.Of($"{name}/check").Host && !step.Name.StartsWith(name, StringComparison.Ordinal));
        Assert.All(plan.Commands.Where(step => step.Name.StartsWith($"{name}/", StringComparison.Ordinal) && step.Name != $"{name}/ready"), step =>
        {
            Assert.True(step.IsRetained);
            Assert.Empty(step.Inputs.Keys.Except(step.Ignored));
        });
        Assert.NotEqual(true, plan.Of($"{name}/ready").IsRetained);
        Assert.NotEqual(plan.Of($"{name}/check").Host, plan.Of($"{name}/ready").Host);
    }

    [Theory]
    [InlineData("c1")]
    [InlineData("c3")]
    public async Task A_cluster_is_founded_once(string gone)
    {
        var plan = await OnPrem.PlanAsync(args => OnPrem.Standing(args) with { Machines = args.Machines.Remove(gone).Add("a1", OnPrem.Machine("a1", "10.20.0.19", isControlPlane: true)) });

        Assert.Contains("a1/admit", plan.Steps.Keys);
        // Whoever joins without being admitted founds a cluster.
        Assert.Equal(
            gone == "c1" ? [] : ["c1"],
            plan.Commands.Where(step => step.Name.EndsWith("/join", StringComparison.Ordinal)).Select(step => step.Name.Split('/')[0]).Where(machine => !plan.Steps.ContainsKey($"{machine}/admit")));
        Assert.Equal(gone == "c1" ? "10.20.0.12" : "10.20.0.11", plan.Of("a1/ready").Host);
    }

    [Fact]
    public async Task Only_who_founds_a_cluster_is_told_where_another_one_would_be()
    {
        var plan = await OnPrem.PlanAsync();

        Assert.Contains("readonly -a other_founders=('10.20.0.12' '10.20.0.13')\n", (string)plan.Of("c1/join").Inputs["stdin"], StringComparison.Ordinal);
        Assert.Contains("readonly -a other_founders=()\n", (string)plan.Of("c2/join").Inputs["stdin"], StringComparison.Ordinal);
    }

    // A steward that is taken out while it lives takes itself off the cluster: without its member of etcd its API server answers nobody.
    [Fact]
    public void A_member_of_etcd_is_removed_after_all_that_needs_the_API()
    {
        var script = KubeadmScripts.Ready(OnPrem.Cluster.Cluster, OnPrem.Cluster.Machines["c1"].Machine).Text;

        Assert.InRange(script.IndexOf("kube delete node", StringComparison.Ordinal), 0, script.IndexOf("etcdctl member remove", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Differences(OnPremPlan before, OnPremPlan after) =>
    [
        .. before.Steps.Keys.Except(after.Steps.Keys).Select(gone => $"-{gone}"),
        .. after.Steps.Keys.Except(before.Steps.Keys).Select(added => $"+{added}"),
        .. before.Steps.Keys.Intersect(after.Steps.Keys).SelectMany(name => Differences(name, before.Of(name), after.Of(name))),
    ];

    // What is ignored now is as it was.
    private static IEnumerable<string> Differences(string name, OnPremStep before, OnPremStep after) => before.Inputs.Keys.Union(after.Inputs.Keys)
        .Where(input => !after.Ignored.Contains(input) && before.Shown(input) != after.Shown(input))
        .Select(input => $"{name} {input}");

    private static string[] Steps(string steps, string machines, string input) =>
        [.. from machine in machines.Split(' ', StringSplitOptions.RemoveEmptyEntries) from step in steps.Split(' ') select $"{machine}/{step} {input}"];

    private static string[] Added(string machine) => [$"+{machine}", .. Of(machine).Select(step => $"+{step}")];

    private static string[] Gone(string machine) => [$"-{machine}", .. Of(machine).Select(step => $"-{step}")];

    private static IEnumerable<string> Of(string machine) => new[] { "check", "admit", "join", "drain", "maintain", "ready" }.Select(step => $"{machine}/{step}");

    private static OnPremClusterArgs Cluster(OnPremClusterArgs args, Func<KubeadmCluster, KubeadmCluster> change) => args with { Cluster = change(args.Cluster) };

    private static OnPremClusterArgs Machine(OnPremClusterArgs args, string name, Func<KubeadmMachine, KubeadmMachine> change) =>
        OnPrem.With(args, name, machine => machine with { Machine = change(machine.Machine) });

    private static OnPremClusterArgs Connection(OnPremClusterArgs args, string name, Func<MachineConnection, MachineConnection> change) =>
        OnPrem.With(args, name, machine => machine with { Connection = change(machine.Connection) });

    private static OnPremClusterArgs More(OnPremClusterArgs args, params string[] names) =>
        args with { Machines = args.Machines.AddRange(names.Select(name => KeyValuePair.Create(name, OnPrem.Machine(name, $"10.20.0.2{name[1..]}")))) };
}
