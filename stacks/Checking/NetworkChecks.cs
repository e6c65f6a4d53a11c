using System.Collections.Immutable;
using System.Net;
using Infra.Components.Clusters;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The addresses of each cluster by itself: that its ranges keep apart, are large enough, and leave the API its address.</summary>
internal static class NetworkChecks
{
    // Each node takes a block for its pods: a /24 of IPv4, a /64 of IPv6.
    private const int NodeBlock = 24;
    private const int NodeBlockIPv6 = 64;

    // Fewer than 256 services is a mistake; more than 20 bits the API server refuses.
    private const int SmallestServices = 24;
    private const int ServiceBits = 20;
    private const int LargestVpc = 16;

    public static void Run(CheckContext context)
    {
        var apis = new Dictionary<(IPAddress, int), SpecPath>();
        var machines = Machines(context.Platform);
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            var path = CheckContext.Cluster(name);
            var ranges = Ranges(context, cluster, path);
            Overlaps(context, ranges);
            if (cluster is CreatedClusterSpec created)
                Sizes(context, path.Key("network"), created);
            if (cluster is AwsHostedClusterSpec { Vpc.Cidr: { } vpc })
                Vpc(context, path.Keys("vpc", "cidr"), vpc);
            if (cluster is not OnPremClusterSpec onPrem)
                continue;
            foreach (var (machine, spec) in onPrem.Machines)
                Machine(context, path.Keys("machines", machine, "address"), spec.Address, ranges);
            Api(context, path.Keys("api", "address"), onPrem, ranges, machines);
            if (!apis.TryAdd((onPrem.Api.Address.Value, onPrem.Api.Port), path))
            {
                context.Report(
                    Rules.ApiAddress,
                    path.Keys("api", "address"),
                    $"{onPrem.Api.Address} is already the API's address of {apis[(onPrem.Api.Address.Value, onPrem.Api.Port)]}");
            }
        }
    }

    private static ImmutableArray<(string What, string Key, SpecPath Path, Cidr Range)> Ranges(CheckContext context, ClusterSpec cluster, SpecPath path)
    {
        var network = path.Key("network");
        var vpc = (cluster as AwsHostedClusterSpec)?.Vpc.Cidr;
        return
        [
            .. new (string What, string Key, SpecPath Path, Cidr? Range)[]
            {
                // The machines of a VPC are in its range; the two may overlap. So are the pods of EKS.
                ("the VPC", "vpc.cidr", path.Keys("vpc", "cidr"), vpc),
                ("machines", "nodeCidr", network.Key("nodeCidr"), vpc is null ? cluster.Addresses.NodeCidr : null),
                ("pods", "podCidr", network.Key("podCidr"), cluster is EksClusterSpec ? null : cluster.Addresses.PodCidr),
                ("services", "serviceCidr", network.Key("serviceCidr"), cluster.Addresses.ServiceCidr),
            }.Where(range => range.Range is not null && context.IsRead(range.Path)).Select(range => (range.What, range.Key, range.Path, range.Range!.Value)),
        ];
    }

    private static void Overlaps(CheckContext context, ImmutableArray<(string What, string Key, SpecPath Path, Cidr Range)> ranges)
    {
        for (var later = 1; later < ranges.Length; later++)
        {
            foreach (var earlier in ranges.Take(later).Where(earlier => earlier.Range.Overlaps(ranges[later].Range)))
            {
                context.Report(
                    Rules.OverlapWithin,
                    ranges[later].Path,
                    $"{ranges[later].Range} of {ranges[later].What} overlaps {earlier.Range} of {earlier.What} ({earlier.Key})");
            }
        }
    }

    private static void Sizes(CheckContext context, SpecPath path, CreatedClusterSpec cluster)
    {
        var (pods, services) = (cluster.Network.PodCidr, cluster.Network.ServiceCidr);
        var (nodes, block) = (MostNodes(cluster), pods.IsIPv6 ? NodeBlockIPv6 : NodeBlock);
        var room = pods.PrefixLength > block ? 0 : (UInt128)1 << (block - pods.PrefixLength);
        if (cluster is not EksClusterSpec && room < (UInt128)nodes && context.IsRead(path.Key("podCidr")))
        {
            context.Report(
                Rules.RangeSize,
                path.Key("podCidr"),
                $"{pods} has room for {room} nodes, each with a /{block} for its pods, and there may be {nodes}; allowed: {Largest(block, nodes)} or larger");
        }
        var largest = services.AddressLength - ServiceBits;
        var smallest = services.AddressLength - 32 + SmallestServices;
        if (services.PrefixLength < largest || services.PrefixLength > smallest)
            context.Report(Rules.RangeSize, path.Key("serviceCidr"), $"found {services}; allowed for services: /{largest} to /{smallest}");
    }

    private static string Largest(int block, int nodes)
    {
        var bits = 0;
        while (1L << bits < nodes)
            bits++;
        return $"/{block - bits}";
    }

    private static int MostNodes(CreatedClusterSpec cluster) => cluster switch
    {
        OnPremClusterSpec onPrem => onPrem.Machines.Count,
        AwsHostedClusterSpec aws => ((aws as AwsClusterSpec)?.ControlPlane.Replicas + 1 ?? 0)
            + aws.Pools.Values.Sum(pool => (pool.Autoscaling?.Maximum ?? pool.Replicas ?? 0) + pool.Rollout.MaximumSurge),
        _ => 0,
    };

    private static void Vpc(CheckContext context, SpecPath path, Cidr range)
    {
        if (range.IsIPv6 || range.PrefixLength is < LargestVpc or > AwsNetworkPlan.LongestPrefix)
        {
            context.Report(
                Rules.RangeSize,
                path,
                $"found {range}; allowed for a VPC: a range of IPv4 from /{LargestVpc} to /{AwsNetworkPlan.LongestPrefix}, which has room for the subnets of every zone");
        }
    }

    private static void Machine(CheckContext context, SpecPath path, IpAddress address, ImmutableArray<(string What, string Key, SpecPath Path, Cidr Range)> ranges)
    {
        foreach (var range in ranges.Where(range => range.Key is "podCidr" or "serviceCidr" && range.Range.Contains(address.Value)))
            context.Report(Rules.OverlapWithin, path, $"{address} of a machine is in {range.Range} of {range.What} ({range.Key})");
    }

    private static void Api(
        CheckContext context, SpecPath path, OnPremClusterSpec cluster, ImmutableArray<(string What, string Key, SpecPath Path, Cidr Range)> ranges, Dictionary<IPAddress, SpecPath> machines)
    {
        var address = cluster.Api.Address;
        if (cluster.Network.NodeCidr is { } nodes && !nodes.Contains(address.Value))
            context.Report(Rules.ApiAddress, path, $"{address} is not in {nodes}, the machines' range (nodeCidr)");
        foreach (var range in ranges.Where(range => range.Key is "podCidr" or "serviceCidr" && range.Range.Contains(address.Value)))
        {
            context.Report(
                Rules.ApiAddress,
                path,
                $"{address} is in {range.Range} of {range.What} ({range.Key}); allowed: an address that only the machines' network has");
        }
        foreach (var reserved in cluster.Network.Reserved.Where(reserved => reserved.Contains(address.Value)))
            context.Report(Rules.ApiAddress, path, $"{address} is in {reserved}, which is reserved; allowed: an address that nobody hands out");
        if (machines.TryGetValue(address.Value, out var machine))
            context.Report(Rules.ApiAddress, path, $"{address} is already the address of {machine}; allowed: an address of its own");
    }

    private static Dictionary<IPAddress, SpecPath> Machines(PlatformSpec platform)
    {
        var machines = new Dictionary<IPAddress, SpecPath>();
        foreach (var (name, cluster) in platform.Clusters)
        {
            var addresses = cluster switch
            {
                OnPremClusterSpec onPrem => onPrem.Machines.Select(machine => (machine.Key, machine.Value.Address)),
                EdgeClusterSpec edge => edge.Machines.Select(machine => (machine.Key, machine.Value.Address)),
                _ => [],
            };
            foreach (var (machine, address) in addresses)
                machines.TryAdd(address.Value, CheckContext.Cluster(name).Keys("machines", machine));
        }

        return machines;
    }
}
