using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Stacks.Addons;

namespace Infra.Presentation;

/// <summary>What is expected of add-ons, for people: by fleet, of one cluster, or of one add-on.</summary>
internal static class StatusReport
{
    // So many clusters are named; the others are counted.
    private const int Named = 12;

    // What is held back may never have been there, or be there in another version; only the cluster knows.
    private const string Suspended = "would have; suspended";

    private static readonly string[] Heading = ["ADD-ON", "VERSION", "NAMESPACE", "REQUIRES", "HEALTHY WHEN THESE ARE READY"];

    /// <summary>Prints it.</summary>
    public static void Write(ConsoleOutput output, PlatformStatus status)
    {
        if (status.Addons.IsEmpty)
            Nothing(output, status);
        else if (status.OnlyCluster is { } cluster)
            Cluster(output, status, cluster);
        else if (status.OnlyAddon is not null)
            Addon(output, status, status.Addons[0]);
        else
            Fleets(output, status);
    }

    private static void Nothing(ConsoleOutput output, PlatformStatus status) => output.Line((status.OnlyCluster, status.OnlyAddon) switch
    {
        ({ } cluster, { } addon) => $"{cluster} does not have {addon}.",
        ({ } cluster, null) => $"{cluster} has no add-ons.",
        _ => $"Stack {status.Stack} has no add-ons. They are entries of infra:addons; docs/addons.md tells how to write one.",
    });

    private static void Fleets(ConsoleOutput output, PlatformStatus status)
    {
        var groups = status.Groups().Where(group => !group.Clusters.IsEmpty).ToImmutableArray();
        var fleets = groups.Count(group => group.Fleet is not null);
        output.Line($"{status.Stack}: {Counted.Of(status.Addons.Length, "add-on")}, {Counted.Of(status.Clusters.Length, "cluster")}, {Counted.Of(fleets, "fleet")}.");
        var sections = groups.Select(group => (
            Title: $"{(group.Fleet is null ? "in no fleet" : $"fleet {group.Fleet}")}: {Counted.Of(group.Clusters.Length, "cluster")}",
            Rows: InGroup(status, group.Clusters))).ToList();
        if (status.Platform.ManagementCluster is { } hub)
            sections.Add(($"management cluster {hub}", [.. status.Addons.Where(addon => addon.IsOnHub).Select(addon => Row(addon, addon.Version ?? "objects"))]));

        // One layout for all sections, so that the eye goes down one column.
        var widths = Widths(sections.SelectMany(section => section.Rows));
        foreach (var (title, rows) in sections)
        {
            output.Line($"\n{title}");
            if (rows.IsEmpty)
                output.Line("  no add-ons");
            else
                Table(output, rows, widths, "  ");
        }

        Commands(output, status, [
            (StatusCommands.Releases(status), "READY: in every cluster that has it. STATUS: where not, and why"),
            ($"infra status -s {status.Stack} --addon {status.Addons[0].Addon.Name}", "one add-on: waves, clusters, versions"),
        ]);
    }

