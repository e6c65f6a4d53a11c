using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A day: <c>2027-06-30</c>.</summary>
/// <param name="Day">The day.</param>
public readonly record struct CalendarDate(DateOnly Day) : IParsedText<CalendarDate>
{
    private const string Notation = "yyyy-MM-dd";

    /// <inheritdoc/>
    public static string Pattern => "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

    /// <inheritdoc/>
    public static string Allowed => "a day in quotes, such as '2027-06-30'";

    /// <inheritdoc/>
    public static Rule Rule => Rules.Form;

    /// <inheritdoc/>
    public static bool TryParse(string text, out CalendarDate value, [NotNullWhen(false)] out string? problem)
    {
        var isDay = DateOnly.TryParseExact(text, Notation, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        (value, problem) = (new CalendarDate(day), isDay ? null : "allowed: a year, a month and a day, such as '2027-06-30'");
        return isDay;
    }

    /// <summary>The day as it is written.</summary>
    public override string ToString() => Day.ToString(Notation, CultureInfo.InvariantCulture);
}
