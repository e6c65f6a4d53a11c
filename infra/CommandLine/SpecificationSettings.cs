namespace Infra.CommandLine;

/// <summary>What the user asked of <c>validate</c>.</summary>
/// <param name="Stack">The stack's name; null to check all of them.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Json">Whether the findings are printed as JSON.</param>
internal sealed record ValidateSettings(string? Stack, string Directory, bool Json);

/// <summary>What the user asked of <c>explain</c>.</summary>
/// <param name="Stack">The stack's name; null to take the only one there is.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Path">The part of it that is of interest; null for all of it.</param>
internal sealed record ExplainSettings(string? Stack, string Directory, string Cluster, string? Path);
