using System.Net;
using System.Net.Sockets;
using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

public sealed class CheckTests(BuiltWorlds worlds)
{
    private static readonly KubeadmMachine Machine = Story.ControlPlanes[0];

    private static KubeadmCluster Cluster { get; } = Story.Cluster with { Version = "1.35.2" };

    [Fact]
    public async Task A_good_machine_passes_and_says_who_it_is()
    {
        using var world = World.With(Machine);

        var run = await CheckAsync(world);

        Assert.Equal("product_uuid=uuid-of-cp-1\n", run.Succeeded());
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        using var world = World.With(Machine);
        world.Write("hosts/cp-1/root/etc/os-release", "ID=gentoo\nVERSION_ID=\"2\"\n");
        world.Write("hosts/cp-1/kernel", "4.19.0\n");
        File.Delete(world.PathOf("hosts/cp-1/root/sys/fs/cgroup/cgroup.controllers"));
        world.Write("hosts/cp-1/processors", "1\n");
        world.Write("hosts/cp-1/root/proc/meminfo", "MemTotal:       1000000 kB\n");
        world.Write("hosts/cp-1/free", "3");
        world.Write("hosts/cp-1/root/proc/swaps", "Filename Type Size Used Priority\n/swap.img file 1 0 -2\n");
        world.Write("hosts/cp-1/sockets", "LISTEN 0 4096 127.0.0.1:2379 0.0.0.0:* users:((\"etcd\",pid=1,fd=3))\nLISTEN 0 4096 *:10250 *:*\n");
        world.Write("hosts/cp-1/offset", "1.200000");
        world.Write("hosts/cp-1/names", "10.9.9.9 cp-1\n");
        world.Write("hosts/cp-1/root/sys/class/net/eth0/mtu", "1200\n");
        world.Write("hosts/cp-1/unreachable", "https://registry.k8s.io/v2/\n");
        world.Write("hosts/cp-1/root/var/lib/etcd/member/db", "of another time");
        world.Write("hosts/cp-1/answers-ping", "");

        var run = await CheckAsync(world);

        Assert.Equal(1, run.ExitCode);
        string[] errors = ["operating system: found gentoo 2", "kernel: found 4.19.0", "cgroups", "processors: found 1", "memory: found 976 MiB", "disk, /var/lib: found 3 GiB",
            "port 2379: found taken: users:((\"etcd\",pid=1,fd=3))", "port 10250", "clock: found off by 1.200000", "name cp-1: found 10.9.9.9", "MTU of eth0: found 1200",
            "source https://registry.k8s.io/v2/: found 000", "installation: found data of etcd", "address 127.0.0.100 of the API"];
        Assert.All(errors, error => Assert.Contains($"error: {error}", run.Output, StringComparison.Ordinal));
        Assert.Equal(errors.Length, run.Output.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)));
        Assert.Contains("warning: swap: found in use; needed: none. To mend it: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("warning: address 127.0.0.11: found no name", run.Output, StringComparison.Ordinal);
        Assert.Contains("host cp-1: check failed (exit 1)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_on_the_machine_is_changed()
    {
        using var world = World.With(Machine);
        var before = world.State();

        await CheckAsync(world);

        Assert.Equal(before, world.State());
    }

    [Fact]
    public async Task Machines_that_do_not_answer_are_named_and_those_that_refuse_are_reached()
    {
        using var world = World.With(Machine);
        var blocked = Story.Worker(2) with { Address = "255.255.255.255" };

        var run = await world.RunAsync(Machine.Name, KubeadmScripts.Check(Cluster, Machine, [Machine, Story.ControlPlanes[1], Story.Workers[0], blocked]));

        var errors = run.Output.Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal));
        Assert.StartsWith("error: port 10250 of worker-2: found no answer from 255.255.255.255", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_of_another_cluster_is_told_and_a_node_of_this_one_passes_at_once()
    {
        using var world = await worlds.FoundedAsync();
        world.Write("hosts/cp-1/processors", "0\n");

        var own = await CheckAsync(world);
        var other = await world.RunAsync(Machine.Name, KubeadmScripts.Check(Story.Cluster with { Api = new() { Address = "127.0.0.101" } }, Machine, []));

        own.Succeeded();
        Assert.Contains("error: installation: found a node of the cluster at https://127.0.0.100:6443", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_founder_refuses_when_the_address_of_the_API_answers_already()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var cluster = Story.Cluster with { Api = new() { Address = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port } };
        using var world = World.With(Machine);

        var run = await world.RunAsync(Machine.Name, KubeadmScripts.Join(cluster, Machine, null));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("answers already", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Calls(), call => call.Contains("kubeadm init", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_founder_that_was_installed_anew_founds_no_second_cluster_beside_control_planes_that_answer()
    {
        using var listener = new TcpListener(IPAddress.Parse(Story.ControlPlanes[1].Address), 0);
        listener.Start();
        var cluster = Story.Cluster with { Api = Story.Cluster.Api with { Port = ((IPEndPoint)listener.LocalEndpoint).Port } };
        using var world = World.With(Machine);

        var run = await world.RunAsync(Machine.Name, KubeadmScripts.Join(cluster, Machine, null, Story.ControlPlanes));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("another control plane answers already, at 127.0.0.12 on port", run.Error, StringComparison.Ordinal);
        Assert.Contains("say 'lost: true' of it", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(world.Calls(), call => call.Contains("kubeadm init", StringComparison.Ordinal));
    }

    private static Task<ChildProcess> CheckAsync(World world) => world.RunAsync(Machine.Name, KubeadmScripts.Check(Cluster, Machine, [Machine]));
}
