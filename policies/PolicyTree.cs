using System.Collections.Immutable;

namespace Infra.Policies;

/// <summary>Changes of nested maps.</summary>
internal static class PolicyTree
{
    public static object With(object? tree, ReadOnlySpan<string> path, object value)
    {
        if (path.IsEmpty)
            return value;
        var map = tree as ImmutableDictionary<string, object> ?? ImmutableDictionary.Create<string, object>(StringComparer.Ordinal);
        return map.SetItem(path[0], With(map.GetValueOrDefault(path[0]), path[1..], value));
    }

    public static object? At(object? tree, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
            tree = (tree as ImmutableDictionary<string, object>)?.GetValueOrDefault(key);
        return tree;
    }
}
