using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>
/// A map from strings to values, of which each may be a value or an output, or which is one output as a whole. Entries can be added; an unknown
/// value leaves the others known.
/// </summary>
/// <typeparam name="TValue">The type of a value.</typeparam>
[SuppressMessage("Design", "CA1010", Justification = "IEnumerable is there only for collection initializers: enumerating is asynchronous.")]
public sealed partial class InputMap<TValue>
    : Input<ImmutableDictionary<string, TValue>>, IEnumerable, IAsyncEnumerable<Input<KeyValuePair<string, TValue>>>
{
    // The entries in the order of addition, until an output of a whole map is among them: from then on _later.
    private Dictionary<string, Input<TValue>> _entries;
    private Output<Dictionary<string, Input<TValue>>>? _later;

    // Whoever was given the entries keeps what they were: the next change copies them.
    private bool _isShared;

    /// <summary>An empty map, to be filled with <c>Add</c> or a collection initializer.</summary>
    public InputMap()
        : this(new Dictionary<string, Input<TValue>>(StringComparer.Ordinal))
    {
    }

    private InputMap(Dictionary<string, Input<TValue>> entries)
        : base(default(ImmutableDictionary<string, TValue>)!) => _entries = entries;

    private InputMap(Output<Dictionary<string, Input<TValue>>> later)
        : this([]) => _later = later;

    /// <summary>Adds an entry, as <see cref="Add(string, Input{TValue})"/> does.</summary>
    public Input<TValue> this[string key]
    {
        set => Add(key, value);
    }

    /// <summary>The entries of both maps; where both have a key, the value of the second.</summary>
    public static InputMap<TValue> Merge(InputMap<TValue> first, InputMap<TValue> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first._later is null && second._later is null
            ? new(Overlay(first._entries, second._entries))
            : new(InputCollections.Join(first.Later(), second.Later(), entries => entries.Values, Overlay));
    }

    /// <summary>Adds an entry.</summary>
    /// <remarks>A key that is already there with another value makes the whole map fail when it is used.</remarks>
    public void Add(string key, Input<TValue> value)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_later is null && !_entries.ContainsKey(key))
        {
            if (_isShared)
            {
                _entries = new(_entries, StringComparer.Ordinal);
                _isShared = false;
            }
            _entries.Add(key, value);
        }
        else
        {
            Append(Output.Create(new Dictionary<string, Input<TValue>>(StringComparer.Ordinal) { [key] = value }));
        }
    }

    /// <summary>Adds all entries of another map, under the same condition as for one entry.</summary>
    public void Add(InputMap<TValue> values) => AddRange(values);

    /// <summary>Adds all entries of another map, under the same condition as for one entry.</summary>
    public void AddRange(InputMap<TValue> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (_later is null && values._later is null)
        {
            foreach (var (key, value) in values._entries)
                Add(key, value);
        }
        else
        {
            Append(values.Later());
        }
    }

    /// <summary>Waits for the map and gives its entries. A map that is unknown as a whole gives none.</summary>
    [SuppressMessage("Design", "MA0061", Justification = "The published signature has no default.")]
    public async IAsyncEnumerator<Input<KeyValuePair<string, TValue>>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var data = await Later().Data.AsTask().WaitAsync(cancellationToken);
        if (!data.IsKnown)
            yield break;
        foreach (var (key, value) in data.Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return value.Apply(known => KeyValuePair.Create(key, known));
        }
    }

    /// <summary>Not possible, because the entries may not be there yet; it exists so that collection initializers work.</summary>
    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException($"An InputMap<{typeof(TValue).Name}> cannot be enumerated with foreach: its entries may not be there yet. Use await foreach.");

    internal override Output<ImmutableDictionary<string, TValue>> AsOutput() => Later().Apply(Gather);

    private protected override object? Freeze()
    {
        if (_later is not null)
            return _later;
        var entries = new List<KeyValuePair<string, object?>>(_entries.Count);
        foreach (var (key, value) in _entries)
            entries.Add(new(key, Frozen.Of(value)));
        return new FrozenMap(entries);
    }

    private static Output<ImmutableDictionary<string, TValue>> Gather(Dictionary<string, Input<TValue>> entries)
    {
        var keys = entries.Keys.ToArray();
        return Output.All<TValue>(entries.Values).Apply(values =>
        {
            var map = StableNames.CreateBuilder<TValue>();
            map.AddRange(keys.Zip(values, KeyValuePair.Create));
            return map.ToImmutable();
        });
    }

    private static Dictionary<string, Input<TValue>> Overlay(Dictionary<string, Input<TValue>> lower, Dictionary<string, Input<TValue>> upper)
    {
        var both = new Dictionary<string, Input<TValue>>(lower, StringComparer.Ordinal);
        foreach (var (key, value) in upper)
            both[key] = value;
        return both;
    }

    private static Dictionary<string, Input<TValue>> Join(Dictionary<string, Input<TValue>> first, Dictionary<string, Input<TValue>> second)
    {
        var both = new Dictionary<string, Input<TValue>>(first, StringComparer.Ordinal);
        foreach (var (key, value) in second)
        {
            if (!both.TryAdd(key, value) && !AreEqual(both[key], value))
                throw new ArgumentException($"The map has the key '{key}' twice, with different values.", nameof(second));
        }
        return both;
    }

    // Two outputs are equal only if they are one and the same: their values are not compared.
    private static bool AreEqual(IInput first, IInput second) => ReferenceEquals(first, second) || Equals(first.Freeze(), second.Freeze());

    private void Append(Output<Dictionary<string, Input<TValue>>> entries) =>
        _later = InputCollections.Join(Later(), entries, all => all.Values, Join);

    private Dictionary<string, Input<TValue>> Share()
    {
        _isShared = true;
        return _entries;
    }

    private Output<Dictionary<string, Input<TValue>>> Later() => _later ?? Output.Create(Share());
}
