using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Pulumi;

/// <summary>
/// Writes one property at a time, in one synchronous pass. Where an output is not there yet, the pass goes on to find all others like it;
/// its result is then of no use, and <see cref="Pending"/> is what to wait for before the next pass.
/// </summary>
internal sealed partial class ValueWriter(SerializationOptions options)
{
    private static readonly HashSet<Resource> NoResources = [];

    private HashSet<Resource>? _dependencies;
    private List<Task>? _pending;
    private JsonTextState? _jsonText;
    private bool _insideOutputValue;

    /// <summary>The resources that the last property came from.</summary>
    public IReadOnlySet<Resource> Dependencies => _dependencies ?? NoResources;

    /// <summary>What must complete before the next pass; null when the last one is good.</summary>
    public Task? Pending => _pending switch
    {
        null => null,
        [var only] => only,
        _ => Task.WhenAll(_pending),
    };

    /// <summary>Makes a pass over a property.</summary>
    /// <exception cref="UnsupportedValueException">When there is a value that cannot be sent.</exception>
    public Value Write(object? property)
    {
        _dependencies = null;
        _pending = null;
        _jsonText = null;
        _insideOutputValue = false;
        return WriteValue(property);
    }

    private static Value Null() => Value.ForNull();

    private Value WriteValue(object? value) => value switch
    {
        null => Null(),
        string text => Value.ForString(text),
        FrozenMap map => WriteFrozenMap(map),
        bool flag => Value.ForBool(flag),
        int number => Value.ForNumber(number),
        double number => Value.ForNumber(number),
        IOutput output => WriteOutput(output),
        IInput or InputArgs => WriteValue(Frozen.Of(value)),
        IUnion union => WriteValue(union.Content),
        JsonText json => WriteJsonText(json),
        AssetOrArchive asset => WriteAsset(asset),
        Resource resource => WriteResource(resource),
        JsonElement json => WriteJson(json),
        JsonDocument json => WriteJson(json.RootElement),
        Enum => Value.ForNumber(Convert.ToDouble(value)),
        IDictionary map => WriteMap(map),
        IEnumerable list => WriteList(list),
        _ => WriteOther(value),
    };

    private Value WriteFrozenMap(FrozenMap map)
    {
        var fields = new Struct();
        foreach (var (name, value) in _jsonText is null ? map.Entries : [.. map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)])
            WriteMember(fields, name, value);
        return Value.ForStruct(fields);
    }

    // What is sent must not depend on the order in which a dictionary happens to give its entries.
    private Value WriteMap(IDictionary map)
    {
        var fields = new Struct();
        foreach (var key in map.Keys.Cast<object>().Select(NameOf).Order(StringComparer.Ordinal))
            WriteMember(fields, key, map[key]);
        return Value.ForStruct(fields);
    }

    private static string NameOf(object key) =>
        key as string ?? throw new UnsupportedValueException($"the keys of a map must be strings, but '{key}' is of type {key.GetType()}");

    private void WriteMember(Struct fields, string name, object? value)
    {
        try
        {
            var written = WriteValue(value);
            if (written.KindCase != Value.KindOneofCase.NullValue)
                fields.Fields[name] = written;
        }
        catch (UnsupportedValueException exception)
        {
            exception.PrependToPath($".{name}");
            throw;
        }
    }

    private Value WriteList(IEnumerable list)
    {
        var elements = new ListValue();
        if (IsDefaultImmutableArray(list))
            return new Value { ListValue = elements };
        foreach (var element in list)
        {
            try
            {
                elements.Values.Add(WriteValue(element));
            }
            catch (UnsupportedValueException exception)
            {
                exception.PrependToPath($"[{elements.Values.Count}]");
                throw;
            }
        }
        return new Value { ListValue = elements };
    }

    // An immutable array that was never assigned counts as empty; enumerating it would throw.
    private static bool IsDefaultImmutableArray(IEnumerable list) =>
        list is ValueType && list.GetType() is { IsGenericType: true } type
        && type.GetGenericTypeDefinition() == typeof(System.Collections.Immutable.ImmutableArray<>)
        && list.Equals(Activator.CreateInstance(type));

    private Value WriteAsset(AssetOrArchive asset)
    {
        var fields = Special(asset.Signature);
        fields.Fields[asset.Field] = WriteValue(asset.Content);
        return Value.ForStruct(fields);
    }

    private static Value WriteOther(object value)
    {
        if (EnumShape.Of(value.GetType()) is { } shape)
        {
            return shape.ToWire(value) switch
            {
                null => Null(),
                string text => Value.ForString(text),
                var number => Value.ForNumber((double)number),
            };
        }
        throw new UnsupportedValueException(value is Task
            ? "a Task cannot be an input; make it an Output with Output.Create(task)"
            : $"a value of type {value.GetType()} cannot be an input; use a string, bool, int, double, enum, list, map, args class, asset, resource, input or output");
    }

    private static Value WriteJson(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                return Value.ForString(json.GetString());
            case JsonValueKind.Number:
                return Value.ForNumber(json.GetDouble());
            case JsonValueKind.True:
            case JsonValueKind.False:
                return Value.ForBool(json.GetBoolean());
            case JsonValueKind.Array:
                return Value.ForList(json.EnumerateArray().Select(WriteJson).ToArray());
            case JsonValueKind.Object:
                var fields = new Struct();
                foreach (var member in json.EnumerateObject().Where(member => member.Value.ValueKind != JsonValueKind.Null))
                    fields.Fields[member.Name] = WriteJson(member.Value);
                return Value.ForStruct(fields);
            default:
                return Null();
        }
    }

    private static Struct Special(string signature) => new() { Fields = { [Signatures.Key] = Value.ForString(signature) } };
}
