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
            .ToImmutableSortedDictionary(cluster => cluster.Key, cluster => DeployedCluster.Of(cluster.Value, platform.IsProtected(cluster.Key), before?.Clusters.GetValueOrDefault(cluster.Key)), StringComparer.Ordinal));
    }

    /// <summary>As a value of a stack's output.</summary>
    public ImmutableDictionary<string, object> ToOutput() => ImmutableDictionary<string, object>.Empty.Add(
        ClustersKey, Clusters.ToImmutableDictionary(cluster => cluster.Key, object (cluster) => cluster.Value.ToOutput(), StringComparer.Ordinal));

    /// <summary>Reads what <see cref="ToOutput"/> wrote. What is not of that form is taken as not recorded: an older version may have written it.</summary>
    public static DeployedPlatform FromOutput(IReadOnlyDictionary<string, object> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return output.GetValueOrDefault(ClustersKey) is not IReadOnlyDictionary<string, object> clusters ? Empty : new DeployedPlatform(clusters
            .Where(cluster => cluster.Value is IReadOnlyDictionary<string, object>)
            .ToImmutableSortedDictionary(cluster => cluster.Key, cluster => DeployedCluster.FromOutput((IReadOnlyDictionary<string, object>)cluster.Value), StringComparer.Ordinal));
    }
}
