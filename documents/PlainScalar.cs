using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Documents;

/// <summary>What programs that read YAML make of a text without quotes. They differ, so where they do the text has to be quoted.</summary>
public static partial class PlainScalar
{
    /// <summary>A number that everybody reads alike.</summary>
    public const string ANumber = "a number";

    /// <summary>A number that some read as octal.</summary>
    public const string AnOctalNumber = "an octal number";

    /// <summary>A number in YAML 1.1 alone.</summary>
    public const string AnOldNumber = "a number in YAML 1.1";

    /// <summary>A date.</summary>
    public const string ADate = "a date";

    // Doubles, in which Pulumi hands numbers on, hold whole numbers exactly up to here.
    private const long MostWhole = 1L << 53;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>What some program would take the text for, other than a text; null when all take it for one.</summary>
    public static string? Misreading(string text)
    {
        if (text.Length == 0 || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '.' or '-' or '+' or '~'))
            return null;
        return text.ToLowerInvariant() switch
        {
            "true" or "false" => "a boolean",
            "yes" or "no" or "on" or "off" or "y" or "n" => "a boolean in YAML 1.1",
            "null" or "~" => "nothing",
            ".nan" or ".inf" or "-.inf" or "+.inf" => ANumber,
            _ when Octal().IsMatch(text) => AnOctalNumber,
            _ when Whole().IsMatch(text) || Fraction().IsMatch(text) => ANumber,
            _ when Odd().IsMatch(text) => AnOldNumber,
            _ when Date().IsMatch(text) => ADate,
            _ => null,
        };
    }

    /// <summary>The text in the words of a message.</summary>
    public static string Describe(string text) => Misreading(text) switch
    {
        "a boolean" => $"the boolean {Excerpt.Of(text)}",
        ANumber => $"the number {Excerpt.Of(text)}",
        _ => $"'{Excerpt.Of(text)}'",
    };

    /// <summary>What the text means to everybody: a boolean, a number or a text.</summary>
    /// <param name="text">The text, without quotes in the file.</param>
    /// <param name="fault">Why it cannot be said, if it cannot.</param>
    /// <returns>A <see cref="bool"/>, <see cref="int"/>, <see cref="double"/> or <see cref="string"/>; null with a fault.</returns>
    public static object? Value(string text, out PlainFault fault)
    {
        fault = PlainFault.None;
        if (text is "true" or "false")
            return text == "true";
        if (IsWhole(text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        if (IsWhole(text) && !(long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large) && large is >= -MostWhole and <= MostWhole))
        {
            fault = new PlainFault(IsAmbiguous: false, $"found {Excerpt.Of(text)}, of which the last digits would be lost; allowed: -{MostWhole} to {MostWhole}, or a text in quotes");
            return null;
        }

        if (IsFraction(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && !LooksOctal(text))
            return number;
        if (Misreading(text) is not { } misreading)
            return text;
        fault = new PlainFault(IsAmbiguous: true, $"found {Excerpt.Of(text)}, which is {misreading} to some who read YAML; write true, false or plain digits, or a text in quotes: '{Excerpt.Of(text)}'");
        return null;
    }

    /// <summary>Whether the text is a whole number that everybody reads alike.</summary>
    public static bool IsWhole(string text) => Whole().IsMatch(text);

    /// <summary>Whether the text is a number with a point or exponent that everybody reads alike.</summary>
    public static bool IsFraction(string text) => Fraction().IsMatch(text);

    private static bool LooksOctal(string text) => text.Length > 1 && text.TrimStart('-', '+') is ['0', >= '0' and <= '9', ..];

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\z", Options)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?([0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)([eE][-+]?[0-9]+)?\z", Options)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"^[-+]?0o?[0-9_]+\z", Options)]
    private static partial Regex Octal();

    [GeneratedRegex(@"^[-+]?(0x[0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*(\.[0-9_]*)?|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?)\z", Options)]
    private static partial Regex Odd();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?\z", Options)]
    private static partial Regex Date();
}

/// <summary>Why nobody can say what a text without quotes means.</summary>
/// <param name="IsAmbiguous">Whether programs differ about it; otherwise it is too large.</param>
/// <param name="Message">What to tell whoever wrote it; null where there is no fault.</param>
public readonly record struct PlainFault(bool IsAmbiguous, string? Message)
{
    /// <summary>No fault.</summary>
    public static PlainFault None => default;
}
