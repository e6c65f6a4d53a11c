using Infra.Engine.Planning;

namespace Infra.Presentation;

/// <summary>The steps of a plan as a tree of parents and children, without the branches where nothing changes.</summary>
internal static class PlanTree
{
    /// <summary>One line of the tree.</summary>
    /// <param name="Step">The step.</param>
    /// <param name="Branch">The guide lines before the resource.</param>
    /// <param name="Continuation">The guide lines before whatever is printed under it.</param>
    public sealed record Row(PlanStep Step, string Branch, string Continuation);

    /// <summary>Lays out the rows, children under their parents, in the plan's order.</summary>
    public static IReadOnlyList<Row> Layout(Plan plan)
    {
        // A resource may have two steps, as when it is deleted under one parent and made under another; the first one holds the children.
        var byUrn = new Dictionary<string, PlanStep>(StringComparer.Ordinal);
        foreach (var step in plan.Steps)
            byUrn.TryAdd(step.Urn, step);

        var children = plan.Steps
            .Where(step => ParentOf(step) is { } parent && byUrn.ContainsKey(parent))
            .ToLookup(step => ParentOf(step)!, StringComparer.Ordinal);
        var shown = ShownUrns(plan, byUrn);

        var rows = new List<Row>();
        foreach (var root in plan.Steps.Where(step => ParentOf(step) is not { } parent || !byUrn.ContainsKey(parent)))
            AddRows(rows, root, "", "", children, shown);

        return rows;
    }

    private static string? ParentOf(PlanStep step) => (step.New ?? step.Old)!.Parent;

    // What changes, and its ancestors, which tell where it is.
    private static HashSet<string> ShownUrns(Plan plan, Dictionary<string, PlanStep> byUrn)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in plan.Steps.Where(step => step.IsChange))
        {
            for (var urn = step.Urn; urn is not null && shown.Add(urn);)
                urn = byUrn.TryGetValue(urn, out var found) ? ParentOf(found) : null;
        }

        return shown;
    }

    private static void AddRows(
        List<Row> rows, PlanStep step, string branch, string continuation, ILookup<string, PlanStep> children, HashSet<string> shown)
    {
        if (!shown.Contains(step.Urn))
            return;

        rows.Add(new Row(step, branch, continuation));
        var visible = children[step.Urn].Where(child => shown.Contains(child.Urn)).ToList();
        for (var index = 0; index < visible.Count; index++)
        {
            var isLast = index == visible.Count - 1;
            AddRows(rows, visible[index], continuation + (isLast ? "└─ " : "├─ "), continuation + (isLast ? "   " : "│  "), children, shown);
        }
    }
}
