using System.Collections.Immutable;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Propagation;

public sealed class LabelRequirementTests
{
    private static readonly ImmutableSortedDictionary<string, string> Labels = ImmutableSortedDictionary<string, string>.Empty.Add("tier", "edge");

    [Theory]
    [InlineData("tier", LabelOperator.In, true)]
    [InlineData("tier", LabelOperator.NotIn, false)]
    [InlineData("tier", LabelOperator.Exists, true)]
    [InlineData("tier", LabelOperator.DoesNotExist, false)]
    [InlineData("area", LabelOperator.In, false)]
    [InlineData("area", LabelOperator.NotIn, true)]
    [InlineData("area", LabelOperator.Exists, false)]
    [InlineData("area", LabelOperator.DoesNotExist, true)]
    public void Each_operator_holds_as_in_Kubernetes(string key, LabelOperator operation, bool expected) =>
        Assert.Equal(expected, new LabelRequirement(key, operation, ["edge", "cloud"]).Holds(Labels));

    [Fact]
    public void A_selection_means_clusters_of_which_all_its_requirements_hold()
    {
        var selection = new ClusterSelection
        {
            Requirements = [new LabelRequirement("tier", LabelOperator.In, ["edge"]), new LabelRequirement("wave", LabelOperator.DoesNotExist, [])],
        };

        Assert.True(selection.Matches(new ClusterFacts("a", null, null, Labels, [])));
        Assert.False(selection.Matches(new ClusterFacts("b", null, null, Labels.Add("wave", "canary"), [])));
    }
}
