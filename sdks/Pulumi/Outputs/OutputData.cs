using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What an output turned out to be: a value and what must be remembered about it.</summary>
internal readonly struct OutputData<T>
{
    private readonly ImmutableHashSet<Resource>? _resources;

    public OutputData(T value, bool isKnown, bool isSecret, ImmutableHashSet<Resource> resources)
    {
        Value = value;
        IsKnown = isKnown;
        IsSecret = isSecret;
        _resources = resources;
    }

    /// <summary>The value; when it is not known, usually the default of its type.</summary>
    public T Value { get; }

    /// <summary>False when only a deployment will tell the value.</summary>
    public bool IsKnown { get; }

    public bool IsSecret { get; }

    /// <summary>The resources that the value came from.</summary>
    public ImmutableHashSet<Resource> Resources => _resources ?? ImmutableHashSet<Resource>.Empty;

    /// <summary>Another value with everything else kept.</summary>
    public OutputData<TOther> With<TOther>(TOther value) => new(value, IsKnown, IsSecret, Resources);

    public OutputData<T> WithSecret(bool isSecret) => new(Value, IsKnown, isSecret, Resources);

    /// <summary>Takes over what must be remembered about <paramref name="other"/>; the value stays.</summary>
    public OutputData<T> And<TOther>(OutputData<TOther> other) =>
        new(Value, IsKnown && other.IsKnown, IsSecret || other.IsSecret, OutputData.Union(Resources, other.Resources));
}

/// <summary>Makes and combines <see cref="OutputData{T}"/>.</summary>
internal static class OutputData
{
    /// <summary>A known, plain value that came from no resource.</summary>
    public static OutputData<T> Create<T>(T value) => new(value, isKnown: true, isSecret: false, ImmutableHashSet<Resource>.Empty);

    public static OutputData<T> Create<T>(T value, bool isKnown, bool isSecret, ImmutableHashSet<Resource> resources) =>
        new(value, isKnown, isSecret, resources);

    /// <summary>Both sets together, without a copy where one of them already is the answer.</summary>
    public static ImmutableHashSet<Resource> Union(ImmutableHashSet<Resource> first, ImmutableHashSet<Resource> second)
    {
        if (second.IsEmpty || ReferenceEquals(first, second))
            return first;
        return first.IsEmpty ? second : first.Union(second);
    }
}
