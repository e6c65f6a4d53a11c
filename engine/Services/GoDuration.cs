using System.Buffers;
using System.Globalization;

namespace Infra.Engine.Services;

/// <summary>Durations as Go writes them, which is how timeouts are sent: <c>1h30m</c>, <c>1.5s</c>, <c>120000000000ns</c>.</summary>
internal static class GoDuration
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, double Seconds)[] Units =
        [("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>Reads a duration; false when it is none.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(NumberCharacters);
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;

            rest = rest[digits..];
            var end = rest.IndexOfAny(NumberCharacters);
            var unit = (end < 0 ? rest : rest[..end]).ToString();
            var factor = Array.Find(Units, one => one.Unit == unit);
            if (factor.Unit is null)
                return false;

            duration += TimeSpan.FromSeconds(number * factor.Seconds);
            rest = rest[unit.Length..];
        }

        return text.Length > 0;
    }
}
