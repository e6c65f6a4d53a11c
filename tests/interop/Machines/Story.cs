using System.Collections.Immutable;
using Infra.Components.Machines;

namespace Infra.Interop.Tests.Machines;

/// <summary>Runs one script on one machine.</summary>
internal delegate Task<ChildProcess> Runner(string host, MachineScript script, string direction);

/// <summary>The life of a cluster, each step in the order in which it is wired; a step that fails ends the story.</summary>
internal sealed class Story(KubeadmCluster cluster, Runner run)
{
    private readonly Dictionary<string, string?> _admissions = new(StringComparer.Ordinal);

    /// <summary>The cluster of these stories.</summary>
    public static KubeadmCluster Cluster { get; } = new() { Name = "on-prem", Api = new() { Address = "127.0.0.100" } };

    /// <summary>Three control planes.</summary>
    public static ImmutableArray<KubeadmMachine> ControlPlanes { get; } = [.. Enumerable.Range(1, 3).Select(number => ControlPlane(number))];

    /// <summary>Two workers.</summary>
    public static ImmutableArray<KubeadmMachine> Workers { get; } = [.. Enumerable.Range(1, 2).Select(number => Worker(number))];

    /// <summary>A control plane.</summary>
    public static KubeadmMachine ControlPlane(int number) => new() { Name = $"cp-{number}", Address = $"127.0.0.1{number}", IsControlPlane = true, Zone = $"zone-{number}" };

    /// <summary>A worker.</summary>
    public static KubeadmMachine Worker(int number) => new() { Name = $"worker-{number}", Address = $"127.0.0.2{number}" };

    /// <summary>The first machine makes the cluster.</summary>
    public async Task FoundAsync(KubeadmMachine founder)
    {
        await DoAsync(founder.Name, KubeadmScripts.Join(cluster, founder, null));
        await DoAsync(founder.Name, KubeadmScripts.Ready(cluster, founder));
    }

    /// <summary>Another machine joins.</summary>
    public async Task AddAsync(KubeadmMachine steward, KubeadmMachine machine)
    {
        var admission = await DoAsync(steward.Name, KubeadmScripts.Admit(cluster, machine));
        _admissions[machine.Name] = admission;
        await DoAsync(machine.Name, KubeadmScripts.Join(cluster, machine, admission));
        await DoAsync(steward.Name, KubeadmScripts.Ready(cluster, machine));
    }

    /// <summary>A machine leaves.</summary>
    public async Task RemoveAsync(KubeadmMachine steward, KubeadmMachine machine)
    {
        await DoAsync(steward.Name, KubeadmScripts.Ready(cluster, machine), "down");
        await DoAsync(machine.Name, KubeadmScripts.Join(cluster, machine, _admissions.GetValueOrDefault(machine.Name)), "down");
        await DoAsync(steward.Name, KubeadmScripts.Admit(cluster, machine), "down");
    }

    /// <summary>A machine is brought to a version.</summary>
    public async Task UpgradeAsync(KubeadmMachine steward, KubeadmMachine machine, KubeadmCluster wanted, bool isFirst = false)
    {
        await DoAsync(steward.Name, KubeadmScripts.Drain(wanted, machine));
        await DoAsync(machine.Name, KubeadmScripts.Maintain(wanted, machine, isFirst));
        await DoAsync(steward.Name, KubeadmScripts.Ready(wanted, machine));
    }

    /// <summary>A cluster of these machines, the first of them its founder.</summary>
    public async Task BuildAsync(IEnumerable<KubeadmMachine> machines)
    {
        KubeadmMachine? founder = null;
        foreach (var machine in machines)
        {
            if (founder is null)
                await FoundAsync(founder = machine);
            else
                await AddAsync(founder, machine);
        }
    }

    private async Task<string> DoAsync(string host, MachineScript script, string direction = "up")
    {
        var result = await run(host, script, direction);
        Assert.True(result.ExitCode == 0, $"{script.Step} {direction} on {host}: exit code {result.ExitCode}\n{result.Output}\n{result.Error}");
        return result.Output;
    }
}
