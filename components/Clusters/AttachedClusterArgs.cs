using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>What <see cref="AttachedCluster"/> needs to know.</summary>
public sealed record AttachedClusterArgs
{
    /// <summary>The way into the cluster.</summary>
    /// <value>Null: nothing outside reaches it; an agent in it pulls its work from Karmada.</value>
    public AttachedClusterAccess? Access { get; init; }

    /// <summary>The region.</summary>
    /// <value>Null: not said.</value>
    public string? Region { get; init; }

    /// <summary>Who runs the machines.</summary>
    /// <value>Null: not said.</value>
    public string? Provider { get; init; }

    /// <summary>The failure zones that the cluster spans.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>The cluster's labels in Karmada.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>The way into a cluster that already exists.</summary>
/// <param name="Kubeconfig">A credential that may administer the cluster.</param>
/// <param name="ApiEndpoint">
/// The address at which Karmada reaches the cluster's API. It is stated and not read from the kubeconfig: people and Karmada often come by different roads.
/// </param>
public sealed record AttachedClusterAccess(KubeconfigSource Kubeconfig, string ApiEndpoint);
