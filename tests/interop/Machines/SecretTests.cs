using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

public sealed class SecretTests(BuiltWorlds worlds)
{
    [Fact]
    public async Task No_secret_is_ever_an_argument_or_in_a_file_that_others_may_read()
    {
        var (founder, second) = (Story.ControlPlanes[0], Story.ControlPlanes[1]);
        using var world = World.With(founder, second);
        // Every program, also those of the system: whatever is an argument can be seen in the list of processes.
        world.Watch();
        await new Story(Story.Cluster, world.RunAsync).FoundAsync(founder);
        var admission = (await world.RunAsync(founder.Name, KubeadmScripts.Admit(Story.Cluster, second))).Succeeded();
        // Left in the middle: whatever joining puts down is there.
        world.Write("hosts/cp-2/fail", "kubeadm join *");
        await world.RunAsync(second.Name, KubeadmScripts.Join(Story.Cluster, second, admission));
        var fields = admission.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var encryption = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(fields["encryption"]));
        var key = encryption.Split("\"secret\": \"")[1].Split('"')[0];
        string[] secrets = [fields["token"], fields["token"].Split('.')[1], fields["certificate-key"], fields["encryption"], key];
        Assert.Equal(32, Convert.FromBase64String(key).Length);

        var calls = world.Calls();
        Assert.Contains(calls, call => call.Contains(" mv ", StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(calls, call => call.Contains(secret, StringComparison.Ordinal)));

        var readable = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var files = new[] { "cp-1", "cp-2" }.SelectMany(host => Directory.EnumerateFiles(world.PathOf($"hosts/{host}/root"), "*", SearchOption.AllDirectories)).ToList();
        var holding = files.Where(file => secrets.Any(secret => File.ReadAllText(file).Contains(secret, StringComparison.Ordinal))).ToList();
        Assert.Contains(holding, file => file.EndsWith("kubeadm-join.json", StringComparison.Ordinal));
        Assert.All(holding, file => Assert.Equal((UnixFileMode)0, World.ModeOf(file) & readable));

        File.Delete(world.PathOf("hosts/cp-2/fail"));
        (await world.RunAsync(second.Name, KubeadmScripts.Join(Story.Cluster, second, admission))).Succeeded();
        Assert.Null(world.Read("hosts/cp-2/root/var/lib/infra/kubeadm-join.json"));
    }

    [Fact]
    public async Task An_admission_is_the_same_when_it_is_asked_for_again_and_empty_once_the_machine_has_joined()
    {
        var (founder, second) = (Story.ControlPlanes[0], Story.ControlPlanes[1]);
        using var world = await worlds.FoundedAsync();
        var admit = KubeadmScripts.Admit(Story.Cluster, second);

        var first = (await world.RunAsync(founder.Name, admit)).Succeeded();
        // kubeadm's keys are gone after two hours, were they not held.
        Assert.Null(world.Read("cluster/secrets/kubeadm-certs/owner"));
        Directory.Delete(world.PathOf("cluster/secrets/kubeadm-certs"), recursive: true);
        Assert.Equal(first, (await world.RunAsync(founder.Name, admit)).Succeeded());
        Assert.NotNull(world.Read("cluster/secrets/kubeadm-certs/key"));

        (await world.RunAsync(second.Name, KubeadmScripts.Join(Story.Cluster, second, first))).Succeeded();
        (await world.RunAsync(founder.Name, KubeadmScripts.Ready(Story.Cluster, second))).Succeeded();
        var empty = (await world.RunAsync(founder.Name, admit)).Succeeded();
        Assert.Equal("version 1\n", empty);
        Assert.Empty(world.Names("cluster/secrets"));
        (await world.RunAsync(second.Name, KubeadmScripts.Join(Story.Cluster, second, empty))).Succeeded();
    }
}
