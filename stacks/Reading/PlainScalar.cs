using System.Text.RegularExpressions;

namespace Infra.Stacks.Reading;

/// <summary>What programs that read YAML make of a text without quotes. They differ, so where they do the text has to be quoted.</summary>
internal static partial class PlainScalar
{
    public const string ANumber = "a number";
    public const string AnOctalNumber = "an octal number";
    public const string AnOldNumber = "a number in YAML 1.1";
    public const string ADate = "a date";

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
        "a boolean" => $"the boolean {SpecReader.Shortened(text)}",
        ANumber => $"the number {SpecReader.Shortened(text)}",
        _ => $"'{SpecReader.Shortened(text)}'",
    };

    /// <summary>Whether the text is a whole number that everybody reads alike.</summary>
    public static bool IsWhole(string text) => Whole().IsMatch(text);

    /// <summary>Whether the text is a number with a point or exponent that everybody reads alike.</summary>
    public static bool IsFraction(string text) => Fraction().IsMatch(text);

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
