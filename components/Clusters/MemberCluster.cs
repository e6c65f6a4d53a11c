using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>A cluster that a fleet can take in. Every kind of cluster yields this, so nothing after it asks how the cluster came to be.</summary>
public sealed record MemberCluster
{
    /// <summary>The name by which the whole platform knows the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>The way into the cluster.</summary>
    /// <value>Null: nothing outside reaches it; an agent in it pulls its work from Karmada.</value>
    public required ClusterAccess? Access { get; init; }

    /// <summary>The region, for example <c>cn-east-3</c>.</summary>
    /// <value>Null: not said; no placement by region reaches the cluster.</value>
    public string? Region { get; init; }

    /// <summary>Who runs the machines, for example <c>aws</c>.</summary>
    /// <value>Null: not said; no placement by provider reaches the cluster.</value>
    public string? Provider { get; init; }

    /// <summary>The failure zones that the cluster spans.</summary>
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>The cluster's labels in Karmada.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

/// <summary>The way into a cluster.</summary>
/// <param name="Kubeconfig">The kubeconfig, a secret; or the path of a file that has it.</param>
/// <param name="ApiEndpoint">The address at which Karmada reaches the cluster's API, for example <c>https://10.0.0.1:6443</c>.</param>
/// <param name="Connection">Talks to the cluster.</param>
public sealed record ClusterAccess(Output<string> Kubeconfig, Output<string> ApiEndpoint, Provider Connection);
