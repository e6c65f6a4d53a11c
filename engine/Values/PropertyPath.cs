using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Infra.Engine.Values;

/// <summary>A way into a value: names and list indices, written <c>spec.ports[0].name</c> or <c>data["a.b"]</c>.</summary>
public sealed record PropertyPath(ImmutableArray<PropertyPath.Segment> Segments)
{
    /// <summary>The way to the value itself.</summary>
    public static readonly PropertyPath Root = new([]);

    /// <summary>One step: a name, an index, or <c>*</c> for every one of either.</summary>
    public readonly record struct Segment(string? Name, int Index)
    {
        /// <summary>Every name or index.</summary>
        public static readonly Segment Any = new("*", -1);

        /// <summary>Whether this step of a pattern matches that step of a path.</summary>
        public bool Matches(Segment other) => this == Any || this == other;
    }

    /// <summary>One step further, by name.</summary>
    public PropertyPath Then(string name) => new(Segments.Add(new(name, -1)));

    /// <summary>One step further, by index.</summary>
    public PropertyPath Then(int index) => new(Segments.Add(new(null, index)));

    /// <summary>Whether this path, as a pattern, is that path or a way to something that holds it.</summary>
    public bool Covers(PropertyPath path)
    {
        if (path.Segments.Length < Segments.Length)
            return false;

        for (var index = 0; index < Segments.Length; index++)
        {
            if (!Segments[index].Matches(path.Segments[index]))
                return false;
        }

        return true;
    }

    /// <summary>Reads a path as programs write it in <c>ignoreChanges</c> and <c>replaceOnChanges</c>.</summary>
    /// <exception cref="FormatException">A bracket or quote is not closed, or an index is not a number.</exception>
    public static PropertyPath Parse(string text)
    {
        var segments = ImmutableArray.CreateBuilder<Segment>();
        for (var at = 0; at < text.Length;)
        {
            switch (text[at])
            {
                case '.':
                    at++;
                    break;
                case '[':
                    segments.Add(ParseBracket(text, ref at));
                    break;
                default:
                    var end = text.IndexOfAny(['.', '['], at);
                    end = end < 0 ? text.Length : end;
                    segments.Add(ToSegment(text[at..end]));
                    at = end;
                    break;
            }
        }

        return new PropertyPath(segments.ToImmutable());
    }

    /// <inheritdoc />
    public bool Equals(PropertyPath? other) => other is not null && Segments.AsSpan().SequenceEqual(other.Segments.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => Segments.Length == 0 ? 0 : HashCode.Combine(Segments.Length, Segments[^1]);

    /// <inheritdoc />
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (name, index) in Segments)
        {
            if (name is null)
                text.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (name.AsSpan().IndexOfAny(".[]\"") >= 0)
                text.Append("[\"").Append(name.Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"]");
            else
                text.Append(text.Length == 0 ? "" : ".").Append(name);
        }

        return text.ToString();
    }

    private static Segment ParseBracket(string text, ref int at)
    {
        if (at + 1 < text.Length && text[at + 1] == '"')
        {
            var name = new StringBuilder();
            for (at += 2; at < text.Length && text[at] != '"'; at++)
            {
                if (text[at] == '\\' && at + 1 < text.Length)
                    at++;
                name.Append(text[at]);
            }

            if (at + 1 >= text.Length || text[at + 1] != ']')
                throw new FormatException($"Property path '{text}' has a [\" that is not closed by \"].");
            at += 2;
            return new Segment(name.ToString(), -1);
        }

        var close = text.IndexOf(']', at);
        if (close < 0)
            throw new FormatException($"Property path '{text}' has a [ that is not closed.");

        var inner = text[(at + 1)..close];
        at = close + 1;
        if (inner == "*")
            return Segment.Any;

        return int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new Segment(null, index)
            : throw new FormatException($"Property path '{text}' has [{inner}]; an index is a number, and a name is quoted: [\"{inner}\"].");
    }

    private static Segment ToSegment(string name) => name == "*" ? Segment.Any : new Segment(name, -1);
}
