using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Fleets;

public sealed class ValuePathTests
{
    [Theory]
    [InlineData("a", """{ "a": "x" }""")]
    [InlineData("a.b.c", """{ "a": { "b": { "c": "x" } } }""")]
    [InlineData("a[1].b", """{ "a": [{}, { "b": "x" }] }""")]
    [InlineData("a[0][1]", """{ "a": [[{}, "x"]] }""")]
    [InlineData(@"nodeSelector.example\.com/gpu", """{ "nodeSelector": { "example.com/gpu": "x" } }""")]
    public void A_value_is_set_where_helm_would_set_it(string path, string values)
    {
        var set = ValuePath.Set(Fields.Of(), path, "x");

        Assert.Equal(Tree.Json(values), Tree.Json(set));
        Assert.True(ValuePath.IsTaken(set, path));
        Assert.False(ValuePath.IsTaken(Fields.Of(), path));
    }

    [Theory]
    [InlineData("site", true)]
    [InlineData("site.name", true)]
    [InlineData("site[0]", true)]
    [InlineData("map", true)]
    [InlineData("map.there", true)]
    [InlineData("map.other", false)]
    [InlineData("list[7]", true)]
    [InlineData("other.name", false)]
    public void A_value_is_in_the_way_of_what_would_be_in_it_unless_it_is_a_map(string path, bool isTaken) => Assert.Equal(
        isTaken, ValuePath.IsTaken(Fields.Of(("site", "hello"), ("map", Fields.Of(("there", 1))), ("list", new[] { 1 })), path));

    [Theory]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a", "a.b", true)]
    [InlineData("a.b", "a.c", false)]
    [InlineData("a.b", "ab", false)]
    [InlineData("a[0].x", "a[1].x", false)]
    [InlineData("a[1]", "a[01].x", true)]
    [InlineData("a[0]", "a.b", true)]
    [InlineData(@"a\.b", "a.b", false)]
    public void Paths_meet_where_one_is_in_the_other(string path, string other, bool isSo)
    {
        Assert.Equal(isSo, ValuePath.Meet(path, other));
        Assert.Equal(isSo, ValuePath.Meet(other, path));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a[0][12].b-c/d")]
    [InlineData(@"nodeSelector.example\.com/gpu[999]")]
    [InlineData(@"\.a")]
    public void What_looks_like_a_path_is_one_to_Flux_too(string path)
    {
        Assert.Matches(ValuePath.Pattern, path);
        Assert.Matches(@"^([a-zA-Z0-9_\-.\\\/]|\[[0-9]{1,5}\])+$", path);
        Assert.Equal(path.Split('[').Length - 1, ((string)Tree.Json(ValuePath.Set(Fields.Of(), path, "x"))).Split('[').Length - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a$b")]
    [InlineData("a[1000]")]
    [InlineData("a[x]")]
    [InlineData("[0]")]
    [InlineData("a..b")]
    [InlineData("a.")]
    [InlineData("a[0]b")]
    public void What_Flux_or_Helm_would_take_for_something_else_is_no_path(string path) => Assert.DoesNotMatch(ValuePath.Pattern, path);

    [Fact]
    public void What_is_beside_a_value_stays() => Assert.Equal(
        Tree.Json("""{ "a": { "b": "x", "c": 1 }, "d": [{ "e": "x", "f": 1 }] }"""),
        Tree.Json(ValuePath.Set(
            ValuePath.Set(Fields.Of(("a", Fields.Of(("b", 0), ("c", 1))), ("d", Fields.List(new[] { Fields.Of(("f", 1)) }))), "a.b", "x"), "d[0].e", "x")));
}
