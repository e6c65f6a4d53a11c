namespace Infra.Engine.Planning;

/// <summary>How serious a message is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>For whoever looks for a fault in the program.</summary>
    Debug,

    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Probably not what was meant.</summary>
    Warning,

    /// <summary>The run has failed.</summary>
    Error,
}

/// <summary>One message of a run, from the program or from the engine.</summary>
/// <param name="Severity">How serious it is; one error fails the run.</param>
/// <param name="Message">The message; it may have several lines.</param>
/// <param name="Urn">The resource that it speaks of; null for the run as a whole.</param>
/// <param name="IsEphemeral">Whether it is of interest only while it is fresh, as progress is.</param>
public sealed record Diagnostic(DiagnosticSeverity Severity, string Message, string? Urn = null, bool IsEphemeral = false)
{
    /// <inheritdoc />
    public override string ToString() => Urn is null ? $"{Severity}: {Message}" : $"{Severity}: {Urn}: {Message}";
}
