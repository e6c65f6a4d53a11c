using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Pulumi;

public static partial class Output
{
    /// <summary>One output of many: known when all are, secret when one is.</summary>
    public static Output<ImmutableArray<T>> All<T>(params Input<T>[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Gather(Array.ConvertAll(inputs, input => input.ToOutput()));
    }

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Input<T>> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Gather(inputs.Select(input => input.ToOutput()).ToArray());
    }

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(params Output<T>[] outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return Gather(outputs);
    }

    /// <inheritdoc cref="All{T}(Input{T}[])"/>
    public static Output<ImmutableArray<T>> All<T>(IEnumerable<Output<T>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        return Gather(outputs.ToArray());
    }

    private static Output<ImmutableArray<T>> Gather<T>(Output<T>[] outputs) => new(GatherAsync(outputs));

    private static async ValueTask<OutputData<ImmutableArray<T>>> GatherAsync<T>(Output<T>[] outputs)
    {
        var values = new T[outputs.Length];
        var all = OutputData.Create<object?>(null);
        for (var i = 0; i < outputs.Length; i++)
        {
            var data = await outputs[i].Data;
            values[i] = data.Value;
            all = all.And(data);
        }
        return all.With(ImmutableCollectionsMarshal.AsImmutableArray(values));
    }

    /// <summary>Two outputs as one. The function only arranges values: it runs even when they are not known.</summary>
    private static async ValueTask<OutputData<TResult>> ZipAsync<T1, T2, TResult>(Output<T1> first, Output<T2> second, Func<T1, T2, TResult> arrange)
    {
        var data1 = await first.Data;
        var data2 = await second.Data;
        return data1.And(data2).With(arrange(data1.Value, data2.Value));
    }
}
