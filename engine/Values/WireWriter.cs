using Google.Protobuf.WellKnownTypes;

namespace Infra.Engine.Values;

/// <summary>Writes property values as protobuf structs, in the forms that the receiver accepts. Strings are shared, not copied.</summary>
/// <param name="AcceptsSecrets">Whether it knows secrets; otherwise it gets the bare values.</param>
/// <param name="AcceptsResources">Whether it knows resource references; otherwise it gets the id of a custom resource, the URN of a component.</param>
internal readonly record struct WireWriter(bool AcceptsSecrets, bool AcceptsResources)
{
    /// <summary>For receivers that know everything.</summary>
    public static readonly WireWriter Full = new(AcceptsSecrets: true, AcceptsResources: true);

    /// <summary>Writes a map.</summary>
    public Struct Write(PropertyMap map)
    {
        var written = new Struct();
        var fields = written.Fields;
        foreach (var (name, value) in map)
            fields.Add(name, Write(value));

        return written;
    }

    /// <summary>Writes a value.</summary>
    public Value Write(PropertyValue value) => value switch
    {
        StringValue { Value: var text } => new Value { StringValue = text },
        BoolValue { Value: var flag } => new Value { BoolValue = flag },
        NumberValue { Value: var number } => new Value { NumberValue = number },
        NullValue => Value.ForNull(),
        UnknownValue => new Value { StringValue = Signatures.Unknown },
        PropertyMap map => new Value { StructValue = Write(map) },
        ListValue list => WriteList(list),
        SecretValue { Value: var inner } => AcceptsSecrets ? Marked(Signatures.Secret, ("value", Write(inner))) : Write(inner),
        OutputValue output => WriteOutput(output),
        ResourceReferenceValue reference => WriteReference(reference),
        AssetValue { Source: var source, Content: var content } => Marked(Signatures.Asset, (NameOf(source), Value.ForString(content))),
        ArchiveValue { Assets: { } assets } => Marked(Signatures.Archive, ("assets", new Value { StructValue = Write(assets) })),
        ArchiveValue { Source: var source, Location: var place } => Marked(Signatures.Archive, (NameOf(source), Value.ForString(place))),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no form on the wire."),
    };

    private Value WriteList(ListValue list)
    {
        var written = new Google.Protobuf.WellKnownTypes.ListValue();
        written.Values.Capacity = list.Items.Length;
        foreach (var item in list.Items)
            written.Values.Add(Write(item));

        return new Value { ListValue = written };
    }

    private Value WriteOutput(OutputValue output)
    {
        var written = Marked(Signatures.Output);
        var fields = written.StructValue.Fields;
        if (output.Value is not null)
            fields.Add("value", Write(output.Value));
        if (output.IsSecret)
            fields.Add("secret", Value.ForBool(true));
        if (output.Dependencies.Length > 0)
            fields.Add("dependencies", Value.ForList([.. output.Dependencies.Select(Value.ForString)]));
        return written;
    }

    private Value WriteReference(ResourceReferenceValue reference)
    {
        if (!AcceptsResources)
            return reference.Id is null ? Value.ForString(reference.Urn) : Write(reference.Id);

        var written = Marked(Signatures.Resource, ("urn", Value.ForString(reference.Urn)));
        if (reference.Id is not null)
            written.StructValue.Fields.Add("id", reference.Id is UnknownValue ? Value.ForString("") : Write(reference.Id));
        if (reference.PackageVersion.Length > 0)
            written.StructValue.Fields.Add("packageVersion", Value.ForString(reference.PackageVersion));
        return written;
    }

    private static string NameOf(AssetSource source) => source switch
    {
        AssetSource.Path => "path",
        AssetSource.Uri => "uri",
        _ => "text",
    };

    private static Value Marked(string signature, params ReadOnlySpan<(string Name, Value Value)> further)
    {
        var marked = new Struct();
        marked.Fields.Add(Signatures.Key, Value.ForString(signature));
        foreach (var (name, value) in further)
            marked.Fields.Add(name, value);

        return new Value { StructValue = marked };
    }
}
