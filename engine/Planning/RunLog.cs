using System.Collections.Immutable;
using Infra.Engine.Programs;

namespace Infra.Engine.Planning;

/// <summary>What is said during a run, by the program and by the engine.</summary>
internal sealed class RunLog(IProgressObserver observer)
{
    private readonly Lock _gate = new();
    private readonly List<Diagnostic> _ofProgram = [];
    private readonly List<Diagnostic> _ofEngine = [];
    private readonly HashSet<string> _saidOnce = new(StringComparer.Ordinal);

    public bool HasErrors
    {
        get
        {
            lock (_gate)
                return _ofProgram.Concat(_ofEngine).Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        }
    }

    /// <summary>What no message may say.</summary>
    public SecretMask Secrets { get; } = new();

    /// <summary>The program said something. What is only for finding faults, or fresh for a moment, is shown and not kept.</summary>
    public void FromProgram(Diagnostic diagnostic)
    {
        diagnostic = diagnostic with { Message = Secrets.Apply(diagnostic.Message) };
        if (diagnostic is { Severity: not DiagnosticSeverity.Debug, IsEphemeral: false })
        {
            lock (_gate)
                _ofProgram.Add(diagnostic);
        }

        observer.Reported(diagnostic);
    }

    /// <summary>The program wrote a line.</summary>
    public void Wrote(string line, bool isError) => observer.ProgramWrote(Secrets.Apply(line), isError);

    /// <summary>The engine found the run to be wrong.</summary>
    public void Error(string message, string? urn)
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Error, Secrets.Apply(message), urn);
        lock (_gate)
            _ofEngine.Add(diagnostic);
        observer.Reported(diagnostic);
    }

    /// <summary>The engine warns, once for each text.</summary>
    public void WarnOnce(string message)
    {
        var diagnostic = new Diagnostic(DiagnosticSeverity.Warning, message);
        lock (_gate)
        {
            if (!_saidOnce.Add(message))
                return;
            _ofEngine.Add(diagnostic);
        }

        observer.Reported(diagnostic);
    }

    /// <summary>Everything in an order that does not depend on which registration came first.</summary>
    /// <remarks>
    /// The program's own messages keep their order within each resource. A program that fails on the engine's answer repeats it, wrapped in its own
    /// words and stack: the engine's message is kept, the repetition is not.
    /// </remarks>
    public ImmutableArray<Diagnostic> All()
    {
        lock (_gate)
        {
            var errors = _ofEngine.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Message).ToList();
            var ofProgram = _ofProgram.Where(diagnostic =>
                diagnostic.Severity != DiagnosticSeverity.Error || !errors.Exists(error => diagnostic.Message.Contains(error, StringComparison.Ordinal)));
            return
            [
                .. ofProgram.OrderBy(diagnostic => diagnostic.Urn ?? "", StringComparer.Ordinal),
                .. _ofEngine.OrderBy(diagnostic => diagnostic.Urn ?? "", StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Message, StringComparer.Ordinal),
            ];
        }
    }
}
