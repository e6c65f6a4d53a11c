using Infra.Stacks.Sites;
using Xunit;

namespace Infra.Stacks.Tests.Sites;

public sealed class SiteTableTests
{
    [Fact]
    public void The_first_row_names_the_columns_and_every_other_is_a_site()
    {
        var site = Assert.Single(SiteTable.Parse("name,class,region,group,labels.goods\r\n\r\na-1,warehouse,beijing,cold-chain,\"x, \"\"y\"\"\"\r\n", "sites.csv").Sites);

        Assert.Equal("a-1", site.Name);
        Assert.Equal("warehouse", site.Class);
        Assert.Equal("beijing", site.Region);
        Assert.Equal("cold-chain", site.Group);
        Assert.Equal([KeyValuePair.Create("labels.goods", "x, \"y\"")], site.Values);
        Assert.Equal("sites.csv:3", site.Origin);
    }

    [Fact]
    public void An_empty_cell_says_nothing()
    {
        var site = Assert.Single(SiteTable.Parse("name,class,labels.goods\na-1,,\n", "sites.csv").Sites);

        Assert.Null(site.Class);
        Assert.Empty(site.Values);
    }

    [Fact]
    public void A_site_is_told_by_the_line_that_it_begins_in() =>
        Assert.Equal(["t:2", "t:6"], SiteTable.Parse("name,note\na,\"1\n2\n3\"\n   \nb,\n", "t").Sites.Select(site => site.Origin));

    [Theory]
    [InlineData("", "t:1: the table is empty")]
    [InlineData("class\nwarehouse\n", "t:1: there is no column 'name'")]
    [InlineData("name,name\na,b\n", "t:1: there are 2 columns 'name'")]
    [InlineData("name,\na,b\n", "t:1: column 2 has no name")]
    [InlineData("name,class\na\n", "t:2: the row has 1 values; the first row names 2 columns")]
    [InlineData("name,class\na,b,c\n", "t:2: the row has 3 values")]
    [InlineData("name,class\na,\"b\n", "t:2: a double quote is not closed")]
    [InlineData("name,class\na,\"b\"c\n", "t:2: a double quote is not closed, or stands inside a value")]
    public void What_is_no_table_is_refused_with_its_line(string text, string expected)
    {
        var table = SiteTable.Parse(text, "t");

        Assert.Empty(table.Sites);
        Assert.StartsWith(expected, Assert.Single(table.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_that_is_wrong_is_told() => Assert.Equal(2, SiteTable.Parse("name,class\na\nb,c\nd\n", "t").Problems.Length);
}
