using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>One resource of the running program: its identity at once, what becomes of it as soon as that is decided.</summary>
internal sealed class Registration(string urn, string type, string name, Registration? parent)
{
    public string Urn { get; } = urn;

    public string Type { get; } = type;

    public string Name { get; } = name;

    public Registration? Parent { get; } = parent;

    /// <summary>Whether the engine itself registered it, as the provider of resources that name none.</summary>
    public bool IsDefaultProvider { get; init; }

    /// <summary>Its earlier identities, its own and those that follow from its parents'.</summary>
    public IReadOnlyList<string> Aliases { get; set; } = [];

    /// <summary>What was recorded of it; null when it is new.</summary>
    public ResourceState? Old { get; set; }

    /// <summary>What will be recorded; null until it is decided, when others may depend on it.</summary>
    public volatile ResourceState? State;

    public StepKind Kind { get; set; }

    public ImmutableArray<PropertyDifference> Differences { get; set; } = [];

    public ImmutableArray<string> ReplaceReasons { get; set; } = [];

    public bool HasOutputs { get; set; }

    /// <summary>Whether others that need it must make way when it is replaced.</summary>
    public bool IsReplaced => Kind is StepKind.Replace or StepKind.DeleteBeforeReplace;

    /// <summary>The step that came of it.</summary>
    /// <param name="areOutputsFinal">Whether a component that has told no outputs has none; otherwise it may still tell them.</param>
    public PlanStep ToStep(bool areOutputsFinal)
    {
        var state = State!;
        var step = new PlanStep
        {
            Kind = Kind,
            Urn = Urn,
            Old = Old,
            New = state,
            Differences = Differences,
            ReplaceReasons = ReplaceReasons,
            IsPlannedOnly = state.IsPlannedOnly,
        };
        if (state.IsCustom || Kind != StepKind.Same || !(HasOutputs || areOutputsFinal))
            return step;

        // A component is nothing but what it tells: other outputs are all that can change about it.
        var outputs = PropertyDiff.Between(Old!.Outputs, state.Outputs);
        return outputs.IsEmpty ? step : step with { Kind = StepKind.Update, Differences = outputs, IsOutputsOnly = true };
    }
}

/// <summary>A request of the program that cannot be right; the message is for its author.</summary>
internal sealed class RegistrationException(string message, string? urn = null) : Exception(message)
{
    /// <summary>The resource that was asked for; null when it has no identity yet.</summary>
    public string? Urn { get; } = urn;
}
