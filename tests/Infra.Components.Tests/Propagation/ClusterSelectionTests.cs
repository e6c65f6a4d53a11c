using System.Collections.Immutable;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Propagation;

public sealed class ClusterSelectionTests
{
    private static readonly ClusterFacts Edge = new(
        "edge-x", "shanghai", "edge", ImmutableSortedDictionary<string, string>.Empty.Add("tier", "edge"), ["fleet-edge"]);

    [Fact]
    public void With_nothing_set_every_cluster_is_meant() => Assert.True(ClusterSelection.All.Matches(Edge));

    [Fact]
    public void A_fleet_means_its_members()
    {
        Assert.True(ClusterSelection.InFleet("fleet-edge").Matches(Edge));
        Assert.False(ClusterSelection.InFleet("fleet-pre").Matches(Edge));
    }

    [Fact]
    public void Names_mean_these_clusters_only()
    {
        Assert.True(ClusterSelection.Named("prod-cloud", "edge-x").Matches(Edge));
        Assert.False(ClusterSelection.Named("prod-cloud").Matches(Edge));
    }

    [Fact]
    public void An_exception_wins_over_a_name() => Assert.False((ClusterSelection.Named("edge-x") with { Except = ["edge-x"] }).Matches(Edge));

    [Fact]
    public void Members_of_a_fleet_that_is_left_out_are_not_meant()
    {
        var others = ClusterSelection.All with { ExceptFleets = ["fleet-edge"] };

        Assert.False(others.Matches(Edge));
        Assert.True(others.Matches(Edge with { Fleets = ["fleet-pre"] }));
        Assert.Equal("fleet.infra.internal/fleet-edge DoesNotExist", string.Join(", ", others.Expressions.Select(requirement => $"{requirement.Key} {requirement.Operator}")));
    }

    [Fact]
    public void A_label_must_have_the_value()
    {
        Assert.True((ClusterSelection.All with { Labels = Edge.Labels }).Matches(Edge));
        Assert.False((ClusterSelection.All with { Labels = Edge.Labels.SetItem("tier", "prod") }).Matches(Edge));
        Assert.False((ClusterSelection.All with { Labels = Edge.Labels.Add("site", "1") }).Matches(Edge));
    }

    [Fact]
    public void A_region_or_provider_must_be_one_of_those_listed()
    {
        Assert.True((ClusterSelection.All with { Regions = ["beijing", "shanghai"], Providers = ["edge"] }).Matches(Edge));
        Assert.False((ClusterSelection.All with { Regions = ["beijing"] }).Matches(Edge));
        Assert.False((ClusterSelection.All with { Providers = ["aws"] }).Matches(Edge));
    }

    [Fact]
    public void A_cluster_of_no_known_region_is_in_none() =>
        Assert.False((ClusterSelection.All with { Regions = ["shanghai"] }).Matches(Edge with { Region = null }));
}
