using CsCheck;
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
    [InlineData("name,class\na,\"b\"c\n", "t:2: a double quote is not closed, or something stands behind it")]
    public void What_is_no_table_is_refused_with_its_line(string text, string expected)
    {
        var table = SiteTable.Parse(text, "t");

        Assert.Empty(table.Sites);
        Assert.StartsWith(expected, Assert.Single(table.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_around_a_value_are_not_part_of_it_and_those_in_quotes_are()
    {
        var site = Assert.Single(SiteTable.Parse(" name , class, note\n a , \" b \" , \n", "t").Sites);

        Assert.Equal(("a", " b "), (site.Name, site.Class));
        Assert.Empty(site.Values);
    }

    [Fact]
    public void A_row_ends_where_any_system_ends_a_line() =>
        Assert.Equal(["t:2", "t:3", "t:4"], SiteTable.Parse("name\ra\r\nb\nc", "t").Sites.Select(site => site.Origin));

    [Fact]
    public void What_is_written_reads_back_the_same() => Gen.String["ab ,\"\n"].Where(cell => cell.Trim().Length > 0).Array[1, 4].Array[1, 4].Sample(rows =>
        CsvText.Rows(string.Join("\r\n", rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")))))
            .Select(row => row.Cells.ToArray())
            .SequenceEqual(rows, EqualityComparer<string[]>.Create((first, second) => first!.SequenceEqual(second!, StringComparer.Ordinal))));

    [Theory]
    [InlineData("\"", "x\n")]
    [InlineData("", "a,\"b\n")]
    [InlineData("", "\"")]
    [InlineData("", ",")]
    [InlineData("", "\0")]
    public void A_hostile_table_is_read_in_one_pass(string start, string again)
    {
        var table = SiteTable.Parse(start + string.Concat(Enumerable.Repeat(again, 1_000_000)), "t");

        Assert.Empty(table.Sites);
        Assert.NotEmpty(table.Problems);
    }

    [Fact]
    public void Every_row_that_is_wrong_is_told() => Assert.Equal(2, SiteTable.Parse("name,class\na\nb,c\nd\n", "t").Problems.Length);
}
