using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

public sealed class HostileTextTests(BuiltWorlds worlds)
{
    [Fact]
    public async Task What_users_write_is_never_run()
    {
        using var world = await worlds.FoundedAsync();

        foreach (var (host, script) in All())
        {
            // Whether it succeeds is another matter: what it may not do is obey.
            foreach (var direction in new[] { "up", "down" })
                await world.RunAsync(host, script, direction);
            Assert.True(Directory.EnumerateFiles(world.Folder, "harm*", SearchOption.AllDirectories).FirstOrDefault() is null, script.Step);
        }
    }

    [Fact]
    public async Task Labels_and_taints_that_look_like_options_or_commands_reach_the_node_as_they_are()
    {
        var (founder, worker) = (Story.ControlPlanes[0], Story.Workers[0]);
        var marked = worker with
        {
            Labels = worker.Labels.Add("--all", "$(id)").Add("a/b", "'; rm -rf /; '"),
            Taints = [new("--all", "`id`", Components.Clusters.NodeTaintEffect.NoExecute), new("dedicated", null, Components.Clusters.NodeTaintEffect.NoSchedule)],
        };
        using var world = await worlds.FoundedAsync();
        var story = new Story(Story.Cluster, world.RunAsync);

        await story.AddAsync(founder, marked);

        Assert.Equal("--all=$(id)\na/b='; rm -rf /; '\n", world.Read("cluster/nodes/worker-1/labels"));
        Assert.Equal("--all=`id`:NoExecute\ndedicated:NoSchedule\n", world.Read("cluster/nodes/worker-1/taints"));

        // What others have set stays, and what was declared and is no more goes.
        world.Write("cluster/nodes/worker-1/labels", world.Read("cluster/nodes/worker-1/labels") + "set-by=others\n");
        (await world.RunAsync(founder.Name, KubeadmScripts.Ready(Story.Cluster, worker with { Zone = "b" }))).Succeeded();
        Assert.Equal("set-by=others\ntopology.kubernetes.io/zone=b\n", world.Read("cluster/nodes/worker-1/labels"));
        Assert.Equal("", world.Read("cluster/nodes/worker-1/taints"));
    }

    private static (string Host, MachineScript Script)[] All()
    {
        var cluster = ComposedScripts.HostileCluster;
        var (controlPlane, worker) = (ComposedScripts.HostileMachine(true), ComposedScripts.HostileMachine(false));
        var admission = "version 1\ntoken " + ComposedScripts.Hostile;
        return
        [
            ("worker-1", KubeadmScripts.Check(cluster, controlPlane, [controlPlane, worker])),
            ("cp-1", KubeadmScripts.Admit(cluster, controlPlane)),
            ("worker-1", KubeadmScripts.Join(cluster, controlPlane, null)),
            ("worker-1", KubeadmScripts.Join(cluster, worker, admission)),
            ("cp-1", KubeadmScripts.Drain(cluster, worker)),
            ("cp-1", KubeadmScripts.Maintain(cluster, controlPlane, isFirst: true)),
            ("cp-1", KubeadmScripts.Ready(cluster, controlPlane)),
            ("cp-1", KubeadmScripts.Kubeconfig(cluster)),
        ];
    }
}
