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
        var alive = standing.Except(deployed.Lost, StringComparer.Ordinal).ToImmutableArray();
        if (staying.SequenceEqual(alive))
            return; // All that were alive are.
        var leaving = alive.Except(staying, StringComparer.Ordinal).Except(lost, StringComparer.Ordinal).ToImmutableArray();
        var hasMajority = staying.Length * 2 > standing.Length;
        if (staying.IsEmpty)
        {
            context.Report(
                Rules.MajorityStays,
                path,
                $"of the control planes that stand ({string.Join(", ", standing)}) none would stay, and the cluster's content with none; keep one until others have joined, or restore a snapshot");
        }
        else if (!lost.IsEmpty && !leaving.IsEmpty && !hasMajority)
        {
            context.Report(
                Rules.MajorityStays,
                path,
                $"{Are(lost)} lost, {string.Join(", ", leaving)} would leave beside, and {Numbers(staying, standing)}; let those that live go in a change after the lost have left");
        }
        else if (!hasMajority && leaving.IsEmpty)
        {
            // That is how it is, and saying so is on the way out of it. Whether etcd can do without them is seen when they leave.
            context.Report(
                Rules.MajorityLost,
                path,
                $"{Are(lost)} lost, and {Numbers(staying, standing)}: etcd takes no change until a snapshot was restored on {(staying.Length == 1 ? staying[0] : "one of those that are left")}; "
                    + "if that is done, go on");
        }
    }

    private static string Are(ImmutableArray<string> names) => $"{string.Join(", ", names)} {(names.Length == 1 ? "is" : "are")}";

    private static string Numbers(ImmutableArray<string> staying, ImmutableArray<string> standing) =>
        string.Create(CultureInfo.InvariantCulture, $"{staying.Length} of {standing.Length} control planes would stay, no majority");
}
