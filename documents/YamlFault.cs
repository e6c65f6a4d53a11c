using YamlDotNet.Core;

namespace Infra.Documents;

/// <summary>Says of what the parser refuses where it is, in words for whoever wrote it.</summary>
internal static class YamlFault
{
    public static string Explain(YamlException e)
    {
        var reason = string.Join(' ', e.Message.TrimEnd('.').Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return $"this is not YAML: {char.ToLowerInvariant(reason[0])}{reason[1..]}.";
    }

    // The parser may notice a tab as late as in the line behind it, or blame what it was reading in the line before.
    public static SourcePlace? IndentingTab(string name, string text, YamlException e)
    {
        var lines = Lines(text);
        for (var number = Math.Max(1, (int)e.Start.Line - 1); number <= Math.Min(lines.Length, (int)e.End.Line + 1); number++)
        {
            var line = lines[number - 1];
            var indent = line.Length - line.TrimStart(' ').Length;
            if (indent < line.Length && line[indent] == '\t')
                return new SourcePlace(name, number, indent + 1);
        }

        return null;
    }

    // What ends too early is missed behind the last line, where no editor can go.
    public static SourcePlace Inside(string text, SourcePlace place)
    {
        var lines = Lines(text);
        var line = Math.Min(place.Line, lines.Length);
        return place with { Line = line, Column = Math.Min(line < place.Line ? int.MaxValue : place.Column, lines[line - 1].Length + 1) };
    }

    public static string[] Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r', '\u0085', '\u2028', '\u2029');
}
