using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Infra.Engine.State;

namespace Infra.Engine.Values;

/// <summary>Reads property values from the JSON of a deployment.</summary>
internal static class ValueJsonReader
{
    private static readonly BoolValue True = new(true);
    private static readonly BoolValue False = new(false);

    /// <summary>Reads a text that is one value.</summary>
    /// <param name="utf8Json">The text.</param>
    /// <param name="place">What it is, for messages.</param>
    /// <param name="secrets">What decrypts secrets in it; null when there can be none.</param>
    public static PropertyValue Parse(byte[] utf8Json, string place, ISecretsProvider? secrets)
    {
        var source = new JsonSource(place, utf8Json) { SecretsProvider = secrets };
        var reader = JsonSource.Start(utf8Json);
        source.Advance(ref reader);
        return Read(ref reader, source);
    }

    /// <summary>Reads the value that the reader stands at.</summary>
    public static PropertyValue Read(ref Utf8JsonReader reader, JsonSource source)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = reader.ValueSpan.Length <= 24 ? source.Name(ref reader) : reader.GetString()!;
                return Signatures.IsUnknown(text) ? UnknownValue.Instance : new StringValue(text);
            case JsonTokenType.Number:
                return new NumberValue(reader.GetDouble());
            case JsonTokenType.True:
                return True;
            case JsonTokenType.False:
                return False;
            case JsonTokenType.Null:
                return NullValue.Instance;
            case JsonTokenType.StartArray:
                return ReadList(ref reader, source);
            default:
                return ReadObject(ref reader, source);
        }
    }

    /// <summary>Reads the object that the reader stands at as a map; null is an empty one.</summary>
    public static PropertyMap ReadMap(ref Utf8JsonReader reader, JsonSource source) => Read(ref reader, source) switch
    {
        PropertyMap map => map,
        NullValue => PropertyMap.Empty,
        _ => throw source.Wrong(ref reader, "expected an object of properties."),
    };

    private static ListValue ReadList(ref Utf8JsonReader reader, JsonSource source)
    {
        var items = ImmutableArray.CreateBuilder<PropertyValue>();
        for (source.Advance(ref reader); reader.TokenType != JsonTokenType.EndArray; source.Advance(ref reader))
            items.Add(Read(ref reader, source));

        return new ListValue(items.DrainToImmutable());
    }

    private static PropertyValue ReadObject(ref Utf8JsonReader reader, JsonSource source)
    {
        var names = new List<string>();
        var values = new List<PropertyValue>();
        var isSorted = true;
        for (source.Advance(ref reader); reader.TokenType != JsonTokenType.EndObject; source.Advance(ref reader))
        {
            var name = source.Name(ref reader);
            isSorted &= names.Count == 0 || string.CompareOrdinal(names[^1], name) < 0;
            names.Add(name);
            source.Advance(ref reader);
            values.Add(Read(ref reader, source));
        }

        var map = isSorted
            ? PropertyMap.FromSorted([.. names], [.. values])
            : PropertyMap.From(names.Zip(values, (name, value) => new KeyValuePair<string, PropertyValue>(name, value)));
        return map[Signatures.Key] is StringValue { Value: var signature } ? ReadMarked(ref reader, signature, map, source) : map;
    }

    private static PropertyValue ReadMarked(ref Utf8JsonReader reader, string signature, PropertyMap map, JsonSource source)
    {
        switch (signature)
        {
            case Signatures.Secret:
                return ReadSecret(ref reader, map, source);
            case Signatures.Resource:
                var id = map["id"];
                return new ResourceReferenceValue(Text(map, "urn") ?? "", id is StringValue { Value: "" } ? UnknownValue.Instance : id, Text(map, "packageVersion") ?? "");
            case Signatures.Asset:
                var hash = Text(map, "hash");
                return Text(map, "path") is { } path ? new AssetValue(AssetSource.Path, path, hash)
                    : Text(map, "uri") is { } uri ? new AssetValue(AssetSource.Uri, uri, hash)
                    : new AssetValue(AssetSource.Text, Text(map, "text") ?? "", hash);
            case Signatures.Archive:
                return Text(map, "path") is { } folder ? new ArchiveValue(AssetSource.Path, folder, null)
                    : Text(map, "uri") is { } address ? new ArchiveValue(AssetSource.Uri, address, null)
                    : new ArchiveValue(AssetSource.Text, "", map["assets"] as PropertyMap ?? PropertyMap.Empty);
            case Signatures.Float:
                return double.TryParse(Text(map, "value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    ? new NumberValue(number)
                    : throw source.Wrong(ref reader, "a number has a form that is not known.");
            default:
                return map;
        }
    }

    private static SecretValue ReadSecret(ref Utf8JsonReader reader, PropertyMap map, JsonSource source)
    {
        switch (Text(map, "ciphertext"), Text(map, "plaintext"))
        {
            case ({ } ciphertext, null) when source.SecretsProvider is { } provider:
                if (provider is RecordedSecretsProvider { IsNamed: false })
                    source.UnexplainedSecret ??= Unexplained(ref reader, source);
                return new SecretValue(new RecordedSecret(provider, ciphertext));
            case ({ }, null):
                throw Unexplained(ref reader, source);
            case (null, { } plaintext):
                return new SecretValue(Parse(System.Text.Encoding.UTF8.GetBytes(plaintext), $"{source.Place}: the plaintext of a secret", source.SecretsProvider));
            default:
                throw source.Wrong(ref reader, "a secret must have exactly one of ciphertext and plaintext.");
        }
    }

    private static DeploymentFormatException Unexplained(ref Utf8JsonReader reader, JsonSource source) =>
        source.Wrong(ref reader, "a secret is encrypted, but the deployment's secrets_providers does not say by what.");

    private static string? Text(PropertyMap map, string name) => (map[name] as StringValue)?.Value;
}
