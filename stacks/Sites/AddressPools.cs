using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>The address pools of a stack, from which new sites are given blocks that no cluster has.</summary>
/// <param name="config">The stack's configuration.</param>
/// <param name="taken">The ranges that clusters have.</param>
internal sealed class AddressPools(YamlMap config, IReadOnlyCollection<Cidr> taken)
{
    private readonly YamlMap? _declared = config["addressPools"]?.Value as YamlMap;
    private readonly Dictionary<string, (AddressPoolSpec Pool, IEnumerator<Cidr> Free)> _open = new(StringComparer.Ordinal);
    private readonly List<(string Pool, Cidr Block)> _given = [];

    /// <summary>The next free block of a pool.</summary>
    /// <returns>Null when there is none; the problem says why.</returns>
    public Cidr? Take(string name, out string? problem)
    {
        problem = null;
        if (Open(name, out problem) is not (var pool, { } free))
            return null;
        var others = _open.Any(other => other.Key != name && other.Value.Pool.Cidr.Overlaps(pool.Cidr));
        while (free.MoveNext())
        {
            if (others && _given.Any(given => given.Pool != name && given.Block.Overlaps(free.Current)))
                continue;
            _given.Add((name, free.Current));
            return free.Current;
        }

        problem = $"the pool '{name}' has no free /{pool.BlockLength} left in {pool.Cidr}; add a pool to infra:addressPools and let the class take from it";
        return null;
    }

    private (AddressPoolSpec Pool, IEnumerator<Cidr>? Free) Open(string name, out string? problem)
    {
        problem = null;
        if (_open.TryGetValue(name, out var open))
            return open;
        if (_declared?[name] is not { } entry)
        {
            problem = $"there is no pool '{name}' in infra:addressPools{Suggestion.For(name, _declared?.Entries.Select(pool => pool.Key) ?? [])}";
            return default;
        }

        var reader = new SpecReader();
        if (Shapes.Of<AddressPoolSpec>().Read(entry.Value, SpecPath.Root.Keys("addressPools", name), reader) is not AddressPoolSpec pool)
        {
            problem = $"the pool '{name}' cannot be used: {string.Join("; ", reader.Findings)}";
            return default;
        }

        return _open[name] = (pool, Allocation.FreeBlocks(pool, taken).GetEnumerator());
    }
}
