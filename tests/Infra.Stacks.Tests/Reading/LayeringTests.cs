using System.Collections.Immutable;
using CsCheck;
using Infra.Documents;
using Infra.Stacks.Reading;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

public sealed class LayeringTests
{
    private const int Layers = 5_000;

    private static readonly SourcePlace Place = new("f.yaml", 1, 1);

    // Few keys, so that layers meet; a scalar's text is where it came from.
    private static readonly Gen<YamlNode> Trees = Gen.Recursive<YamlNode>((depth, inner) => depth > 3 ? Scalars() : Gen.Frequency(
        (2, Scalars()),
        (1, Gen.Const((YamlNode)new YamlScalar(Place, "~", IsPlain: true))),
        (1, inner.Array[0, 2].Select(items => (YamlNode)new YamlList(Place, [.. items], 1))),
        (4, Maps(inner).Select(map => (YamlNode)map))));

    private static readonly Gen<YamlMap> Documents = Maps(Trees);

    [Fact]
    public void It_does_not_matter_which_of_three_layers_are_put_together_first() => Gen.Select(Documents, Documents, Documents).Sample(
        (lowest, middle, highest) => Assert.Equal(
            Exact(Layering.Merge(Layering.Merge(lowest, middle), highest)),
            Exact(Layering.Merge(lowest, Layering.Merge(middle, highest)))),
        iter: Layers);

    [Fact]
    public void It_does_not_matter_which_of_three_values_are_put_together_first() => Gen.Select(Trees, Trees, Trees).Sample(
        (lowest, middle, highest) => Assert.Equal(
            Exact(Layering.Merge(Layering.Merge(lowest, middle), highest)),
            Exact(Layering.Merge(lowest, Layering.Merge(middle, highest)))),
        iter: Layers);

    [Fact]
    public void Layers_say_what_merge_replace_and_remove_promise() => Gen.Select(Documents, Documents, Documents).Sample(
        (lowest, middle, highest) => Assert.Equal(
            Meant(Over(Over(Plain(lowest), Plain(middle)), Plain(highest))),
            Meant(Plain(Layering.Merge(Layering.Merge(lowest, middle), highest)))),
        iter: Layers);

    [Fact]
    public void What_was_removed_is_gone_and_a_null_that_removed_nothing_stays()
    {
        var lowest = YamlFile.ReadMap("{ a: { b: 1, c: 2 }, d: 1, f: ~ }", "lowest.yaml");
        var merged = Layering.Merge(lowest, YamlFile.ReadMap("{ a: { b: ~, x: ~ }, d: ~, y: ~ }", "upper.yaml"));

        Assert.Equal("{a: {c: 2, x: ~}, f: ~, y: ~}", Exact(Layering.WithoutRemovals(merged, lowest)));
    }

    [Fact]
    public void An_empty_layer_changes_nothing() => Documents.Sample(
        document =>
        {
            var empty = new YamlMap(Place, [], 1);
            Assert.Equal(Exact(document), Exact(Layering.Merge(document, empty)));
            Assert.Equal(Exact(document), Exact(Layering.Merge(empty, document)));
        },
        iter: Layers);

    [Theory]
    [InlineData("a: {x: 1}", "a: {y: 2}", "{a: {x: 1, y: 2}}")]
    [InlineData("a: [1, 2]", "a: [3]", "{a: [3]}")]
    [InlineData("a: 1", "a: 2", "{a: 2}")]
    [InlineData("a: {x: 1}", "a: ~", "{}")]
    [InlineData("a: {x: 1, y: 2}", "a: {x: ~}", "{a: {y: 2}}")]
    [InlineData("a: {x: 1}", "a: 2", "{a: 2}")]
    [InlineData("a: 1", "a: {x: 1}", "{a: {x: 1}}")]
    public void Maps_merge_lists_replace_and_null_removes(string lower, string upper, string merged) =>
        Assert.Equal(merged, Meant(Layering.Merge(YamlFile.ReadMap(lower, "l.yaml"), YamlFile.ReadMap(upper, "u.yaml"))));

    [Fact]
    public void A_map_on_a_removal_does_not_bring_back_what_was_removed()
    {
        var layers = new[] { "a: {x: 1}", "a: ~", "a: {y: 2}" }.Select(text => (YamlNode)YamlFile.ReadMap(text, "f.yaml"));

        Assert.Equal("{a: {y: 2}}", Meant(layers.Aggregate(Layering.Merge)));
    }

    [Fact]
    public void Every_value_keeps_its_place()
    {
        var merged = (YamlMap)Layering.Merge(YamlFile.ReadMap("a: {x: 1}\nb: 1\n", "lower.yaml"), YamlFile.ReadMap("\na: {y: 2}\n", "upper.yaml"));
        var map = (YamlMap)merged["a"]!.Value;

        Assert.Equal(
            ["upper.yaml:2:1", "lower.yaml:1:5", "upper.yaml:2:5", "lower.yaml:2:1"],
            new[] { merged["a"]!.Place, map["x"]!.Place, map["y"]!.Place, merged["b"]!.Place }.Select(place => place.ToString()));
    }

    private static Gen<YamlNode> Scalars() => Gen.Int[0, 999].Select(number => (YamlNode)new YamlScalar(Place, $"v{number}", IsPlain: true));

    private static Gen<YamlMap> Maps(Gen<YamlNode> values) => Gen.Select(Gen.OneOf("a", "b", "c"), values).Array[0, 3].Select(
        entries => new YamlMap(Place, [.. entries.DistinctBy(entry => entry.Item1).Select(entry => new YamlEntry(entry.Item1, Place, entry.Item2))], 1));

    // The rules as a person would carry them out, by hand, from the bottom up: null leaves nothing behind.
    private static object? Over(object? below, object? above) => (below, above) switch
    {
        (ImmutableSortedDictionary<string, object?> lower, ImmutableSortedDictionary<string, object?> upper) =>
            upper.Aggregate(lower, (all, entry) => entry.Value is null ? all.Remove(entry.Key) : all.SetItem(entry.Key, Over(all.GetValueOrDefault(entry.Key), entry.Value))),
        _ => above,
    };

    private static object? Plain(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.ToImmutableSortedDictionary(entry => entry.Key, entry => Plain(entry.Value), StringComparer.Ordinal),
        YamlList list => "[" + string.Join(", ", list.Items.Select(Meant)) + "]",
        YamlScalar { IsNull: true } => null,
        YamlScalar scalar => scalar.Text,
        _ => throw new InvalidOperationException(),
    };

    private static string Meant(YamlNode node) => Meant(Plain(node));

    // As the reader takes it: null is absent.
    private static string Meant(object? value) => value is ImmutableSortedDictionary<string, object?> map
        ? "{" + string.Join(", ", map.Where(entry => entry.Value is not null).Select(entry => $"{entry.Key}: {Meant(entry.Value)}")) + "}"
        : $"{value}";

    private static string Exact(YamlNode node) => node switch
    {
        YamlMap map => (map.ReplacesWhole ? "!" : "") + "{" + string.Join(", ", map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}: {Exact(entry.Value)}")) + "}",
        YamlList list => "[" + string.Join(", ", list.Items.Select(Exact)) + "]",
        YamlScalar scalar => scalar.Text,
        _ => throw new InvalidOperationException(),
    };
}
