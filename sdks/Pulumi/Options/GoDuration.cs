using System.Buffers;
using System.Globalization;

namespace Pulumi;

/// <summary>Durations as the engine writes them: <c>1h2m3.5s</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Ticks)[] Units =
    [
        ("ns", 0.01),
        ("us", TimeSpan.TicksPerMicrosecond),
        ("µs", TimeSpan.TicksPerMicrosecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("s", TimeSpan.TicksPerSecond),
        ("m", TimeSpan.TicksPerMinute),
        ("h", TimeSpan.TicksPerHour),
    ];

    /// <summary>Reads a duration.</summary>
    /// <exception cref="FormatException">The text is no duration.</exception>
    public static TimeSpan Parse(string text)
    {
        double ticks = 0;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            var unitLength = digits < 0 ? 0 : UnitLength(rest[digits..]);
            if (digits <= 0 || unitLength == 0)
            {
                throw new FormatException($"'{text}' is not a duration such as '1h30m' or '45s'.");
            }
            var unit = rest.Slice(digits, unitLength).ToString();
            ticks += double.Parse(rest[..digits], CultureInfo.InvariantCulture) * Array.Find(Units, known => known.Unit == unit).Ticks;
            rest = rest[(digits + unitLength)..];
        }
        return TimeSpan.FromTicks((long)ticks);
    }

    private static int UnitLength(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var (unit, _) in Units)
        {
            if (unit.Length > longest && text.StartsWith(unit, StringComparison.Ordinal))
            {
                longest = unit.Length;
            }
        }
        return longest;
    }
}
