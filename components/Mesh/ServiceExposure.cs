using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Who sees a service: the clusters from which its endpoints in other clusters are called.</summary>
public abstract record ServiceExposure
{
    private ServiceExposure()
    {
    }

    /// <summary>Every cluster of the mesh.</summary>
    public static ServiceExposure EveryCluster { get; } = new Mesh();

    /// <summary>None but the cluster where each endpoint is.</summary>
    public static ServiceExposure OwnCluster { get; } = new Local();

    /// <summary>Every cluster of the mesh.</summary>
    public sealed record Mesh : ServiceExposure;

    /// <summary>Each cluster its own endpoints.</summary>
    public sealed record Local : ServiceExposure;

    /// <summary>These clusters see all endpoints, the others only their own.</summary>
    /// <param name="To">The clusters, in the order of their names.</param>
    public sealed record Clusters(ImmutableArray<string> To) : ServiceExposure;

    /// <summary>Whether callers in a cluster reach endpoints in others.</summary>
    public bool ReachesFrom(string cluster) => this switch
    {
        Mesh => true,
        Clusters some => some.To.Contains(cluster, StringComparer.Ordinal),
        _ => false,
    };
}
