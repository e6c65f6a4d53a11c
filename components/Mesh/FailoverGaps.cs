using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Finds what failover of a service does not cover.</summary>
internal static class FailoverGaps
{
    /// <summary>All of it: what is about the service first, then cluster by cluster.</summary>
    public static ImmutableArray<FailoverGap> Of(TrafficTiers tiers, ImmutableArray<CallerTraffic> callers, EntranceTraffic? entrance) =>
    [
        .. OfService(tiers),
        .. OfPrimary(tiers),
        .. OfDetection(tiers.Service),
        .. OfEntrance(tiers, entrance),
        .. tiers.Members.Zip(callers).SelectMany(each => OfCluster(tiers, each.First, each.Second)),
    ];

    private static IEnumerable<FailoverGap> OfService(TrafficTiers tiers)
    {
        if (tiers.Running is [])
            yield return new(FailoverGapKind.RunsNowhereElse, null, $"{tiers.Service.Name} runs on no cluster of the mesh");
        else if (tiers.Running is [var only])
            yield return new(FailoverGapKind.RunsNowhereElse, null, $"{tiers.Service.Name} runs on {only.Cluster} alone, so nobody answers when that cannot");
        else if (tiers.Serving.ToList() is [var last] && tiers.Members.Any(member => tiers.Service.Exposure.ReachesFrom(member.Cluster)))
            yield return new(FailoverGapKind.OneLeft, last.Cluster, $"of the clusters that run {tiers.Service.Name}, only {last.Cluster} answers callers in others, so none does when that cannot");
    }

    private static IEnumerable<FailoverGap> OfPrimary(TrafficTiers tiers)
    {
        if (tiers.Service.Failover is not Failover.PrimaryStandby primary || tiers.Running.IsEmpty)
            yield break;
        if (primary.Cluster is { } cluster && tiers.Serving.All(member => member.Cluster != cluster))
            yield return new(FailoverGapKind.NoPrimary, cluster, $"{cluster} is to answer for all, but {Why(tiers, cluster)}: the others answer at once");
        if (primary.Region is { } region && tiers.Serving.All(member => member.Region != region))
            yield return new(FailoverGapKind.NoPrimary, null, $"region {region} is to answer for all, but no cluster that answers is known to be in it: the others answer at once");
    }

    private static string Why(TrafficTiers tiers, string cluster) => tiers.Members.FirstOrDefault(member => member.Cluster == cluster) switch
    {
        null => "is not in the mesh",
        { } member when !tiers.Running.Contains(member) => $"does not run {tiers.Service.Name}",
        { Role: MeshRole.Leaf } => "is a leaf",
        _ => "is drained",
    };

    private static IEnumerable<FailoverGap> OfDetection(MeshService service)
    {
        if (service.Failover.Detection.MaximumEjectedPercent is < 100 and var percent)
            yield return new(FailoverGapKind.PartlyEjected, null, FormattableString.Invariant($"at most {percent} % of the endpoints may be left out at once, so a cluster that fails in all of them still gets requests"));
        if (service.Protocol == ServiceProtocol.Tcp)
            yield return new(FailoverGapKind.ConnectionsOnly, null, "nobody looks into its connections, so only those that cannot be made count as errors");
    }

    private static IEnumerable<FailoverGap> OfEntrance(TrafficTiers tiers, EntranceTraffic? entrance)
    {
        if (entrance is null)
            yield break;
        if (entrance.Doors.IsEmpty)
            yield return new(FailoverGapKind.NoDoor, null, $"{entrance.Entrance.Host} leads nowhere: no cluster that runs {tiers.Service.Name} takes callers from outside");
        if (entrance.Entrance.Dns is null)
            yield return new(FailoverGapKind.DnsIsElsewhere, null, $"nobody here writes the record of {entrance.Entrance.Host}: whoever does takes a cluster out when it fails or is drained");
    }

    private static IEnumerable<FailoverGap> OfCluster(TrafficTiers tiers, MeshMember member, CallerTraffic caller)
    {
        var cluster = member.Cluster;
        if (tiers.Running.Contains(member))
        {
            if (tiers.IsDrained(member) && caller.FailsOver)
                yield return new(FailoverGapKind.Drained, cluster, $"{cluster} is drained: it answers its own callers when nobody else can, and no others");
            else if (tiers.IsDrained(member))
                yield return new(FailoverGapKind.DrainedWithoutRelief, cluster, $"{cluster} is drained, but its own callers reach nobody else, so it answers them");
            if (member.Role == MeshRole.Leaf)
                yield return new(FailoverGapKind.Leaf, cluster, $"{cluster} is a leaf: it answers its own callers only");
        }

        if (caller.Tiers.IsEmpty && !tiers.Running.IsEmpty)
            yield return new(FailoverGapKind.NobodyAnswers, cluster, $"callers in {cluster} are answered by nobody: {(tiers.Service.Exposure.ReachesFrom(cluster) ? "no cluster that may answer them is left" : $"it does not run {tiers.Service.Name}, and sees no other cluster's")}");
        else if (tiers.Running.Length > 1 && !caller.FailsOver && !tiers.Service.Exposure.ReachesFrom(cluster))
            yield return new(FailoverGapKind.StaysAtHome, cluster, $"callers in {cluster} see {tiers.Service.Name} of their own cluster only, so nobody answers when that cannot");

        if (member.Region is null && UnknownRegion(tiers.Service.Failover, tiers.Running.Contains(member)) is { } consequence)
            yield return new(FailoverGapKind.UnknownRegion, cluster, $"the region of {cluster} is not known, {consequence}");
    }

    private static string? UnknownRegion(Failover failover, bool answers) => failover switch
    {
        Failover.SameRegion => "so it counts as in one region with all others whose region is not known",
        Failover.PrimaryStandby { Region: { } region } when answers => $"so it counts as outside of {region}",
        _ => null,
    };
}
