using System.Buffers;
using System.Globalization;
using System.Text;

namespace Infra.Documents;

/// <summary>Writes scalars so that every reader of YAML, of version 1.1 or 1.2, reads the same value back.</summary>
public static class YamlText
{
    // Some reader takes these for something else than a string when they have no quotes. What begins with a digit, a sign or a dot is always quoted.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
    };

    private static readonly SearchValues<char> BareLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./+@=%(); :");

    // What most texts are made of, so that most need no second look.
    private static readonly SearchValues<char> Ordinary = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(letter => (char)letter), '\n', '\t']);

    /// <summary>A string on one line: bare when that is safe, else in double quotes.</summary>
    public static void Append(StringBuilder to, string text)
    {
        if (IsSafeBare(text))
            to.Append(text);
        else
            AppendQuoted(to, text);
    }

    /// <summary>A number: whole ones without a point.</summary>
    public static string Number(double value)
    {
        const double longLimit = 9.2e18;
        if (value == 0 && double.IsNegative(value))
            return "-0.0";
        if (Math.Floor(value) == value && Math.Abs(value) < longLimit)
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
            return double.IsNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";

        // YAML 1.1 knows an exponent only behind a point.
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.Contains('.', StringComparison.Ordinal) ? text : text.Replace("e", ".0e", StringComparison.Ordinal);
    }

    /// <summary>Whether a text of several lines can stand as a literal block, where it is easiest to read.</summary>
    public static bool IsBlock(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || text[0] == '\t' || text.AsSpan().IndexOfAnyExcept('\n') < 0)
            return false;

        // Readers differ over lines of nothing but blanks.
        foreach (var range in text.AsSpan().Split('\n'))
        {
            if (text.AsSpan(range) is { Length: > 0 } line && line.IndexOfAnyExcept(' ', '\t') < 0)
                return false;
        }

        if (text.AsSpan().IndexOfAnyExcept(Ordinary) < 0)
            return true;

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is not ('\n' or '\t') && !IsPrintable(rune))
                return false;
        }

        return true;
    }

    /// <summary>The head of a literal block: its indentation where the text itself begins with some, and what becomes of the line ends at its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="indentation">By how much the block is indented more than what holds it.</param>
    public static string BlockHead(string text, int indentation)
    {
        var explicitly = text[0] is ' ' or '\n' ? indentation.ToString(CultureInfo.InvariantCulture) : "";
        return $"|{explicitly}{Chomping(text)}";
    }

    private static string Chomping(string text)
    {
        if (!text.EndsWith('\n'))
            return "-";

        return text.EndsWith("\n\n", StringComparison.Ordinal) ? "+" : "";
    }

    private static bool IsSafeBare(string text) =>
        text.Length > 0
        && (char.IsAsciiLetter(text[0]) || text[0] is '_' or '/')
        && text[^1] is not (' ' or ':')
        && text.AsSpan().IndexOfAnyExcept(BareLetters) < 0
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains("  ", StringComparison.Ordinal)
        && !Reserved.Contains(text);

    private static void AppendQuoted(StringBuilder to, string text)
    {
        to.Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"' or '\\':
                    to.Append('\\').Append((char)rune.Value);
                    break;
                case '\n':
                    to.Append("\\n");
                    break;
                case '\t':
                    to.Append("\\t");
                    break;
                case '\r':
                    to.Append("\\r");
                    break;
                default:
                    AppendRune(to, rune);
                    break;
            }
        }

        to.Append('"');
    }

    private static void AppendRune(StringBuilder to, Rune rune)
    {
        if (rune.IsAscii && IsPrintable(rune))
            to.Append((char)rune.Value);
        else if (IsPrintable(rune))
            to.Append(rune);
        else if (rune.IsBmp)
            to.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        else
            to.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
    }

    // Line ends that only YAML 1.1 knows, and what cannot be seen, are escaped, so that what is read is what is seen.
    private static bool IsPrintable(Rune rune) =>
        rune.IsAscii
            ? rune.Value is >= ' ' and <= '~'
            : Rune.GetUnicodeCategory(rune) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
