using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>In which order the steps of a cluster of machines are done, and undone.</summary>
[Collection(Deployments.Name)]
public sealed class OnPremClusterTests
{
    private static readonly ImmutableArray<string> All = [.. OnPrem.ControlPlanes, .. OnPrem.Workers];

    [Fact]
    public async Task A_cluster_of_two_machines_is_made_in_this_order()
    {
        var plan = await OnPrem.PlanAsync(args => args with { Machines = args.Machines.RemoveRange(["c2", "c3", "w2", "w3", "w4", "w5"]) });

        Assert.Equal(
            """
            c1/check on 10.20.0.11
            c1/drain on 10.20.0.11 after c1/check, c1/join, w1/check
            c1/join on 10.20.0.11, undone by itself after c1/check, w1/check
            c1/maintain on 10.20.0.11 after c1/drain
            c1/ready on 10.20.0.11, undone by itself after c1/maintain, cilium
            kubeconfig on 10.20.0.11 after c1/maintain
            w1/admit on 10.20.0.11, undone by itself after c1/ready
            w1/check on 10.20.0.21
            w1/drain on 10.20.0.11 after c1/ready, w1/join
            w1/join on 10.20.0.21, undone by itself after w1/admit
            w1/maintain on 10.20.0.21 after w1/drain
            w1/ready on 10.20.0.11, undone by itself after cilium, w1/maintain
            """,
            string.Join('\n', plan.Commands.Select(step =>
                $"{step.Name} on {step.Host}{(step.Inputs.ContainsKey("delete") ? ", undone by itself" : "")}{(step.After.IsEmpty ? "" : $" after {string.Join(", ", step.After.Order(StringComparer.Ordinal))}")}")));
    }

    [Fact]
    public async Task Nothing_is_changed_on_any_machine_before_all_were_looked_at()
    {
        var plan = await OnPrem.PlanAsync();

        Assert.All(
            from step in plan.Commands where !step.Name.EndsWith("/check", StringComparison.Ordinal) from machine in All select (step.Name, Check: $"{machine}/check"),
            pair => Assert.True(plan.Needs(pair.Name, pair.Check), $"{pair.Name} does not wait for {pair.Check}"));
        Assert.All(All, machine => Assert.Empty(plan.Of($"{machine}/check").After));
    }

    [Theory]
    [InlineData("c1/ready", "c2/admit")]
    [InlineData("c1/ready", "c2/join")]
    [InlineData("c2/ready", "c3/join")]
    [InlineData("c3/ready", "w1/admit")]
    [InlineData("c3/ready", "w5/join")]
    [InlineData("c1/ready", "c2/drain")]
    [InlineData("c2/ready", "c3/drain")]
    [InlineData("c3/ready", "w1/drain")]
    [InlineData("w1/ready", "w3/drain")]
    [InlineData("w2/ready", "w3/drain")]
    [InlineData("w4/ready", "w5/drain")]
    [InlineData("w1/admit", "w1/join")]
    [InlineData("w1/join", "w1/drain")]
    [InlineData("w1/drain", "w1/maintain")]
    [InlineData("w1/maintain", "w1/ready")]
    [InlineData("c1/maintain", "kubeconfig")]
    [InlineData("cilium", "c1/ready")]
    [InlineData("cilium", "w5/ready")]
    [InlineData("w5/ready", "on-prem (provider)")]
    [InlineData("c3/ready", "on-prem (provider)")]
    public async Task One_step_is_done_before_another_and_undone_after_it(string first, string then)
    {
        var plan = await OnPrem.PlanAsync();

        Assert.True(plan.Needs(then, first));
        Assert.False(plan.Needs(first, then));
    }

    [Theory]
    [InlineData("w1/join", "w5/join")]
    [InlineData("w1/ready", "w2/drain")]
    [InlineData("w1/drain", "w5/join")]
    public async Task Workers_do_not_wait_for_one_another_beyond_their_batch(string one, string other)
    {
        var plan = await OnPrem.PlanAsync();

        Assert.False(plan.Needs(one, other));
        Assert.False(plan.Needs(other, one));
    }

    [Theory]
    [InlineData("command:remote:Command on-prem/kubeconfig", "pulumi:providers:kubernetes on-prem/network")]
    [InlineData("pulumi:providers:kubernetes on-prem/network", "kubernetes:helm.sh/v3:Release on-prem/cilium")]
    [InlineData("kubernetes:helm.sh/v3:Release on-prem/cilium", "command:remote:Command on-prem/c1/ready")]
    [InlineData("command:remote:Command on-prem/w1/check", "command:remote:Command on-prem/c1/join")]
    [InlineData("command:remote:Command on-prem/w5/ready", "pulumi:providers:kubernetes on-prem")]
    public async Task The_engine_is_asked_in_that_order_too(string first, string then) =>
        Assert.True(await Declared.AwaitsAsync(() => _ = new OnPremCluster("on-prem", OnPrem.Cluster), Answers.None, first, then));

