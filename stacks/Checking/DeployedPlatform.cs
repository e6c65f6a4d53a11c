using System.Collections.Immutable;

namespace Infra.Stacks.Checking;

/// <summary>What a stack recorded of its clusters when it was brought up last, so that the next plan knows what stands.</summary>
/// <param name="Clusters">The clusters that stand, by name.</param>
public sealed record DeployedPlatform(ImmutableSortedDictionary<string, DeployedCluster> Clusters)
{
    /// <summary>The stack's output that holds it.</summary>
    public const string OutputName = "deployed";

    /// <summary>Nothing.</summary>
    public static DeployedPlatform Empty { get; } = new(ImmutableSortedDictionary.Create<string, DeployedCluster>(StringComparer.Ordinal));
}

/// <summary>What stands of a cluster.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="IsProtected">Whether it is kept from leaving.</param>
/// <param name="Version">The version of its control plane; null where the platform does not decide it.</param>
/// <param name="PoolVersions">The versions of its pools that have their own.</param>
/// <param name="Fixed">What cannot be changed, as text by path.</param>
public sealed record DeployedCluster(
    string Kind, bool IsProtected, string? Version, ImmutableSortedDictionary<string, string> PoolVersions, ImmutableSortedDictionary<string, string> Fixed);
