using System.Collections.Immutable;
using Xunit;

namespace Infra.Policies.Tests;

public sealed class CelLiteralTests
{
    [Theory]
    [InlineData("plain", "'plain'")]
    [InlineData("it's", @"'it\'s'")]
    [InlineData(@"a\b", @"'a\\b'")]
    [InlineData("two\nlines", @"'two\nlines'")]
    [InlineData("\u0007", @"'\u0007'")]
    [InlineData("\"quoted\" ü", "'\"quoted\" ü'")]
    [InlineData(true, "true")]
    [InlineData(-3, "-3")]
    public void A_value_is_written_so_that_CEL_reads_it_back(object value, string literal) => Assert.Equal(literal, CelLiteral.Of(value));

    [Fact]
    public void Lists_and_maps_hold_literals_in_a_fixed_order()
    {
        var map = ImmutableDictionary<string, object>.Empty.Add("b", ImmutableArray.Create<object>(1, "x")).Add("a", false);
        Assert.Equal("{'a': false, 'b': [1, 'x']}", CelLiteral.Of(map));
    }
}
