using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What the rules that reach across a specification need to know, and where they report.</summary>
internal sealed class CheckContext
{
    private const int MostLetters = 1000;

    private readonly List<Finding> _findings = [];

    /// <summary>The specification. What could not be read is missing from it.</summary>
    public required PlatformSpec Platform { get; init; }

    /// <summary>Which clusters are in which fleet.</summary>
    public Membership Membership => field ??= Membership.Of(Platform);

    /// <summary>The add-ons that are asked for, whichever part of the specification asks.</summary>
    public ImmutableArray<PlacedAddon> Addons => field.IsDefault ? field = AddonSources.Of(Platform) : field;

    /// <summary>The policies of every fleet and of the management cluster.</summary>
    public ImmutableArray<PlacedPolicies> Policies => field.IsDefault ? field = FleetPolicies.Of(Platform) : field;

    /// <summary>The meshes, as far as they can be made out.</summary>
    public ImmutableArray<MeshPlan> Meshes => field.IsDefault ? field = MeshPlans.Of(Platform, Stack) : field;

    /// <summary>The names that may be referred to.</summary>
    public DeclaredNames Names => field ??= new DeclaredNames(this);

    /// <summary>The values that could not be read.</summary>
    public required IReadOnlySet<SpecPath> Unread { get; init; }

    /// <summary>The stack.</summary>
    public required string Stack { get; init; }

    /// <summary>All stacks there are.</summary>
    public required IReadOnlyCollection<string> Stacks { get; init; }

    /// <summary>The regions that have a file.</summary>
    public IReadOnlyCollection<string> Regions { get; init; } = [];

    /// <summary>What stands; null when nobody could say, so that nothing is compared with it.</summary>
    public DeployedPlatform? Deployed { get; private init; }

    /// <summary>Whether all clusters were read; when only some were, nothing is said of what is missing.</summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>What the specification was read from; null when it was not read.</summary>
    public YamlMap? Document { get; init; }

    /// <summary>What day it is, in UTC.</summary>
    public DateOnly Today { get; init; }

    /// <summary>What was found.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>The same specification, to be compared with what stands.</summary>
    public CheckContext Against(DeployedPlatform deployed) => new()
    {
        Platform = Platform,
        Unread = Unread,
        Stack = Stack,
        Stacks = Stacks,
        Regions = Regions,
        IsWhole = IsWhole,
        Document = Document,
        Today = Today,
        Deployed = deployed,
    };

    /// <summary>Whether no cluster is missing because it could not be read.</summary>
    public bool KnowsAllClusters => IsRead(SpecPath.Root.Key("clusters"), deep: false) && !Unread.Any(path => path.Steps() is [("clusters", _), _]);

    private HashSet<SpecPath> Incomplete => field ??= [.. Unread.SelectMany(path => Prefixes(path))];

    /// <summary>The facts of clusters that are on their way out, by which selections that mean only those are still right.</summary>
    private ImmutableArray<ClusterFacts> Leaving => field.IsDefault ? field = FactsOfLeaving() : field;

    /// <summary>Notes that a value breaks a rule.</summary>
    /// <remarks>Names that are not valid are told elsewhere, and are in messages all the same; those stay one line of letters.</remarks>
    public void Report(Rule rule, SpecPath path, string message) => _findings.Add(new Finding(rule, path, Excerpt.Of(message, MostLetters)));

    /// <summary>The path of a cluster.</summary>
    public static SpecPath Cluster(string name) => SpecPath.Root.Keys("clusters", name);

    /// <summary>Whether a value was read, with everything in it. Nothing is concluded from a value that lost a part.</summary>
    /// <param name="path">The value.</param>
    /// <param name="deep">Whether what is in it counts too.</param>
    public bool IsRead(SpecPath path, bool deep = true) => Unread.Count == 0 || !(deep ? Incomplete.Contains(path) : Unread.Contains(path));

    /// <summary>Whether a value is written somewhere, rather than a default.</summary>
    public bool Says(SpecPath path) => Document is null || Reading.Document.Says(Document, path);

    /// <summary>The clusters that a selection means, in the order of their names.</summary>
    public ImmutableArray<ClusterFacts> Matching(ClusterSelection selection) => [.. Membership.Matching(selection)];

    /// <summary>Whether a selection means a cluster that is on its way out.</summary>
    public bool MeansLeaving(ClusterSelection selection) =>
        Membership.Filtered(Leaving, selection).Any(cluster => selection.Clusters.IsEmpty || selection.Clusters.Contains(cluster.Name, StringComparer.Ordinal));

    private static IEnumerable<SpecPath> Prefixes(SpecPath path)
    {
        var at = SpecPath.Root;
        yield return at;
        foreach (var (key, index) in path.Steps())
            yield return at = key is null ? at.Item(index) : at.Key(key);
    }

    private ImmutableArray<ClusterFacts> FactsOfLeaving()
    {
        var fleets = Membership.SelectionsOf(Platform);
        return [.. Platform.Clusters.Where(cluster => cluster.Value.State == ClusterState.Absent).Select(cluster => Membership.FactsOf(cluster.Key, cluster.Value, fleets))];
    }
}
