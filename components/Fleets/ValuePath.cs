using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Infra.Components.Fleets;

/// <summary>The path of a value of a chart, as <c>helm --set</c> takes it: <c>a.b[0].c\.d</c>.</summary>
public static partial class ValuePath
{
    /// <summary>What a path looks like: what <c>helm --set</c>, the definition of Flux' HelmRelease (<c>valuesFrom.targetPath</c>) and this class all take.</summary>
    public const string Pattern = $@"^{Keys}(\.{Keys})*$";

    /// <summary>The most characters of a path, by the definition of Flux' HelmRelease.</summary>
    public const int MaximumLength = 250;

    // Whoever counts up to a thousand items by hand means something else.
    private const string Index = "[0-9]{1,3}";
    private const string Keys = $@"([A-Za-z0-9_/-]|\\\.)+(\[{Index}\])*";

    /// <summary>The values with one more.</summary>
    /// <param name="values">The values.</param>
    /// <param name="path">The path.</param>
    /// <param name="value">The value at the path, which replaces what is there.</param>
    public static ImmutableDictionary<string, object> Set(ImmutableDictionary<string, object> values, string path, object value) =>
        (ImmutableDictionary<string, object>)Set(values, [.. Steps(path)], value);

    /// <summary>Whether the values and a value at the path would be in each other's way: because there is one at the path, or because what is above it is no map.</summary>
    /// <remarks>Helm puts maps together; of everything else, lists among it, one of two wins.</remarks>
    public static bool IsTaken(ImmutableDictionary<string, object> values, string path)
    {
        object? at = values;
        foreach (var step in Steps(path))
        {
            if (at is not ImmutableDictionary<string, object> map)
                return true;
            if (step is not string key || map.GetValueOrDefault(key) is not { } child)
                return false;
            at = child;
        }

        return true;
    }

    /// <summary>Whether values at the two paths would be in each other's way: because one is in the other, or because what both are in would be a map and a list.</summary>
    public static bool Meet(string path, string other)
    {
        foreach (var (step, otherStep) in Steps(path).Zip(Steps(other)))
        {
            if (!step.Equals(otherStep))
                return step.GetType() != otherStep.GetType();
        }

        return true;
    }

    /// <summary>The part of the path that leads to the first list on its way; where there is none, all of it.</summary>
    public static string UpToList(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('[')[0];
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

    [GeneratedRegex($@"\[(?<index>{Index})\]|(?<key>(\\\.|[^.\[\]])+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
