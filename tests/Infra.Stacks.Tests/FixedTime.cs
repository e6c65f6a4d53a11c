using System.Globalization;

namespace Infra.Stacks.Tests;

/// <summary>A clock that stands at the beginning of a day.</summary>
internal sealed class FixedTime(string day) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(DateOnly.Parse(day, CultureInfo.InvariantCulture).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
