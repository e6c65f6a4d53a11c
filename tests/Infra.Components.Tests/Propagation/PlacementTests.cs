using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Propagation;

public sealed class PlacementTests
{
    [Fact]
    public void A_placement_on_no_cluster_is_refused() => Assert.Throws<ArgumentException>(() => Placement.OnClusters());

    [Fact]
    public void Exceptions_add_up() =>
        Assert.Equal(["a", "b"], Placement.OnFleet("f").Except("a").Except("b").Clusters.Except);

    [Fact]
    public void A_weight_below_one_is_refused_by_name() => Assert.Contains(
        "cluster 'on-prem' is 0",
        Assert.Throws<ArgumentException>(() => Placement.OnFleet("f").DividedByWeight(new Dictionary<string, int> { ["on-prem"] = 0 })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 2)]
    public void An_impossible_spread_is_refused(int minimum, int maximum) =>
        Assert.Throws<ArgumentException>(() => Placement.OnFleet("f").SpreadOver(SpreadBy.Cluster, minimum, maximum));

    [Fact]
    public void Dividing_by_capacity_forgets_weights() =>
        Assert.Empty(Placement.OnFleet("f").DividedByWeight(new Dictionary<string, int> { ["a"] = 1 }).DividedByCapacity().Weights);
}
