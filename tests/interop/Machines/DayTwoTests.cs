using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

public sealed class DayTwoTests(BuiltWorlds worlds)
{
    private static readonly KubeadmMachine Founder = Story.ControlPlanes[0];
    private static readonly KubeadmMachine Second = Story.ControlPlanes[1];
    private static readonly KubeadmMachine Worker = Story.Workers[0];

    [Fact]
    public async Task A_removal_that_would_cost_etcd_its_quorum_is_refused()
    {
        using var world = await worlds.WholeAsync();
        world.Write("cluster/dead/cp-3", "");

        // Of three members one is dead: without another, one of two would be left.
        var run = await world.RunAsync(Founder.Name, KubeadmScripts.Ready(Story.Cluster, Second), "down");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("etcd would lose its quorum: of its 3 members, 1 beside this one are well", run.Error, StringComparison.Ordinal);
        Assert.Equal(["cp-1", "cp-2", "cp-3"], world.Names("cluster/etcd"));
        Assert.Equal(["cp-1", "cp-2", "cp-3", "worker-1"], world.Names("cluster/nodes"));
    }

    [Fact]
    public async Task A_node_that_nobody_would_empty_is_refused_at_once_and_what_to_say_of_it_is_told()
    {
        using var world = await worlds.WholeAsync();
        world.Write("cluster/nodes/cp-2/taints", "");
        world.Write("cluster/nodes/worker-1/not-ready", "");

        var run = await world.RunAsync(Founder.Name, KubeadmScripts.Ready(Story.Cluster, Worker), "down");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the node worker-1 is not ready, so it cannot be emptied", run.Error, StringComparison.Ordinal);
        Assert.Contains("'lost: true'", run.Error, StringComparison.Ordinal);
        Assert.Null(world.Read("history"));
        Assert.Contains("worker-1", world.Names("cluster/nodes"));
    }

