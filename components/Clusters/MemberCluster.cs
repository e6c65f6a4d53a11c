using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>A cluster that a fleet can take in. Every kind of cluster yields this, so nothing after it asks how the cluster came to be.</summary>
public sealed record MemberCluster
{
    /// <summary>The name by which the whole platform knows the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>The kubeconfig, a secret; or the path of a file that has it.</summary>
    public required Output<string> Kubeconfig { get; init; }

    /// <summary>The address at which Karmada reaches the cluster's API, for example <c>https://10.0.0.1:6443</c>.</summary>
    public required string ApiEndpoint { get; init; }

    /// <summary>Talks to the cluster.</summary>
    public required Provider Connection { get; init; }

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
