using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>What <see cref="FleetMembership"/> needs to know.</summary>
public sealed record FleetMembershipArgs
{
    /// <summary>The cluster that joins.</summary>
    public required MemberCluster Cluster { get; init; }

    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>The fleets that the cluster is in.</summary>
    /// <value>Empty: none; only placements that name the cluster reach it.</value>
    public ImmutableArray<string> Fleets { get; init; } = [];

    /// <summary>The stack that the cluster belongs to.</summary>
    /// <value>Null: it does not say.</value>
    public string? Stack { get; init; }

    /// <summary>The agent of a cluster that pulls.</summary>
    /// <value>Null: somebody else installs it, or Karmada pushes.</value>
    public PullAgentArgs? Agent { get; init; }

    /// <summary>The network whose pods reach each other directly.</summary>
    /// <value>Null: the cluster's own, called as the cluster is.</value>
    public string? Network { get; init; }

    /// <summary>The service mesh that the cluster is part of.</summary>
    /// <value>Null: none.</value>
    public string? Mesh { get; init; }
}
