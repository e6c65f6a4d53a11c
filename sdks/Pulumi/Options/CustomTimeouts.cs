using System.Globalization;

namespace Pulumi;

/// <summary>How long a provider may take for one operation on a resource; the provider's own limits by default.</summary>
public sealed class CustomTimeouts
{
    private const long NanosecondsPerTick = 100;

    /// <summary>The limit for creation.</summary>
    public TimeSpan? Create { get; set; }

    /// <summary>The limit for an update.</summary>
    public TimeSpan? Update { get; set; }

    /// <summary>The limit for deletion.</summary>
    public TimeSpan? Delete { get; set; }

    /// <summary>A duration as the engine reads it: nanoseconds, which lose nothing of a tick.</summary>
    internal static string ToWire(TimeSpan? limit) =>
        limit is null ? "" : (limit.Value.Ticks * NanosecondsPerTick).ToString(CultureInfo.InvariantCulture) + "ns";

    internal static TimeSpan? FromWire(string text) => text.Length == 0 ? null : GoDuration.Parse(text);
}
