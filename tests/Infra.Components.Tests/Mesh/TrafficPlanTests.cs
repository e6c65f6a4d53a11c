using System.Collections.Immutable;
using CsCheck;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class TrafficPlanTests
{
    // Two regions that two clusters share each, and one cluster of which nobody knows where it is.
    private static readonly MeshPlan Four = Meshes.Of(
        Meshes.Member("cloud-1", "north"), Meshes.Member("cloud-2", "north"), Meshes.Member("plant-1", "south"), Meshes.Member("plant-2"));

    private static readonly MeshService Everywhere = Meshes.Service("cloud-1", "cloud-2", "plant-1", "plant-2");

    [Fact]
    public void Active_active_prefers_the_callers_own_cluster_then_its_region() =>
        Assert.Equal("cloud-1 | cloud-2 | plant-1 plant-2", Tiers(Four, Everywhere, "cloud-1"));

    [Fact]
    public void Active_active_has_two_tiers_where_no_clusters_share_a_region() =>
        Assert.Equal("a | b c", Tiers(Meshes.Of(Meshes.Member("a", "north"), Meshes.Member("b", "south"), Meshes.Member("c")), Meshes.Service("a", "b", "c"), "a"));

    [Fact]
    public void Active_active_that_prefers_nobody_is_one_tier() =>
        Assert.Equal("cloud-1 cloud-2 plant-1 plant-2", Tiers(Four, Everywhere with { Failover = new Failover.ActiveActive { PrefersOwnCluster = false } }, "cloud-1"));

    [Fact]
    public void The_clusters_of_the_callers_region_share_its_requests() =>
        Assert.Equal("cloud-1 cloud-2 | plant-1 plant-2", Tiers(Four, Everywhere with { Failover = new Failover.SameRegion() }, "cloud-1"));

    [Theory]
    [InlineData("plant-1", null, "plant-1 | cloud-1 cloud-2 plant-2")]
    [InlineData(null, "north", "cloud-1 cloud-2 | plant-1 plant-2")]
    [InlineData("cloud-2", "north", "cloud-2 | cloud-1 | plant-1 plant-2")]
    public void A_primary_answers_first_wherever_callers_are(string? cluster, string? region, string expected)
    {
        var service = Everywhere with { Failover = new Failover.PrimaryStandby(cluster, region) };
        Assert.All(Four.Members, member => Assert.Equal(expected, Tiers(Four, service, member.Cluster)));
    }

    [Fact]
    public void Callers_where_a_service_does_not_run_are_answered_by_their_region_first() =>
        Assert.Equal("cloud-2 | plant-1", Tiers(Four, Meshes.Service("cloud-2", "plant-1"), "cloud-1"));

    [Fact]
    public void Callers_that_see_their_own_cluster_only_stay_there()
    {
        var service = Meshes.Service("cloud-1", "plant-1") with { Exposure = new ServiceExposure.Clusters(["cloud-1"]) };
        Assert.Equal(["cloud-1 | plant-1", "", "plant-1", ""], Four.Members.Select(member => Tiers(Four, service, member.Cluster)));
        Assert.Equal(["NobodyAnswers cloud-2", "StaysAtHome plant-1", "NobodyAnswers plant-2"], Gaps(Four, service));
    }

    [Fact]
    public void A_leaf_answers_its_own_callers_only()
    {
        var plan = Meshes.Of(Meshes.Member("edge", role: MeshRole.Leaf), Meshes.Member("hub"));
        var service = Meshes.Service("edge", "hub");
        Assert.Equal("edge | hub", Tiers(plan, service, "edge"));
        Assert.Equal("hub", Tiers(plan, service, "hub"));
        Assert.Equal(["OneLeft hub", "Leaf edge"], Gaps(plan, service));
    }

    [Fact]
    public void A_drained_clusters_callers_turn_to_the_nearest_and_come_back_only_with_all_the_rest()
    {
        var plan = Four with { Drained = ["cloud-1"] };
        Assert.Equal("cloud-2 | (cloud-1) plant-1 plant-2", Tiers(plan, Everywhere, "cloud-1"));
        Assert.Equal("cloud-2 | plant-1 plant-2", Tiers(plan, Everywhere, "cloud-2"));
        Assert.Equal(["Drained cloud-1"], Gaps(plan, Everywhere));
    }

    [Theory]
    [InlineData("plant-2", null, null)]
    [InlineData("plant-1", null, "cloud-1")]
    [InlineData(null, "north", null)]
    [InlineData(null, "south", "cloud-1")]
    public void A_drained_standby_needs_no_other_order(string? cluster, string? region, string? expected) =>
        Assert.Equal(expected, TrafficPlan.ReliefOf(Four with { Drained = ["plant-1"] }, Everywhere with { Failover = new Failover.PrimaryStandby(cluster, region) }, "plant-1"));

    [Fact]
    public void A_drained_primary_is_named()
    {
        var service = Meshes.Service("cloud-1", "cloud-2", "plant-1") with { Failover = new Failover.PrimaryStandby("cloud-1", null) };
        Assert.Equal(["NoPrimary cloud-1", "Drained cloud-1"], Gaps(Four with { Drained = ["cloud-1"] }, service));
    }

    [Fact]
    public void Draining_one_of_two_leaves_one()
    {
        var service = Meshes.Service("cloud-1", "plant-1");
        var plan = Four with { Drained = ["plant-1"] };
        Assert.Equal("cloud-1 | (plant-1)", Tiers(plan, service, "plant-1"));
        Assert.Equal("cloud-1", Tiers(plan, service, "cloud-2"));
        Assert.Equal(["OneLeft cloud-1", "Drained plant-1"], Gaps(plan, service));
    }

    [Fact]
    public void A_drained_cluster_that_is_alone_answers_its_own_callers_and_says_so()
    {
        var plan = Four with { Drained = ["plant-1"] };
        var service = Meshes.Service("plant-1");
        Assert.Equal("(plant-1)", Tiers(plan, service, "plant-1"));
        Assert.Equal(["RunsNowhereElse ", "NobodyAnswers cloud-1", "NobodyAnswers cloud-2", "DrainedWithoutRelief plant-1", "NobodyAnswers plant-2"], Gaps(plan, service));
    }

    [Fact]
    public void A_region_that_counts_and_is_not_known_is_named()
    {
        Assert.Equal(["UnknownRegion plant-2"], Gaps(Four, Everywhere with { Failover = new Failover.SameRegion() }));
        Assert.Equal(["UnknownRegion plant-2"], Gaps(Four, Everywhere with { Failover = new Failover.PrimaryStandby(null, "north") }));
        Assert.Empty(Gaps(Four, Everywhere));
    }

    [Fact]
    public void What_errors_do_not_tell_is_named() => Assert.Equal(
        ["PartlyEjected ", "ConnectionsOnly "],
        Gaps(Four, Everywhere with { Protocol = ServiceProtocol.Tcp, Failover = new Failover.ActiveActive { Detection = new() { MaximumEjectedPercent = 50 } } }));

    [Fact]
    public void An_entrance_leads_to_every_cluster_that_answers_and_not_to_one_that_is_drained()
    {
        var service = Everywhere with { Entrance = new Entrance { Host = "shop.example.com", Issuer = "letsencrypt" } };
        var traffic = TrafficPlan.Of(Four with { Drained = ["plant-1"] }, service);
        Assert.Equal(["cloud-1", "cloud-2", "plant-2"], traffic.Entrance!.Doors);
        Assert.Contains(traffic.Gaps, gap => gap is { Kind: FailoverGapKind.DnsIsElsewhere });
    }

    [Fact]
    public void A_drained_cluster_answers_nobody_but_its_own_callers_and_those_last() => Meshes.Any.Sample(mesh =>
        TrafficPlan.Of(mesh.Plan, mesh.Service).Callers.All(caller => mesh.Plan.Drained.All(drained =>
            !Answering(caller).Contains(drained)
            || (drained == caller.Cluster && caller.Tiers[^1].LastResort.SequenceEqual([drained]) && (caller.Tiers.Length > 1 || caller.Tiers[0].Clusters.Length == 1)))));

    [Fact]
    public void Every_cluster_that_runs_a_service_answers_every_caller_that_may_reach_it_or_is_named() => Meshes.Any.Sample(mesh =>
    {
        var traffic = TrafficPlan.Of(mesh.Plan, mesh.Service);
        return traffic.Callers.All(caller => mesh.Service.Clusters.All(cluster =>
            Answering(caller).Contains(cluster)
            || (cluster != caller.Cluster && !mesh.Service.Exposure.ReachesFrom(caller.Cluster))
            || traffic.Gaps.Any(gap => gap.Cluster == cluster && gap.Kind is FailoverGapKind.Drained or FailoverGapKind.DrainedWithoutRelief or FailoverGapKind.Leaf)));
    });

    [Fact]
    public void Callers_that_nobody_or_nobody_else_answers_are_told_why() => Meshes.Any.Sample(mesh =>
    {
        var traffic = TrafficPlan.Of(mesh.Plan, mesh.Service);
        return traffic.Callers.All(caller => caller.FailsOver || traffic.Gaps.Any(gap => gap.Cluster == caller.Cluster || gap.Kind is FailoverGapKind.RunsNowhereElse or FailoverGapKind.OneLeft));
    });

    [Fact]
    public void No_cluster_is_in_two_tiers_and_no_tier_is_empty() => Meshes.Any.Sample(mesh =>
        TrafficPlan.Of(mesh.Plan, mesh.Service).Callers.All(caller =>
            caller.Tiers.All(tier => !tier.Clusters.IsEmpty) && Answering(caller).Distinct().Count() == Answering(caller).Count()));

    [Fact]
    public void Only_clusters_that_run_a_service_answer() => Meshes.Any.Sample(mesh =>
        TrafficPlan.Of(mesh.Plan, mesh.Service).Callers.All(caller => Answering(caller).All(mesh.Service.Clusters.Contains)));

    [Fact]
    public void Draining_clusters_that_do_not_run_a_service_changes_nothing() => Meshes.Any.Sample(mesh =>
    {
        var idle = mesh.Plan with { Drained = [.. mesh.Plan.Drained.Where(mesh.Service.Clusters.Contains)] };
        return Text(idle, mesh.Service) == Text(mesh.Plan, mesh.Service);
    });

    [Fact]
    public void The_order_of_what_is_said_changes_nothing() => Meshes.Any.Sample(mesh =>
    {
        var plan = mesh.Plan with { Members = [.. mesh.Plan.Members.Reverse()], Drained = [.. mesh.Plan.Drained.Reverse()] };
        var service = mesh.Service with { Clusters = [.. mesh.Service.Clusters.Reverse()] };
        return Text(plan, service) == Text(mesh.Plan, mesh.Service);
    });

    private static string Tiers(MeshPlan plan, MeshService service, string from) => Text(TrafficPlan.Of(plan, service).From(from));

    private static IEnumerable<string> Gaps(MeshPlan plan, MeshService service) => TrafficPlan.Of(plan, service).Gaps.Select(gap => $"{gap.Kind} {gap.Cluster}");

    private static IEnumerable<string> Answering(CallerTraffic caller) => caller.Tiers.SelectMany(tier => tier.Clusters);

    private static string Text(MeshPlan plan, MeshService service)
    {
        var traffic = TrafficPlan.Of(plan, service);
        return string.Join('\n', [.. traffic.Callers.Select(caller => $"{caller.Cluster}: {Text(caller)}"), .. traffic.Gaps.Select(gap => gap.Words)]);
    }

    // "cloud-2 | (cloud-1) plant-1": tiers in their order, with what is drained in parentheses.
    private static string Text(CallerTraffic caller) =>
        string.Join(" | ", caller.Tiers.Select(tier => string.Join(' ', tier.Clusters.Select(cluster => tier.LastResort.Contains(cluster) ? $"({cluster})" : cluster))));
}
