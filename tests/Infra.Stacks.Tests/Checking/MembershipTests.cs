using System.Collections.Immutable;
using CsCheck;
using Infra.Components.Propagation;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Checking;

public sealed class MembershipTests
{
    private const int Platforms = 2_000;

    private static readonly string[] Names = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"];

    private static readonly Gen<string> Words = Gen.OneOf("x", "y", "z");

    private static readonly Gen<ImmutableSortedDictionary<string, string>> Labels =
        Gen.Select(Gen.OneOf("tier", "wave"), Words).Array[0, 2].Select(pairs => pairs.DistinctBy(pair => pair.Item1)
            .ToImmutableSortedDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal));

    private static readonly Gen<ClusterSpec> Cluster = Gen.Select(Labels, Words, Words, Gen.Int[0, 5]).Select((labels, region, provider, state) => (ClusterSpec)new AttachedClusterSpec
    {
        Labels = labels,
        Region = region,
        Provider = provider,
        State = state == 0 ? ClusterState.Absent : ClusterState.Present,
    });

    private static readonly Gen<MatchExpressionSpec> Expression = Gen.Select(Gen.OneOf("tier", "wave"), Gen.Enum<LabelOperator>(), Words.Array[1, 2])
        .Select((key, @operator, values) => new MatchExpressionSpec { Key = key, Operator = @operator, Values = @operator is LabelOperator.In or LabelOperator.NotIn ? [.. values] : [] });

    private static readonly Gen<FleetSpec> Fleet = Gen.Select(Labels, Expression.Array[0, 2], Gen.OneOf(Names).Array[0, 3], Gen.OneOf(Names).Array[0, 2], Words.Array[0, 2], Gen.Int[0, 3])
        .Select((labels, expressions, clusters, except, regions, kind) => new FleetSpec
        {
            Members = kind == 0
                ? new SelectionSpec { Clusters = [.. clusters], Except = [.. except] }
                : new SelectionSpec { MatchLabels = labels, MatchExpressions = [.. expressions], Regions = [.. regions], Except = [.. except] },
        });

    private static readonly Gen<PlatformSpec> Platform = Gen.Select(Cluster.Array[Names.Length], Gen.Int[1, Names.Length], Fleet.Array[0, 4], Gen.Bool).Select((clusters, count, fleets, manages) => new PlatformSpec
    {
        Karmada = new KarmadaSpec { Stack = "mgmt" },
        ManagementCluster = manages ? Names[0] : null,
        Clusters = clusters.Take(count).Index().ToImmutableSortedDictionary(cluster => Names[cluster.Index], cluster => cluster.Item, StringComparer.Ordinal),
        Fleets = fleets.Index().ToImmutableSortedDictionary(fleet => $"f{fleet.Index}", fleet => fleet.Item, StringComparer.Ordinal),
    });

    [Fact]
    public void A_clusters_fleets_depend_on_no_other_cluster() => Platform.Sample(
        platform =>
        {
            var all = Membership.Of(platform);
            foreach (var (name, cluster) in platform.Clusters)
            {
                var alone = Membership.Of(platform with { Clusters = ImmutableSortedDictionary.Create<string, ClusterSpec>(StringComparer.Ordinal).Add(name, cluster) });
                Assert.Equal(FleetsOf(alone, platform, name), FleetsOf(all, platform, name));
            }
        },
        iter: Platforms);

    [Fact]
    public void A_fleets_members_depend_on_no_other_fleet() => Platform.Sample(
        platform =>
        {
            var all = Membership.Of(platform);
            foreach (var (name, fleet) in platform.Fleets)
            {
                var alone = Membership.Of(platform with { Fleets = ImmutableSortedDictionary.Create<string, FleetSpec>(StringComparer.Ordinal).Add(name, fleet) });
                Assert.Equal(alone.MembersOf(name), all.MembersOf(name));
            }
        },
        iter: Platforms);

    [Fact]
    public void Members_and_facts_say_the_same_in_the_order_of_names() => Platform.Sample(
        platform =>
        {
            var membership = Membership.Of(platform);
            Assert.Equal(membership.Clusters.Order(StringComparer.Ordinal), membership.Clusters);
            foreach (var fleet in platform.Fleets.Keys)
                Assert.Equal(membership.Clusters.Where(cluster => membership.FactsOf(cluster)!.Fleets.Contains(fleet)), membership.MembersOf(fleet));
        },
        iter: Platforms);

    [Fact]
    public void What_is_absent_or_manages_is_in_no_fleet() => Platform.Sample(
        platform =>
        {
            var membership = Membership.Of(platform);
            foreach (var (name, cluster) in platform.Clusters.Where(cluster => cluster.Value.State == ClusterState.Absent || cluster.Key == platform.ManagementCluster))
            {
                Assert.Null(membership.FactsOf(name));
                Assert.Empty(FleetsOf(membership, platform, name));
            }
        },
        iter: Platforms);

    private static IEnumerable<string> FleetsOf(Membership membership, PlatformSpec platform, string cluster) =>
        platform.Fleets.Keys.Where(fleet => membership.MembersOf(fleet).Contains(cluster));
}
