using System.Collections.Immutable;

namespace Pulumi;

/// <summary>
/// What a program has put into inputs so far. A program may change lists, maps and args after it has constructed a resource from them; what counts is
/// what they were then, however long it takes until they are sent.
/// </summary>
internal static class Frozen
{
    /// <summary>The value of an input now: a plain value, an <see cref="IOutput"/>, a <see cref="FrozenMap"/>, or an array of such.</summary>
    public static object? Of(object? value) => value switch
    {
        IInput input => input.Freeze(),
        InputArgs args => new FrozenMap(args.Freeze()),
        _ => value,
    };

    /// <summary>The entries of a dictionary, in an order that does not change from run to run.</summary>
    public static List<KeyValuePair<string, object?>> Entries(ImmutableDictionary<string, object?> dictionary) =>
        [.. dictionary.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value)))];
}

/// <summary>The entries of a map, or the members of an args class, in their order. Names occur once.</summary>
internal sealed class FrozenMap(List<KeyValuePair<string, object?>> entries)
{
    public List<KeyValuePair<string, object?>> Entries { get; } = entries;
}
