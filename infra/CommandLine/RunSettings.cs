namespace Infra.CommandLine;

/// <summary>What the user asked of <c>preview</c>, <c>up</c> or <c>destroy</c>.</summary>
/// <param name="Stack">The stack's name; null to take the only one there is.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="ShowDiff">Whether every changed property is shown.</param>
/// <param name="Json">Whether the plan is printed as JSON instead of text.</param>
/// <param name="ExpectNoChanges">Whether a change is an outcome to fail on.</param>
internal sealed record RunSettings(string? Stack, string Directory, bool ShowDiff, bool Json, bool ExpectNoChanges);
