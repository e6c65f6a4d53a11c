using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Spectre.Console;

namespace Infra.Presentation;

/// <summary>Which clusters answer for which services, for people: of all meshes, of one service, for callers in one cluster, or with clusters drained.</summary>
internal static class TrafficReport
{
    // So many clusters have a row each; callers in more are told together where they are answered alike.
    private const int Rows = 12;

    private static readonly string[] Heading = ["CLUSTER", "ROLE", "NETWORK", "REGION", "CONTROL PLANE", "TRAFFIC"];

    /// <summary>Prints it.</summary>
    public static void Write(ConsoleOutput output, TrafficStatus status)
    {
        if (status.Meshes.IsEmpty)
        {
            output.Line($"Stack {status.Stack} has no meshes. They are infra:meshes; docs/meshes.md tells how to write one.");
            return;
        }

        foreach (var (index, mesh) in status.Meshes.Index())
        {
            if (index > 0)
                output.Line("");
            if (status.Drained.IsEmpty)
                Now(output, status, mesh);
            else
                Then(output, status, mesh);
        }

        if (status.Drained.IsEmpty)
            HowItIs(output, status);
        else
            HowToDrain(output, status);
    }

    private static void HowItIs(ConsoleOutput output, TrafficStatus status)
    {
        output.Line("\nHow it really is, with a cluster's kubeconfig:");
        output.Line("  # which clusters each control plane knows, and whether it reads them");
        output.Line("  istioctl remote-clusters");
        if (status.Meshes.SelectMany(mesh => mesh.Services).FirstOrDefault() is not { Now.Service: var service })
            return;
        output.Line("  # the endpoints that a pod's proxy has, with their health");
        output.Line($"  istioctl proxy-config endpoints POD -n NAMESPACE --cluster \"outbound|{service.Port}||{service.Host}\"");
    }

    private static void HowToDrain(ConsoleOutput output, TrafficStatus status)
    {
        output.Line("\nTo drain, say so and bring the stack up; docs/meshes.md tells what to watch:");
        foreach (var mesh in status.Meshes)
        {
            var drained = mesh.Plan.Drained.Union(status.Drained.Where(mesh.Has), StringComparer.Ordinal).Order(StringComparer.Ordinal);
            output.Line($"  infra:meshes.{mesh.Plan.Name}.drained: [{string.Join(", ", drained)}]");
        }
    }

    private static void Now(ConsoleOutput output, TrafficStatus status, MeshTraffic mesh)
    {
        var plan = mesh.Plan;
        output.Line($"mesh {plan.Name} of stack {status.Stack}: {Counted.Of(plan.Members.Length, "cluster")}, {(plan.DataPlane == DataPlane.Ambient ? "ambient" : "sidecar")}, Istio {plan.Charts.Version}.");
        if (plan.Upgrade is { } upgrade)
            output.Line($"{upgrade.Version} runs beside it; {(upgrade.Namespaces.IsEmpty ? "no namespace follows it yet" : $"it has {string.Join(", ", upgrade.Namespaces)}")}.");
        output.Line($"Identities begin with spiffe://{plan.TrustDomain}. {TrafficWords.Of(plan.Trust)}");
        if (status.OnlyService is null && status.OnlyFrom is null)
            Clusters(output, plan);
        if (mesh.Services.IsEmpty)
            output.Line("\nNothing is said of its services. They are infra:services.");
        foreach (var answers in mesh.Services)
            Service(output, status, mesh, answers.Now);
    }

    private static void Clusters(ConsoleOutput output, MeshPlan plan)
    {
        var leaves = plan.Members.Where(member => member.Role == MeshRole.Leaf).Skip(Rows).ToHashSet();
        List<string[]> rows = [Heading, .. plan.Members.Where(member => !leaves.Contains(member)).Select(member => Row(plan, member))];
        if (leaves.Count > 0)
            rows.Add([$"{Counted.Of(leaves.Count, "more")[..^1]}", "leaf", "", "", "", ""]);

        // A column that says nothing is left out: its width is none.
        int[] widths = [.. Columns.Widths(rows).Select((width, column) => rows.Skip(1).All(row => row[column].Length == 0) ? 0 : width)];
        output.Line("");
        foreach (var row in rows)
            output.Line("  " + Columns.Line(row, widths));
    }

