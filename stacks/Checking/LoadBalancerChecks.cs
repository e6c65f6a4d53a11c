using System.Collections.Immutable;
using System.Net;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The addresses that clusters of machines give to services: that they are of the machines' network, and nobody else's.</summary>
internal static class LoadBalancerChecks
{
    public static void Run(CheckContext context)
    {
        var given = ImmutableArray.CreateBuilder<Taken>();
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            var path = LoadBalancers.PathOf(name);
            if (cluster is not CreatedClusterSpec { Network.LoadBalancer: { } balancer } || !context.IsRead(path))
                continue;
            if (cluster is not OnPremClusterSpec onPrem)
            {
                context.Report(Rules.Consistent, path, "'network.loadBalancer.addresses' would have no effect: the cluster's cloud has load balancers of its own; remove it");
                continue;
            }

            if (name == context.Platform.ManagementCluster)
                context.Report(Rules.Consistent, path, "'network.loadBalancer.addresses' would have no effect on the management cluster, which is no member; remove it");
            if (balancer.Addresses.IsEmpty)
                context.Report(Rules.Consistent, path.Key("addresses"), "no address is given; add a range, or remove 'loadBalancer'");
            foreach (var (index, range) in balancer.Addresses.Index())
            {
                var at = path.Key("addresses").Item(index);
                Network(context, at, range, onPrem.Network);
                given.Add(new Taken(range, at, IsGiven: true));
            }
        }

        if (given.Count > 0)
            Overlaps(context, [.. given, .. Hosts(context.Platform)]);
    }

    private static void Network(CheckContext context, SpecPath path, AddressRange range, CreatedNetworkSpec network)
    {
        if (network.NodeCidr is { } nodes && !(nodes.Contains(range.First.Value) && nodes.Contains(range.Last.Value)))
            Report($"{range} is not in {nodes}, the machines' range (nodeCidr)");
        if (range.Overlaps(network.PodCidr))
            Report($"{range} has addresses of {network.PodCidr}, the range of pods (podCidr)");
        if (range.Overlaps(network.ServiceCidr))
            Report($"{range} has addresses of {network.ServiceCidr}, the range of services (serviceCidr)");
        foreach (var reserved in network.Reserved.Where(range.Overlaps))
            Report($"{range} has addresses of {reserved}, which is reserved");

        void Report(string problem) => context.Report(Rules.LoadBalancerAddresses, path, problem);
    }

    // In the order of their first addresses, whatever overlaps something before it overlaps what reaches furthest.
    private static void Overlaps(CheckContext context, ImmutableArray<Taken> all)
    {
        Taken? furthest = null;
        foreach (var taken in all.Order(Comparer<Taken>.Create((left, right) => Compare(left.Range.First.Value, right.Range.First.Value))))
        {
            if (furthest is { } before && before.Range.Overlaps(taken.Range))
                Report(context, before, taken);
            if (furthest is null || Compare(furthest.Range.Last.Value, taken.Range.Last.Value) < 0)
                furthest = taken;
        }
    }

    private static void Report(CheckContext context, Taken before, Taken taken)
    {
        if (!before.IsGiven && !taken.IsGiven)
            return;
        var (at, other) = taken.IsGiven ? (taken, before) : (before, taken);
        context.Report(
            Rules.LoadBalancerAddresses,
            at.Path,
            other.IsGiven ? $"{at.Range} has addresses of {other.Range}, which {other.Path} gives" : $"{at.Range} has {other.Range.First}, the address of {other.Path}");
    }

    private static IEnumerable<Taken> Hosts(PlatformSpec platform)
    {
        foreach (var (name, cluster) in platform.Clusters)
        {
            var path = CheckContext.Cluster(name);
            var machines = cluster switch
            {
                OnPremClusterSpec onPrem => onPrem.Machines.Select(machine => (machine.Key, machine.Value.Address)),
                EdgeClusterSpec edge => edge.Machines.Select(machine => (machine.Key, machine.Value.Address)),
                _ => [],
            };
            foreach (var (machine, address) in machines)
                yield return new Taken(new AddressRange(address, address), path.Keys("machines", machine), IsGiven: false);
            if (cluster is OnPremClusterSpec { Api.Address: var api })
                yield return new Taken(new AddressRange(api, api), path.Key("api"), IsGiven: false);
        }
    }

    private static int Compare(IPAddress left, IPAddress right)
    {
        var (first, second) = (left.GetAddressBytes(), right.GetAddressBytes());
        return first.Length != second.Length ? first.Length.CompareTo(second.Length) : first.AsSpan().SequenceCompareTo(second);
    }

    private sealed record Taken(AddressRange Range, SpecPath Path, bool IsGiven);
}
