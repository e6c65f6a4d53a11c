using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Infra.Engine.Services;

/// <summary>A range of versions: comparisons that must all hold, separated by spaces; alternatives separated by <c>||</c>.</summary>
internal sealed class VersionRange
{
    /// <summary>The version of Pulumi whose protocol the engine speaks.</summary>
    public static readonly Version Spoken = new(3, 259, 0);

    // From the longest, so that ">=" is not taken for ">".
    private static readonly ImmutableArray<string> Operators = [">=", "<=", "!=", "==", ">", "<", "=", "!", "^", "~"];

    private readonly ImmutableArray<ImmutableArray<Func<Version, bool>>> _alternatives;

    private VersionRange(ImmutableArray<ImmutableArray<Func<Version, bool>>> alternatives) => _alternatives = alternatives;

    /// <summary>Whether a version is in the range.</summary>
    public bool Contains(Version version) => _alternatives.Any(comparisons => comparisons.All(holds => holds(version)));

    /// <summary>Reads a range; false when it is none.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out VersionRange? range)
    {
        var alternatives = ImmutableArray.CreateBuilder<ImmutableArray<Func<Version, bool>>>();
        foreach (var alternative in text.Split("||"))
        {
            var comparisons = ImmutableArray.CreateBuilder<Func<Version, bool>>();
            foreach (var word in Words(alternative))
            {
                if (Comparison(word) is not { } comparison)
                {
                    range = null;
                    return false;
                }

                comparisons.Add(comparison);
            }

            alternatives.Add(comparisons.ToImmutable());
        }

        range = alternatives.All(comparisons => comparisons.Length > 0) ? new VersionRange(alternatives.ToImmutable()) : null;
        return range is not null;
    }

    // An operator may stand apart from its version.
    private static IEnumerable<string> Words(string text)
    {
        var pending = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            pending += word;
            if (Operators.Contains(pending, StringComparer.Ordinal))
                continue;

            yield return pending;
            pending = "";
        }

        if (pending.Length > 0)
            yield return pending;
    }

    private static Func<Version, bool>? Comparison(string word)
    {
        var symbol = Operators.FirstOrDefault(one => word.StartsWith(one, StringComparison.Ordinal), "");
        if (!TryParseVersion(word[symbol.Length..], out var from, out var next))
            return null;

        return symbol switch
        {
            ">=" => version => version >= from,
            ">" => version => version >= next,
            "<" => version => version < from,
            "<=" => version => version < next,
            "!=" or "!" => version => version < from || version >= next,
            "^" => version => version >= from && version < new Version(from.Major + 1, 0, 0),
            "~" => version => version >= from && version < new Version(from.Major, from.Minor + 1, 0),
            _ => version => version >= from && version < next,
        };
    }

    // A version with parts left out, or written x or *, is the range of all that it begins: "next" is the first one after those.
    private static bool TryParseVersion(string text, out Version from, out Version next)
    {
        (from, next) = (Spoken, Spoken);
        var end = text.IndexOfAny(['-', '+']);
        var parts = (end < 0 ? text : text[..end]).TrimStart('v').Split('.');
        var numbers = new List<int>();
        foreach (var part in parts.TakeWhile(part => part is not ("x" or "X" or "*")))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return false;
            numbers.Add(number);
        }

        if (parts.Length > 3 || numbers.Count == 0)
            return false;

        from = new Version(numbers[0], numbers.ElementAtOrDefault(1), numbers.ElementAtOrDefault(2));
        next = numbers.Count switch
        {
            1 => new Version(from.Major + 1, 0, 0),
            2 => new Version(from.Major, from.Minor + 1, 0),
            _ => new Version(from.Major, from.Minor, from.Build + 1),
        };
        return true;
    }
}
