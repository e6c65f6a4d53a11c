using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>How properties are written for the engine.</summary>
/// <param name="KeepResources">Whether resources go as references, or as their id (components: their URN).</param>
/// <param name="KeepOutputValues">Whether outputs go with everything that is remembered about them, or only as a value, secret or unknown.</param>
/// <param name="ExcludeResourceReferencesFromDependencies">Whether a resource passed as a value makes no dependency of its property.</param>
internal readonly record struct SerializationOptions(
    bool KeepResources,
    bool KeepOutputValues = false,
    bool ExcludeResourceReferencesFromDependencies = false);

/// <summary>Properties as the engine takes them.</summary>
/// <param name="Object">The values that are not null.</param>
/// <param name="PropertyDependencies">For each of them the resources it came from, not expanded; often the empty set.</param>
internal readonly record struct SerializedProperties(Struct Object, IReadOnlyDictionary<string, IReadOnlySet<Resource>> PropertyDependencies);

/// <summary>Turns the values of inputs into what goes to the engine, waiting for outputs where it must.</summary>
internal static class PropertySerializer
{
    /// <summary>Writes the properties that are not null.</summary>
    /// <param name="label">Says in errors whose properties they are.</param>
    /// <param name="properties">Values, inputs and outputs by name.</param>
    /// <param name="options">How they are written.</param>
    /// <exception cref="InvalidOperationException">When a value is of a type that cannot be sent; the message says where.</exception>
    public static async ValueTask<SerializedProperties> SerializeAsync(
        string label,
        IReadOnlyDictionary<string, object?> properties,
        SerializationOptions options)
    {
        var values = new Struct();
        var dependencies = new Dictionary<string, IReadOnlySet<Resource>>(properties.Count, StringComparer.Ordinal);
        var writer = new ValueWriter(options);
        foreach (var (name, property) in InOrder(properties))
        {
            var value = await WriteAsync(writer, label, name, property);
            if (value.KindCase == Value.KindOneofCase.NullValue)
                continue;
            values.Fields.Add(name, value);
            dependencies.Add(name, writer.Dependencies);
        }
        return new(values, dependencies);
    }

    /// <summary>Writes one value, which may be null.</summary>
    public static async ValueTask<(Value Value, IReadOnlySet<Resource> Dependencies)> SerializeValueAsync(
        string label,
        object? value,
        SerializationOptions options)
    {
        var writer = new ValueWriter(options);
        return (await WriteAsync(writer, label, name: "", value), writer.Dependencies);
    }

    // A Dictionary gives its entries in the order of their addition; others may give another order in each run.
    private static IEnumerable<KeyValuePair<string, object?>> InOrder(IReadOnlyDictionary<string, object?> properties) =>
        properties is Dictionary<string, object?> ? properties : properties.OrderBy(property => property.Key, StringComparer.Ordinal);

    // A pass over the value is synchronous. Should it meet outputs that are not there yet, it is made again once all of them are:
    // as often as outputs are nested in outputs, and mostly just once.
    private static async ValueTask<Value> WriteAsync(ValueWriter writer, string label, string name, object? property)
    {
        while (true)
        {
            var value = Write(writer, label, name, property);
            if (writer.Pending is not { } pending)
                return value;
            await pending;
        }
    }

    private static Value Write(ValueWriter writer, string label, string name, object? property)
    {
        try
        {
            return writer.Write(property);
        }
        catch (UnsupportedValueException exception)
        {
            throw new InvalidOperationException($"error serializing property \"{name}{exception.Path}\": {exception.Message} ({label})", exception);
        }
    }
}
