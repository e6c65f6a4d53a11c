namespace Infra;

/// <summary>What is recorded of a stack, in short.</summary>
/// <param name="Name">The stack's name.</param>
/// <param name="Resources">How many resources are recorded; null before the first run.</param>
/// <param name="PlannedOnly">How many of them only Pulumi can make.</param>
/// <param name="Time">When it was recorded, as RFC 3339 text; null before the first run.</param>
internal sealed record StackSummary(string Name, int? Resources, int PlannedOnly, string? Time)
{
    /// <summary>Reads the record of a stack.</summary>
    public static StackSummary Of(Workspace workspace, string stack)
    {
        using var opened = workspace.Stack(stack);
        var snapshot = opened.Read();
        return snapshot.Resources.IsEmpty
            ? new StackSummary(stack, null, 0, null)
            : new StackSummary(stack, snapshot.Resources.Length, snapshot.Resources.Count(resource => resource.IsPlannedOnly), snapshot.Manifest.Time);
    }
}
