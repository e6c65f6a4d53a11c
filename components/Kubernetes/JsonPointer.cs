using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Components.Kubernetes;

/// <summary>One operation of a JSON patch (RFC 6902), the language of Karmada's plaintext overriders.</summary>
/// <param name="Operation"><c>add</c>, <c>remove</c> or <c>replace</c>.</param>
/// <param name="Path">A JSON pointer (RFC 6901), for example <c>/spec/replicas</c>.</param>
/// <param name="Value">The new value; null with <c>remove</c>.</param>
public sealed record JsonPatch(string Operation, string Path, object? Value);

/// <summary>Addresses values inside Kubernetes objects.</summary>
public static class JsonPointer
{
    /// <summary>The pointer through these keys and list positions.</summary>
    public static string To(params ReadOnlySpan<string> steps)
    {
        var pointer = new System.Text.StringBuilder();
        foreach (var step in steps)
            pointer.Append('/').Append(step.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        return pointer.ToString();
    }

    /// <summary>The patch that makes the value at the path equal to <paramref name="value"/> whether or not the path exists yet.</summary>
    /// <remarks>JSON patch can only replace what exists and only add to what exists, so the patch starts at the first key that is missing.</remarks>
    public static JsonPatch Set(ImmutableDictionary<string, object> target, IReadOnlyList<string> steps, object value)
    {
        ArgumentNullException.ThrowIfNull(steps);
        object current = target;
        for (var depth = 0; depth < steps.Count; depth++)
        {
            if (Child(current, steps[depth]) is { } child)
            {
                current = child;
                continue;
            }
            for (var rest = steps.Count - 1; rest > depth; rest--)
                value = Fields.Of((steps[rest], value));
            return new JsonPatch("add", To([.. steps.Take(depth + 1)]), value);
        }
        return new JsonPatch("replace", To([.. steps]), value);
    }

    /// <summary>The value as a patch leaves it.</summary>
    /// <returns>Null where the patch fails: what it replaces or removes, or adds to, is not there.</returns>
    public static ImmutableDictionary<string, object>? Applied(ImmutableDictionary<string, object> target, JsonPatch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        string[] steps = [.. patch.Path.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return Applied(target, steps, patch) as ImmutableDictionary<string, object>;
    }

    private static object? Applied(object parent, ReadOnlySpan<string> steps, JsonPatch patch)
    {
        var step = steps[0];
        if (steps.Length > 1)
            return Child(parent, step) is { } child && Applied(child, steps[1..], patch) is { } changed ? With(parent, step, changed) : null;
        if (patch.Operation == "add")
            return Added(parent, step, patch.Value ?? "");
        if (Child(parent, step) is null)
            return null;
        return patch.Operation == "remove" ? Without(parent, step) : With(parent, step, patch.Value ?? "");
    }

    private static object? Added(object parent, string step, object value) => parent switch
    {
        ImmutableDictionary<string, object> map => map.SetItem(step, value),
        ImmutableArray<object> list when step == "-" => list.Add(value),
        ImmutableArray<object> list when Index(step) is { } index && index <= list.Length => list.Insert(index, value),
        _ => null,
    };

    private static object With(object parent, string step, object value) =>
        parent is ImmutableArray<object> list ? list.SetItem(Index(step)!.Value, value) : ((ImmutableDictionary<string, object>)parent).SetItem(step, value);

    private static object Without(object parent, string step) =>
        parent is ImmutableArray<object> list ? list.RemoveAt(Index(step)!.Value) : ((ImmutableDictionary<string, object>)parent).Remove(step);

    private static int? Index(string step) => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static object? Child(object parent, string step) => parent switch
    {
        ImmutableDictionary<string, object> map => map.GetValueOrDefault(step),
        ImmutableArray<object> list when Index(step) is { } index && index < list.Length => list[index],
        _ => null,
    };
}
