using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Applications: where they run, that they find their namespace there, and what differs where.</summary>
internal static class ApplicationChecks
{
    public static void Run(CheckContext context)
    {
        var namespaces = context.Platform.Fleets
            .SelectMany(fleet => fleet.Value.Namespaces.Keys.Select(shared => (Namespace: shared, Fleet: fleet.Key)))
            .ToLookup(shared => shared.Namespace, shared => shared.Fleet, StringComparer.Ordinal);
        foreach (var (name, application) in context.Platform.Applications)
        {
            var path = SpecPath.Root.Keys("applications", name);
            Manifests.Check(context, application.Manifests, path.Key("manifests"));
            var clusters = SelectionChecks.Run(context, application.Placement, path.Key("placement"));
            Weights(context, application.Placement, clusters, path.Key("placement"));
            Spread(context, application.Placement, clusters, path.Key("placement"));
            Namespace(context, application, clusters, namespaces, path);
            foreach (var (index, difference) in application.Overrides.Index())
                OverrideChecks.Run(context, application, difference, clusters, path.Key("overrides").Item(index), name);
        }
    }

    private static void Weights(CheckContext context, PlacementSpec placement, ImmutableArray<ClusterFacts> clusters, SpecPath path)
    {
        if (!context.IsRead(path))
            return;
        if (placement.Replicas == ReplicaSharing.ByWeight && placement.Weights.IsEmpty)
            context.Report(Rules.Consistent, path.Key("replicas"), "'byWeight' needs 'weights', the clusters' shares");
        if (placement.Replicas != ReplicaSharing.ByWeight && !placement.Weights.IsEmpty)
            context.Report(Rules.Consistent, path.Key("weights"), "'weights' needs 'replicas: byWeight'");
        var placed = clusters.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var cluster in placement.Weights.Keys)
        {
            var at = path.Keys("weights", cluster);
            if (context.Names.RequireCluster(cluster, at) && IsPresent(context, cluster) && placed.Count > 0 && !placed.Contains(cluster))
                context.Report(Rules.Consistent, at, $"the placement does not mean cluster '{cluster}', so its weight counts for nothing");
        }

        if (placement.Replicas != ReplicaSharing.ByWeight || placement.Weights.IsEmpty)
            return;
        var without = placed.Where(cluster => !placement.Weights.ContainsKey(cluster)).Order(StringComparer.Ordinal).ToList();
        if (without.Count > 0)
            context.Report(Rules.Consistent, path.Key("weights"), $"{Some.Of(without)} would get no replicas; give each a weight, or take it out of the placement");
    }

    private static bool IsPresent(CheckContext context, string cluster) => context.Platform.Clusters.GetValueOrDefault(cluster)?.State == ClusterState.Present;

    private static void Spread(CheckContext context, PlacementSpec placement, ImmutableArray<ClusterFacts> clusters, SpecPath path)
    {
        foreach (var (index, spread) in placement.Spread.Index())
        {
            var at = path.Key("spread").Item(index);
            if (spread.Maximum < spread.Minimum)
                context.Report(Rules.Consistent, at.Key("maximum"), $"found {spread.Maximum}; allowed: {spread.Minimum} (the minimum) or more");
            var groups = clusters.Select(cluster => Group(cluster, spread.By)).OfType<string>().Distinct(StringComparer.Ordinal).Count();
            if (clusters.Length > 0 && groups < spread.Minimum && context.KnowsAllClusters)
            {
                context.Report(
                    Rules.Consistent,
                    at,
                    $"the placement means {groups} of what '{Word(spread.By)}' groups by, fewer than the minimum of {spread.Minimum}");
            }
        }
    }

    private static string? Group(ClusterFacts cluster, SpreadBy by) => by switch
    {
        SpreadBy.Region => cluster.Region,
        SpreadBy.Provider => cluster.Provider,
        _ => cluster.Name,
    };

    private static string Word(SpreadBy by) => $"{by}".ToLowerInvariant();

    private static void Namespace(CheckContext context, ApplicationSpec application, ImmutableArray<ClusterFacts> clusters, ILookup<string, string> namespaces, SpecPath path)
    {
        var name = application.Namespace;
        if (!context.IsRead(SpecPath.Root.Key("fleets"))
            || !context.Names.Require("namespace", null, namespaces.Contains, namespaces.Select(shared => shared.Key), name, path.Key("namespace")))
        {
            return;
        }

        var sharedBy = namespaces[name].ToList();
        var without = clusters.Where(cluster => !cluster.Fleets.Intersect(sharedBy, StringComparer.Ordinal).Any()).Select(cluster => cluster.Name).ToList();
        if (without.Count > 0)
        {
            context.Report(
                Rules.ApplicationNamespace,
                path.Key("placement"),
                $"{Some.Of(without)} would get the application but not its namespace '{name}', which only {string.Join(", ", sharedBy)} shares");
        }
    }
}
