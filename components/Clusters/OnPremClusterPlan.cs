using System.Collections.Immutable;
using Infra.Components.Machines;

namespace Infra.Components.Clusters;

/// <summary>What decides about a cluster of machines.</summary>
public static class OnPremClusterPlan
{
    private const string HardwareMark = "product_uuid=";

    /// <summary>The control plane that is asked for everything which concerns the whole cluster.</summary>
    /// <remarks>
    /// Of a cluster that stands it is one that stands, and stays the same as long as it is there: whoever was added, taken out or lost, a second cluster is never founded, and
    /// nothing changes that need not.
    /// </remarks>
    /// <param name="alive">The names of the control planes that are there and not lost.</param>
    /// <param name="standing">What stands; null for a new cluster, which its steward founds.</param>
    /// <exception cref="ArgumentException">None of those that stand is there any more, so there is nobody to ask.</exception>
    public static string Steward(IEnumerable<string> alive, StandingControlPlanes? standing)
    {
        var names = alive.Where(name => standing is null || standing.Names.Contains(name, StringComparer.Ordinal)).Order(StringComparer.Ordinal).ToImmutableArray();
        return names.FirstOrDefault(name => name == standing?.Steward) ?? names.FirstOrDefault() ?? throw new ArgumentException("no control plane is left that stands", nameof(alive));
    }

    /// <summary>The control planes in the order in which they join and are upgraded: the steward, then the others by name.</summary>
    /// <param name="machines">The machines.</param>
    /// <param name="steward">The steward's name.</param>
    public static ImmutableArray<KubeadmMachine> ControlPlanes(IEnumerable<KubeadmMachine> machines, string steward) =>
    [
        .. machines.Where(machine => machine.IsControlPlane).OrderBy(machine => machine.Name == steward ? "" : machine.Name, StringComparer.Ordinal),
    ];

    /// <summary>The workers in the order of their names, those of each part upgraded together.</summary>
    /// <param name="machines">The machines.</param>
    /// <param name="size">How many are upgraded together.</param>
    public static ImmutableArray<ImmutableArray<KubeadmMachine>> Batches(IEnumerable<KubeadmMachine> machines, int size) =>
    [
        .. machines.Where(machine => !machine.IsControlPlane).OrderBy(machine => machine.Name, StringComparer.Ordinal).Chunk(size).Select(batch => batch.ToImmutableArray()),
    ];

    /// <summary>Tells of machines that are the same one, or copies of one: Kubernetes tells them apart by an id of their hardware.</summary>
    /// <remarks>See kubernetes.io, "Installing kubeadm": verify that the product_uuid is unique for every node.</remarks>
    /// <param name="reports">By machine, what looking at it printed.</param>
    /// <returns>All that are alike in one text; null when none are.</returns>
    public static string? Twins(IEnumerable<KeyValuePair<string, string>> reports)
    {
        var twins = reports
            .SelectMany(report => report.Value.Split('\n').Where(line => line.StartsWith(HardwareMark, StringComparison.Ordinal)).Select(line => (Id: line[HardwareMark.Length..].Trim(), report.Key)))
            .Where(machine => machine.Id.Length > 0)
            .GroupBy(machine => machine.Id, machine => machine.Key, StringComparer.OrdinalIgnoreCase)
            .Where(alike => alike.Count() > 1)
            .Select(alike => $"{string.Join(", ", alike.Order(StringComparer.Ordinal))} have the same product_uuid {alike.Key}")
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        return twins.IsEmpty ? null : $"{string.Join("; ", twins)}; give each machine an id of its own: Kubernetes would take them for one";
    }
}
