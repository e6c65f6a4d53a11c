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

    // The parser may notice a tab as late as in the line behind it, or blame what it was reading in the line before; at the top of a file it may blame the
    // whole of it. So the lines around come first, and then the others.
    public static SourcePlace? IndentingTab(string name, string text, YamlException e)
    {
        var lines = Lines(text);
        return IndentingTab(name, lines, (int)e.Start.Line - 1, (int)e.End.Line + 1) ?? (e.Start.Line <= 1 ? IndentingTab(name, lines, 1, lines.Length) : null);
    }

    private static SourcePlace? IndentingTab(string name, string[] lines, int from, int to)
    {
        for (var number = Math.Max(1, from); number <= Math.Min(lines.Length, to); number++)
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
