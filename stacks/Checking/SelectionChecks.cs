using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Whether selections name what exists, can hold, and mean a cluster. All selections are one type, so these are the checks of every one.</summary>
internal static class SelectionChecks
{
    /// <summary>Checks a selection.</summary>
    /// <param name="context">The specification.</param>
    /// <param name="selection">The selection.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="within">The clusters of the placement that it chooses from; all clusters if not said.</param>
    /// <param name="whole">What has those clusters, for messages.</param>
    /// <returns>The clusters that it means, in the order of their names; none where it is wrong.</returns>
    public static ImmutableArray<ClusterFacts> Run(
        CheckContext context, SelectionSpec selection, SpecPath path, ImmutableArray<ClusterFacts>? within = null, string whole = "placement")
    {
        var isRight = SaysSomething(context, selection, path);
        isRight &= Named(context, selection.Clusters, path.Key("clusters"), mayManage: false);
        isRight &= Named(context, selection.Except, path.Key("except"), mayManage: true);
        isRight &= (selection as TargetSpec)?.Fleet is not { } fleet || context.Names.RequireFleet(fleet, path.Key("fleet"));
        foreach (var (index, expression) in selection.MatchExpressions.Index())
            isRight &= CanHold(context, expression, path.Key("matchExpressions").Item(index));
        if (!isRight || !context.IsRead(path))
            return [];

        var target = selection.ToSelection();
        var matching = context.Matching(target);
        if (within is { } outer)
        {
            var allowed = outer.Select(cluster => cluster.Name).ToHashSet(StringComparer.Ordinal);
            matching = [.. matching.Where(cluster => allowed.Contains(cluster.Name))];
        }

        if (matching.IsEmpty && context.KnowsAllClusters && FleetsAreKnown(context, target) && !context.MeansLeaving(target))
            context.Report(Rules.MatchesSomething, path, within is null ? "no cluster matches" : $"no cluster of the {whole} matches");
        return matching;
    }

    // A list from which the last name was taken would otherwise mean every cluster instead of one.
    private static bool SaysSomething(CheckContext context, SelectionSpec selection, SpecPath path)
    {
        (string Key, bool IsEmpty)[] parts =
        [
            ("clusters", selection.Clusters.IsEmpty), ("matchLabels", selection.MatchLabels.IsEmpty), ("matchExpressions", selection.MatchExpressions.IsEmpty),
            ("regions", selection.Regions.IsEmpty), ("providers", selection.Providers.IsEmpty),
        ];
        var isRight = true;
        foreach (var (key, isEmpty) in parts)
        {
            var at = path.Key(key);
            if (!isEmpty || context.Document is null || !context.Says(at) || !context.IsRead(at))
                continue;
            context.Report(Rules.Consistent, at, $"'{key}' is empty, which would mean every cluster; remove the key if that is meant, or say which");
            isRight = false;
        }

        return isRight;
    }

    private static bool FleetsAreKnown(CheckContext context, ClusterSelection target) =>
        target.Fleet is not { } fleet || (context.IsRead(SpecPath.Root.Keys("fleets", fleet)) && !context.Membership.MembersOf(fleet).IsEmpty);

    private static bool Named(CheckContext context, ImmutableArray<string> names, SpecPath path, bool mayManage)
    {
        var isRight = true;
        foreach (var (index, name) in names.Index())
        {
            isRight &= context.Names.RequireCluster(name, path.Item(index));
            if (!mayManage && name == context.Platform.ManagementCluster)
            {
                context.Report(Rules.Consistent, path.Item(index), $"'{name}' is infra:managementCluster, which manages and is not itself managed; take it out");
                isRight = false;
            }
        }

        return isRight;
    }

    private static bool CanHold(CheckContext context, MatchExpressionSpec expression, SpecPath path)
    {
        var wantsValues = expression.Operator is LabelOperator.In or LabelOperator.NotIn;
        if (wantsValues != expression.Values.IsEmpty || !context.IsRead(path))
            return true;
        context.Report(Rules.Consistent, path, wantsValues ? $"'{expression.Operator}' needs 'values'" : $"'{expression.Operator}' takes no 'values'");
        return false;
    }
}
