using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Infra.Engine.Values;

/// <summary>A map from names to values, always in ordinal order of its names, so that everything made from it is deterministic.</summary>
/// <remarks>Two parallel arrays and a binary search: a state of tens of thousands of resources holds mostly these, and most are small.</remarks>
public sealed record PropertyMap : PropertyValue, IReadOnlyCollection<KeyValuePair<string, PropertyValue>>
{
    /// <summary>The map with nothing in it.</summary>
    public static readonly PropertyMap Empty = new([], []);

    private readonly string[] _names;
    private readonly PropertyValue[] _values;

    private PropertyMap(string[] names, PropertyValue[] values) => (_names, _values) = (names, values);

    /// <summary>How many names it has.</summary>
    public int Count => _names.Length;

    /// <summary>The names, in ordinal order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The value of a name, or null when it is absent.</summary>
    public PropertyValue? this[string name] => TryGetValue(name, out var value) ? value : null;

    /// <inheritdoc />
    public override bool ContainsSecrets => Array.Exists(_values, value => value.ContainsSecrets);

    /// <inheritdoc />
    public override bool ContainsUnknowns => Array.Exists(_values, value => value.ContainsUnknowns);

    /// <summary>Makes a map; a later entry replaces an earlier one of the same name.</summary>
    public static PropertyMap From(IEnumerable<KeyValuePair<string, PropertyValue>> entries)
    {
        var sorted = new SortedDictionary<string, PropertyValue>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
            sorted[name] = value;

        return sorted.Count == 0 ? Empty : new PropertyMap([.. sorted.Keys], [.. sorted.Values]);
    }

    /// <summary>Makes a map of a few entries.</summary>
    public static PropertyMap Of(params ReadOnlySpan<(string Name, PropertyValue Value)> entries)
    {
        var pairs = new List<KeyValuePair<string, PropertyValue>>(entries.Length);
        foreach (var (name, value) in entries)
            pairs.Add(new(name, value));

        return From(pairs);
    }

    /// <summary>Takes over arrays that are already in strict ordinal order.</summary>
    internal static PropertyMap FromSorted(string[] names, PropertyValue[] values) => names.Length == 0 ? Empty : new PropertyMap(names, values);

    /// <summary>Looks a name up.</summary>
    public bool TryGetValue(string name, [NotNullWhen(true)] out PropertyValue? value)
    {
        var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        value = index >= 0 ? _values[index] : null;
        return index >= 0;
    }

    /// <summary>The same map with one name set.</summary>
    public PropertyMap With(string name, PropertyValue value)
    {
        var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        if (index >= 0)
            return new PropertyMap(_names, [.. _values[..index], value, .. _values[(index + 1)..]]);

        index = ~index;
        return new PropertyMap([.. _names[..index], name, .. _names[index..]], [.. _values[..index], value, .. _values[index..]]);
    }

    /// <summary>The same map without one name.</summary>
    public PropertyMap Without(string name)
    {
        var index = Array.BinarySearch(_names, name, StringComparer.Ordinal);
        if (index < 0)
            return this;

        return FromSorted([.. _names[..index], .. _names[(index + 1)..]], [.. _values[..index], .. _values[(index + 1)..]]);
    }

    /// <inheritdoc />
    public bool Equals(PropertyMap? other)
    {
        if (ReferenceEquals(this, other))
            return true;

        return other is not null
            && _names.AsSpan().SequenceEqual(other._names)
            && _values.AsSpan().SequenceEqual(other._values);
    }

    /// <inheritdoc />
    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, _names[0], _values[0]);

    /// <summary>Enumerates the entries in order of their names.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<KeyValuePair<string, PropertyValue>> IEnumerable<KeyValuePair<string, PropertyValue>>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Enumerates a map; a value, because every value of every resource is walked several times in a run.</summary>
    public struct Enumerator : IEnumerator<KeyValuePair<string, PropertyValue>>
    {
        private readonly PropertyMap _map;
        private int _index = -1;

        internal Enumerator(PropertyMap map) => _map = map;

        /// <inheritdoc />
        public readonly KeyValuePair<string, PropertyValue> Current => new(_map._names[_index], _map._values[_index]);

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc />
        public bool MoveNext() => ++_index < _map._names.Length;

        /// <inheritdoc />
        public void Reset() => _index = -1;

        /// <inheritdoc />
        public readonly void Dispose()
        {
        }
    }
}
