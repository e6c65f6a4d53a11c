using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>What becomes of a machine whose joining is interrupted at every point that there is.</summary>
public sealed class FailuresWhileJoiningTests(BuiltWorlds worlds)
{
    private static readonly KubeadmMachine Founder = Story.ControlPlanes[0];

    [Fact]
    public async Task Founding_a_cluster_converges()
    {
        using var world = World.With(Founder);

        await Convergence.Of(world, Founder.Name, KubeadmScripts.Join(Story.Cluster, Founder, null));
    }

    [Fact]
    public async Task Being_admitted_joining_and_going_into_service_converge()
    {
        var machine = Story.ControlPlanes[1];
        using var world = await worlds.FoundedAsync();

        var admit = KubeadmScripts.Admit(Story.Cluster, machine);
        await Convergence.Of(world, Founder.Name, admit, "up", "mv", "openssl");
        var join = KubeadmScripts.Join(Story.Cluster, machine, (await world.RunAsync(Founder.Name, admit)).Succeeded());
        await Convergence.Of(world, machine.Name, join);
        (await world.RunAsync(machine.Name, join)).Succeeded();
        await Convergence.Of(world, Founder.Name, KubeadmScripts.Ready(Story.Cluster, machine));
    }
}
