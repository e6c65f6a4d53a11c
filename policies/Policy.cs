using System.Collections.Immutable;
using Infra.Documents;

namespace Infra.Policies;

/// <summary>One policy of a pack: what it asks for, why, and the object by which Kyverno knows it.</summary>
public sealed record Policy
{
    /// <summary>The most letters of an id: a fleet's name comes before it in clusters, and both together are a name there.</summary>
    public const int LongestId = 40;

    /// <summary>What it is called everywhere, unique over all packs: <c>disallow-privileged-containers</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The pack's name.</summary>
    public required string Pack { get; init; }

    /// <summary>What it is called among people.</summary>
    public required string Title { get; init; }

    /// <summary>The group that reports show it in.</summary>
    public required string Category { get; init; }

    /// <summary>How much depends on it.</summary>
    public required PolicySeverity Severity { get; init; }

    /// <summary>Why it is there.</summary>
    public required string Rationale { get; init; }

    /// <summary>What whoever is refused does about it.</summary>
    public required string Remediation { get; init; }

    /// <summary>The published controls that it answers to.</summary>
    public ImmutableArray<string> Controls { get; init; } = [];

    /// <summary>The version of the pack that brought it.</summary>
    public required Version Since { get; init; }

    /// <summary>What it does with objects.</summary>
    public required PolicyKind Kind { get; init; }

    /// <summary>Whether Kyverno hands it on to Kubernetes, whose API server then asks it itself, in every namespace and without Kyverno.</summary>
    public bool IsHandedOn => PolicyTree.At(Spec, "autogen", "validatingAdmissionPolicy", "enabled") is true;

    /// <summary>The parameters of the pack that it has a use for.</summary>
    public ImmutableArray<string> Parameters { get; init; } = [];

    /// <summary>The lists of the spec that parameters become which are no variables, by the parameters' names: <see cref="PolicyParameter.Into"/>.</summary>
    internal ImmutableSortedDictionary<string, string> Lists { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Its annotations, the ones from which all of this was read among them: whoever looks at it in a cluster finds them there, and Kyverno's reports repeat some.</summary>
    public required ImmutableSortedDictionary<string, string> Annotations { get; init; }

    /// <summary>Its spec as the file has it, in maps, lists, texts, numbers and booleans.</summary>
    public required ImmutableDictionary<string, object> Spec { get; init; }

    /// <summary>Where it stands.</summary>
    public required SourcePlace Place { get; init; }

    /// <summary>The spec with another action and with values in place of the parameters' defaults.</summary>
    /// <param name="action">What it does.</param>
    /// <param name="values">What parameters are, by name; those that are not its own are passed over.</param>
    public ImmutableDictionary<string, object> SpecFor(PolicyAction action, ImmutableSortedDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var spec = Parameters.Where(values.ContainsKey).Aggregate(Spec, (spec, name) => Lists.TryGetValue(name, out var into) ? PolicyParameters.FillList(spec, into, values[name]) : PolicyParameters.Fill(spec, name, values[name]));
        return ActionFields(action).Aggregate(spec, (spec, field) => (ImmutableDictionary<string, object>)PolicyTree.With(spec, field.Path.AsSpan(), field.Value));
    }

    /// <summary>The fields of the spec in which actions differ, as paths, and what they are for one of them.</summary>
    public ImmutableArray<(ImmutableArray<string> Path, object Value)> ActionFields(PolicyAction action) =>
    [
        (Kind.ActionField(), Kind.ActionValue(action)),
        .. Kind.FieldsBesides()
            .Where(field => Equals(PolicyTree.At(Spec, field.Path.AsSpan()), field.Enforced))
            .Select(field => (field.Path, action == PolicyAction.Enforce ? field.Enforced : field.Audited)),
    ];
}
