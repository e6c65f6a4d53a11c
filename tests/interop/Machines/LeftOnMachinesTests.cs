using System.Diagnostics;
using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>The programs that control planes are left with.</summary>
public sealed class LeftOnMachinesTests(BuiltWorlds worlds)
{
    private static readonly KubeadmMachine Founder = Story.ControlPlanes[0];

    [Fact]
    public async Task Snapshots_hold_etcd_and_its_keys_and_the_oldest_go()
    {
        using var world = await FoundedAsync(Story.Cluster with { Snapshots = new(Keep: 2) });
        const string Folder = "hosts/cp-1/root/var/lib/infra/etcd-snapshots";
        foreach (var old in new[] { "20260101T000000Z", "20260102T000000Z" })
        {
            world.Write($"{Folder}/{old}.db", "");
            world.Write($"{Folder}/{old}.keys.tar", "");
        }

        await RunAsync(world, "infra-etcd-snapshot");
        await RunAsync(world, "infra-etcd-snapshot", "before-v1.36.1");

        var names = world.Names(Folder).Where(name => name[0] != '.').ToList();
        Assert.Equal(6, names.Count);
        Assert.DoesNotContain("20260101T000000Z.db", names);
        Assert.Contains("before-v1.36.1.db", names);
        Assert.All(names.Where(name => !name.StartsWith("20260102", StringComparison.Ordinal)), name => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, World.ModeOf(world.PathOf($"{Folder}/{name}"))));
        var keys = await ChildProcess.RunAsync("tar", ["--list", "--file", world.PathOf($"{Folder}/before-v1.36.1.keys.tar")]);
        Assert.Contains("infra/encryption.json", keys.Succeeded(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restoring_replaces_the_data_of_etcd_keeps_the_old_and_starts_the_control_plane_again()
    {
        using var world = await worlds.FoundedAsync();
        await RunAsync(world, "infra-etcd-snapshot", "good");
        world.Write("hosts/cp-1/root/var/lib/etcd/member/db", "spoiled");

        await RunAsync(world, "infra-etcd-restore", world.PathOf("hosts/cp-1/root/var/lib/infra/etcd-snapshots/good.db"));

        Assert.Equal("1.35.2\n", world.Read("hosts/cp-1/root/var/lib/etcd/member/db"));
        Assert.Equal("spoiled", world.Read("hosts/cp-1/root/var/lib/infra/restored-etcd/before/member/db"));
        Assert.Equal(["etcd.yaml", "kube-apiserver.yaml", "kube-controller-manager.yaml", "kube-scheduler.yaml", "kube-vip.yaml"], world.Names("hosts/cp-1/root/etc/kubernetes/manifests"));
    }

    [Fact]
    public async Task Restoring_that_was_interrupted_leaves_nothing_in_its_own_way()
    {
        using var world = await worlds.FoundedAsync();
        await RunAsync(world, "infra-etcd-snapshot", "good");
        world.Write("hosts/cp-1/containers/infra-etcd-restore", "");
        world.Write("hosts/cp-1/containers/infra-etcd-restore.running", "");

        await RunAsync(world, "infra-etcd-restore", world.PathOf("hosts/cp-1/root/var/lib/infra/etcd-snapshots/good.db"));

        Assert.Equal("1.35.2\n", world.Read("hosts/cp-1/root/var/lib/etcd/member/db"));
    }

    [Fact]
    public async Task An_etcd_without_etcdutl_is_saved_and_restored_by_etcdctl()
    {
        using var world = await worlds.FoundedAsync();
        world.Write("hosts/cp-1/no-etcdutl", "");
        await RunAsync(world, "infra-etcd-snapshot", "good");
        world.Write("hosts/cp-1/root/var/lib/etcd/member/db", "spoiled");

        await RunAsync(world, "infra-etcd-restore", world.PathOf("hosts/cp-1/root/var/lib/infra/etcd-snapshots/good.db"));

        Assert.Equal("1.35.2\n", world.Read("hosts/cp-1/root/var/lib/etcd/member/db"));
    }

    [Fact]
    public async Task Serving_certificates_are_signed_for_a_nodes_own_name_and_address_alone()
    {
        using var world = await worlds.FoundedAsync();
        void Ask(string name, string user, string node, string[] names, string[] addresses) =>
            world.Write($"cluster/requests/{name}", $"system:node:{user} {World.ServingRequest(node, names, addresses)}\n");
        Ask("good", "cp-1", "cp-1", ["cp-1"], ["127.0.0.11"]);
        Ask("other-address", "cp-1", "cp-1", ["cp-1"], ["127.0.0.11", "10.0.0.9"]);
        Ask("other-name", "cp-1", "cp-1", ["cp-1", "kubernetes.default"], ["127.0.0.11"]);
        Ask("other-subject", "cp-1", "cp-2", ["cp-1"], ["127.0.0.11"]);
        Ask("other-user", "cp-2", "cp-1", ["cp-1"], ["127.0.0.11"]);
        Ask("stranger", "mallory", "mallory", ["mallory"], ["10.0.0.66"]);
        world.Write("cluster/requests/nonsense", "system:node:cp-1 bm9uc2Vuc2U=\n");

        await RunAsync(world, "infra-approve-certificates");

        Assert.Equal(["csr-cp-1", "good"], world.Names("cluster/approved"));
    }

    private static async Task<World> FoundedAsync(KubeadmCluster cluster)
    {
        var world = World.With(Founder);
        await new Story(cluster, world.RunAsync).FoundAsync(Founder);
        return world;
    }

    private static async Task RunAsync(World world, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(world.PathOf($"hosts/cp-1/root/usr/local/sbin/{program}"), arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var (name, value) in world.EnvironmentOf("cp-1"))
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        (await World.FinishAsync(process, "")).Succeeded();
    }
}
