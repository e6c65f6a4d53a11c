using System.Globalization;
using System.Text;

namespace Infra.Engine.Rendering;

/// <summary>Writes scalars so that every reader of YAML, of version 1.1 or 1.2, reads the same value back.</summary>
internal static class YamlText
{
    // What some reader takes for something else than a string when it has no quotes. What begins with a digit, a sign or a dot is always quoted.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan", "inf", "infinity",
    };

    /// <summary>A string on one line: bare when that is safe, else in double quotes.</summary>
    public static void Append(StringBuilder to, string text)
    {
        if (IsSafeBare(text))
            to.Append(text);
        else
            AppendQuoted(to, text);
    }

    /// <summary>A number: whole numbers without a point.</summary>
    public static string Number(double value)
    {
        const double longLimit = 9.2e18;
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
        if (!text.Contains('\n', StringComparison.Ordinal) || text[0] is ' ' or '\n' or '\t' || !text.All(letter => letter == '\n' || IsPrintable(letter)))
            return false;

        // Lines of nothing but spaces, and ends that are not plain line ends, are where readers differ.
        foreach (var line in text.AsSpan().Split('\n'))
        {
            if (text.AsSpan(line) is { Length: > 0 } content && content.IndexOfAnyExcept(' ', '\t') < 0)
                return false;
        }

        return true;
    }

    /// <summary>The head of a literal block: how it treats the line ends at the end.</summary>
    public static string BlockHead(string text)
    {
        if (!text.EndsWith('\n'))
            return "|-";

        return text.EndsWith("\n\n", StringComparison.Ordinal) ? "|+" : "|";
    }

    private static bool IsSafeBare(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetter(text[0]) || text[0] is '_' or '/') || text[^1] is ' ' or ':' || Reserved.Contains(text))
            return false;

        for (var index = 1; index < text.Length; index++)
        {
            var letter = text[index];
            var isSafe = char.IsAsciiLetterOrDigit(letter)
                || letter is '_' or '-' or '.' or '/' or '+' or '@' or '=' or '%' or '(' or ')' or ';'
                || (letter is ':' && text[index + 1] != ' ')
                || (letter is ' ' && text[index - 1] != ' ');
            if (!isSafe)
                return false;
        }

        return true;
    }

    private static void AppendQuoted(StringBuilder to, string text)
    {
        to.Append('"');
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (letter is '"' or '\\')
                to.Append('\\').Append(letter);
            else if (IsPrintable(letter) && letter != '\t')
                to.Append(letter);
            else if (char.IsHighSurrogate(letter) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
                to.Append(CultureInfo.InvariantCulture, $"\\U{char.ConvertToUtf32(letter, text[++index]):X8}");
            else
                to.Append(Escape(letter));
        }

        to.Append('"');
    }

    private static string Escape(char letter) => letter switch
    {
        '\n' => "\\n",
        '\t' => "\\t",
        '\r' => "\\r",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)(char.IsSurrogate(letter) ? '\uFFFD' : letter):X4}"),
    };

    // Letters outside the basic plane, line ends that only YAML 1.1 knows and invisible ones are escaped, so that what is read is what is seen.
    private static bool IsPrintable(char letter) =>
        letter is '\t' or (>= ' ' and <= '~')
        || (letter > '\u00A0' && !char.IsSurrogate(letter) && char.GetUnicodeCategory(letter) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));
}
