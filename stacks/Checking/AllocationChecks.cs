using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Blocks of addresses that pools give: written down, in the pool, and given once.</summary>
internal static class AllocationChecks
{
    public static void Run(CheckContext context)
    {
        Pools(context);
        var given = new Dictionary<(string Pool, Cidr Block), SpecPath>();
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            var (from, addresses) = (cluster.Addresses.From, cluster.Addresses);
            var path = CheckContext.Cluster(name);
            Block(context, given, path, "nodeCidr", from.NodeCidr, addresses.NodeCidr);
            Block(context, given, path, "podCidr", from.PodCidr, addresses.PodCidr);
            Block(context, given, path, "serviceCidr", from.ServiceCidr, addresses.ServiceCidr);
        }
    }

    private static void Pools(CheckContext context)
    {
        var earlier = new List<(string Name, Cidr Range)>();
        foreach (var (name, pool) in context.Platform.AddressPools)
        {
            var path = SpecPath.Root.Keys("addressPools", name);
            if (pool.BlockLength < pool.Cidr.PrefixLength || pool.BlockLength > pool.Cidr.AddressLength)
            {
                context.Report(
                    Rules.Allocation,
                    path.Key("blockLength"),
                    $"found {pool.BlockLength}; allowed for blocks of {pool.Cidr}: {pool.Cidr.PrefixLength} to {pool.Cidr.AddressLength}");
            }
            foreach (var other in earlier.Where(other => other.Range.Overlaps(pool.Cidr)))
            {
                context.Report(
                    Rules.Allocation,
                    path.Key("cidr"),
                    $"{pool.Cidr} overlaps {other.Range} of pool '{other.Name}', and both would give the same addresses");
            }
            earlier.Add((name, pool.Cidr));
        }
    }

    private static void Block(CheckContext context, Dictionary<(string Pool, Cidr Block), SpecPath> given, SpecPath cluster, string key, string? name, Cidr? block)
    {
        var (at, from) = (cluster.Keys("network", key), cluster.Keys("network", "from", key));
        if (name is null || !context.IsRead(at) || !context.Names.RequirePool(name, from) || !context.Platform.AddressPools.TryGetValue(name, out var pool))
            return;
        if (block is not { } written || !context.Says(at))
        {
            // Told of the cluster and not of what names the pool, which is in a class that many share.
            context.Report(
                Rules.Allocation,
                cluster,
                $"'network.{key}' is missing: pool '{name}' is named, but no block of it is written down; make the site with `infra new site`, which allocates one");
            return;
        }

        if (!pool.Cidr.Contains(written))
        {
            context.Report(Rules.Allocation, at, $"{written} is not in pool '{name}' ({pool.Cidr}); allowed: a free block of it, a /{pool.BlockLength}");
        }
        else if (written.PrefixLength != pool.BlockLength)
        {
            context.Report(Rules.Allocation, at, $"{written} is no block of pool '{name}'; allowed: a /{pool.BlockLength} of {pool.Cidr}");
        }
        else if (!given.TryAdd((name, written), at))
        {
            context.Report(
                Rules.Allocation,
                at,
                $"{written} of pool '{name}' is already given to {given[(name, written)]}; allowed: a free block, as `infra new site` finds it");
        }
    }
}
