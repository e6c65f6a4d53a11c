using Infra.Engine.Planning;

namespace Infra.Presentation;

/// <summary>How a kind of step looks: the symbols and words that users of Pulumi know.</summary>
/// <param name="Symbol">Two characters, to stand before the resource.</param>
/// <param name="Word">What happens to the resource.</param>
/// <param name="Color">A Spectre.Console colour.</param>
internal sealed record StepAppearance(string Symbol, string Word, string Color)
{
    private static readonly StepAppearance PlannedOnly = new("* ", "planned only", "blue");

    /// <summary>The kinds in the order in which a summary counts them: what needs care comes first.</summary>
    public static readonly IReadOnlyList<StepKind> SummaryOrder =
    [
        StepKind.Delete, StepKind.Replace, StepKind.DeleteBeforeReplace, StepKind.Forget, StepKind.Update, StepKind.Create, StepKind.Import, StepKind.Read, StepKind.Same,
    ];

    /// <summary>How a step looks.</summary>
    public static StepAppearance Of(PlanStep step) => step is { IsPlannedOnly: true, Kind: StepKind.Create } ? PlannedOnly : Of(step.Kind);

    /// <summary>How a kind of step looks.</summary>
    public static StepAppearance Of(StepKind kind) => kind switch
    {
        StepKind.Same => new("  ", "unchanged", "grey"),
        StepKind.Create => new("+ ", "create", "green"),
        StepKind.Import => new("= ", "import", "green"),
        StepKind.Update => new("~ ", "update", "yellow"),
        StepKind.Replace => new("+-", "replace", "magenta"),
        StepKind.DeleteBeforeReplace => new("-+", "replace", "magenta"),
        StepKind.Read => new("> ", "read", "cyan"),
        StepKind.Delete => new("- ", "delete", "red"),
        StepKind.Forget => new("- ", "forget", "red"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };

    /// <summary>The name that <c>pulumi preview --json</c> uses for a kind of step.</summary>
    public static string JsonName(StepKind kind) => kind switch
    {
        StepKind.Same => "same",
        StepKind.Create => "create",
        StepKind.Import => "import",
        StepKind.Update => "update",
        StepKind.Replace => "replace",
        StepKind.DeleteBeforeReplace => "delete-replaced",
        StepKind.Read => "read",
        StepKind.Delete => "delete",
        StepKind.Forget => "discard",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, message: null),
    };
}
