namespace Pulumi;

/// <summary>Puts together collections of inputs of which one is not there yet.</summary>
internal static class InputCollections
{
    /// <summary>Joins two collections. A collection that is unknown makes the whole unknown, which then still remembers what the other's elements were.</summary>
    /// <param name="first">The one collection.</param>
    /// <param name="second">The other collection.</param>
    /// <param name="elementsOf">The inputs in a collection.</param>
    /// <param name="join">Makes one collection of two that are known.</param>
    public static Output<TCollection> Join<TCollection, T>(
        Output<TCollection> first,
        Output<TCollection> second,
        Func<TCollection, IEnumerable<Input<T>>> elementsOf,
        Func<TCollection, TCollection, TCollection> join) => new(JoinAsync(first.Data, second.Data, elementsOf, join));

    private static async ValueTask<OutputData<TCollection>> JoinAsync<TCollection, T>(
        ValueTask<OutputData<TCollection>> first,
        ValueTask<OutputData<TCollection>> second,
        Func<TCollection, IEnumerable<Input<T>>> elementsOf,
        Func<TCollection, TCollection, TCollection> join)
    {
        var data1 = await first;
        var data2 = await second;
        var both = data1.And(data2);
        if (both.IsKnown)
            return both.With(join(data1.Value, data2.Value));

        var elements = data1.IsKnown ? elementsOf(data1.Value) : data2.IsKnown ? elementsOf(data2.Value) : [];
        foreach (var element in elements)
            both = both.And(await element.ToOutput().Data);
        return both.With(default(TCollection)!);
    }
}
