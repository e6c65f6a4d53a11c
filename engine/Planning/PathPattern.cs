using System.Collections.Immutable;
using Infra.Engine.Values;

namespace Infra.Engine.Planning;

/// <summary>Property paths as patterns: what <c>ignoreChanges</c>, <c>replaceOnChanges</c> and <c>hideDiffs</c> are made of.</summary>
internal static class PathPattern
{
    /// <summary>Reads the patterns of one option.</summary>
    /// <exception cref="RegistrationException">One of them is malformed.</exception>
    public static PropertyPath[] Parse(IReadOnlyCollection<string> texts, string option, string urn)
    {
        if (texts.Count == 0)
            return [];

        try
        {
            return [.. texts.Select(PropertyPath.Parse)];
        }
        catch (FormatException error)
        {
            throw new RegistrationException($"{option}: {error.Message}", urn);
        }
    }

    /// <summary>Whether a difference is at, below or around a place that the pattern names.</summary>
    public static bool Touches(PropertyPath pattern, PropertyDifference difference)
    {
        if (pattern.Covers(difference.Path))
            return true;

        var above = difference.Path.Segments;
        if (above.Length >= pattern.Segments.Length)
            return false;

        // Something larger came, went or changed as a whole; what counts is whether it holds the place.
        for (var index = 0; index < above.Length; index++)
        {
            if (!pattern.Segments[index].Matches(above[index]))
                return false;
        }

        var rest = pattern.Segments[above.Length..];
        return Has(difference.Old, rest) || Has(difference.New, rest);
    }

    /// <summary>The new value with everything that the pattern names put back to what it was.</summary>
    /// <param name="old">The old value; null when it was absent.</param>
    /// <param name="new">The new value; null when it is absent.</param>
    /// <param name="segments">What of the pattern is left to follow.</param>
    /// <returns>Null when it shall be absent.</returns>
    public static PropertyValue? PutBack(PropertyValue? old, PropertyValue? @new, ReadOnlySpan<PropertyPath.Segment> segments)
    {
        if (segments.IsEmpty)
            return old;

        switch (@new)
        {
            case SecretValue { Value: var inner }:
                return PutBack(Bare(old), inner, segments) is { } changed ? new SecretValue(changed) : null;
            case PropertyMap map:
                return PutBackIn(Bare(old) as PropertyMap ?? PropertyMap.Empty, map, segments);
            case ListValue list:
                return PutBackIn(Bare(old) as ListValue, list, segments);
            default:
                return @new;
        }
    }

    private static PropertyMap PutBackIn(PropertyMap old, PropertyMap @new, ReadOnlySpan<PropertyPath.Segment> segments)
    {
        IEnumerable<string> names = segments[0] == PropertyPath.Segment.Any ? old.Names.Union(@new.Names, StringComparer.Ordinal).ToList()
            : segments[0].Name is { } one ? [one]
            : [];
        foreach (var name in names)
        {
            var value = PutBack(old[name], @new[name], segments[1..]);
            @new = value is null ? @new.Without(name) : @new.With(name, value);
        }

        return @new;
    }

    private static ListValue PutBackIn(ListValue? old, ListValue @new, ReadOnlySpan<PropertyPath.Segment> segments)
    {
        var oldItems = old?.Items ?? [];
        var isAny = segments[0] == PropertyPath.Segment.Any;

        // Every item ignored: also how many there are.
        if (isAny && segments.Length == 1)
            return old ?? new ListValue([]);

        var items = @new.Items.ToBuilder();
        for (var index = 0; index < Math.Min(items.Count, oldItems.Length); index++)
        {
            if (isAny || segments[0].Index == index)
                items[index] = PutBack(oldItems[index], items[index], segments[1..]) ?? NullValue.Instance;
        }

        return new ListValue(items.DrainToImmutable());
    }

    private static bool Has(PropertyValue? value, ImmutableArray<PropertyPath.Segment> segments)
    {
        if (value is null || segments.IsEmpty)
            return value is not null;

        var rest = segments.RemoveAt(0);
        return Bare(value) switch
        {
            PropertyMap map when segments[0] == PropertyPath.Segment.Any => map.Any(entry => Has(entry.Value, rest)),
            PropertyMap map => segments[0].Name is { } name && Has(map[name], rest),
            ListValue list when segments[0] == PropertyPath.Segment.Any => list.Items.Any(item => Has(item, rest)),
            ListValue list => segments[0].Index >= 0 && segments[0].Index < list.Items.Length && Has(list.Items[segments[0].Index], rest),
            UnknownValue => true, // It may hold it: the careful answer.
            _ => false,
        };
    }

    private static PropertyValue? Bare(PropertyValue? value) => value is SecretValue secret ? Bare(secret.Value) : value;
}