    private static string[] Row(MeshPlan plan, MeshMember member) =>
    [
        member.Cluster,
        TrafficWords.Of(member.Role),
        member.Network,
        member.Region ?? "",
        member.Primary is { } primary ? $"of {primary}" : plan.Upgrade is { } upgrade ? $"{plan.Charts.Version}, {upgrade.Version}" : plan.Charts.Version,
        plan.Drained.Contains(member.Cluster, StringComparer.Ordinal) ? "drained" : "",
    ];

    private static void Service(ConsoleOutput output, TrafficStatus status, MeshTraffic mesh, TrafficPlan traffic)
    {
        var service = traffic.Service;
        output.Line($"\n{service.Name}: {service.Host}:{service.Port}, {$"{service.Protocol}".ToLowerInvariant()}, on {TrafficWords.Clusters(service.Clusters, "no cluster")}");
        List<string[]> facts =
        [
            ["seen by", TrafficWords.Of(service.Exposure)],
            .. traffic.Entrance is { } entrance ? [["from outside", TrafficWords.Of(entrance)]] : Array.Empty<string[]>(),
            ["called by", TrafficWords.Callers(service.Access)],
            .. service.Access?.Token is { } token ? [["with a token", TrafficWords.Of(token)]] : Array.Empty<string[]>(),
            .. TrafficWords.Of(service.Traffic).Select((text, index) => new[] { index == 0 ? "treated with" : "", text }),
            .. service.Routing is { } routing ? [["versions", TrafficWords.Of(routing)]] : Array.Empty<string[]>(),
            ["failover", TrafficWords.Of(service.Failover)],
            ["", TrafficWords.Of(service.Failover.Detection)],
        ];
        Columns.Write(output, facts, "  ");
        output.Line("");
        Columns.Write(output, Tiers(status, mesh, traffic), "  ");
        Gaps(output, "Not covered:", [.. traffic.Gaps.Where(gap => IsOfInterest(status, mesh, gap))]);
    }

    private static List<string[]> Tiers(TrafficStatus status, MeshTraffic mesh, TrafficPlan traffic)
    {
        var callers = traffic.Callers.Where(caller => status.OnlyFrom is null || caller.Cluster == status.OnlyFrom).ToList();
        List<(string From, ImmutableArray<string> Tiers)> rows = callers.Count <= Rows
            ? [.. callers.Select(caller => (caller.Cluster, Named(caller)))]
            : [.. callers.GroupBy(caller => string.Join('\n', Alike(caller)), StringComparer.Ordinal).OrderBy(group => group.Count()).Select(group => Together(mesh, [.. group]))];
        var columns = Math.Max(1, rows.Max(row => row.Tiers.Length));
        return
        [
            ["CALLERS IN", .. Enumerable.Range(0, columns).Select(column => column == 0 ? "ANSWERED BY" : "THEN BY")],
            .. rows.Select(row => new[] { row.From }.Concat(row.Tiers.IsEmpty ? ["nobody"] : row.Tiers).Concat(Enumerable.Repeat("", columns)).Take(columns + 1).ToArray()),
        ];
    }

    private static (string From, ImmutableArray<string> Tiers) Together(MeshTraffic mesh, ImmutableArray<CallerTraffic> callers) => callers is [var only]
        ? (only.Cluster, Named(only))
        : (callers.Length == mesh.Plan.Members.Length ? "every cluster"
            : callers.Length * 2 > mesh.Plan.Members.Length ? $"the other {callers.Length}"
            : TrafficWords.Clusters([.. callers.Select(caller => caller.Cluster)]), Alike(callers[0]));

    private static ImmutableArray<string> Named(CallerTraffic caller) => [.. caller.Tiers.Select(TrafficWords.Tier)];

