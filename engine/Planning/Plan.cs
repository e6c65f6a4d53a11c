using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What a run of a program would change: a value, to be printed, compared and tested before anything is written.</summary>
/// <remarks>The same program against the same state gives the same plan, in whatever order its registrations arrived.</remarks>
public sealed record Plan
{
    /// <summary>The stack.</summary>
    public required StackIdentity Stack { get; init; }

    /// <summary>One step for each resource: what is registered, after its parent and dependencies; then what goes, before those.</summary>
    public required ImmutableArray<PlanStep> Steps { get; init; }

    /// <summary>The stack's outputs as they were recorded.</summary>
    public PropertyMap OldOutputs { get; init; } = PropertyMap.Empty;

    /// <summary>The stack's outputs as they will be.</summary>
    public PropertyMap NewOutputs { get; init; } = PropertyMap.Empty;

    /// <summary>Whether <see cref="Snapshot"/> is another record than the previous one.</summary>
    /// <remarks>It can be without a change of any resource: a protection that was lifted, a resource that an alias renamed, another dependency.</remarks>
    public bool ChangesRecord { get; init; }

    /// <summary>Messages of the program and the engine, ordered by resource where they speak of one.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>What the stack is once the plan is carried out. The previous one when the run failed, or nothing of it would differ.</summary>
    public required DeploymentSnapshot Snapshot { get; init; }

    /// <summary>The exit code that the program ended with.</summary>
    public int ProgramExitCode { get; init; }

    /// <summary>Whether the run failed; then nothing of the plan may be carried out.</summary>
    public bool HasErrors => ProgramExitCode != 0 || Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>Whether anything changes.</summary>
    public bool HasChanges => Steps.Any(step => step.IsChange);

    /// <summary>How many steps of a kind there are.</summary>
    public int Count(StepKind kind) => Steps.Count(step => step.Kind == kind);
}
