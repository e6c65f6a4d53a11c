using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Clusters that Cluster API makes: that it is installed where they are made from, be that another stack's management cluster.</summary>
internal static class ClusterApiChecks
{
    private static readonly SpecPath Management = SpecPath.Root.Key("management");

    /// <summary>Checks them.</summary>
    /// <param name="context">The specification.</param>
    /// <param name="others">What the other stacks say, by name.</param>
    public static void Run(CheckContext context, ImmutableSortedDictionary<string, YamlMap> others)
    {
        if (Missing(context, others) is not { } missing)
            return;
        foreach (var name in context.Platform.Clusters.Where(cluster => cluster.Value is AwsClusterSpec { State: ClusterState.Present }).Select(cluster => cluster.Key))
            context.Report(Rules.ClusterApi, CheckContext.Cluster(name).Key(VariantShape.Key), $"Cluster API makes clusters of kind 'aws', and {missing}");
    }

    // What is said of a stack that is not there, others tell.
    private static string? Missing(CheckContext context, ImmutableSortedDictionary<string, YamlMap> others)
    {
        const string Wanted = "infra:management: { clusterApi: { aws: {} } }";
        if (context.Platform.Karmada.Stack is { } stack)
            return !others.TryGetValue(stack, out var config) || Installs(config) ? null : $"stack '{stack}' does not install it for AWS; say there: {Wanted}";
        if (context.Platform is { ManagementCluster: not null, Management.ClusterApi.Aws: not null } || !context.IsRead(Management))
            return null;
        return context.Platform.ManagementCluster is null
            ? $"there is no infra:managementCluster to make them from; name it, and say: {Wanted}"
            : $"it is not installed for AWS here; say: {Wanted}";
    }

    private static bool Installs(YamlMap config) => Map(Map(config["management"])?["clusterApi"])?["aws"]?.Value is YamlMap;

    private static YamlMap? Map(YamlEntry? entry) => entry?.Value as YamlMap;
}
