using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>The stories of a cluster, told over real SSH connections.</summary>
public sealed class OverSshTests(BuiltWorlds worlds)
{
    [Fact]
    public async Task A_cluster_of_three_and_two_is_made_upgraded_one_by_one_and_taken_apart()
    {
        var before = Story.Cluster with { Version = "1.34.4" };
        var (founder, second, third) = (Story.ControlPlanes[0], Story.ControlPlanes[1], Story.ControlPlanes[2]);
        using var world = World.With([.. Story.ControlPlanes, .. Story.Workers]);
        using var servers = await Sshd.ForAsync(world, [.. Story.ControlPlanes, .. Story.Workers]);

        var story = new Story(before, servers.RunAsync);
        await story.BuildAsync([.. Story.ControlPlanes, .. Story.Workers]);
        Assert.Equal(["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"], world.Names("cluster/nodes"));
        Assert.Equal(["cp-1", "cp-2", "cp-3"], world.Names("cluster/etcd"));
        Assert.Empty(world.Names("cluster/secrets"));
        Assert.Equal("node-role.kubernetes.io/control-plane:NoSchedule\n", world.Read("cluster/nodes/cp-2/taints"));
        Assert.Equal("topology.kubernetes.io/zone=zone-2\n", world.Read("cluster/nodes/cp-2/labels"));

        var kubeconfig = await servers.RunAsync(founder.Name, KubeadmScripts.Kubeconfig(before), "up");
        Assert.Equal(world.Read("hosts/cp-1/root/etc/kubernetes/admin.conf"), kubeconfig.Succeeded());

        world.Write("history", "");
        foreach (var machine in (KubeadmMachine[])[founder, second, Story.Workers[0]])
            await story.UpgradeAsync(machine == founder ? second : founder, machine, Story.Cluster, machine == founder);
        Assert.Equal(
            [
                "cordoned cp-1", "drained cp-1", "cp-1 upgraded to 1.35.2", "uncordoned cp-1",
                "cordoned cp-2", "drained cp-2", "cp-2 upgraded to 1.35.2", "uncordoned cp-2",
                "cordoned worker-1", "drained worker-1", "worker-1 upgraded to 1.35.2", "uncordoned worker-1",
            ],
            File.ReadAllLines(world.PathOf("history")));
        Assert.Equal(["v1.35.2\n", "v1.35.2\n", "v1.34.4\n", "v1.35.2\n"], new[] { "cp-1", "cp-2", "cp-3", "worker-1" }.Select(name => world.Read($"cluster/nodes/{name}/version")));
        Assert.NotNull(world.Read("hosts/cp-1/root/var/lib/infra/etcd-snapshots/before-v1.35.2.db"));

        await story.RemoveAsync(founder, Story.Workers[0]);
        await story.RemoveAsync(founder, third);
        Assert.Equal(["cp-1", "cp-2", "worker-2"], world.Names("cluster/nodes"));
        Assert.Equal(["cp-1", "cp-2"], world.Names("cluster/etcd"));
        Assert.Empty(world.Names("hosts/cp-3/held"));
        Assert.Empty(world.Names("hosts/cp-3/root/etc/kubernetes/manifests"));
        Assert.Equal("*filter\n-A INPUT -p tcp --dport 22 -j ACCEPT\nCOMMIT\n", world.Read("hosts/cp-3/rules"));
    }

    [Fact]
    public async Task A_machine_whose_key_is_not_the_known_one_is_not_logged_in_to()
    {
        var machines = Story.Workers;
        using var world = World.With([.. machines]);
        using var servers = await Sshd.ForAsync(world, machines);

        var good = await servers.RunAsync("worker-1", "bash -s up", "uname -r\n");
        var bad = await servers.RunAsync("worker-1", "bash -s up", "uname -r\n", keyOf: "worker-2");

        Assert.Equal(world.Read("hosts/worker-1/kernel"), good.Succeeded());
        Assert.Equal(255, bad.ExitCode);
        Assert.Contains("Host key verification failed", bad.Error, StringComparison.Ordinal);
        Assert.Single(world.Calls());
    }

    [Fact]
    public async Task A_failure_says_on_which_machine_and_shows_the_last_forty_lines_and_no_secret()
    {
        var (founder, worker) = (Story.ControlPlanes[0], Story.Workers[0]);
        using var world = await worlds.FoundedAsync();
        using var servers = await Sshd.ForAsync(world, worker);
        var admission = (await world.RunAsync(founder.Name, KubeadmScripts.Admit(Story.Cluster, worker))).Succeeded();
        world.Write("hosts/worker-1/fail", "kubeadm join *");
        world.Write("hosts/worker-1/before-failing", $"{string.Join('\n', Enumerable.Range(1, 60).Select(number => $"line {number}"))}\n{admission}");

        var run = await servers.RunAsync(worker.Name, KubeadmScripts.Join(Story.Cluster, worker, admission), "up");

        Assert.Equal(7, run.ExitCode);
        Assert.Equal("", run.Output);
        var lines = run.Error.TrimEnd().Split('\n');
        Assert.Matches("^host worker-1: join failed \\(exit 7\\) at line [0-9]+ \\(kubeadm join .*\\); the last 40 lines of .*/var/log/infra/join-worker-1.log:$", lines[0]);
        Assert.Equal(41, lines.Length);
        Assert.Equal("kubeadm: made to fail before it did anything", lines[^1]);
        Assert.Contains("token [secret]", lines);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, World.ModeOf(world.PathOf("hosts/worker-1/root/var/log/infra/join-worker-1.log")));
    }
}