    private static ImmutableArray<string[]> InGroup(PlatformStatus status, ImmutableArray<string> clusters)
    {
        var members = clusters.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from addon in status.Addons
               let have = addon.Clusters.Where(cluster => members.Contains(cluster.Cluster)).ToImmutableArray()
               where !have.IsEmpty
               select Row(addon, Versions(have, clusters.Length) + Notes(addon)),
        ];
    }

    // "1.2.0", "1.2.0 on 6 of 24", "1.2.0 on 18, 1.3.0 on 6".
    private static string Versions(ImmutableArray<AddonOnCluster> have, int all) => AddonStatus.Versions(have) switch
    {
        [] => have.Length == all ? "objects" : $"objects on {have.Length} of {all}",
        [var only] when have.Length == all => only.Version,
        [var only] => $"{only.Version} on {have.Length} of {all}",
        var several => string.Join(", ", several.Select(version => $"{version.Version} on {version.Clusters}")) + (have.Length == all ? "" : $", of {all}"),
    };

    private static string Notes(AddonStatus addon)
    {
        string[] notes =
        [
            .. addon.Rollout is { } rollout ? [$"wave {rollout.Reached} of {rollout.Waves.Length} to {rollout.Version}"] : Array.Empty<string>(),
            .. addon.IsSuspended ? [Suspended] : Array.Empty<string>(),
        ];
        return notes.Length == 0 ? "" : $" ({string.Join(", ", notes)})";
    }

    private static void Cluster(ConsoleOutput output, PlatformStatus status, string cluster)
    {
        var isHub = cluster == status.Platform.ManagementCluster;
        var about = isHub ? "the management cluster"
            : status.Clusters[0].Fleets is { IsEmpty: false } fleets ? $"in {string.Join(" and ", fleets)}"
            : "in no fleet";
        output.Line($"{cluster}, {about} of stack {status.Stack}: {Counted.Of(status.Addons.Length, "add-on")}.");
        output.Line("");
        var rows = status.Addons.Select(addon => Row(addon, isHub ? addon.Version ?? "objects" : On(addon, addon.Clusters.Single(each => each.Cluster == cluster)))).ToImmutableArray();
        Table(output, rows, Widths(rows), "");
        Commands(output, status, isHub
            ? [.. status.Addons.Where(addon => addon.Version is not null).Select(addon => ($"helm status {addon.Addon.Name} -n {addon.Addon.Namespace}", "with the cluster's kubeconfig"))]
            :
            [
                (StatusCommands.Works(status, cluster), "what Karmada gave to the cluster, and whether the cluster took it"),
                ($"kubectl get helmreleases -n {AddonManifests.ReleaseNamespace}", "with the cluster's kubeconfig: what Flux made of it"),
            ]);
    }

    private static string On(AddonStatus addon, AddonOnCluster cluster)
    {
        var version = cluster.Version ?? "objects";
        var suspended = addon.IsSuspended ? $" ({Suspended})" : "";
        return addon.Rollout is not { } rollout ? version + suspended
            : cluster.Wave is not { } wave ? $"{version} (no wave to {rollout.Version} has it){suspended}"
            : wave <= rollout.Reached ? $"{version} (since wave {wave}){suspended}"
            : $"{version} ({rollout.Version} comes with wave {wave} of {rollout.Waves.Length}){suspended}";
    }

    private static void Addon(ConsoleOutput output, PlatformStatus status, AddonStatus addon)
    {
        var what = addon.Addon.Content is AddonContent.Helm { Chart: var chart } ? $"chart {chart.Name} {chart.Version} of {chart.Repository}" : "objects";
        output.Line($"{addon.Addon.Name}, in stack {status.Stack}: {what}, in namespace {addon.Addon.Namespace}.");
        if (addon.Why is { } why)
            output.Line($"It {why}.");
        (string Name, string Text)[] facts =
        [
            ("requires", string.Join(", ", addon.Addon.Requires)),
            ("conflicts with", string.Join(", ", addon.Addon.Conflicts)),
            ("healthy when ready", string.Join(", ", addon.Addon.Healthy)),
            ("on the hub", addon.IsOnHub ? $"{status.Platform.ManagementCluster}" : ""),
            ("suspended", addon.IsSuspended ? "changes are held back: what follows is what clusters would have" : ""),
        ];
        var told = facts.Where(fact => fact.Text.Length > 0).ToList();
        foreach (var (index, (name, text)) in told.Index())
            output.Line($"{(index == 0 ? "\n" : "")}{name.PadRight(told.Max(fact => fact.Name.Length))}{Columns.Gap}{text}");
        if (addon.Rollout is { } rollout)
            Waves(output, addon, rollout);
        if (!addon.Clusters.IsEmpty)
            Clusters(output, addon);
        Commands(output, status, addon.Clusters.IsEmpty ? [] :
        [
            .. addon.Version is null ? Array.Empty<(string, string)>() : [($"{StatusCommands.Releases(status)} {addon.ObjectName}", "READY: in every cluster. STATUS: where not, and why")],
            (StatusCommands.Binding(status, addon), addon.Version is null ? "what is taken where" : "what each cluster says"),
        ]);
    }

    private static void Waves(ConsoleOutput output, AddonStatus addon, AddonRollout rollout)
    {
        output.Line($"\n{rollout.Version} is on its way: {rollout.Reached} of {Counted.Of(rollout.Waves.Length, "wave")} reached.");
        Columns.Write(output, Columns.OfWaves([.. addon.Clusters.Select(cluster => cluster.Wave)], rollout.Waves.Length, rollout.Reached, $"has {rollout.Version}", $"keeps {addon.Version}"), "  ");
    }

    private static void Clusters(ConsoleOutput output, AddonStatus addon)
    {
        output.Line($"\n{Counted.Of(addon.Clusters.Length, "cluster")}:");
        var groups = addon.Clusters.GroupBy(cluster => cluster.Version ?? "objects", StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        foreach (var group in groups)
        {
            var names = string.Join(", ", group.Take(Named).Select(cluster => cluster.Cluster));
            var more = group.Count() > Named ? $" and {group.Count() - Named} more (--json names them all)" : "";
            output.Line($"  {group.Key.PadRight(groups.Max(each => each.Key.Length))}{Columns.Gap}{names}{more}");
        }
    }

    private static void Commands(ConsoleOutput output, PlatformStatus status, ImmutableArray<(string Command, string Tells)> commands)
    {
        if (commands.IsEmpty)
            return;
        output.Line("\nHow it really is:");
        if (StatusCommands.Kubeconfig(status) is { } kubeconfig && commands.Any(command => command.Command.Contains("--kubeconfig", StringComparison.Ordinal)))
            output.Line($"  {kubeconfig}");
        foreach (var (command, tells) in commands)
            output.Line($"  # {tells}\n  {command}");
    }

    private static string[] Row(AddonStatus addon, string version) =>
        [addon.Addon.Name, version, addon.Addon.Namespace, string.Join(", ", addon.Addon.Requires), string.Join(", ", addon.Addon.Healthy)];

    // A column that says nothing is left out: its width is none.
    private static int[] Widths(IEnumerable<string[]> rows) => [.. Heading.Select((heading, column) => rows.Select(row => row[column].Length).DefaultIfEmpty().Max() is > 0 and var widest ? Math.Max(widest, heading.Length) : 0)];

    private static void Table(ConsoleOutput output, ImmutableArray<string[]> rows, int[] widths, string indent)
    {
        output.Line(indent + Columns.Line(Heading, widths));
        foreach (var row in rows)
            output.Line(indent + Columns.Line(row, widths));
    }
}
