using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>What <see cref="AttachedCluster"/> needs to know.</summary>
public sealed record AttachedClusterArgs : MemberClusterArgs
{
    /// <summary>The way into the cluster.</summary>
    /// <value>Null: nothing outside reaches it; an agent in it pulls its work from Karmada.</value>
    public AttachedClusterAccess? Access { get; init; }
}

/// <summary>The way into a cluster that already exists.</summary>
/// <param name="Kubeconfig">A credential that may administer the cluster.</param>
/// <param name="ApiEndpoint">
/// The address at which Karmada reaches the cluster's API. It is stated and not read from the kubeconfig: people and Karmada often come by different roads.
/// </param>
public sealed record AttachedClusterAccess(KubeconfigSource Kubeconfig, string ApiEndpoint);
