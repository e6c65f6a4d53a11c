using System.Collections.Immutable;

namespace Pulumi;

public sealed partial class InputMap<TValue>
{
    /// <summary>A map of values.</summary>
    public static implicit operator InputMap<TValue>(Dictionary<string, TValue> values) => new(Entries(values));

    /// <summary>A map of values.</summary>
    public static implicit operator InputMap<TValue>(ImmutableDictionary<string, TValue> values) => new(Entries(values));

    /// <summary>A map that is one output: unknown as a whole or not at all.</summary>
    public static implicit operator InputMap<TValue>(Output<Dictionary<string, TValue>> values) => new(values.Apply(entries => Entries(entries)));

    /// <summary>A map that is one output: unknown as a whole or not at all.</summary>
    public static implicit operator InputMap<TValue>(Output<IDictionary<string, TValue>> values) => new(values.Apply(entries => Entries(entries)));

    /// <summary>A map that is one output: unknown as a whole or not at all.</summary>
    public static implicit operator InputMap<TValue>(Output<ImmutableDictionary<string, TValue>> values) => new(values.Apply(entries => Entries(entries)));

    private static Dictionary<string, Input<TValue>> Entries(IEnumerable<KeyValuePair<string, TValue>>? values)
    {
        var entries = new Dictionary<string, Input<TValue>>(StringComparer.Ordinal);
        foreach (var (key, value) in values ?? [])
            entries.Add(key, value);
        return entries;
    }
}
