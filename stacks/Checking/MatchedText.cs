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

    /// <summary>What is wrong with a path that requests are compared with: Gateway API refuses it, or no request has it, for paths are made plain before they are compared.</summary>
    /// <returns>Null where nothing is known to be.</returns>
    public static string? WrongPath(string path) => path switch
    {
        _ when !path.StartsWith('/') => "a path that starts with '/'",
        _ when path.Contains("//", StringComparison.Ordinal) => "a path without '//', which proxies make one '/' of",
        _ when path.Split('/').Any(part => part.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) is "." or "..") => "a path without '.' and '..', which proxies resolve",
        _ when path.Contains("%2f", StringComparison.OrdinalIgnoreCase) => "a path without '%2f', which some read as '/'",
        _ when path.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !"-._~!$&'()*+,;=:@%/".Contains(letter, StringComparison.Ordinal)) => "a path as requests have it: letters of ASCII, others as %xx, without '?' and '#'",
        _ => null,
    };
}
