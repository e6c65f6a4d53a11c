using System.Collections.Immutable;

namespace Infra.Stacks.Upgrades;

/// <summary>What an upgrade does to the nodes of a cluster: in which order, and what is missing meanwhile.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Change">From which version to which.</param>
/// <param name="Steps">The steps, each of which begins once the one before it is complete.</param>
internal sealed record ClusterUpgrade(string Cluster, string Change, ImmutableArray<UpgradeStep> Steps)
{
    /// <summary>For whoever reviews it.</summary>
    public override string ToString() => string.Join(
        '\n',
        Steps.Select((step, index) => $"  {index + 1}. {step.Nodes}: {step.Disruption}").Prepend($"cluster '{Cluster}' is upgraded {Change}, in this order:"));
}

/// <summary>A step of an upgrade.</summary>
/// <param name="Nodes">What is upgraded, in order.</param>
/// <param name="Disruption">What is missing meanwhile, and what stays.</param>
internal sealed record UpgradeStep(string Nodes, string Disruption);
