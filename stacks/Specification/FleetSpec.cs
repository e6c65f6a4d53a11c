using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Policies;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A group of clusters that share what is delivered to the group.</summary>
public sealed record FleetSpec
{
    /// <summary>The clusters that are in it: named, or selected, so that a new one enters by its labels.</summary>
    public required SelectionSpec Members { get; init; }

    /// <summary>How strict the fleet is. A production fleet must say it.</summary>
    public PolicyProfile? Policy { get; init; }

    /// <summary>The namespaces that every member gets, by name; an application lives in one of them.</summary>
    [KeyForm(Form.Namespace)]
    public ImmutableSortedDictionary<string, SharedNamespaceSpec> Namespaces { get; init; } = ImmutableSortedDictionary<string, SharedNamespaceSpec>.Empty;

    /// <summary>What the pods of a namespace may ask for.</summary>
    public PodSecurityLevel PodSecurityOf(SharedNamespaceSpec shared) => shared.PodSecurity ?? Policy switch
    {
        PolicyProfile.Standard => PodSecurityLevel.Baseline,
        PolicyProfile.Relaxed => PodSecurityLevel.Privileged,
        _ => PodSecurityLevel.Restricted,
    };
}

/// <summary>A namespace that a fleet shares.</summary>
public sealed record SharedNamespaceSpec
{
    /// <summary>What its pods may ask for; by default as the fleet's policy says, and restricted where it has none.</summary>
    public PodSecurityLevel? PodSecurity { get; init; }

    /// <summary>What it says of itself, by labels: whose it is (<c>owner</c>, the fleet's name if not said), how large its quota is (<c>infra.internal/quota</c>).</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its labels, the owner's among them.</summary>
    public ImmutableSortedDictionary<string, string> LabelsIn(string fleet) =>
        (Labels.ContainsKey(SharedNamespace.OwnerLabel) ? Labels : Labels.Add(SharedNamespace.OwnerLabel, fleet)).WithComparers(StringComparer.Ordinal);
}