    // What callers of many clusters have in common: each its own, and all others.
    private static ImmutableArray<string> Alike(CallerTraffic caller) => caller.Tiers switch
    {
        [{ Clusters: [var only] } own] when only == caller.Cluster => [Own(own)],
        [{ Clusters: [var first] } own, var others] when first == caller.Cluster && others.LastResort.IsEmpty => [Own(own), "all others"],
        _ => Named(caller),
    };

    private static string Own(AnsweringTier tier) => tier.LastResort.IsEmpty ? "their own" : "their own (drained)";

    private static void Then(ConsoleOutput output, TrafficStatus status, MeshTraffic mesh)
    {
        var drained = status.Drained.Where(mesh.Has).ToImmutableArray();
        output.Line($"mesh {mesh.Plan.Name} of stack {status.Stack}, {(drained.IsEmpty ? "none of whose clusters is drained" : $"with {string.Join(" and ", drained)} drained")}, beside how it is now{(mesh.Plan.Drained.IsEmpty ? "" : $" (drained: {string.Join(", ", mesh.Plan.Drained)})")}:");
        var same = mesh.Services.Where(answers => !answers.Differs).Select(answers => answers.Now.Service.Name).ToList();
        foreach (var answers in mesh.Services.Where(answers => answers.Differs))
            Difference(output, status, mesh, answers);
        if (same.Count > 0)
            output.Line($"\nNothing changes for {string.Join(", ", same)}.");
    }

    private static void Difference(ConsoleOutput output, TrafficStatus status, MeshTraffic mesh, ServiceAnswers answers)
    {
        output.Line($"\n{answers.Now.Service.Name}, on {TrafficWords.Clusters(answers.Now.Service.Clusters, "no cluster")}");
        List<string[]> rows =
        [
            .. answers.Changes
                .Where(caller => status.OnlyFrom is null || caller.Now.Cluster == status.OnlyFrom)
                .GroupBy(caller => (Now: TrafficWords.Tiers(caller.Now), Then: TrafficWords.Tiers(caller.Then)))
                .Select(group => new[] { TrafficWords.Clusters([.. group.Select(caller => caller.Now.Cluster)]), group.Key.Now, group.Key.Then }),
            .. answers.MovesEntrance ? [["from outside", $"by {TrafficWords.Clusters(answers.Now.Entrance!.Doors, "no cluster")}", $"by {TrafficWords.Clusters(answers.Then!.Entrance!.Doors, "no cluster")}"]] : Array.Empty<string[]>(),
        ];
        if (rows.Count > 0)
            Columns.Write(output, [["CALLERS IN", "NOW", "THEN"], .. rows], "  ");
        if (answers.MovesEntrance && answers.Now.Entrance!.Entrance.Dns is { } dns)
            output.Line($"  Callers from outside may still come by the old record for {Counted.Of(dns.TtlSeconds, "second")}, and longer where resolvers remember longer.");
        Gaps(output, "Not covered then:", [.. answers.NewGaps.Where(gap => IsOfInterest(status, mesh, gap))]);
        Gaps(output, "Not lacking then:", [.. answers.ClosedGaps.Where(gap => IsOfInterest(status, mesh, gap))]);
    }

    // What is about other callers' clusters is of no interest to those who ask for one.
    private static bool IsOfInterest(TrafficStatus status, MeshTraffic mesh, FailoverGap gap) =>
        status.OnlyFrom is null || gap.Cluster is null || gap.Cluster == status.OnlyFrom || gap.Kind is not (FailoverGapKind.NobodyAnswers or FailoverGapKind.StaysAtHome) || !mesh.Has(gap.Cluster);

    private static void Gaps(ConsoleOutput output, string title, ImmutableArray<FailoverGap> gaps)
    {
        if (gaps.IsEmpty)
            return;
        output.Out.MarkupLine($"\n  [yellow]{Markup.Escape(title)}[/]");
        foreach (var gap in gaps.Take(Rows))
            output.Line($"    {gap.Words}");
        if (gaps.Length > Rows)
            output.Line($"    and {gaps.Length - Rows} more (--json has them all)");
    }
}
