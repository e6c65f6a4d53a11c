using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Which clusters are meant; everything that is said must hold. This is the one way to name clusters, wherever they are named.</summary>
public record SelectionSpec
{
    /// <summary>Only these clusters.</summary>
    [Form(Form.ClusterName)]
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>Only clusters with all these labels.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> MatchLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Only clusters of which all these hold.</summary>
    public ImmutableArray<MatchExpressionSpec> MatchExpressions { get; init; } = [];

    /// <summary>Only clusters in one of these regions.</summary>
    [Form(Form.LabelValue)]
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>Only clusters of one of these providers.</summary>
    [Form(Form.LabelValue)]
    public ImmutableArray<string> Providers { get; init; } = [];

    /// <summary>Not these clusters.</summary>
    [Form(Form.ClusterName)]
    public ImmutableArray<string> Except { get; init; } = [];

    /// <summary>The selection as the components take it.</summary>
    public virtual ClusterSelection ToSelection() => new()
    {
        Clusters = Clusters,
        Labels = MatchLabels,
        Requirements = [.. MatchExpressions.Select(expression => new LabelRequirement(expression.Key, expression.Operator, expression.Values))],
        Regions = Regions,
        Providers = Providers,
        Except = Except,
    };
}

/// <summary>Which clusters are meant, where fleets are known; everything that is said must hold.</summary>
public record TargetSpec : SelectionSpec
{
    /// <summary>Only clusters of this fleet.</summary>
    [Form(Form.Name), Example("fleet-edge")]
    public string? Fleet { get; init; }

    /// <inheritdoc/>
    public override ClusterSelection ToSelection() => base.ToSelection() with { Fleet = Fleet };
}

/// <summary>Something that must hold of a label.</summary>
public sealed record MatchExpressionSpec
{
    /// <summary>The label's key.</summary>
    [Form(Form.LabelKey)]
    public required string Key { get; init; }

    /// <summary>What must hold of it.</summary>
    public required LabelOperator Operator { get; init; }

    /// <summary>The values that <c>In</c> and <c>NotIn</c> speak of.</summary>
    [Form(Form.LabelValue)]
    public ImmutableArray<string> Values { get; init; } = [];
}
