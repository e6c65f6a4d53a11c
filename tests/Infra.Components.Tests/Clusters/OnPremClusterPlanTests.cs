using Infra.Components.Clusters;
using Infra.Components.Machines;
using Xunit;

namespace Infra.Components.Tests.Clusters;

public sealed class OnPremClusterPlanTests
{
    [Theory]
    [InlineData("c2 c1 c3", null, null, "c1")]
    [InlineData("b1 c1 c2 c3", "c1 c2 c3", "c1", "c1")]
    [InlineData("c2 c3 c4", "c1 c2 c3", "c1", "c2")]
    [InlineData("a1 c2 c3", "c1 c2 c3", "c1", "c2")]
    [InlineData("c1 c2 c3", "c1 c2 c3", "c3", "c3")]
    [InlineData("c1 c2 c3", "c2 c3", null, "c2")]
    public void The_steward_stands_and_stays(string alive, string? standing, string? steward, string expected) => Assert.Equal(
        expected, OnPremClusterPlan.Steward(alive.Split(' '), standing is null ? null : new StandingControlPlanes([.. standing.Split(' ')], steward, null)));

    [Fact]
    public void Without_a_control_plane_that_stands_no_second_cluster_is_founded() =>
        Assert.Throws<ArgumentException>(() => OnPremClusterPlan.Steward(["c4"], new StandingControlPlanes(["c1"], "c1", "c1")));

    [Fact]
    public void The_steward_is_the_first_of_the_control_planes() => Assert.Equal(
        ["c2", "c1", "c3"], OnPremClusterPlan.ControlPlanes([Machine("c3"), Machine("c1"), Machine("c2"), Machine("w1", isControlPlane: false)], "c2").Select(machine => machine.Name));

    [Theory]
    [InlineData(1, "w1|w2|w3")]
    [InlineData(2, "w1,w2|w3")]
    [InlineData(5, "w1,w2,w3")]
    public void Workers_are_upgraded_in_batches(int size, string expected) => Assert.Equal(
        expected,
        string.Join('|', OnPremClusterPlan.Batches([Machine("w3", isControlPlane: false), Machine("c1"), Machine("w1", isControlPlane: false), Machine("w2", isControlPlane: false)], size)
            .Select(batch => string.Join(',', batch.Select(machine => machine.Name)))));

    [Theory]
    [InlineData("product_uuid=a\nwarning: little memory", "product_uuid=b", null)]
    [InlineData("", "", null)]
    [InlineData("product_uuid=", "product_uuid=", null)]
    [InlineData("product_uuid=4C4C4544\n", "found\nproduct_uuid=4c4c4544", "c1, w1 have the same product_uuid 4c4c4544; give each machine an id of its own: Kubernetes would take them for one")]
    public void Machines_of_one_identity_are_found(string one, string other, string? expected) =>
        Assert.Equal(expected, OnPremClusterPlan.Twins([KeyValuePair.Create("w1", other), KeyValuePair.Create("c1", one)]));

    private static KubeadmMachine Machine(string name, bool isControlPlane = true) => new() { Name = name, Address = "10.20.0.1", IsControlPlane = isControlPlane };
}
