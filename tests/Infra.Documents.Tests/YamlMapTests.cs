using Xunit;

namespace Infra.Documents.Tests;

public sealed class YamlMapTests
{
    [Fact]
    public void An_empty_text_is_an_empty_map() => Assert.Empty(Read("").Entries);

    [Theory]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("~\n")]
    [InlineData("\uFEFF")]
    public void A_text_that_says_nothing_is_an_empty_map(string text) => Assert.Empty(Read(text).Entries);

    [Fact]
    public void Every_value_knows_its_place()
    {
        var map = Read("a: 1\nb:\n  - x\n  - {c: 'd'}\n");
        var list = (YamlList)map["b"]!.Value;
        var inner = (YamlMap)list.Items[1];

        Assert.Equal(
            ["f.yaml:1:1", "f.yaml:1:4", "f.yaml:2:1", "f.yaml:3:3", "f.yaml:3:5", "f.yaml:4:5", "f.yaml:4:6", "f.yaml:4:9"],
            new[] { map["a"]!.Place, map["a"]!.Value.Place, map["b"]!.Place, list.Place, list.Items[0].Place, inner.Place, inner["c"]!.Place, inner["c"]!.Value.Place }
                .Select(place => place.ToString()));
    }

    [Fact]
    public void Every_key_that_is_set_twice_is_told()
    {
        var problems = Assert.Throws<InvalidDocumentException>(() => Read("a: 1\nb:\n  c: 1\n  c: 2\n\"a\": 2\na: 3\n")).Problems;

        Assert.Equal(
            ["f.yaml:4:3: 'c' is set twice; the first is in line 3.", "f.yaml:5:1: 'a' is set twice; the first is in line 1.", "f.yaml:6:1: 'a' is set twice; the first is in line 1."],
            problems.Select(problem => problem.ToString()));
        Assert.All(problems, problem => Assert.Equal(DocumentFault.DuplicateKey, problem.Fault));
    }

    [Fact]
    public void A_merged_key_gives_way_to_the_maps_own_and_to_an_earlier_merge()
    {
        var map = Read("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\nd: *a\n");

        Assert.Equal("x=3 y=1 z=2", Shown((YamlMap)map["c"]!.Value));
        Assert.Equal("x=1 y=1", Shown((YamlMap)map["d"]!.Value));
    }

    [Fact]
    public void A_key_in_quotes_merges_nothing() => Assert.Equal("'<<'", $"'{Read("\"<<\": {a: 1}\n").Entries.Single().Key}'");

    [Theory]
    [InlineData("a: 1", true)]
    [InlineData("a: \"1\"", false)]
    [InlineData("a: '1'", false)]
    [InlineData("a: !!str 1", false)]
    [InlineData("a: |-\n  1", false)]
    public void A_scalar_is_plain_when_nothing_makes_it_a_text(string text, bool isPlain) =>
        Assert.Equal(("1", isPlain), Read(text)["a"]!.Value is YamlScalar scalar ? (scalar.Text, scalar.IsPlain) : default);

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_change_nothing()
    {
        var map = Read("\uFEFFa: 1\r\nb: |\r\n  x\r\n  y\r\n");

        Assert.Equal("a=1 b=x\ny\n", Shown(map));
        Assert.Equal("f.yaml:2:1", map["b"]!.Place.ToString());
    }

    [Fact]
    public void A_large_map_finds_its_keys_as_a_small_one_does()
    {
        var map = Read(string.Concat(Enumerable.Range(0, 5_000).Select(number => $"k{number}: {number}\n")));

        Assert.Equal("4999", ((YamlScalar)map["k4999"]!.Value).Text);
        Assert.Null(map["k5000"]);
    }

    [Theory]
    [InlineData("- a\n", "f.yaml:1:1: the file has to be a map of keys to values; this is a list.")]
    [InlineData("word\n", "f.yaml:1:1: the file has to be a map of keys to values; this is 'word'.")]
    [InlineData("'word'\n", "f.yaml:1:1: the file has to be a map of keys to values; this is a string.")]
    [InlineData("a: 1\n---\nb: 1\n", "f.yaml:2:1: a second document begins here; the file has to be one.")]
    [InlineData("class: warehouse\nregion: shanghai\nnetwork:\n\tnodeCidr: 10.64.0.0/24\n", "f.yaml:4:1: a tab indents this line; YAML allows only spaces there.")]
    [InlineData("a:\n\tb: 1\n", "f.yaml:2:1: a tab indents this line; YAML allows only spaces there.")]
    [InlineData("a:\n  b: 1\n \tc: 2\n", "f.yaml:3:2: a tab indents this line; YAML allows only spaces there.")]
    [InlineData("a: 1\nb: \0\n", "f.yaml:2:4: a NUL character stands here; the file is not text.")]
    [InlineData("\0", "f.yaml:1:1: a NUL character stands here; the file is not text.")]
    [InlineData("a: !!int 3\n", "f.yaml:1:4: the tag tag:yaml.org,2002:int is not understood; only plain values and !!str are.")]
    [InlineData("a: !!binary aGk=\n", "f.yaml:1:4: the tag tag:yaml.org,2002:binary is not understood; only plain values and !!str are.")]
    [InlineData("a: !mine {b: 1}\n", "f.yaml:1:4: the tag !mine is not understood; only plain values and !!str are.")]
    [InlineData("a: !!set {b}\n", "f.yaml:1:4: the tag tag:yaml.org,2002:set is not understood; only plain values and !!str are.")]
    [InlineData("a: !!omap [b: 1]\n", "f.yaml:1:4: the tag tag:yaml.org,2002:omap is not understood; only plain values and !!str are.")]
    [InlineData("a: *b\n", "f.yaml:1:4: *b refers to an anchor that does not come before it.")]
    [InlineData("a: &a [*a]\n", "f.yaml:1:8: *a stands inside its own anchor.")]
    [InlineData("[a]: 1\n", "f.yaml:1:1: a key has to be a word or a string; this is a list or a map.")]
    [InlineData("a: {<<: 1}\n", "f.yaml:1:9: << merges a map or a list of maps; this is '1'.")]
    public void What_cannot_be_meant_is_refused_at_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDocumentException>(() => Read(text)).Message);

    [Theory]
    [InlineData("a: {b: 1\n")]
    [InlineData("a: 'x\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: \"\\q\"\n")]
    [InlineData("a: @b\n")]
    [InlineData("a:\n    b: 1\n  c: 2\n")]
    public void What_is_not_yaml_is_refused(string text) =>
        Assert.Matches(@"^f\.yaml:[0-9]+:[0-9]+: this is not YAML: .+\.$", Assert.Throws<InvalidDocumentException>(() => Read(text)).Message);

    [Theory]
    [InlineData("a: !!map {b: 1}\n")]
    [InlineData("a: !!seq [b]\n")]
    [InlineData("a: ! b\n")]
    public void A_tag_that_says_what_is_there_is_allowed(string text) => Assert.Single(Read(text).Entries);

    [Fact]
    public void A_message_repeats_no_more_than_the_beginning_of_a_text()
    {
        var key = new string('k', 900);
        var message = Assert.Throws<InvalidDocumentException>(() => Read($"{key}: 1\n{key}: 2\n")).Message;

        Assert.True(message.Length < 200, message);
        Assert.Contains("kkk…' is set twice", message, StringComparison.Ordinal);
    }

    private static YamlMap Read(string text) => YamlFile.ReadMap(text, "f.yaml");

    private static string Shown(YamlMap map) => string.Join(' ', map.Entries.Select(entry => $"{entry.Key}={((YamlScalar)entry.Value).Text}"));
}
