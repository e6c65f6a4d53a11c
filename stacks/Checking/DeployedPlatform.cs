using System.Collections.Immutable;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What a stack recorded of its clusters when it was brought up last, so that the next plan knows what stands.</summary>
/// <param name="Clusters">The clusters that stand, by name.</param>
public sealed record DeployedPlatform(ImmutableSortedDictionary<string, DeployedCluster> Clusters)
{
    /// <summary>The stack's output that holds it.</summary>
    public const string OutputName = "deployed";

    private const string ClustersKey = "clusters";
    private const string MeshesKey = "meshes";

    /// <summary>The meshes that stand, by name.</summary>
    public ImmutableSortedDictionary<string, DeployedMesh> Meshes { get; init; } = ImmutableSortedDictionary.Create<string, DeployedMesh>(StringComparer.Ordinal);

    /// <summary>Nothing.</summary>
    public static DeployedPlatform Empty { get; } = new(ImmutableSortedDictionary.Create<string, DeployedCluster>(StringComparer.Ordinal));

    /// <summary>What stands once a specification was carried out.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="before">What stood before.</param>
    public static DeployedPlatform Of(PlatformSpec platform, DeployedPlatform? before = null)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return new DeployedPlatform(platform.Clusters
            .Where(cluster => cluster.Value.State == ClusterState.Present)
            .ToImmutableSortedDictionary(cluster => cluster.Key, cluster => DeployedCluster.Of(cluster.Value, platform.IsProtected(cluster.Key), before?.Clusters.GetValueOrDefault(cluster.Key)), StringComparer.Ordinal))
        {
            Meshes = DeployedMesh.Of(platform),
        };
    }

    /// <summary>As a value of a stack's output.</summary>
    public ImmutableDictionary<string, object> ToOutput()
    {
        var output = ImmutableDictionary<string, object>.Empty.Add(
            ClustersKey, Clusters.ToImmutableDictionary(cluster => cluster.Key, object (cluster) => cluster.Value.ToOutput(), StringComparer.Ordinal));
        return Meshes.IsEmpty
            ? output
            : output.Add(MeshesKey, Meshes.ToImmutableDictionary(mesh => mesh.Key, object (mesh) => mesh.Value.ToOutput(), StringComparer.Ordinal));
    }

    /// <summary>Reads what <see cref="ToOutput"/> wrote. What is not of that form is taken as not recorded: an older version may have written it.</summary>
    public static DeployedPlatform FromOutput(IReadOnlyDictionary<string, object> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new DeployedPlatform(Entries(output, ClustersKey, DeployedCluster.FromOutput)) { Meshes = Entries(output, MeshesKey, DeployedMesh.FromOutput) };
    }

    private static ImmutableSortedDictionary<string, T> Entries<T>(IReadOnlyDictionary<string, object> output, string key, Func<IReadOnlyDictionary<string, object>, T> read) =>
        output.GetValueOrDefault(key) is not IReadOnlyDictionary<string, object> entries
            ? ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal)
            : entries
                .Where(entry => entry.Value is IReadOnlyDictionary<string, object>)
                .ToImmutableSortedDictionary(entry => entry.Key, entry => read((IReadOnlyDictionary<string, object>)entry.Value), StringComparer.Ordinal);
}
