using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Components.Fleets;

/// <summary>The path of a value of a chart, as <c>helm --set</c> takes it: <c>a.b[0].c\.d</c>.</summary>
public static partial class ValuePath
{
    /// <summary>The values with one more.</summary>
    /// <param name="values">The values.</param>
    /// <param name="path">The path.</param>
    /// <param name="value">The value at the path, which replaces what is there.</param>
    public static ImmutableDictionary<string, object> Set(ImmutableDictionary<string, object> values, string path, object value) =>
        (ImmutableDictionary<string, object>)Set(values, [.. Steps(path)], value);

    /// <summary>Whether there is a value at the path.</summary>
    public static bool Has(ImmutableDictionary<string, object> values, string path)
    {
        object? at = values;
        foreach (var step in Steps(path))
        {
            at = (at, step) switch
            {
                (ImmutableDictionary<string, object> map, string key) => map.GetValueOrDefault(key),
                (ImmutableArray<object> list, int index) when index < list.Length => list[index],
                _ => null,
            };
        }

        return at is not null;
    }

    private static object Set(object? target, ReadOnlySpan<object> steps, object value)
    {
        if (steps.IsEmpty)
            return value;
        if (steps[0] is string key)
        {
            var map = target as ImmutableDictionary<string, object> ?? ImmutableDictionary.Create<string, object>(StringComparer.Ordinal);
            return map.SetItem(key, Set(map.GetValueOrDefault(key), steps[1..], value));
        }

        var list = target is ImmutableArray<object> items ? items : [];
        var index = (int)steps[0];
        while (list.Length <= index)
            list = list.Add(ImmutableDictionary.Create<string, object>(StringComparer.Ordinal));
        return list.SetItem(index, Set(list[index], steps[1..], value));
    }

    private static IEnumerable<object> Steps(string path) => Step().Matches(path).Select(match => match.Groups["index"] is { Success: true } index
        ? (object)int.Parse(index.Value, CultureInfo.InvariantCulture)
        : match.Groups["key"].Value.Replace("\\.", ".", StringComparison.Ordinal));

    [GeneratedRegex(@"\[(?<index>[0-9]{1,3})\]|(?<key>(\\\.|[^.\[\]])+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
