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
        Assert.True(ValuePath.Has(set, path));
        Assert.False(ValuePath.Has(Fields.Of(), path));
    }

    [Fact]
    public void What_is_beside_a_value_stays() => Assert.Equal(
        Tree.Json("""{ "a": { "b": "x", "c": 1 }, "d": [{ "e": "x", "f": 1 }] }"""),
        Tree.Json(ValuePath.Set(
            ValuePath.Set(Fields.Of(("a", Fields.Of(("b", 0), ("c", 1))), ("d", Fields.List(new[] { Fields.Of(("f", 1)) }))), "a.b", "x"), "d[0].e", "x")));
}
