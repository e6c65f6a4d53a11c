using System.Collections.Immutable;

namespace Infra.CommandLine;

/// <summary>What the user asked of <c>validate</c>.</summary>
/// <param name="Stack">The stack's name; null to check all of them.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Json">Whether the findings are printed as JSON.</param>
internal sealed record ValidateSettings(string? Stack, string Directory, bool Json);
