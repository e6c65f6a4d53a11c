using CsCheck;
using Xunit;

namespace Infra.Documents.Tests;

public sealed class YamlFuzzTests
{
    private static readonly Gen<string> Yaml = Gen.OneOf(
        "config:", "a", "infra:b", ": ", ":", "- ", "\n", "\n  ", "\n    ", "\r\n", "\r", "\t", "{", "}", "[", "]", ",", "&x ", "*x", "<<: ", "!!str ", "!!map ", "!y ", "!<", ">", "'", "\"", "|", ">-", "|2+", "#", "? ",
        "---", "...", "%YAML 1.2\n", "%TAG ! x\n", "%", "secure:", "\u0000", "\uFEFF", "é", "\u0085", "\u2028", "\uD83D", "\uD83D\uDE80", "1", "~", "0x", ".inf", "\\", "\\x4", "\\u12", "@", "`", "=").Array[0, 30].Select(string.Concat);

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place_inside_it() => Yaml.Sample(text => IsReadOrRefused(text), iter: 20_000);

    [Fact]
    public void Any_letters_are_read_or_refused_with_a_place_inside_them() => Gen.String.Sample(text => IsReadOrRefused(text), iter: 5_000);

    private static void IsReadOrRefused(string text)
    {
        try
        {
            YamlFile.ReadMap(text, "f.yaml");
        }
        catch (InvalidDocumentException e)
        {
            Assert.NotEmpty(e.Problems);
            Assert.All(e.Problems, problem => Assert.True(IsInside(problem.Place, text) && IsOneLine(problem.Message), problem.ToString()));
        }
    }

    private static bool IsOneLine(string message) => message.Length is > 0 and < 400 && !message.AsSpan().ContainsAny('\n', '\r');

    // The end of a line, and of the file, is inside.
    private static bool IsInside(SourcePlace place, string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r', '\u0085', '\u2028', '\u2029');
        return place.Line >= 1 && place.Line <= lines.Length && place.Column >= 1 && place.Column <= lines[place.Line - 1].Length + 1;
    }
}
