using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Infra.Policies;

/// <summary>Writes values as literals of the Common Expression Language (github.com/google/cel-spec, "Syntax").</summary>
public static class CelLiteral
{
    /// <summary>The literal of a text, whole number, boolean, list or map.</summary>
    /// <exception cref="ArgumentException">There is no literal for it.</exception>
    public static string Of(object value) => value switch
    {
        string text => Text(text),
        bool flag => flag ? "true" : "false",
        int number => number.ToString(CultureInfo.InvariantCulture),
        ImmutableArray<object> list => $"[{string.Join(", ", list.Select(Of))}]",
        ImmutableDictionary<string, object> map => $"{{{string.Join(", ", map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{Text(pair.Key)}: {Of(pair.Value)}"))}}}",
        _ => throw new ArgumentException($"a {value?.GetType().Name} has no literal", nameof(value)),
    };

    private static string Text(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('\'');
        foreach (var letter in text)
        {
            _ = letter switch
            {
                '\\' => literal.Append("\\\\"),
                '\'' => literal.Append("\\'"),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                < ' ' or '\u007f' => literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => literal.Append(letter),
            };
        }

        return literal.Append('\'').ToString();
    }
}
