using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>How a service is reached from outside of the mesh: by one name, in whichever clusters it runs.</summary>
public sealed record Entrance
{
    /// <summary>The name, for example <c>recommender.example.com</c>.</summary>
    public required string Host { get; init; }

    /// <summary>The paths of that name that are the service's.</summary>
    public ImmutableArray<string> Paths { get; init; } = ["/"];

    /// <summary>The ClusterIssuer of cert-manager that certifies the name, in each cluster.</summary>
    public required string Issuer { get; init; }

    /// <summary>How the name finds the clusters.</summary>
    /// <value>Null: somebody else sees to it.</value>
    public EntranceDns? Dns { get; init; }
}

/// <summary>The DNS record of an entrance, written by external-dns in each cluster.</summary>
/// <param name="TtlSeconds">How long others keep it, in seconds: so long callers may still come after a cluster is drained.</param>
/// <param name="Weighted">Whether each cluster has a record of its own, of equal weight, as Route 53 has them. Otherwise the provider must keep several writers apart itself.</param>
public sealed record EntranceDns(int TtlSeconds = 60, bool Weighted = true);
