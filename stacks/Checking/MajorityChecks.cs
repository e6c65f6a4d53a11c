using System.Collections.Immutable;
using System.Globalization;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The control planes of machines: that a change leaves the cluster its content, and etcd able to decide.</summary>
internal static class MajorityChecks
{
    public static void Run(CheckContext context, SpecPath path, OnPremClusterSpec cluster, DeployedCluster deployed)
    {
        var standing = deployed.ControlPlanes;
        if (standing.IsEmpty || !context.IsRead(path))
            return;
        var lost = standing.Where(name => cluster.Machines.TryGetValue(name, out var machine) ? machine.Lost : deployed.Lost.Contains(name)).ToImmutableArray();
        var staying = standing.Where(name => cluster.Machines.TryGetValue(name, out var machine) && machine is { Lost: false, Role: MachineRole.ControlPlane }).ToImmutableArray();
        if (staying.SequenceEqual(standing.Except(deployed.Lost, StringComparer.Ordinal)))
            return; // All that were alive are.
        if (staying.IsEmpty)
        {
            context.Report(
                Rules.MajorityStays,
                path,
                $"of the control planes that stand ({string.Join(", ", standing)}) none would stay, and the cluster's content with none; keep one until others have joined, or restore a snapshot");
        }
        else if (!lost.IsEmpty && staying.Length * 2 <= standing.Length)
        {
            context.Report(
                Rules.MajorityStays,
                path,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{string.Join(", ", lost)} {(lost.Length == 1 ? "is" : "are")} lost, and {staying.Length} of {standing.Length} control planes would stay, no majority; ")
                    + (lost.Length * 2 < standing.Length ? "let the others go in a change after the lost have left" : "restore a snapshot of etcd on one that is left, then replace the lost ones one after the other"));
        }
    }
}
