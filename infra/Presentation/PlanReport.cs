using Infra.Engine.Planning;
using Spectre.Console;

namespace Infra.Presentation;

/// <summary>A plan for people: what needs care, the tree of changes, outputs, messages and counts.</summary>
/// <remarks>The same text everywhere; a terminal adds colour, a pipe gets none.</remarks>
internal sealed class PlanReport(IAnsiConsole console)
{
    /// <summary>Prints a plan.</summary>
    public void Write(Plan plan, bool showDiff)
    {
        WriteDiagnostics(plan);
        if (plan.HasErrors)
            return;

        WriteTree(plan, showDiff);
        WriteOutputs(plan);
        WriteNeedsCare(plan);
        WriteSummary(plan);
    }

    private void WriteDiagnostics(Plan plan)
    {
        foreach (var diagnostic in plan.Diagnostics.Where(diagnostic => diagnostic is { IsEphemeral: false, Severity: not DiagnosticSeverity.Debug }))
            WriteDiagnostic(diagnostic);
    }

    private void WriteDiagnostic(Diagnostic diagnostic)
    {
        var (word, color) = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => ("error", "red"),
            DiagnosticSeverity.Warning => ("warning", "yellow"),
            _ => ("info", "blue"),
        };
        var subject = diagnostic.Urn is { Length: > 0 } urn ? $"{Urn.TypeOf(urn)} {Urn.NameOf(urn)}: " : "";
        console.MarkupLine($"[{color}]{word}[/]: {Markup.Escape(subject + diagnostic.Message.TrimEnd())}");
    }

    private void WriteTree(Plan plan, bool showDiff)
    {
        var rows = PlanTree.Layout(plan);
        if (rows.Count == 0)
            return;

        var width = rows.Max(row => row.Branch.Length + row.Step.Type.Length);
        foreach (var row in rows)
        {
            var look = StepAppearance.Of(row.Step);
            var padding = new string(' ', width - row.Branch.Length - row.Step.Type.Length);
            console.MarkupLine(
                $" [{look.Color}]{look.Symbol}[/] [grey]{row.Branch}[/]{Markup.Escape(row.Step.Type)}{padding}  "
                + $"{Markup.Escape(row.Step.Name)}  [{look.Color}]{look.Word}[/]{Markup.Escape(Information(row.Step, showDiff))}");
            if (showDiff)
                WriteProperties(PropertyLines.Of(row.Step), $"    {row.Continuation}    ");
        }

        console.WriteLine();
    }

    private void WriteProperties(IEnumerable<PropertyLines.Line> lines, string indent)
    {
        foreach (var (kind, text) in lines.Select(line => (line.Kind, line.Text)))
        {
            var (symbol, color) = kind switch
            {
                DifferenceKind.Added => ('+', "green"),
                DifferenceKind.Removed => ('-', "red"),
                DifferenceKind.Changed => ('~', "yellow"),
                _ => (' ', "grey"),
            };
            console.MarkupLine($"[grey]{indent}[/][{color}]{symbol}[/] {Markup.Escape(text)}");
        }
    }

    // Without the full diff, the first names of what changes.
    private static string Information(PlanStep step, bool showDiff)
    {
        if (step.IsOutputsOnly)
            return "  outputs";
        if (step.ReplaceReasons.Length > 0)
            return $"  forced by {string.Join(", ", step.ReplaceReasons)}";
        if (showDiff || step.Kind is not StepKind.Update)
            return "";

        var paths = step.Differences.Where(difference => !difference.IsHidden).Select(difference => difference.Path.ToString()).ToList();
        return paths.Count switch
        {
            0 => "",
            <= 3 => $"  {string.Join(", ", paths)}",
            _ => $"  {string.Join(", ", paths.Take(3))} and {paths.Count - 3} more",
        };
    }

    private void WriteOutputs(Plan plan)
    {
        var lines = PropertyLines.OfOutputs(plan.OldOutputs, plan.NewOutputs).ToList();
        if (lines.Count == 0)
            return;

        console.WriteLine("Outputs:");
        WriteProperties(lines, "  ");
        console.WriteLine();
    }

    private void WriteNeedsCare(Plan plan)
    {
        var careful = plan.Steps
            .Where(step => step.Kind is StepKind.Delete or StepKind.Replace or StepKind.DeleteBeforeReplace or StepKind.Forget)
            .Where(step => (step.Old ?? step.New)!.IsCustom)
            .ToList();

        // Where nothing but deletions happens, as in a destroy, the tree says it all.
        if (careful.Count == 0 || plan.Steps.All(step => step.Kind is StepKind.Delete or StepKind.Forget))
            return;

        console.MarkupLine("[red]Needs care:[/]");
        foreach (var step in careful)
        {
            var look = StepAppearance.Of(step);
            var reason = step.ReplaceReasons.Length > 0 ? $": forced by {string.Join(", ", step.ReplaceReasons)}" : "";
            console.MarkupLine($"  [{look.Color}]{look.Word}[/] {Markup.Escape($"{step.Type} {step.Name}{reason}")}");
        }

        console.WriteLine();
    }

    private void WriteSummary(Plan plan)
    {
        var counts = StepAppearance.SummaryOrder
            .GroupBy(kind => StepAppearance.Of(kind).Word, kind => plan.Count(kind), StringComparer.Ordinal)
            .Select(group => (Word: group.Key, Count: group.Sum()))
            .Where(entry => entry.Count > 0 && entry.Word != "unchanged")
            .Select(entry => $"{entry.Count} to {entry.Word}")
            .ToList();
        var plannedOnly = plan.Steps.Count(step => step.IsPlannedOnly && step.Kind is not (StepKind.Delete or StepKind.Forget));
        var unchanged = plan.Count(StepKind.Same);
        console.WriteLine(plan.HasChanges
            ? $"Resources: {string.Join(", ", counts)}, {unchanged} unchanged"
            : $"Resources: no changes, {unchanged} unchanged");
        if (plannedOnly > 0)
            console.WriteLine($"           {plannedOnly} planned only: Pulumi makes them with its plugins");
    }
}
