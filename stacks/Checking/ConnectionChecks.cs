using System.Collections.Immutable;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Clusters that share a network: that none has addresses of another.</summary>
internal static class ConnectionChecks
{
    public static void Run(CheckContext context)
    {
        foreach (var (name, network) in context.Platform.ClusterNetworks)
            Run(context, SelectionChecks.Run(context, network.On, SpecPath.Root.Keys("clusterNetworks", name, "on")), $"cluster network '{name}'");
    }

    /// <summary>Checks clusters of one network, be it one of a mesh: only there pods reach one another by address.</summary>
    /// <remarks>Between the networks of a mesh there are gateways with addresses of their own, so there ranges may be the same (istio.io, "Deployment Models", multiple networks).</remarks>
    /// <param name="context">The specification.</param>
    /// <param name="members">The clusters.</param>
    /// <param name="shared">What they share, for messages.</param>
    public static void Run(CheckContext context, ImmutableArray<ClusterFacts> members, string shared)
    {
        if (members.Length < 2)
            return;
        var ranges = new List<OwnedRange>(2 * members.Length);
        foreach (var member in members)
        {
            var cluster = context.Platform.Clusters[member.Name];
            var network = CheckContext.Cluster(member.Name).Key("network");
            var addresses = cluster.Addresses;
            Take(addresses.PodCidr, "pods", cluster is EksClusterSpec ? CheckContext.Cluster(member.Name).Keys("vpc", "cidr") : network.Key("podCidr"), member);
            Take(addresses.ServiceCidr, "services", network.Key("serviceCidr"), member);
        }

        Overlaps(context, ranges, shared);

        void Take(Cidr? range, string what, SpecPath at, ClusterFacts member)
        {
            if (!context.IsRead(at))
                return;
            if (range is { } known)
                ranges.Add(new OwnedRange(known, what, member.Name, at));
            else
                context.Report(Rules.OverlapAcross, at, $"the range of {what} is unknown, and '{member.Name}' shares {shared}; state it");
        }
    }

    // Ranges in this notation lie in one another or apart, so sorted by their beginning each one has only those before it that it lies in.
    private static void Overlaps(CheckContext context, List<OwnedRange> ranges, string shared)
    {
        var around = new Stack<OwnedRange>();
        var sorted = ranges
            .OrderBy(range => range.Range.IsIPv6)
            .ThenBy(range => range.Range.First)
            .ThenBy(range => range.Range.PrefixLength)
            .ThenBy(range => range.Cluster, StringComparer.Ordinal);
        foreach (var range in sorted)
        {
            while (around.TryPeek(out var before) && !before.Range.Contains(range.Range))
                around.Pop();

            // Within one cluster it is told of that cluster.
            if (around.FirstOrDefault(before => before.Cluster != range.Cluster) is { } other)
            {
                context.Report(
                    Rules.OverlapAcross,
                    range.Path,
                    $"{range.Range} of {range.What} overlaps {other.Range} of {other.What} of cluster '{other.Cluster}', with which it shares {shared}");
            }

            // Two clusters with one range are enough to compare with: a thousand clusters with one range stay a thousand comparisons.
            if (!(around.Take(2).ToList() is [var last, var first] && last.Range == range.Range && first.Range == range.Range && last.Cluster != first.Cluster))
                around.Push(range);
        }
    }

    private sealed record OwnedRange(Cidr Range, string What, string Cluster, SpecPath Path);
}
