using System.Text.RegularExpressions;

namespace Infra.Stacks.Checking;

/// <summary>Texts that requests are compared with.</summary>
internal static class MatchedText
{
    /// <summary>The longest one that Istio takes (pkg/config/validation: what is longer may be too much for Envoy).</summary>
    public const int Longest = 1024;

    /// <summary>What RE2 does not know that others do: looking around, and referring to what was found before. It promises to be quick, and so does .NET's engine that is asked here.</summary>
    /// <returns>What is wrong, as part of a sentence; null where nothing is known to be.</returns>
    public static string? Wrong(string pattern)
    {
        // What is RE2's own cannot be asked.
        if (pattern.Contains(@"\Q", StringComparison.Ordinal) || pattern.Contains(@"\x{", StringComparison.Ordinal) || pattern.Contains("(?U", StringComparison.Ordinal))
            return null;
        try
        {
            _ = new Regex(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (RegexParseException wrong)
        {
            return FormattableString.Invariant($"it is wrong at character {wrong.Offset}");
        }
        catch (NotSupportedException)
        {
            return "it looks around, refers to what it found before, or is too large";
        }
    }
}
