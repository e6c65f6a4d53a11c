using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>Finds what is free in a pool of addresses.</summary>
internal static class Allocation
{
    /// <summary>The blocks of a pool that nobody has, in order. What is taken stays as it is, whatever comes or goes beside it.</summary>
    /// <remarks>All of them are found in one pass, so that a thousand new sites cost no more than one and the existing ones.</remarks>
    /// <param name="pool">The pool.</param>
    /// <param name="taken">What is taken, of whatever size and in whatever order; what is not of the pool does not matter.</param>
    public static IEnumerable<Cidr> FreeBlocks(AddressPoolSpec pool, IEnumerable<Cidr> taken)
    {
        var (range, length) = (pool.Cidr, pool.BlockLength);
        if (length < range.PrefixLength || length > range.AddressLength)
            yield break;

        UInt128 next = 0;
        foreach (var (first, last) in taken.Select(other => range.BlocksOverlapping(other, length)).OfType<(UInt128 First, UInt128 Last)>().Order())
        {
            for (; next < first; next++)
                yield return range.Block(length, next);
            next = UInt128.Max(next, last + 1);
        }

        for (var count = range.BlockCount(length); next < count; next++)
            yield return range.Block(length, next);
    }
}
