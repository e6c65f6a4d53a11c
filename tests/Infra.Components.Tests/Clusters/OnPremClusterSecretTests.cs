using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Machines;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>What of a cluster of machines nobody may read: keys, admissions, the administrator's credential.</summary>
[Collection(Deployments.Name)]
public sealed class OnPremClusterSecretTests
{
    private const string Admission = "token=abcdef.0123456789abcdef";

    [Fact]
    public async Task The_way_to_a_machine_is_a_secret() =>
        Assert.All((await OnPrem.PlanAsync()).Commands, step => Assert.True(step.HasSecretConnection));

    [Fact]
    public async Task What_lets_a_machine_join_is_a_secret_where_it_is_made_and_where_it_is_used()
    {
        var plan = await OnPrem.PlanAsync(stdout: Admission);

        Assert.All(plan.Commands.Where(step => step.Name.EndsWith("/admit", StringComparison.Ordinal)), step => Assert.Contains("stdout", step.SecretOutputs));
        var joins = plan.Commands.Where(step => step.Inputs.TryGetValue("stdin", out var script) && ((string)script).Contains(Admission, StringComparison.Ordinal)).ToImmutableArray();
        Assert.Equal([.. OnPrem.ControlPlanes.Skip(1).Select(machine => $"{machine}/join"), .. OnPrem.Workers.Select(machine => $"{machine}/join")], joins.Select(step => step.Name));
        Assert.All(joins, step => Assert.True(step.HasSecretScript));
    }

    [Fact]
    public async Task What_only_the_platform_may_read_is_in_no_log()
    {
        var plan = await OnPrem.PlanAsync();

        Assert.Equal(
            ["c2/admit", "c3/admit", "kubeconfig", .. OnPrem.Workers.Select(machine => $"{machine}/admit")],
            plan.Commands.Where(step => step.SecretOutputs.Contains("stdout")).Select(step => step.Name));
        Assert.All(plan.Commands.Where(step => step.SecretOutputs.Contains("stdout")), step => Assert.Equal("stderr", step.Inputs["logging"]));
    }

    [Fact]
    public async Task No_command_line_and_no_environment_holds_a_secret() => Assert.All((await OnPrem.PlanAsync(stdout: Admission)).Commands, step =>
    {
        Assert.Equal("bash -s up", step.Inputs["create"]);
        Assert.Equal(false, step.Inputs["addPreviousOutputInEnv"]);
        Assert.DoesNotContain("environment", step.Inputs.Keys);
        Assert.All(step.Inputs.Where(input => input.Key is not ("connection" or "stdin")), input =>
        {
            Assert.DoesNotContain(OnPrem.PrivateKey, $"{input.Value}", StringComparison.Ordinal);
            Assert.DoesNotContain(Admission, $"{input.Value}", StringComparison.Ordinal);
        });
    });

    [Fact]
    public async Task The_kubeconfig_is_a_secret()
    {
        bool? isSecret = null;
        await Declared.ByAsync(() =>
        {
            var kubeconfig = new OnPremCluster("on-prem", OnPrem.Cluster).Member.Access!.Kubeconfig;
            _ = Output.Create(Task.Run(async () => isSecret = await Output.IsSecretAsync(kubeconfig)));
        });

        Assert.True(isSecret);
    }

    [Fact]
    public async Task A_machine_that_shows_another_key_is_refused() =>
        Assert.All((await OnPrem.PlanAsync()).Commands, step => Assert.StartsWith("ssh-ed25519 ", (string)Tree.At(step.Inputs["connection"], "hostKey")!, StringComparison.Ordinal));

    [Fact]
    public async Task Without_a_key_those_of_the_agent_are_used_and_none_is_recorded()
    {
        var plan = await OnPrem.PlanAsync(args => args with
        {
            Machines = args.Machines.ToImmutableSortedDictionary(machine => machine.Key, machine => machine.Value with { Connection = machine.Value.Connection with { PrivateKey = null } }),
        });

        Assert.All(plan.Commands, step => Assert.Null(Tree.At(step.Inputs["connection"], "privateKey")));
    }

    [Fact]
    public async Task A_bundle_is_there_before_its_machine_is_looked_at()
    {
        var plan = await OnPrem.PlanAsync(args => args with
        {
            Bundle = new MachineBundle("kubernetes.tar.gz", "/var/tmp/infra.tar"),
            Cluster = args.Cluster with { Software = new MachineSoftware.Bundle("/var/tmp/infra.tar", new string('a', 64)) },
        });

        Assert.Equal("/var/tmp/infra.tar", plan.Of("w1/bundle").Inputs["remotePath"]);
        Assert.Equal("10.20.0.21", plan.Of("w1/bundle").Host);
        Assert.True(plan.Needs("w1/check", "w1/bundle"));
    }
}
