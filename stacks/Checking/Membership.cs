using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Which clusters are in which fleet, and which are meant by a selection. It depends on what the specification says and on nothing else.</summary>
public sealed class Membership
{
    private readonly ImmutableSortedDictionary<string, ClusterFacts> _facts;
    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>> _members;

    private Membership(ImmutableSortedDictionary<string, ClusterFacts> facts, ImmutableSortedDictionary<string, ImmutableArray<string>> members) =>
        (_facts, _members) = (facts, members);

    /// <summary>The clusters that orchestration knows: those that are present and do not themselves manage, in the order of their names.</summary>
    public IEnumerable<string> Clusters => _facts.Keys;

    /// <summary>Works out the members of every fleet.</summary>
    public static Membership Of(PlatformSpec platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var fleets = SelectionsOf(platform);
        var facts = ImmutableSortedDictionary.CreateBuilder<string, ClusterFacts>(StringComparer.Ordinal);
        var members = fleets.ToDictionary(fleet => fleet.Fleet, _ => ImmutableArray.CreateBuilder<string>(), StringComparer.Ordinal);
        foreach (var (name, cluster) in platform.Clusters)
        {
            if (cluster.State == ClusterState.Absent || name == platform.ManagementCluster)
                continue;
            facts[name] = FactsOf(name, cluster, fleets);
            foreach (var fleet in facts[name].Fleets)
                members[fleet].Add(name);
        }

        return new Membership(
            facts.ToImmutable(), members.ToImmutableSortedDictionary(fleet => fleet.Key, fleet => fleet.Value.ToImmutable(), StringComparer.Ordinal));
    }

    /// <summary>Who is in each fleet.</summary>
    internal static ImmutableArray<(string Fleet, ClusterSelection Selection)> SelectionsOf(PlatformSpec platform) =>
        [.. platform.Fleets.Select(fleet => (fleet.Key, fleet.Value.Members.ToSelection()))];

    /// <summary>What is known of a cluster, the fleets that it would be in included.</summary>
    internal static ClusterFacts FactsOf(string name, ClusterSpec cluster, ImmutableArray<(string Fleet, ClusterSelection Selection)> fleets)
    {
        var own = new ClusterFacts(name, cluster.Region, cluster.Provider, cluster.Labels, []);
        return own with { Fleets = [.. fleets.Where(fleet => fleet.Selection.Matches(own)).Select(fleet => fleet.Fleet)] };
    }

    /// <summary>The facts by which selections find a cluster; null for one that is absent, or that manages.</summary>
    public ClusterFacts? FactsOf(string cluster) => _facts.GetValueOrDefault(cluster);

    /// <summary>The members of a fleet, in the order of their names.</summary>
    public ImmutableArray<string> MembersOf(string fleet) => _members.GetValueOrDefault(fleet, []);

    /// <summary>The clusters that a selection means, in the order of their names.</summary>
    /// <remarks>A list of names is not held against every cluster: with thousands of both that would be millions of comparisons.</remarks>
    public IEnumerable<ClusterFacts> Matching(ClusterSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var candidates = !selection.Clusters.IsEmpty
            ? selection.Clusters.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(FactsOf).OfType<ClusterFacts>()
            : (selection.Fleet is { } fleet ? MembersOf(fleet) : Clusters).Select(name => FactsOf(name)!);
        return Filtered(candidates, selection);
    }

    /// <summary>Those of some clusters that a selection means, whatever it says of names.</summary>
    internal static IEnumerable<ClusterFacts> Filtered(IEnumerable<ClusterFacts> clusters, ClusterSelection selection)
    {
        var except = selection.Except.ToHashSet(StringComparer.Ordinal);
        var others = selection with { Clusters = [], Except = [] };
        return clusters.Where(cluster => !except.Contains(cluster.Name) && others.Matches(cluster));
    }
}
