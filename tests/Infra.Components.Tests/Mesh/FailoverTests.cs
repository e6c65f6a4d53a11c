using System.Collections.Immutable;
using CsCheck;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

/// <summary>What Istio makes of the objects is what is meant.</summary>
public sealed class FailoverTests
{
    private static readonly MeshPlan Three = Meshes.Of(Meshes.Member("a", "north"), Meshes.Member("b", "north"), Meshes.Member("c", "south"));

    private static readonly MeshService Everywhere = Meshes.Service("a", "b", "c");

    // Networks of one or several clusters; what cannot be told to Istio is left out, for it is refused.
    private static readonly Gen<(MeshPlan Plan, MeshService Service)> Meant = Gen.Select(Meshes.Any, Gen.Int[0, 2].Array[5], Gen.Bool, (mesh, networks, isShared) =>
            (mesh.Plan with { Members = [.. mesh.Plan.Members.Select((member, index) => isShared ? member with { Network = $"network-{networks[index]}" } : member)] }, mesh.Service))
        .Where(mesh => ServiceTraffic.Lost(mesh.Item1, mesh.Service).IsEmpty);

    public static TheoryData<string, Failover, string> Orders => new()
    {
        { "active-active", new Failover.ActiveActive(), "a | b | c" },
        { "active-active, nobody preferred", new Failover.ActiveActive { PrefersOwnCluster = false }, "a b c" },
        { "same region", new Failover.SameRegion(), "a b | c" },
        { "primary cluster", new Failover.PrimaryStandby("c", null), "c | a b" },
        { "primary region", new Failover.PrimaryStandby(null, "south"), "c | a b" },
        { "primary cluster of a region", new Failover.PrimaryStandby("c", "south"), "c | a b" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Clusters_are_asked_in_the_order_that_is_meant_even_behind_gateways(string name, Failover failover, string expected)
    {
        Assert.NotEmpty(name);
        var service = Everywhere with { Failover = failover };
        Assert.Equal(expected, IstioPriorities.Of(Three with { Services = [service] }, service, "a"));
    }

    [Fact]
    public void Regions_of_several_networks_cannot_be_told_from_others_afar()
    {
        var service = Everywhere with { Failover = new Failover.PrimaryStandby(null, "north") };

        Assert.Single(ServiceTraffic.Lost(Three, service));
        Assert.Empty(ServiceTraffic.Lost(Three with { Members = [.. Three.Members.Select(member => member with { Network = member.Region! })] }, service));
    }

    [Fact]
    public void What_Istio_makes_of_the_objects_is_what_is_meant() => Meant.Sample(mesh =>
    {
        var meant = TrafficPlan.Of(mesh.Plan, mesh.Service);
        foreach (var caller in meant.Callers)
            Assert.Equal(string.Join(" | ", caller.Tiers.Select(tier => string.Join(' ', tier.Clusters))), IstioPriorities.Of(mesh.Plan, mesh.Service, caller.Cluster));
    }, iter: 2000);

    [Fact]
    public void A_drained_cluster_gets_nothing_but_from_its_own_callers_when_another_cannot_answer() => Meant.Sample(mesh =>
    {
        foreach (var caller in mesh.Plan.Members.Select(member => member.Cluster))
        {
            var tiers = Tiers(mesh.Plan, mesh.Service, caller);
            foreach (var drained in mesh.Plan.Drained.Where(drained => tiers.Any(tier => tier.Contains(drained))))
                Assert.True(drained == caller && (tiers is [[_]] || !tiers[0].Contains(drained)), $"{drained} is asked by {caller}");
        }
    });

    [Fact]
    public void Every_cluster_that_serves_is_asked_when_all_before_it_fail() => Meant.Sample(mesh =>
    {
        var serving = mesh.Plan.Members.Where(member => mesh.Service.Clusters.Contains(member.Cluster) && member.Role != MeshRole.Leaf && !mesh.Plan.Drained.Contains(member.Cluster));
        foreach (var caller in mesh.Plan.Members.Where(member => mesh.Service.Exposure.ReachesFrom(member.Cluster)))
            Assert.Empty(serving.Select(member => member.Cluster).Except(Tiers(mesh.Plan, mesh.Service, caller.Cluster).SelectMany(tier => tier)));
    });

    [Fact]
    public void The_callers_own_cluster_comes_first_where_that_is_asked() => Meant.Sample(mesh =>
    {
        if (mesh.Service.Failover is not Failover.ActiveActive { PrefersOwnCluster: true })
            return;
        foreach (var caller in mesh.Service.Clusters.Except(mesh.Plan.Drained))
            Assert.Equal([caller], Tiers(mesh.Plan, mesh.Service, caller)[0]);
    });

    [Fact]
    public void Draining_a_cluster_changes_the_objects_of_that_cluster_only() => Meant.Sample(mesh =>
    {
        var undrained = mesh.Plan with { Drained = [] };
        foreach (var cluster in mesh.Plan.Members.Select(member => member.Cluster).Except(mesh.Plan.Drained))
            Assert.Equal(Rules(undrained, cluster), Rules(mesh.Plan, cluster));
    });

    private static IEnumerable<string> Rules(MeshPlan mesh, string cluster) => IstioPriorities.On(mesh, cluster).Select(item => Tree.Json(item.Content));

    private static ImmutableArray<ImmutableArray<string>> Tiers(MeshPlan mesh, MeshService service, string caller) =>
        [.. IstioPriorities.Of(mesh, service, caller).Split(" | ", StringSplitOptions.RemoveEmptyEntries).Select(tier => tier.Split(' ').ToImmutableArray())];
}
