using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>In what order clusters answer for one service.</summary>
internal sealed class TrafficTiers
{
    private readonly ImmutableHashSet<string> _drained;
    private readonly bool _regionsMatter;

    public TrafficTiers(MeshPlan plan, MeshService service)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(service);
        Service = service;
        Members = [.. plan.Members.OrderBy(member => member.Cluster, StringComparer.Ordinal)];
        Running = [.. Members.Where(member => service.Clusters.Contains(member.Cluster, StringComparer.Ordinal))];
        _drained = [.. plan.Drained];
        _regionsMatter = TrafficPlan.HasSharedRegion(plan);
    }

    /// <summary>The service.</summary>
    public MeshService Service { get; }

    /// <summary>The clusters of the mesh, in the order of their names.</summary>
    public ImmutableArray<MeshMember> Members { get; }

    /// <summary>Those that run the service.</summary>
    public ImmutableArray<MeshMember> Running { get; }

    /// <summary>Those that answer callers in other clusters, where they are seen: nobody knows what a leaf or a drained cluster has.</summary>
    public IEnumerable<MeshMember> Serving => Running.Where(member => member.Role != MeshRole.Leaf && !IsDrained(member));

    /// <summary>Those by which callers from outside come in.</summary>
    public ImmutableArray<string> Doors => Names(Serving);

    /// <summary>Whether a cluster is given no traffic for now.</summary>
    public bool IsDrained(MeshMember member) => _drained.Contains(member.Cluster);

    /// <summary>Who answers callers in a cluster.</summary>
    public CallerTraffic Of(MeshMember caller)
    {
        var tiers = Relief(caller) is { } relief
            ? Tiers(Reached(caller), answering => answering.Cluster == relief ? 0 : 1)
            : Tiers(Reached(caller), answering => Rank(caller, answering));
        return new CallerTraffic(caller.Cluster, [.. tiers.Select(tier => new AnsweringTier(Names(tier), Names(tier.Where(IsDrained))))]);
    }

    /// <inheritdoc cref="TrafficPlan.ReliefOf" />
    public string? Relief(string drained) => Members.FirstOrDefault(member => member.Cluster == drained) is { } member ? Relief(member) : null;

    private string? Relief(MeshMember caller)
    {
        if (!IsDrained(caller) || !Running.Contains(caller))
            return null;

        var others = Reached(caller).Where(answering => answering != caller).ToList();
        if (others.Count == 0)
            return null;

        // A standby is the last of its callers already; its primary need not be named again.
        var tiers = Tiers([.. others, caller], answering => Rank(caller, answering));
        if (tiers.Length > 1 && tiers[^1].Contains(caller))
            return null;

        // Istio's priorities know one value of a label, so only one cluster can come before the rest.
        return Tiers(others, answering => Rank(caller, answering))[0]
            .OrderBy(answering => caller.Region is not null && answering.Region == caller.Region ? 0 : 1)
            .ThenBy(answering => answering.Cluster, StringComparer.Ordinal)
            .First().Cluster;
    }

    private IEnumerable<MeshMember> Reached(MeshMember caller)
    {
        var own = Running.Where(member => member == caller);
        return Service.Exposure.ReachesFrom(caller.Cluster) ? own.Union(Serving) : own;
    }

    // Clusters whose region nobody knows count as one region, as they do for Istio: none of them has the label.
    private int Rank(MeshMember caller, MeshMember answering) => Service.Failover switch
    {
        Failover.ActiveActive { PrefersOwnCluster: true } => answering == caller ? 0 : _regionsMatter && answering.Region == caller.Region ? 1 : 2,
        Failover.SameRegion => answering.Region == caller.Region ? 0 : 1,
        Failover.PrimaryStandby { Region: null } primary => answering.Cluster == primary.Cluster ? 0 : 1,
        Failover.PrimaryStandby primary => answering.Region != primary.Region ? 2 : primary.Cluster is null || answering.Cluster == primary.Cluster ? 0 : 1,
        _ => 0,
    };

    private static ImmutableArray<ImmutableArray<MeshMember>> Tiers(IEnumerable<MeshMember> answering, Func<MeshMember, int> rank) =>
        [.. answering.GroupBy(rank).OrderBy(tier => tier.Key).Select(tier => tier.ToImmutableArray())];

    private static ImmutableArray<string> Names(IEnumerable<MeshMember> members) => [.. members.Select(member => member.Cluster).Order(StringComparer.Ordinal)];
}
