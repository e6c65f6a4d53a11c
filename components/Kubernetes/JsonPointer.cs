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

    private static object? Child(object parent, string step) => parent switch
    {
        ImmutableDictionary<string, object> map => map.GetValueOrDefault(step),
        ImmutableArray<object> list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Length => list[index],
        _ => null,
    };
}
