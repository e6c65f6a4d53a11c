using System.Collections.Immutable;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>
/// What this version builds. A specification can say more, and it is checked in full; but what would be left out must be refused before anything is planned.
/// </summary>
internal static class BuildableChecks
{
    private static readonly ImmutableArray<string> Kinds = ["attached", "eks"];

    private static readonly ImmutableArray<(string Key, string What, Func<PlatformSpec, IEnumerable<string>> Names)> NotYet =
    [
        ("addons", "add-ons", platform => platform.Addons.Keys),
        ("meshes", "meshes", platform => platform.Meshes.Keys),
        ("clusterNetworks", "cluster networks", platform => platform.ClusterNetworks.Keys),
    ];

    public static void Run(CheckContext context)
    {
        foreach (var (name, cluster) in context.Platform.Clusters.Where(cluster => !Kinds.Contains(DeployedCluster.KindOf(cluster.Value), StringComparer.Ordinal)))
        {
            context.Report(
                Rules.Buildable,
                CheckContext.Cluster(name).Key("kind"),
                $"clusters of kind '{DeployedCluster.KindOf(cluster)}' are not built by this version; it builds: {string.Join(", ", Kinds)}");
        }
        foreach (var (key, what, names) in NotYet)
        {
            foreach (var name in names(context.Platform))
                context.Report(Rules.Buildable, SpecPath.Root.Keys(key, name), $"{what} are not built by this version; remove it");
        }
    }
}
