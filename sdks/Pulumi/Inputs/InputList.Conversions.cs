using System.Collections.Immutable;

namespace Pulumi;

public sealed partial class InputList<T>
{
    /// <summary>A list of one element.</summary>
    public static implicit operator InputList<T>(T value) => new([(Input<T>)value]);

    /// <summary>A list of one element.</summary>
    public static implicit operator InputList<T>(Input<T> value) => new([value]);

    /// <summary>A list of one element.</summary>
    public static implicit operator InputList<T>(Output<T> value) => new([(Input<T>)value]);

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(T[] values) => new(Elements(values));

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(List<T> values) => new(Elements(values));

    /// <summary>A list of values.</summary>
    public static implicit operator InputList<T>(ImmutableArray<T> values) => new(Elements(OrEmpty(values)));

    /// <summary>A list of inputs, each a value or an output.</summary>
    public static implicit operator InputList<T>(Input<T>[] values) => new([.. values]);

    /// <summary>A list of inputs, each a value or an output.</summary>
    public static implicit operator InputList<T>(List<Input<T>> values) => new([.. values]);

    /// <summary>A list of inputs, each a value or an output.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Input<T>> values) => new([.. OrEmpty(values)]);

    /// <summary>A list of outputs.</summary>
    public static implicit operator InputList<T>(Output<T>[] values) => new(Elements(values));

    /// <summary>A list of outputs.</summary>
    public static implicit operator InputList<T>(List<Output<T>> values) => new(Elements(values));

    /// <summary>A list of outputs.</summary>
    public static implicit operator InputList<T>(ImmutableArray<Output<T>> values) => new(Elements(OrEmpty(values)));

    /// <summary>A list that is one output: unknown as a whole or not at all.</summary>
    public static implicit operator InputList<T>(Output<T[]> values) => new(values.Apply(elements => Elements(elements)));

    /// <summary>A list that is one output: unknown as a whole or not at all.</summary>
    public static implicit operator InputList<T>(Output<List<T>> values) => new(values.Apply(elements => Elements(elements)));

    /// <summary>A list that is one output: unknown as a whole or not at all.</summary>
    public static implicit operator InputList<T>(Output<IEnumerable<T>> values) => new(values.Apply(Elements));

    /// <summary>A list that is one output: unknown as a whole or not at all.</summary>
    public static implicit operator InputList<T>(Output<ImmutableArray<T>> values) => new(values.Apply(elements => Elements(OrEmpty(elements))));

    private static List<Input<T>> Elements(IEnumerable<T>? values)
    {
        var elements = new List<Input<T>>();
        foreach (var value in values ?? [])
            elements.Add(value);
        return elements;
    }

    private static List<Input<T>> Elements(IEnumerable<Output<T>> values)
    {
        var elements = new List<Input<T>>();
        foreach (var value in values)
            elements.Add(value);
        return elements;
    }

    private static ImmutableArray<TElement> OrEmpty<TElement>(ImmutableArray<TElement> values) => values.IsDefault ? [] : values;
}
