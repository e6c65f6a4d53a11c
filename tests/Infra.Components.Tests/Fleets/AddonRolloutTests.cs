using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Fleets;

public sealed class AddonRolloutTests
{
    [Fact]
    public void Cohorts_are_the_same_for_ever()
    {
        // What is written here is on Cluster objects everywhere: another number would move clusters from wave to wave.
        Assert.Equal([73, 30, 21, 65], new[] { "on-prem", "prod-cloud", "warehouse-001", "warehouse-002" }.Select(Cohort.Of));
    }

    [Fact]
    public void A_share_has_about_so_many_clusters()
    {
        var sites = Enumerable.Range(0, 10_000).Select(index => Cluster($"site-{index:D5}")).ToList();

        Assert.All([1, 10, 25, 50, 75], percent => Assert.InRange(sites.Count(new AddonWave.Share(percent).Has), percent * 85, percent * 115));
        Assert.All(sites, site => Assert.True(new AddonWave.Share(100).Has(site)));
    }

    [Fact]
    public void A_larger_share_has_the_clusters_of_a_smaller_one() => Assert.All(
        Enumerable.Range(0, 500).Select(index => Cluster($"site-{index}")),
        site => Assert.All([5, 20, 60], percent => Assert.True(!new AddonWave.Share(percent).Has(site) || new AddonWave.Share(percent + 15).Has(site))));

    [Fact]
    public void Only_waves_that_are_reached_have_the_version()
    {
        ImmutableArray<AddonWave> waves = [new AddonWave.Selected(ClusterSelection.Named("a")), new AddonWave.Selected(ClusterSelection.Named("b")), new AddonWave.Share(100)];

        Assert.Equal(
            ["1.0.0 1.0.0 1.0.0", "2.0.0 1.0.0 1.0.0", "2.0.0 2.0.0 1.0.0", "2.0.0 2.0.0 2.0.0"],
            Enumerable.Range(0, 4).Select(reached => string.Join(' ', new[] { "a", "b", "c" }.Select(name => new AddonRollout("2.0.0", waves, reached).VersionOn(Cluster(name), "1.0.0")))));
    }

    private static ClusterFacts Cluster(string name) => new(name, null, null, ImmutableSortedDictionary<string, string>.Empty, []);
}
