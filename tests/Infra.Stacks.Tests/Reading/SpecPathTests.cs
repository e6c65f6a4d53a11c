using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

public sealed class SpecPathTests
{
    [Theory]
    [InlineData("labels")]
    [InlineData("network.nodeCidr")]
    [InlineData("zones[0]")]
    [InlineData("labels['topology.kubernetes.io/zone']")]
    [InlineData("pools[1].labels['a.b/c'].d[2][3]")]
    public void A_path_reads_back_as_it_is_written(string text)
    {
        Assert.True(SpecPath.TryParse(text, out var path));
        Assert.Equal(text, path.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a.[0]")]
    [InlineData("a[")]
    [InlineData("a[x]")]
    [InlineData("a['']")]
    [InlineData("a[0]b")]
    [InlineData("a[99999999999]")]
    [InlineData("a b")]
    public void What_is_no_path_is_refused(string text) => Assert.False(SpecPath.TryParse(text, out _));
}
