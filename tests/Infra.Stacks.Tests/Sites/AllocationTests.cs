using System.Collections.Immutable;
using CsCheck;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Sites;

public sealed class AllocationTests
{
    private static readonly AddressPoolSpec Pool = new() { Cidr = Cidr.Parse("10.64.0.0/20"), BlockLength = 24 };

    // Ranges of any size in the pool, around it and beside it.
    private static readonly Gen<Cidr> Range = Gen.Select(Gen.Int[0, 0x2000], Gen.Int[16, 32], (offset, length) =>
        Cidr.Containing(new System.Net.IPAddress([10, 64, (byte)(offset >> 8), (byte)offset]), length));

    private static readonly Gen<Cidr[]> Taken = Range.Where(range => range.PrefixLength > 18).Array[0, 12];

    [Fact]
    public void Every_free_block_is_in_the_pool_of_its_length_and_overlaps_nothing_taken() => Taken.Sample(taken =>
        Allocation.FreeBlocks(Pool, taken).All(block => block.PrefixLength == 24 && Pool.Cidr.Contains(block) && !taken.Any(block.Overlaps)));

    [Fact]
    public void Every_block_that_is_free_is_found_once_and_in_order() => Taken.Sample(taken =>
        Allocation.FreeBlocks(Pool, taken).SequenceEqual(Pool.Cidr.Blocks(24).Where(block => !taken.Any(block.Overlaps))));

    [Fact]
    public void The_order_in_which_ranges_were_taken_does_not_matter() => Taken.Sample(taken =>
        Allocation.FreeBlocks(Pool, taken).SequenceEqual(Allocation.FreeBlocks(Pool, taken.Reverse().Concat(taken))));

    [Fact]
    public void What_was_given_stays_taken_whatever_comes_and_goes() => Gen.Select(Gen.Int[0, 1].Array[1, 40], Gen.Int[0, 100]).Sample((steps, seed) =>
    {
        var held = ImmutableList<Cidr>.Empty;
        foreach (var step in steps)
        {
            if (step == 0 && !held.IsEmpty)
                held = held.RemoveAt(seed % held.Count);
            else if (Allocation.FreeBlocks(Pool, held).Select(block => (Cidr?)block).FirstOrDefault() is { } given)
                held = held.Add(given);
        }

        return held.Distinct().Count() == held.Count;
    });

    [Fact]
    public void A_range_around_the_pool_leaves_nothing_free() => Assert.Empty(Allocation.FreeBlocks(Pool, [Cidr.Parse("10.0.0.0/8")]));

    [Fact]
    public void A_pool_whose_blocks_are_larger_than_itself_has_none() => Assert.Empty(Allocation.FreeBlocks(Pool with { BlockLength = 16 }, []));

    [Fact]
    public void IPv6_pools_have_blocks_too() => Assert.Equal(
        [Cidr.Parse("fd00:0:0:1::/64"), Cidr.Parse("fd00:0:0:3::/64")],
        Allocation.FreeBlocks(new() { Cidr = Cidr.Parse("fd00::/48"), BlockLength = 64 }, [Cidr.Parse("fd00::/64"), Cidr.Parse("fd00:0:0:2::10/128"), Cidr.Parse("10.0.0.0/8")]).Take(2));
}
