using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>What <see cref="AttachedCluster"/> needs to know.</summary>
public sealed record AttachedClusterArgs
{
    /// <summary>A credential that may administer the cluster.</summary>
    public required KubeconfigSource Kubeconfig { get; init; }

    /// <summary>The address at which Karmada reaches the cluster's API.</summary>
    /// <remarks>It is stated and not read from the kubeconfig: people and Karmada often come by different roads.</remarks>
    public required string ApiEndpoint { get; init; }

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