    [Theory]
    [InlineData("worker-1")]
    [InlineData("cp-2")]
    public async Task A_machine_that_was_installed_anew_is_told_at_once_that_its_admission_has_ended(string name)
    {
        var machine = name == Worker.Name ? Worker : Second;
        using var world = await worlds.FoundedAsync();
        var admission = (await world.RunAsync(Founder.Name, KubeadmScripts.Admit(Story.Cluster, machine))).Succeeded();
        var join = KubeadmScripts.Join(Story.Cluster, machine, admission);
        (await world.RunAsync(machine.Name, join)).Succeeded();
        (await world.RunAsync(Founder.Name, KubeadmScripts.Ready(Story.Cluster, machine))).Succeeded();
        Directory.Delete(world.PathOf($"hosts/{name}/root/etc/kubernetes"), recursive: true);
        Directory.Delete(world.PathOf($"hosts/{name}/root/var/lib/infra"), recursive: true);
        var calls = world.Calls().Length;

        var run = await world.RunAsync(machine.Name, join);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("installed anew joins as another one does: say 'lost: true' of it, bring the stack up, take it out, bring it up, and add it again", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Calls().Skip(calls), call => call.Contains("kubeadm join", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_machine_that_was_lost_and_installed_anew_joins_again_under_its_name()
    {
        using var world = await worlds.WholeAsync();
        var lost = Second with { IsLost = true };
        Directory.Delete(world.PathOf("hosts/cp-2/root/etc/kubernetes"), recursive: true);
        Directory.Delete(world.PathOf("hosts/cp-2/root/var/lib"), recursive: true);

        (await world.RunAsync(Founder.Name, KubeadmScripts.Ready(Story.Cluster, lost), "down")).Succeeded();
        await new Story(Story.Cluster, world.RunAsync).AddAsync(Founder, Second);

        Assert.Equal(["cp-1", "cp-2", "cp-3"], world.Names("cluster/etcd"));
    }

    [Fact]
    public async Task After_a_restore_all_other_control_planes_are_removed_as_lost_and_join_again()
    {
        using var world = await worlds.WholeAsync();
        KubeadmMachine[] others = [Second, Story.ControlPlanes[2]];
        foreach (var other in others)
        {
            // Reset by hand; etcd, made anew, knows nothing of them.
            Directory.Delete(world.PathOf($"hosts/{other.Name}/root/etc/kubernetes"), recursive: true);
            File.Delete(world.PathOf($"cluster/etcd/{other.Name}"));
            world.Write($"cluster/nodes/{other.Name}/not-ready", "");
        }

        foreach (var other in others)
            (await world.RunAsync(Founder.Name, KubeadmScripts.Ready(Story.Cluster, other with { IsLost = true }), "down")).Succeeded();
        Assert.Equal(["cp-1", "worker-1"], world.Names("cluster/nodes"));
        foreach (var other in others)
            await new Story(Story.Cluster, world.RunAsync).AddAsync(Founder, other);

        Assert.Equal(["cp-1", "cp-2", "cp-3"], world.Names("cluster/etcd"));
    }

    [Fact]
    public async Task A_machine_that_is_gone_is_removed_without_being_asked()
    {
        var lost = Story.ControlPlanes[2] with { IsLost = true };
        using var world = await worlds.WholeAsync();
        world.Write("cluster/dead/cp-3", "");
        var calls = world.Calls().Length;

        (await world.RunAsync(Founder.Name, KubeadmScripts.Ready(Story.Cluster, lost), "down")).Succeeded();
        (await world.RunAsync(Founder.Name, KubeadmScripts.Join(Story.Cluster, lost, "version 1"), "down")).Succeeded();

        Assert.Equal(["cp-1", "cp-2"], world.Names("cluster/etcd"));
        Assert.Equal(["cp-1", "cp-2", "worker-1"], world.Names("cluster/nodes"));
        Assert.Equal("lost pods of cp-3\n", world.Read("history"));
        Assert.DoesNotContain(world.Calls().Skip(calls), call => call.StartsWith("cp-3 ", StringComparison.Ordinal) || call.Contains("kubeadm reset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_that_goes_loses_its_last_machine_too()
    {
        using var world = await worlds.WholeAsync();
        var story = new Story(Story.Cluster, world.RunAsync);

        foreach (var machine in new[] { Worker, Story.ControlPlanes[2], Second })
            await story.RemoveAsync(Founder, machine);
        (await world.RunAsync(Founder.Name, KubeadmScripts.Ready(Story.Cluster, Founder), "down")).Succeeded();
        (await world.RunAsync(Founder.Name, KubeadmScripts.Join(Story.Cluster, Founder, null), "down")).Succeeded();

        Assert.Empty(world.Names("cluster/nodes"));
        Assert.Empty(world.Names("cluster/etcd"));
        Assert.Empty(world.Names("hosts/cp-1/root/usr/local/sbin"));
        Assert.Empty(world.Names("hosts/cp-1/root/etc/systemd/system"));
        // Control planes keep pods off: after the last worker there was nowhere to send them.
        Assert.Null(world.Read("history"));
    }

    [Fact]
    public async Task The_last_machine_that_goes_may_have_been_admitted_by_a_founder_that_left_before()
    {
        using var world = await worlds.WholeAsync();
        var story = new Story(Story.Cluster, world.RunAsync);

        foreach (var machine in new[] { Founder, Story.ControlPlanes[2], Worker })
            await story.RemoveAsync(Second, machine);
        await story.RemoveAsync(Second, Second);

        Assert.Empty(world.Names("cluster/nodes"));
    }

    [Fact]
    public async Task A_node_is_neither_joined_nor_reset_under_another_name()
    {
        using var world = await worlds.WholeAsync();
        var renamed = Worker with { Name = "other" };
        async Task<ChildProcess> RunAsync(MachineScript script, string direction) => await world.RunAsync(Worker.Name, script, direction);

        var check = await RunAsync(KubeadmScripts.Check(Story.Cluster, renamed, []), "up");
        var join = await RunAsync(KubeadmScripts.Join(Story.Cluster, renamed, "version 1"), "up");
        var leave = await RunAsync(KubeadmScripts.Join(Story.Cluster, renamed, "version 1"), "down");

        Assert.Contains("found the node worker-1 of this cluster", check.Output, StringComparison.Ordinal);
        Assert.Contains("this machine is the node worker-1 already", join.Error, StringComparison.Ordinal);
        Assert.Contains("has joined as another node, worker-1, and stays as it is", leave.Succeeded(), StringComparison.Ordinal);
        Assert.DoesNotContain(world.Calls(), call => call.Contains("kubeadm reset", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_that_another_control_plane_uploaded_are_uploaded_again_by_the_one_that_is_asked_now()
    {
        using var world = await worlds.WholeAsync();
        var next = Story.ControlPlane(4);
        (await world.RunAsync(Founder.Name, KubeadmScripts.Admit(Story.Cluster, next))).Succeeded();
        var calls = world.Calls().Length;

        (await world.RunAsync(Second.Name, KubeadmScripts.Admit(Story.Cluster, next))).Succeeded();

        Assert.Contains(world.Calls().Skip(calls), call => call.StartsWith("cp-2 kubeadm init phase upload-certs", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_upgrade_does_not_begin_before_all_control_planes_are_ready()
    {
        using var world = await worlds.WholeAsync();
        world.Write("cluster/nodes/cp-2/not-ready", "");

        var run = await world.RunAsync(Founder.Name, KubeadmScripts.Drain(Story.Cluster with { Version = "1.36.1" }, Founder));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cp-2 False", run.Error, StringComparison.Ordinal);
        Assert.Null(world.Read("cluster/nodes/cp-1/unschedulable"));
    }

    [Fact]
    public async Task A_node_that_somebody_else_cordoned_stays_so_after_its_upgrade()
    {
        using var world = await worlds.WholeAsync();
        var story = new Story(Story.Cluster, world.RunAsync);
        world.Write("cluster/nodes/cp-2/unschedulable", "");
        var next = Story.Cluster with { Version = "1.36.1" };

        await story.UpgradeAsync(Founder, Founder, next, isFirst: true);
        await story.UpgradeAsync(Founder, Second, next);

        Assert.NotNull(world.Read("cluster/nodes/cp-2/unschedulable"));
        Assert.Contains("drained cp-2", world.Read("history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_as_it_should_be_is_left_alone()
    {
        using var world = await worlds.WholeAsync();
        var story = new Story(Story.Cluster, world.RunAsync);
        var (state, calls) = (world.State(), world.Calls().Length);

        await story.UpgradeAsync(Founder, Founder, Story.Cluster, isFirst: true);
        await story.UpgradeAsync(Founder, Worker, Story.Cluster);
        (await world.RunAsync(Founder.Name, KubeadmScripts.Join(Story.Cluster, Founder, null))).Succeeded();

        Assert.Equal(state, world.State());
        string[] changes = ["apt-get", "kubeadm init", "kubeadm join", "kubeadm upgrade", "systemctl restart", "drain ", "cordon ", "crictl --runtime-endpoint unix:///run/containerd/containerd.sock stop"];
        Assert.DoesNotContain(world.Calls().Skip(calls), call => changes.Any(change => call.Contains(change, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Certificates_are_renewed_once_and_every_component_started_again()
    {
        using var world = await worlds.FoundedAsync();
        var renewed = KubeadmScripts.Maintain(Story.Cluster with { CertificateGeneration = 2 }, Founder, isFirst: true);

        (await world.RunAsync(Founder.Name, renewed)).Succeeded();
        (await world.RunAsync(Founder.Name, renewed)).Succeeded();

        Assert.Single(world.Calls(), call => call.Contains("kubeadm certs renew all", StringComparison.Ordinal));
        Assert.Equal(["restarts-etcd", "restarts-kube-apiserver", "restarts-kube-controller-manager", "restarts-kube-scheduler", "restarts-kube-vip"],
            world.Names("hosts/cp-1").Where(name => name.StartsWith("restarts-", StringComparison.Ordinal)));
        Assert.Equal("2", world.Read("hosts/cp-1/root/var/lib/infra/certificate-generation"));
    }
}
