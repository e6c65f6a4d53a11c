using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>What <see cref="MeshMembership"/> needs to know.</summary>
public sealed record MeshMembershipArgs
{
    /// <summary>The mesh.</summary>
    public required MeshPlan Plan { get; init; }

    /// <summary>What the cluster is in it.</summary>
    public required MeshMember Member { get; init; }

    /// <summary>The way into the cluster.</summary>
    /// <value>Null: its agent pulls its work from Karmada.</value>
    public ClusterAccess? Access { get; init; }

    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>The roots of the mesh.</summary>
    /// <value>Null: somebody else gives clusters their authorities.</value>
    public MeshRoot? Root { get; init; }

    /// <summary>What must be there first: the cluster's membership of the platform.</summary>
    /// <value>Empty: nothing.</value>
    public ImmutableArray<Resource> Needs { get; init; } = [];
}
