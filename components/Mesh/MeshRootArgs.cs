using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi;

namespace Infra.Components.Mesh;

/// <summary>What <see cref="MeshRoot"/> needs to know.</summary>
public sealed record MeshRootArgs
{
    /// <summary>The mesh.</summary>
    public required MeshPlan Plan { get; init; }

    /// <summary>The management cluster, which has cert-manager.</summary>
    public required ClusterAccess Management { get; init; }

    /// <summary>What must be there first: cert-manager, where this stack installs it.</summary>
    /// <value>Empty: nothing.</value>
    public ImmutableArray<Resource> Needs { get; init; } = [];
}

/// <summary>What makes a cluster an authority of its mesh: Istio's control plane in it signs with this.</summary>
/// <param name="Made">What makes it, which goes after all that uses it.</param>
/// <param name="Certificate">The authority's certificate, PEM.</param>
/// <param name="Chain">The same with what stands between it and the root, PEM.</param>
/// <param name="Key">The key that belongs to it, PEM; a secret.</param>
public sealed record ClusterAuthority(Resource Made, Output<string> Certificate, Output<string> Chain, Output<string> Key);
