using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Infra.Engine.Values;

/// <summary>Reads property values from protobuf structs. Strings are shared with the message, not copied.</summary>
/// <remarks>
/// Output values are folded into what the engine records: the value, unknown or secret, with their dependencies added to those of the property.
/// A null in a map is dropped, and an unknown is not secret as well: both are how Pulumi itself sends them.
/// </remarks>
internal static class WireReader
{
    private static readonly BoolValue True = new(true);
    private static readonly BoolValue False = new(false);
    private static readonly StringValue Empty = new("");
    private static readonly ListValue NoItems = new([]);

    /// <summary>Reads a resource's properties.</summary>
    /// <param name="properties">The properties; null is none.</param>
    /// <param name="foundDependencies">Told the property and the URN of each dependency that an output value carries.</param>
    public static PropertyMap Read(Struct? properties, Action<string, string>? foundDependencies = null)
    {
        if (properties is null || properties.Fields.Count == 0)
            return PropertyMap.Empty;

        List<string>? dependencies = null;
        var names = new string[properties.Fields.Count];
        var values = new PropertyValue[names.Length];
        var count = 0;
        foreach (var (name, wire) in properties.Fields)
        {
            if (wire.KindCase is Value.KindOneofCase.NullValue)
                continue;

            values[count] = Read(wire, ref dependencies);
            names[count++] = name;
            if (dependencies is not { Count: > 0 })
                continue;

            foreach (var urn in dependencies)
                foundDependencies?.Invoke(name, urn);
            dependencies.Clear();
        }

        return Sorted(names, values, count);
    }

    /// <summary>Reads one value; the dependencies of output values are dropped.</summary>
    public static PropertyValue Read(Value wire)
    {
        List<string>? dependencies = null;
        return Read(wire, ref dependencies);
    }

    /// <summary>Makes a value secret, unless it is secret already or unknown.</summary>
    public static PropertyValue Conceal(PropertyValue value) => value is SecretValue or UnknownValue ? value : new SecretValue(value);

    private static PropertyValue Read(Value wire, ref List<string>? dependencies)
    {
        switch (wire.KindCase)
        {
            case Value.KindOneofCase.StringValue:
                var text = wire.StringValue;
                return text.Length == 0 ? Empty : Signatures.IsUnknown(text) ? UnknownValue.Instance : new StringValue(text);
            case Value.KindOneofCase.BoolValue:
                return wire.BoolValue ? True : False;
            case Value.KindOneofCase.NumberValue:
                return new NumberValue(wire.NumberValue);
            case Value.KindOneofCase.ListValue:
                return ReadList(wire.ListValue, ref dependencies);
            case Value.KindOneofCase.StructValue:
                var fields = wire.StructValue.Fields;
                return fields.TryGetValue(Signatures.Key, out var signature) && signature.KindCase is Value.KindOneofCase.StringValue
                    ? ReadMarked(signature.StringValue, wire.StructValue, ref dependencies)
                    : ReadMap(wire.StructValue, ref dependencies);
            default:
                return NullValue.Instance;
        }
    }

    private static PropertyMap ReadMap(Struct map, ref List<string>? dependencies)
    {
        var names = new string[map.Fields.Count];
        var values = new PropertyValue[names.Length];
        var count = 0;
        foreach (var (name, wire) in map.Fields)
        {
            if (wire.KindCase is Value.KindOneofCase.NullValue)
                continue;

            values[count] = Read(wire, ref dependencies);
            names[count++] = name;
        }

        return Sorted(names, values, count);
    }

    private static PropertyMap Sorted(string[] names, PropertyValue[] values, int count)
    {
        if (count < names.Length)
        {
            Array.Resize(ref names, count);
            Array.Resize(ref values, count);
        }

        for (var index = 1; index < count; index++)
        {
            if (string.CompareOrdinal(names[index - 1], names[index]) <= 0)
                continue;

            Array.Sort(names, values, StringComparer.Ordinal);
            break;
        }

        return PropertyMap.FromSorted(names, values);
    }

    private static ListValue ReadList(Google.Protobuf.WellKnownTypes.ListValue list, ref List<string>? dependencies)
    {
        if (list.Values.Count == 0)
            return NoItems;

        var items = new PropertyValue[list.Values.Count];
        for (var index = 0; index < items.Length; index++)
            items[index] = Read(list.Values[index], ref dependencies);

        return new ListValue(ImmutableCollectionsMarshal.AsImmutableArray(items));
    }

    private static PropertyValue ReadMarked(string signature, Struct marked, ref List<string>? dependencies)
    {
        var fields = marked.Fields;
        switch (signature)
        {
            case Signatures.Secret:
                return Conceal(fields.TryGetValue("value", out var secret) ? Read(secret, ref dependencies) : NullValue.Instance);
            case Signatures.Output:
                return ReadOutput(fields, ref dependencies);
            case Signatures.Resource:
                var id = fields.TryGetValue("id", out var wireId) ? Read(wireId, ref dependencies) : null;
                return new ResourceReferenceValue(Text(fields, "urn") ?? "", id is StringValue { Value: "" } ? UnknownValue.Instance : id, Text(fields, "packageVersion") ?? "");
            case Signatures.Asset:
                return Text(fields, "path") is { } path ? new AssetValue(AssetSource.Path, path)
                    : Text(fields, "uri") is { } uri ? new AssetValue(AssetSource.Uri, uri)
                    : new AssetValue(AssetSource.Text, Text(fields, "text") ?? "");
            case Signatures.Archive:
                return Text(fields, "path") is { } folder ? new ArchiveValue(AssetSource.Path, folder, null)
                    : Text(fields, "uri") is { } address ? new ArchiveValue(AssetSource.Uri, address, null)
                    : new ArchiveValue(AssetSource.Text, "", fields.TryGetValue("assets", out var assets) ? ReadMap(assets.StructValue, ref dependencies) : PropertyMap.Empty);
            default:
                return ReadMap(marked, ref dependencies);
        }
    }

    private static PropertyValue ReadOutput(MapField<string, Value> fields, ref List<string>? dependencies)
    {
        if (fields.TryGetValue("dependencies", out var urns) && urns.KindCase is Value.KindOneofCase.ListValue)
        {
            dependencies ??= [];
            foreach (var urn in urns.ListValue.Values)
                dependencies.Add(urn.StringValue);
        }

        if (!fields.TryGetValue("value", out var wire))
            return UnknownValue.Instance;

        var value = Read(wire, ref dependencies);
        return fields.TryGetValue("secret", out var isSecret) && isSecret.BoolValue ? Conceal(value) : value;
    }

    private static string? Text(MapField<string, Value> fields, string name) =>
        fields.TryGetValue(name, out var value) && value.KindCase is Value.KindOneofCase.StringValue ? value.StringValue : null;
}
