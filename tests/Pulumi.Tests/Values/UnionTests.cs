using Xunit;

namespace Pulumi.Tests.Values;

public class UnionTests
{
    private static readonly Union<int, string> Number = 1;
    private static readonly Union<int, string> Text = "s";

    [Fact]
    public void A_union_holds_one_of_its_types()
    {
        Assert.Equal((true, false, 1, (object)1), (Number.IsT0, Number.IsT1, Number.AsT0, Number.Value));
        Assert.Equal((false, true, "s", (object)"s"), (Text.IsT0, Text.IsT1, Text.AsT1, Text.Value));
    }

    [Fact]
    public void Reading_the_other_type_fails()
    {
        Assert.Throws<InvalidOperationException>(() => Number.AsT1);
        Assert.Throws<InvalidOperationException>(() => Text.AsT0);
    }

    [Fact]
    public void Match_and_switch_choose_by_type()
    {
        var seen = "";
        Text.Switch(number => seen = "number", text => seen = text);

        Assert.Equal("s", seen);
        Assert.Equal("1", Number.Match(number => $"{number}", text => text));
    }

    [Fact]
    public void Mapping_touches_only_its_own_type()
    {
        Assert.Equal(2.0, Number.MapT0(number => number * 2.0).AsT0);
        Assert.Equal("s", Text.MapT0(number => number * 2.0).AsT1);
        Assert.Equal('s', Text.MapT1(text => text[0]).AsT1);
        Assert.Equal(1, Number.Bimap(number => number, text => text.Length).AsT0);
        Assert.Equal(1, Text.Bimap(number => number, text => text.Length).AsT1);
    }

    [Fact]
    public void Picking_gives_the_value_or_the_remainder()
    {
        Assert.True(Number.TryPickT0(out var number, out _));
        Assert.False(Number.TryPickT1(out _, out var remainder));
        Assert.Equal((1, 1), (number, remainder));
    }

    [Fact]
    public void Unions_are_equal_if_type_and_value_are()
    {
        Assert.True(Number == Union<int, string>.FromT0(1));
        Assert.True(Number != Text);
        Assert.False(Union<int, int>.FromT0(1) == Union<int, int>.FromT1(1));
        Assert.Equal(Number.GetHashCode(), Union<int, string>.FromT0(1).GetHashCode());
        Assert.True(Text.Equals((object)Union<int, string>.FromT1("s")));
    }

    [Fact]
    public void A_union_prints_its_value() => Assert.Equal(("1", "s"), (Number.ToString(), Text.ToString()));
}
