using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>What becomes of a cluster whose upgrade, renewal or removal of machines is interrupted at every point that there is.</summary>
public sealed class FailuresOnDayTwoTests(BuiltWorlds worlds)
{
    private static readonly KubeadmMachine Founder = Story.ControlPlanes[0];
    private static readonly KubeadmMachine Second = Story.ControlPlanes[1];
    private static readonly KubeadmMachine Worker = Story.Workers[0];

    [Fact]
    public async Task Upgrading_a_control_plane_and_then_a_worker_converges()
    {
        using var world = await worlds.WholeAsync();
        var next = Story.Cluster with { Version = "1.36.1" };

        await Convergence.Of(world, Founder.Name, KubeadmScripts.Drain(next, Second));
        var first = KubeadmScripts.Maintain(next, Founder, isFirst: true);
        await Convergence.Of(world, Founder.Name, first);
        (await world.RunAsync(Founder.Name, first)).Succeeded();
        await Convergence.Of(world, Worker.Name, KubeadmScripts.Maintain(next, Worker, isFirst: false));
    }

    [Fact]
    public async Task Renewing_certificates_and_removing_a_control_plane_converge()
    {
        using var world = await worlds.WholeAsync();

        await Convergence.Of(world, Founder.Name, KubeadmScripts.Maintain(Story.Cluster with { CertificateGeneration = 2 }, Founder, isFirst: true));
        // Asked of the machine itself, as it is of the last but one: of another it is the same with somebody left to ask.
        var leave = KubeadmScripts.Ready(Story.Cluster, Second);
        await Convergence.Of(world, Second.Name, leave, "down");
        (await world.RunAsync(Founder.Name, leave, "down")).Succeeded();
        await Convergence.Of(world, Second.Name, KubeadmScripts.Join(Story.Cluster, Second, "version 1"), "down");
    }
}
