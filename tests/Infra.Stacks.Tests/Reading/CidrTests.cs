using System.Net;
using CsCheck;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

public sealed class CidrTests
{
    private const int Ranges = 5_000;

    // Few bits vary, so that ranges meet.
    private static readonly Gen<Cidr> Any = Gen.OneOf(
        Gen.Select(Gen.Byte, Gen.Int[0, 32]).Select((bits, length) => Cidr.Containing(new IPAddress([10, (byte)(bits & 3), (byte)(bits & 12), (byte)(bits & 240)]), length)),
        Gen.Select(Gen.Byte, Gen.Int[0, 128]).Select((bits, length) => Cidr.Containing(new IPAddress([0xFD, bits, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(bits & 15)]), length)));

    [Fact]
    public void What_is_written_is_read_as_the_same_range() => Any.Sample(range => Cidr.Parse(range.ToString()) == range, iter: Ranges);

    [Fact]
    public void A_range_contains_itself_and_overlaps_itself() => Any.Sample(range => range.Contains(range) && range.Overlaps(range), iter: Ranges);

    [Fact]
    public void Ranges_overlap_when_one_contains_the_other_and_the_other_way_round() => Gen.Select(Any, Any).Sample(
        (one, other) => one.Overlaps(other) == other.Overlaps(one) && one.Overlaps(other) == (one.Contains(other) || other.Contains(one)), iter: Ranges);

    [Fact]
    public void Ranges_that_contain_each_other_are_one() => Gen.Select(Any, Any).Sample((one, other) => !(one.Contains(other) && other.Contains(one)) || one == other, iter: Ranges);

    [Fact]
    public void What_contains_a_range_contains_what_that_contains() => Gen.Select(Any, Any, Any).Sample(
        (large, middle, small) => !(large.Contains(middle) && middle.Contains(small)) || large.Contains(small), iter: Ranges);

    [Fact]
    public void Ranges_overlap_when_they_have_an_address_in_common() => Gen.Select(Any, Any).Sample(
        (one, other) => one.Overlaps(other) == (one.Contains(other.Network.BaseAddress) || other.Contains(one.Network.BaseAddress)), iter: Ranges);

    [Fact]
    public void Blocks_fill_the_range_in_order_without_overlapping() => Gen.Select(Any, Gen.Int[0, 5]).Sample(
        (range, more) =>
        {
            var length = Math.Min(range.AddressLength, range.PrefixLength + more);
            var blocks = Enumerable.Range(0, (int)range.BlockCount(length)).Select(position => range.Block(length, (UInt128)position)).ToList();
            Assert.All(blocks, block => Assert.True(range.Contains(block) && block.PrefixLength == length));
            Assert.All(blocks.Zip(blocks.Skip(1)), pair => Assert.False(pair.First.Overlaps(pair.Second)));
            Assert.Equal(range.Network.BaseAddress, blocks[0].Network.BaseAddress);
            Assert.Equal(1 << (length - range.PrefixLength), blocks.Distinct().Count());
        },
        iter: 1_000);

    [Fact]
    public void The_blocks_that_overlap_another_range_are_those_between_the_first_and_the_last_that_do() => Gen.Select(Any, Any, Gen.Int[0, 5]).Sample(
        (range, other, more) =>
        {
            var length = Math.Min(range.AddressLength, range.PrefixLength + more);
            var touched = Enumerable.Range(0, (int)range.BlockCount(length)).Where(position => range.Block(length, (UInt128)position).Overlaps(other)).ToList();
            var found = range.BlocksOverlapping(other, length);
            Assert.Equal(touched.Count == 0 ? null : (touched[0], touched[^1]), found is { } ends ? ((int)ends.First, (int)ends.Last) : ((int, int)?)null);
        },
        iter: Ranges);

    [Theory]
    [InlineData("10.0.0.0/30", 32, "10.0.0.0/32 10.0.0.1/32 10.0.0.2/32 10.0.0.3/32")]
    [InlineData("fd00::/126", 127, "fd00::/127 fd00::2/127")]
    [InlineData("0.0.0.0/0", 1, "0.0.0.0/1 128.0.0.0/1")]
    [InlineData("::/0", 1, "::/1 8000::/1")]
    [InlineData("::/0", 0, "::/0")]
    public void Blocks_are_those_of_the_length(string range, int length, string blocks) => Assert.Equal(blocks, string.Join(' ', Cidr.Parse(range).Blocks(length)));

    [Fact]
    public void A_block_is_never_larger_than_the_range() => Assert.Throws<ArgumentOutOfRangeException>(() => Cidr.Parse("10.0.0.0/24").Blocks(23));

    [Fact]
    public void Ranges_of_different_sorts_never_meet() => Assert.False(Cidr.Parse("::/0").Overlaps(Cidr.Parse("0.0.0.0/0")));
}
