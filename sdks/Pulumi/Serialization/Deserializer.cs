using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>Turns what the engine sends into plain .NET values.</summary>
internal static class Deserializer
{
    /// <summary>
    /// Reads a value as null, bool, double, string, <c>ImmutableArray&lt;object?&gt;</c>, <c>ImmutableDictionary&lt;string, object?&gt;</c>, asset, archive or resource.
    /// A secret anywhere inside makes all of it secret, and an unknown anywhere inside makes all of it unknown.
    /// </summary>
    public static OutputData<object?> Deserialize(Value value)
    {
        var findings = new Findings();
        var result = Read(value, findings);
        return findings.Apply(result, ImmutableHashSet<Resource>.Empty);
    }

    /// <summary>Reads a value in which whatever is unknown, secret or dependent stays an <c>Output&lt;object?&gt;</c> in its place.</summary>
    public static object? DeserializeKeepingOutputs(Value value)
    {
        var findings = new Findings();
        var plain = Unwrap(value, findings);
        var result = plain is null ? null : ReadContent(plain, DeserializeKeepingOutputs);
        return findings.IsPlain ? result : new Output<object?>(findings.Apply(result, ImmutableHashSet<Resource>.Empty));
    }

    /// <summary>Reads a value and notes what must be remembered about it.</summary>
    internal static object? Read(Value value, Findings findings) =>
        Unwrap(value, findings) is { } plain ? ReadContent(plain, nested => Read(nested, findings)) : null;

    /// <summary>Takes off the wrappings that say that a value is secret, or an output.</summary>
    /// <returns>The value inside, or null when it is not known.</returns>
    internal static Value? Unwrap(Value value, Findings findings)
    {
        while (true)
        {
            if (value.KindCase == Value.KindOneofCase.StringValue && value.StringValue == Signatures.Unknown)
            {
                findings.IsKnown = false;
                return null;
            }
            switch (SignatureOf(value))
            {
                case Signatures.Secret:
                    findings.IsSecret = true;
                    value = Field(value, "value") ?? throw Malformed("a secret", "value");
                    break;
                case Signatures.OutputValue:
                    findings.IsSecret |= Field(value, "secret")?.BoolValue == true;
                    findings.AddDependencies(Field(value, "dependencies")?.ListValue?.Values.Select(urn => urn.StringValue) ?? []);
                    if (Field(value, "value") is not { } inner)
                    {
                        findings.IsKnown = false;
                        return null;
                    }
                    value = inner;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>What kind of special value a struct is, or null for an ordinary value.</summary>
    internal static string? SignatureOf(Value value) => Field(value, Signatures.Key) is { KindCase: Value.KindOneofCase.StringValue } text ? text.StringValue : null;

    /// <summary>A field of a value; null when it has none of that name.</summary>
    internal static Value? Field(Value value, string name) =>
        value.KindCase == Value.KindOneofCase.StructValue && value.StructValue.Fields.TryGetValue(name, out var field) ? field : null;

    /// <summary>Whether a field belongs to the program; those with two underscores in front are the provider's own notes.</summary>
    internal static bool IsVisible(string field) => !field.StartsWith("__", StringComparison.Ordinal);

    private static object? ReadContent(Value value, Func<Value, object?> readNested)
    {
        switch (value.KindCase)
        {
            case Value.KindOneofCase.BoolValue:
                return value.BoolValue;
            case Value.KindOneofCase.NumberValue:
                return value.NumberValue;
            case Value.KindOneofCase.StringValue:
                return value.StringValue;
            case Value.KindOneofCase.ListValue:
                var elements = ImmutableArray.CreateBuilder<object?>(value.ListValue.Values.Count);
                foreach (var element in value.ListValue.Values)
                    elements.Add(readNested(element));
                return elements.MoveToImmutable();
            case Value.KindOneofCase.StructValue:
                return SignatureOf(value) is { } signature ? ReadSpecial(value, signature) : ReadStruct(value.StructValue, readNested);
            default:
                return null;
        }
    }

    private static ImmutableDictionary<string, object?> ReadStruct(Struct fields, Func<Value, object?> readNested)
    {
        var entries = StableNames.CreateBuilder<object?>();
        foreach (var (name, field) in fields.Fields)
        {
            if (IsVisible(name))
                entries[name] = readNested(field);
        }
        return entries.ToImmutable();
    }

    private static object ReadSpecial(Value value, string signature) => signature switch
    {
        Signatures.Asset => ReadAsset(value),
        Signatures.Archive => ReadArchive(value),
        Signatures.Resource => ResourceReferences.Construct(
            Field(value, "urn")?.StringValue ?? throw Malformed("a resource reference", "urn"),
            Field(value, "id")?.StringValue,
            Field(value, "packageVersion")?.StringValue ?? ""),
        _ => throw new InvalidOperationException($"The engine sent a special value with the signature '{signature}', which this SDK does not know."),
    };

    private static Asset ReadAsset(Value value)
    {
        if (Field(value, "path") is { } path)
            return new FileAsset(path.StringValue);
        if (Field(value, "uri") is { } uri)
            return new RemoteAsset(uri.StringValue);
        return new StringAsset(Field(value, "text")?.StringValue ?? throw Malformed("an asset", "text, path or uri"));
    }

    private static Archive ReadArchive(Value value)
    {
        if (Field(value, "path") is { } path)
            return new FileArchive(path.StringValue);
        if (Field(value, "uri") is { } uri)
            return new RemoteArchive(uri.StringValue);
        var assets = Field(value, "assets")?.StructValue ?? throw Malformed("an archive", "assets, path or uri");
        return new AssetArchive(assets.Fields.ToDictionary(
            asset => asset.Key,
            asset => ReadSpecial(asset.Value, SignatureOf(asset.Value) ?? "none") as AssetOrArchive ?? throw Malformed("an archive", asset.Key),
            StringComparer.Ordinal));
    }

    private static InvalidOperationException Malformed(string what, string missing) => new($"The engine sent {what} without {missing}.");
}
