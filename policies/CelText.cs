using System.Text.RegularExpressions;

namespace Infra.Policies;

/// <summary>What shows of an expression of CEL without evaluating it: that its brackets and quotes close, and which variables it asks for.</summary>
internal static partial class CelText
{
    private const string Opening = "([{";
    private const string Closing = ")]}";

    /// <summary>What is wrong with the expression's brackets and quotes; null when they close.</summary>
    public static string? Fault(string expression)
    {
        var open = new Stack<char>();
        foreach (var token in Tokens().EnumerateMatches(expression))
        {
            var letter = expression[token.Index];
            if (token.Length != 1)
                continue;
            if (letter is '\'' or '"')
                return "a text is not closed";
            if (Opening.Contains(letter, StringComparison.Ordinal))
                open.Push(letter);
            else if (Closing.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var kind && !(open.TryPop(out var opened) && Opening.IndexOf(opened, StringComparison.Ordinal) == kind))
                return $"'{letter}' closes nothing";
        }

        return open.TryPop(out var left) ? $"'{left}' is not closed" : null;
    }

    /// <summary>The names that the expression asks <c>variables</c> for.</summary>
    public static IEnumerable<string> VariablesIn(string expression) =>
        Tokens().Matches(expression).Select(token => token.Groups["variable"]).Where(variable => variable.Success).Select(variable => variable.Value);

    // Texts and comments first, so that what is in them is not looked at. A quote that opens no whole text stands alone.
    [GeneratedRegex("""
        //[^\n]* | [rR]('{3}.*?'{3} | "{3}.*?"{3} | '[^'\n]*' | "[^"\n]*") | '{3}(\\.|.)*?'{3} | "{3}(\\.|.)*?"{3} | '(\\.|[^'\\\n])*' | "(\\.|[^"\\\n])*"
        | (?<![\w.])variables\.\??(?<variable>[A-Za-z_]\w*) | [()\[\]{}'"]
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tokens();
}
