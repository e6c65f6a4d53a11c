namespace Pulumi;

/// <summary>How a program ended.</summary>
/// <param name="Errors">What it failed with; empty if nothing threw.</param>
/// <param name="Outputs">The outputs of its stack; null if it got no stack.</param>
internal readonly record struct ProgramOutcome(IReadOnlyList<Exception> Errors, Output<IDictionary<string, object?>>? Outputs);
