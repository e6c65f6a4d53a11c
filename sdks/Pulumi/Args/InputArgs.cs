using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A group of inputs: its members marked with <see cref="InputAttribute"/>.</summary>
public abstract class InputArgs
{
    /// <summary>For args classes.</summary>
    protected InputArgs()
    {
    }

    /// <summary>The inputs that are set, by the names that the engine knows, each as <see cref="Frozen.Of"/> gives it.</summary>
    /// <exception cref="ArgumentNullException">When a required input is missing.</exception>
    internal IReadOnlyDictionary<string, object?> ToDictionary() => new Dictionary<string, object?>(Freeze(), StringComparer.Ordinal);

    /// <inheritdoc cref="ToDictionary"/>
    internal virtual List<KeyValuePair<string, object?>> Freeze()
    {
        var values = new List<KeyValuePair<string, object?>>();
        foreach (var property in InputProperty.Of(GetType()))
        {
            if (property.Read(this) is { } value)
                values.Add(new(property.Name, value));
        }
        return values;
    }
}

/// <summary>The inputs of a resource.</summary>
public abstract class ResourceArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly ResourceArgs Empty = new EmptyResourceArgs();

    /// <summary>For args classes.</summary>
    protected ResourceArgs()
    {
    }

    private sealed class EmptyResourceArgs : ResourceArgs;
}

/// <summary>The inputs of a function of a provider.</summary>
public abstract class InvokeArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly InvokeArgs Empty = new EmptyInvokeArgs();

    /// <summary>For args classes.</summary>
    protected InvokeArgs()
    {
    }

    private sealed class EmptyInvokeArgs : InvokeArgs;
}

/// <summary>The inputs of a method of a resource.</summary>
public abstract class CallArgs : InputArgs
{
    /// <summary>No inputs.</summary>
    public static readonly CallArgs Empty = new EmptyCallArgs();

    /// <summary>For args classes.</summary>
    protected CallArgs()
    {
    }

    private sealed class EmptyCallArgs : CallArgs;
}

/// <summary>Resource inputs given by name instead of through a class.</summary>
public sealed class DictionaryResourceArgs : ResourceArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    /// <summary>Takes the inputs.</summary>
    /// <param name="dictionary">The inputs by the names that the engine knows.</param>
    public DictionaryResourceArgs(ImmutableDictionary<string, object?> dictionary)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        _dictionary = dictionary;
    }

    internal override List<KeyValuePair<string, object?>> Freeze() => Frozen.Entries(_dictionary);
}

/// <summary>Function inputs given by name instead of through a class.</summary>
public sealed class DictionaryInvokeArgs : InvokeArgs
{
    private readonly ImmutableDictionary<string, object?> _dictionary;

    /// <summary>Takes the inputs.</summary>
    /// <param name="dictionary">The inputs by the names that the engine knows.</param>
    public DictionaryInvokeArgs(ImmutableDictionary<string, object?> dictionary)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        _dictionary = dictionary;
    }

    internal override List<KeyValuePair<string, object?>> Freeze() => Frozen.Entries(_dictionary);
}
