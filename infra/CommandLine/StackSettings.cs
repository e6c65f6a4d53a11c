namespace Infra.CommandLine;

/// <summary>What the user asked of a <c>stack</c> command.</summary>
/// <param name="Stack">The stack's name; null to take the only one there is.</param>
/// <param name="Directory">Where to look for Pulumi.yaml, upwards.</param>
/// <param name="Json">Whether the answer is printed as JSON.</param>
/// <param name="ShowSecrets">Whether secrets are decrypted and printed.</param>
internal sealed record StackSettings(string? Stack, string Directory, bool Json, bool ShowSecrets);
