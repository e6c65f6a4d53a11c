using CsCheck;
using Xunit;

namespace Infra.Documents.Tests;

public sealed class YamlWriterTests
{
    private static readonly string[] Awkward =
        ["", "null", "true", "no", "~", "012", "1.30", "12:30", "- a", "a: b", "a #b", " a", "a ", "<<", "\n", "a\n", "\na", "a\n\n", " a\nb", "---", "\U0001F600"];

    private static readonly string[] PlainTexts = ["", "3", "-7", "true", "1.5"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 12],
        Gen.String["abc \n\t:#-'\"{}[],&*!|>%@`é\u00A0\u2028\u0001\r"],
        Gen.Int[0, Awkward.Length - 1].Select(index => Awkward[index]));

    private static readonly Gen<YamlNode> Scalar = Gen.OneOf(
        Text.Select(YamlNode (text) => new YamlScalar(default, text, IsPlain: false)),
        Gen.Int[0, PlainTexts.Length - 1].Select(YamlNode (index) => new YamlScalar(default, PlainTexts[index], IsPlain: true)));

    private static readonly Gen<YamlNode> Node = Gen.Recursive<YamlNode>((depth, inner) => depth > 4 ? Scalar : Gen.Frequency(
        (3, Scalar),
        (1, inner.Array[0, 4].Select(YamlNode (items) => new YamlList(default, [.. items], 1))),
        (1, Map(inner).Select(YamlNode (map) => map))));

    [Fact]
    public void What_is_written_reads_back_the_same() =>
        Map(Node).Sample(map => Same(map, YamlFile.ReadMap(YamlWriter.Write(map), "file.yaml")), iter: 5_000, print: YamlWriter.Write);

    [Fact]
    public void What_is_written_on_one_line_reads_back_the_same() => Node.Sample(
        node => Same(node, YamlFile.ReadMap($"value: {YamlWriter.Flow(node)}\n", "file.yaml")["value"]!.Value), iter: 5_000, print: YamlWriter.Flow);

    [Fact]
    public void Maps_and_lists_are_blocks_and_texts_have_quotes_where_they_need_them()
    {
        const string Written = """
            class: warehouse
            version: "1.30"
            replicas: 3
            note: |
              first
              second
            zones:
              - a
              - name: b
                labels: {}
            nothing:

            """;

        Assert.Equal(Written, YamlWriter.Write(YamlFile.ReadMap(Written, "file.yaml")));
    }

    private static Gen<YamlMap> Map(Gen<YamlNode> value) => Gen.Select(Text, value).Array[0, 4].Select(pairs => new YamlMap(
        default, [.. pairs.DistinctBy(pair => pair.Item1, StringComparer.Ordinal).Select(pair => new YamlEntry(pair.Item1, default, pair.Item2))], 1));

    // A text that no reader takes for anything else may lose its quotes.
    private static bool Same(YamlNode written, YamlNode read) => (written, read) switch
    {
        (YamlScalar { IsPlain: true } plain, YamlScalar { IsPlain: true } again) => plain.Text == again.Text || (plain.IsNull && again.IsNull),
        (YamlScalar { IsPlain: false } text, YamlScalar again) => text.Text == again.Text && !again.IsNull && (!again.IsPlain || char.IsLetter(again.Text[0]) || again.Text[0] is '_' or '/'),
        (YamlList list, YamlList again) => list.Items.Length == again.Items.Length && list.Items.Zip(again.Items).All(pair => Same(pair.First, pair.Second)),
        (YamlMap map, YamlMap again) => map.Entries.Select(entry => entry.Key).SequenceEqual(again.Entries.Select(entry => entry.Key), StringComparer.Ordinal)
            && map.Entries.Zip(again.Entries).All(pair => Same(pair.First.Value, pair.Second.Value)),
        _ => false,
    };
}
