using System.Collections.Immutable;
using Infra.Engine.State;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>What a plan does to one resource.</summary>
public enum StepKind
{
    /// <summary>Nothing changes.</summary>
    Same,

    /// <summary>It is new.</summary>
    Create,

    /// <summary>It exists already and is taken over under its id.</summary>
    Import,

    /// <summary>It is changed in place.</summary>
    Update,

    /// <summary>A new one is made, then the old one is deleted.</summary>
    Replace,

    /// <summary>The old one is deleted, then a new one is made.</summary>
    DeleteBeforeReplace,

    /// <summary>It belongs to somebody else and is only read.</summary>
    Read,

    /// <summary>It is deleted.</summary>
    Delete,

    /// <summary>It is no longer recorded; the real thing stays.</summary>
    Forget,
}

/// <summary>What becomes of one resource, and why.</summary>
public sealed record PlanStep
{
    /// <summary>What happens.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The resource's URN: the new one when an alias renamed it.</summary>
    public required string Urn { get; init; }

    /// <summary>Its type token.</summary>
    public string Type => (New ?? Old!).Type;

    /// <summary>Its logical name.</summary>
    public string Name => Planning.Urn.NameOf(Urn);

    /// <summary>What was recorded before; null when it is new.</summary>
    public ResourceState? Old { get; init; }

    /// <summary>What will be recorded; null when it goes.</summary>
    public ResourceState? New { get; init; }

    /// <summary>What differs between the two, ordered by path. For a component or stack: its outputs, otherwise its inputs.</summary>
    public ImmutableArray<PropertyDifference> Differences { get; init; } = [];

    /// <summary>Why it is replaced: property paths, or a sentence; empty unless it is.</summary>
    public ImmutableArray<string> ReplaceReasons { get; init; } = [];

    /// <summary>Whether nothing but outputs changed, as when a component registers another value.</summary>
    public bool IsOutputsOnly { get; init; }

    /// <summary>Whether only a cloud can carry it out: it is listed, and pretended nowhere.</summary>
    public bool IsPlannedOnly { get; init; }

    /// <summary>Whether the step changes anything; what is only read changes nothing by coming or going.</summary>
    public bool IsChange => Kind switch
    {
        StepKind.Same or StepKind.Read => false,
        StepKind.Forget => !Old!.IsExternal,
        _ => true,
    };
}
