using System.Collections;
using System.Collections.Immutable;

namespace Infra.Components.Kubernetes;

/// <summary>Builds the nested maps and lists that Kubernetes objects are made of.</summary>
/// <remarks>Values are strings, numbers, booleans, maps made here, and lists of these. They hold no Pulumi types, so that a test reads them as they are.</remarks>
public static class Fields
{
    /// <summary>A map without the fields whose value is null.</summary>
    public static ImmutableDictionary<string, object> Of(params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        var map = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            if (value is not null)
                map.Add(name, Plain(value));
        }
        return map.ToImmutable();
    }

    /// <summary>A list of what the sequence yields.</summary>
    public static ImmutableArray<object> List(IEnumerable values) => [.. values.Cast<object>().Select(Plain)];

    /// <summary>A list, or null (which leaves the field out) when there is nothing in it.</summary>
    public static object? ListOrNone(IEnumerable values) => List(values) is { Length: > 0 } list ? list : null;

    /// <summary>A map, or null (which leaves the field out) when there is nothing in it.</summary>
    public static object? MapOrNone(IEnumerable<KeyValuePair<string, string>> values)
    {
        var map = values.ToImmutableDictionary(pair => pair.Key, pair => (object)pair.Value, StringComparer.Ordinal);
        return map.IsEmpty ? null : map;
    }

    private static object Plain(object value) => value switch
    {
        string or ImmutableDictionary<string, object> or ImmutableArray<object> => value,
        IEnumerable<KeyValuePair<string, string>> map => map.ToImmutableDictionary(pair => pair.Key, pair => (object)pair.Value, StringComparer.Ordinal),
        IEnumerable<KeyValuePair<string, object>> map => map.ToImmutableDictionary(pair => pair.Key, pair => Plain(pair.Value), StringComparer.Ordinal),
        IEnumerable list => List(list),
        _ => value,
    };
}
