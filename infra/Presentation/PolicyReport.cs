using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Policies;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Policies;
using Infra.Stacks.Addons;

namespace Infra.Presentation;

/// <summary>What clusters are held to, for people: by fleet, or of one cluster.</summary>
internal static class PolicyReport
{
    // With the longest name of a parameter and who says it, a line of a terminal.
    private const int LongestValue = 64;

    private static readonly string[] Heading = ["POLICY", "SEVERITY", "ACTION", "BECAUSE OF"];

    /// <summary>Prints it.</summary>
    public static void Write(ConsoleOutput output, PolicyStatus status)
    {
        if (status.Fleets.IsEmpty)
        {
            output.Line(status.OnlyCluster is { } cluster
                ? $"{cluster.Name} has no policies: {(cluster.Fleets.IsEmpty ? "it is in no fleet, and of the management cluster nobody says any" : "its stack has none")}."
                : $"Stack {status.Stack} has no policies. They are infra:policies; docs/policies.md tells what there is to choose from.");
            return;
        }

        foreach (var (index, fleet) in status.Fleets.Index())
        {
            if (index > 0)
                output.Line("");
            Fleet(output, status, fleet);
        }

        output.Line("\nHow it really is, with a cluster's kubeconfig:");
        output.Line("  # each policy as the cluster has it, and whether Kyverno holds it");
        output.Line($"  kubectl get vpol,ivpol,mpol,gpol -l {FleetPolicy.PolicyLabel}");
        output.Line("  # what breaks them, in each namespace");
        output.Line("  kubectl get policyreports -A");
    }

    private static void Fleet(ConsoleOutput output, PolicyStatus status, FleetPolicyStatus fleet)
    {
        var rows = fleet.Decisions.Select(decision => (decision.Policy, Cells: Row(fleet, decision, status.OnlyCluster))).ToList();
        output.Line(Title(status, fleet));
        output.Line(Summary(rows.Select(row => row.Cells[2])));
        if (fleet.Elsewhere > 0)
            output.Line($"{Counted.Of(fleet.Elsewhere, "more cluster")} of the fleet {(fleet.Elsewhere == 1 ? "follows" : "follow")} another fleet, whose name comes first.");
        output.Line("");

        var widths = Columns.Widths([Heading, .. rows.Select(row => row.Cells)]);
        output.Line("  " + Columns.Line(Heading, [widths[0] + 2, .. widths[1..]]));
        foreach (var pack in rows.GroupBy(row => row.Policy.Pack, StringComparer.Ordinal))
        {
            output.Line($"  {pack.Key} {fleet.Packs.Single(known => known.Name == pack.Key).Version}");
            foreach (var (_, cells) in pack.OrderByDescending(row => row.Policy.Severity).ThenBy(row => row.Policy.Id, StringComparer.Ordinal))
                output.Line("    " + Columns.Line(cells, widths));
        }

        Rollout(output, fleet, status.OnlyCluster is not null);
        Parameters(output, fleet);
        Exceptions(output, fleet);
    }

    private static string Title(PolicyStatus status, FleetPolicyStatus fleet)
    {
        var profile = EnumWord.Of(fleet.Profile);
        return (status.OnlyCluster, fleet) switch
        {
            (_, { IsManagement: true }) => $"{fleet.Clusters[0].Name}, the management cluster of stack {status.Stack}: {profile}.",
            ({ } cluster, _) => $"{cluster.Name}, in {string.Join(" and ", cluster.Fleets)} of stack {status.Stack}: {profile}{(cluster.Fleets.Length > 1 ? $", as {fleet.Fleet} says" : "")}.",
            _ => $"fleet {fleet.Fleet} of stack {status.Stack}, {Counted.Of(fleet.Clusters.Length, "cluster")}: {profile}.",
        };
    }

