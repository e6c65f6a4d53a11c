using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Sites;

/// <summary>What a cluster is, and who said so.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Group">The group that a site is in.</param>
/// <param name="Values">Its values, the defaults among them.</param>
/// <param name="Derived">What follows from them.</param>
/// <param name="Findings">What is wrong with them.</param>
public sealed record ClusterExplanation(
    string Cluster, string? Group, ImmutableArray<ExplainedValue> Values, ImmutableArray<ExplainedValue> Derived, ImmutableArray<Finding> Findings);

/// <summary>A value and where it comes from.</summary>
/// <param name="Path">The value.</param>
/// <param name="Text">What it is, on one line; what is secret is not said.</param>
/// <param name="Layer">Who said so: <c>site</c>, <c>cluster</c>, <c>region …</c>, <c>environment</c>, <c>class …</c>, <c>derived</c> or <c>default</c>.</param>
/// <param name="Place">Where; null for a default.</param>
public sealed record ExplainedValue(SpecPath Path, string Text, string Layer, SourcePlace? Place)
{
    /// <summary>What lower layers say, the nearest first.</summary>
    public ImmutableArray<ExplainedValue> Overridden { get; init; } = [];
}
