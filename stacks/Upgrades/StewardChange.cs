using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Upgrades;

/// <summary>
/// Tells of clusters of machines whose steward changes: the control plane that is asked for everything which concerns the whole cluster. A plan shows then that many steps change, and not why.
/// </summary>
internal static class StewardChange
{
    /// <summary>The changes from what stands to what is specified, in the order of the clusters' names.</summary>
    /// <param name="deployed">What stands.</param>
    /// <param name="platform">What is specified.</param>
    public static IEnumerable<string> Of(DeployedPlatform deployed, PlatformSpec platform) =>
        from cluster in platform.Clusters
        let onPrem = cluster.Value as OnPremClusterSpec
        let standing = deployed.Clusters.GetValueOrDefault(cluster.Key)
        where onPrem is { State: ClusterState.Present } && standing?.Steward is not null
        let steward = onPrem.StewardAfter(standing.Standing)
        where steward is not null && steward != standing.Steward
        select $"cluster '{cluster.Key}': what concerns the whole cluster is asked of {steward} from here on, and of {standing.Steward} no more; "
            + "the steps that ask it run again, and find that all is done";
}