    // "44 enforced, 4 audited, 1 left out."
    private static string Summary(IEnumerable<string> actions)
    {
        var counted = actions.CountBy(action => action.Split(' ')[0], StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        (string Action, string Told)[] told = [("enforce", "enforced"), ("audit", "audited"), ("disabled", "disabled"), ("left", "left out")];
        return $"{string.Join(", ", told.Where(each => counted.ContainsKey(each.Action)).Select(each => string.Create(CultureInfo.InvariantCulture, $"{counted[each.Action]} {each.Told}")))}.";
    }

    private static string[] Row(FleetPolicyStatus fleet, PolicyDecision decision, ClusterFacts? cluster)
    {
        var policy = decision.Policy;
        var severity = EnumWord.Of(policy.Severity);
        if (decision.Action != PolicyAction.Disable && !decision.Unsaid.IsEmpty)
            return [policy.Id, severity, "left out", Unsaid(fleet, decision)];
        var because = PolicyWords.Reason(fleet, decision);
        if (fleet.Rollout is not { } rollout || !rollout.Changes.TryGetValue(policy.Id, out var next))
            return [policy.Id, severity, PolicyWords.Action(policy, decision.Action), because];
        if (cluster is null)
            return [policy.Id, severity, PolicyWords.Action(policy, decision.Action), $"{because}; {EnumWord.Of(next)} in {rollout.Reached} of {Counted.Of(rollout.Waves.Length, "wave")}"];
        return fleet.WaveOf(cluster) switch
        {
            null => [policy.Id, severity, PolicyWords.Action(policy, decision.Action), $"{because}; no wave has the cluster"],
            { } wave when wave <= rollout.Reached => [policy.Id, severity, PolicyWords.Action(policy, next), $"wave {wave} of the rollout"],
            { } wave => [policy.Id, severity, PolicyWords.Action(policy, decision.Action), $"{because}; {EnumWord.Of(next)} with wave {wave} of {rollout.Waves.Length}"],
        };
    }

    private static string Unsaid(FleetPolicyStatus fleet, PolicyDecision decision)
    {
        var missing = decision.Unsaid[0];
        return missing.Or is { } or && fleet.Parameters.Any(said => said.Name == or)
            ? $"{or}, which stands for {missing.Name}"
            : $"nobody says {string.Join(", ", decision.Unsaid.Select(parameter => parameter.Name))}";
    }

    private static void Rollout(ConsoleOutput output, FleetPolicyStatus fleet, bool isOneCluster)
    {
        if (fleet.Rollout is not { } rollout || isOneCluster)
            return;
        output.Line($"\n  {Counted.Of(rollout.Changes.Count, "change")} on {(rollout.Changes.Count == 1 ? "its" : "their")} way: {rollout.Reached} of {Counted.Of(rollout.Waves.Length, "wave")} reached.");
        Columns.Write(output, Columns.OfWaves([.. fleet.Clusters.Select(fleet.WaveOf)], rollout.Waves.Length, rollout.Reached, "reached", "stays as it is"), "    ");
    }

    private static void Parameters(ConsoleOutput output, FleetPolicyStatus fleet)
    {
        if (fleet.Parameters.IsEmpty)
            return;
        output.Line("\n  Parameters that are not as the packs have them:");
        var rows = fleet.Parameters.Select(said => new[] { said.Name, Excerpt.Of(CelLiteral.Of(said.Value), LongestValue), PolicyWords.Of(fleet, said.Source) }).ToList();
        Columns.Write(output, rows, "    ");
    }

    private static void Exceptions(ConsoleOutput output, FleetPolicyStatus fleet)
    {
        foreach (var (index, exception) in fleet.Exceptions.Index())
        {
            output.Line($"{(index == 0 ? "\n  Exceptions:\n" : "")}    {exception.Name}{Columns.Gap}until {exception.Until:yyyy-MM-dd}{Columns.Gap}{exception.Who}: {Excerpt.Of(exception.Why)}");
            output.Line($"      from {string.Join(", ", exception.Policies)}");
            string[] where =
            [
                .. exception.Workloads.IsEmpty ? Array.Empty<string>() : [$"workloads {string.Join(", ", exception.Workloads)}"],
                .. exception.Kinds.IsEmpty ? Array.Empty<string>() : [$"kinds {string.Join(", ", exception.Kinds)}"],
                $"namespaces {string.Join(", ", exception.Namespaces)}",
            ];
            output.Line($"      for {string.Join("; ", where)}");
        }
    }
}
