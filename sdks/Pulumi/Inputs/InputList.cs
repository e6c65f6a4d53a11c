using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Pulumi;

/// <summary>
/// A list of which each element may be a value or an output, or which is one output as a whole. Elements can be added; an unknown element leaves the
/// others known.
/// </summary>
/// <typeparam name="T">The type of an element.</typeparam>
[SuppressMessage("Design", "CA1010", Justification = "IEnumerable is there only for collection initializers: enumerating is asynchronous.")]
public sealed partial class InputList<T> : Input<ImmutableArray<T>>, IEnumerable, IAsyncEnumerable<Input<T>>
{
    // The elements, until an output of a whole list is among them: from then on _later.
    private List<Input<T>> _elements;
    private Output<List<Input<T>>>? _later;

    // Whoever was given the elements keeps what they were: the next change copies them.
    private bool _isShared;

    /// <summary>An empty list, to be filled with <c>Add</c> or a collection initializer.</summary>
    public InputList()
        : this([])
    {
    }

    private InputList(List<Input<T>> elements)
        : base(default(ImmutableArray<T>)) => _elements = elements;

    private InputList(Output<List<Input<T>>> later)
        : this([]) => _later = later;

    /// <summary>Adds elements at the end.</summary>
    public void Add(params Input<T>[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Append(inputs);
    }

    /// <summary>Adds all elements of another list at the end.</summary>
    public void Add(InputList<T> inputs) => AddRange(inputs);

    /// <summary>Adds all elements of another list at the end.</summary>
    public void AddRange(InputList<T> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs._later is null)
            Append(inputs.Share());
        else
            _later = Join(Later(), inputs._later);
    }

    /// <summary>A new list of the elements of this list and then those of the other.</summary>
    public InputList<T> Concat(InputList<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var both = _later is null ? new InputList<T>([.. _elements]) : new InputList<T>(_later);
        both.AddRange(other);
        return both;
    }

    /// <summary>Waits for the list and gives its elements. A list that is unknown as a whole gives none.</summary>
    [SuppressMessage("Design", "MA0061", Justification = "The published signature has no default.")]
    public async IAsyncEnumerator<Input<T>> GetAsyncEnumerator(CancellationToken cancellationToken)
    {
        var data = await Later().Data.AsTask().WaitAsync(cancellationToken);
        if (!data.IsKnown)
            yield break;
        foreach (var element in data.Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return element;
        }
    }

    /// <summary>Not possible, because the elements may not be there yet; it exists so that collection initializers work.</summary>
    IEnumerator IEnumerable.GetEnumerator() =>
        throw new NotSupportedException($"An InputList<{typeof(T).Name}> cannot be enumerated with foreach: its elements may not be there yet. Use await foreach.");

    internal override Output<ImmutableArray<T>> AsOutput() => _later is null ? Output.All<T>(Share()) : _later.Apply(elements => Output.All<T>(elements));

    private protected override object? Freeze() => _later is null ? _elements.ConvertAll(Frozen.Of) : _later;

    private static Output<List<Input<T>>> Join(Output<List<Input<T>>> first, Output<List<Input<T>>> second) =>
        InputCollections.Join(first, second, elements => elements, (head, tail) => new List<Input<T>>([.. head, .. tail]));

    private void Append(ICollection<Input<T>> inputs)
    {
        if (_later is not null)
        {
            _later = Join(_later, Output.Create(new List<Input<T>>(inputs)));
            return;
        }
        if (_isShared)
        {
            _elements = [.. _elements];
            _isShared = false;
        }
        _elements.AddRange(inputs);
    }

    private List<Input<T>> Share()
    {
        _isShared = true;
        return _elements;
    }

    private Output<List<Input<T>>> Later() => _later ?? Output.Create(Share());
}
