using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.State;

/// <summary>What is recorded of one resource: one entry of <c>resources</c> in Pulumi's deployment format.</summary>
public sealed record ResourceState
{
    internal static readonly ImmutableSortedDictionary<string, string> NoFields = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    internal static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> NoDependencies =
        ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    /// <summary>The resource's identity.</summary>
    public required string Urn { get; init; }

    /// <summary>The type token, such as <c>kubernetes:core/v1:ConfigMap</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Whether a provider manages it; components and stacks are not custom.</summary>
    public bool IsCustom { get; init; }

    /// <summary>The provider's id; empty for components, and for what is planned but not made.</summary>
    public string Id { get; init; } = "";

    /// <summary>The checked inputs.</summary>
    public PropertyMap Inputs { get; init; } = PropertyMap.Empty;

    /// <summary>The outputs.</summary>
    public PropertyMap Outputs { get; init; } = PropertyMap.Empty;

    /// <summary>The parent's URN; null only for the stack.</summary>
    public string? Parent { get; init; }

    /// <summary>The provider reference <c>urn::id</c>; empty for components and providers.</summary>
    public string Provider { get; init; } = "";

    /// <summary>What it depends on, explicitly or through its properties: URNs in ordinal order.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>Which property came from which URNs; only properties that came from any.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> PropertyDependencies { get; init; } = NoDependencies;

    /// <summary>Whether deleting or replacing it is refused.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Whether it was read, not created, by this stack.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether a removal forgets it and leaves the real thing alone.</summary>
    public bool RetainOnDelete { get; init; }

    /// <summary>The resource whose deletion deletes this one too; null for none.</summary>
    public string? DeletedWith { get; init; }

    /// <summary>The id that it was imported from; null when it was not.</summary>
    public string? ImportId { get; init; }

    /// <summary>Outputs that are secret although the provider does not say so.</summary>
    public ImmutableArray<string> AdditionalSecretOutputs { get; init; } = [];

    /// <summary>Property paths whose changes are ignored.</summary>
    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>Property paths whose changes replace the resource.</summary>
    public ImmutableArray<string> ReplaceOnChanges { get; init; } = [];

    /// <summary>Property paths whose changes are made but not shown.</summary>
    public ImmutableArray<string> HideDiffs { get; init; } = [];

    /// <summary>Resources whose replacement replaces this one too.</summary>
    public ImmutableArray<string> ReplaceWith { get; init; } = [];

    /// <summary>The value whose change replaces the resource; null for none.</summary>
    public PropertyValue? ReplacementTrigger { get; init; }

    /// <summary>How long operations may take; null for the provider's own limits.</summary>
    public Timeouts? CustomTimeouts { get; init; }

    /// <summary>Errors of its last operation.</summary>
    public ImmutableArray<string> InitErrors { get; init; } = [];

    /// <summary>When it was recorded first; kept as it was read.</summary>
    public string? Created { get; init; }

    /// <summary>When it was changed last; kept as it was read.</summary>
    public string? Modified { get; init; }

    /// <summary>Whether it is planned but not made: only a cloud can make it, so the engine lists it and pretends nothing.</summary>
    /// <remarks>Recorded among <c>pending_operations</c> as <c>creating</c>, so that Pulumi, given this state, creates it.</remarks>
    public bool IsPlannedOnly { get; init; }

    /// <summary>Whether it was replaced already and waits for its deletion; it may share its URN with its successor.</summary>
    public bool IsPendingDelete { get; init; }

    /// <summary>Fields that this engine does not use, as JSON by name; kept as they were read.</summary>
    public ImmutableSortedDictionary<string, string> OtherFields { get; init; } = NoFields;
}

/// <summary>Limits on how long operations may take.</summary>
public sealed record Timeouts(TimeSpan? Create, TimeSpan? Update, TimeSpan? Delete, TimeSpan? Read);