    // What is undone goes the way of the dependencies back.
    [Fact]
    public async Task A_node_leaves_before_its_machine_is_reset_workers_before_control_planes_and_the_founder_last()
    {
        var plan = await OnPrem.PlanAsync();

        Assert.All(All, machine => Assert.True(plan.Needs($"{machine}/ready", $"{machine}/join")));
        Assert.All(
            from worker in OnPrem.Workers from controlPlane in OnPrem.ControlPlanes select (worker, controlPlane),
            pair => Assert.True(plan.Needs($"{pair.worker}/join", $"{pair.controlPlane}/ready")));
        Assert.All(All.Skip(1), machine => Assert.True(plan.Needs($"{machine}/join", "c1/join")));
        Assert.All(All, machine => Assert.True(plan.Needs("on-prem (provider)", $"{machine}/ready")));
    }

    [Fact]
    public async Task Only_what_changes_a_machine_or_the_cluster_is_undone()
    {
        var plan = await OnPrem.PlanAsync();

        Assert.All(plan.Commands, step => Assert.Equal(step.Name.Split('/')[^1] is "admit" or "join" or "ready", step.Inputs.ContainsKey("delete")));
        Assert.All(plan.Commands, step => Assert.DoesNotContain("update", step.Inputs.Keys));
    }

    [Fact]
    public async Task A_step_that_is_asked_for_anew_is_undone_before_and_not_after()
    {
        var plan = await OnPrem.PlanAsync();

        Assert.All(plan.Commands.Where(step => step.Inputs.ContainsKey("delete")), step => Assert.True(step.IsUndoneFirst));
    }

    [Fact]
    public async Task What_connects_pods_stays_when_the_cluster_goes_and_nobody_waits_for_it()
    {
        var release = (await OnPrem.PlanAsync()).Of("cilium");

        Assert.True(release.IsRetained);
        Assert.Equal(true, release.Inputs["skipAwait"]);
        Assert.Equal("cilium", release.Inputs["name"]);
        Assert.Contains("on-prem/network (provider)", release.After);
    }

    [Fact]
    public async Task Machines_come_and_go_in_a_cluster_that_is_protected()
    {
        var plan = await OnPrem.PlanAsync();

        // What says nothing is protected as what it is in.
        Assert.All(plan.Steps.Values, step => Assert.Equal(
            step.Type switch { "infra:clusters:OnPremCluster" => true, "infra:clusters:OnPremMachine" => false, _ => (bool?)null }, step.IsProtected));
    }

    [Fact]
    public async Task Machines_with_the_same_identity_are_refused_before_any_is_changed()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => OnPrem.PlanAsync(stdout: "product_uuid=1"));

        Assert.Contains("c1, c2, c3, w1, w2, w3, w4, w5 have the same product_uuid 1", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everybody_but_root_uses_sudo()
    {
        var plan = await OnPrem.PlanAsync(args => OnPrem.With(args, "w1", machine => machine with { Connection = machine.Connection with { User = "platform" } }));

        Assert.Equal(("sudo -n bash -s up", "sudo -n bash -s down"), (plan.Of("w1/join").Inputs["create"], plan.Of("w1/join").Inputs["delete"]));
        Assert.Equal(("bash -s up", "bash -s down"), (plan.Of("w1/ready").Inputs["create"], plan.Of("w1/ready").Inputs["delete"]));
    }

    [Fact]
    public async Task It_joins_fleets_as_any_cluster_does()
    {
        var declared = await Declared.ByAsync(() => _ = new FleetMembership(
            "on-prem",
            new FleetMembershipArgs { Cluster = new OnPremCluster("on-prem", OnPrem.Cluster).Member, Karmada = new Pulumi.Kubernetes.Provider("karmada"), Fleets = ["fleet-global"] }));

        Assert.Equal("https://10.20.0.10:6443", Tree.At(declared.Single("kubernetes:cluster.karmada.io/v1alpha1:Cluster").Inputs["spec"], "apiEndpoint"));
        Assert.Equal("on-prem", Declared.ProviderOf(declared.Named("kubernetes:core/v1:ConfigMap", "on-prem-identity")));
    }
}
