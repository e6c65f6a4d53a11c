using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Infra.Engine.State;

namespace Infra.Engine.Values;

/// <summary>Writes property values as the JSON of a deployment, with secrets encrypted.</summary>
/// <param name="secrets">What encrypts; null only when there is nothing secret. Inside a secret nothing is encrypted twice.</param>
/// <param name="showsSecrets">Whether secrets are written in plain text, marked as secrets, as <c>pulumi stack export --show-secrets</c> does.</param>
internal sealed class ValueJsonWriter(ISecretsProvider? secrets, bool showsSecrets = false)
{
    private static readonly ValueJsonWriter InSecret = new(null);

    /// <summary>Writes a value.</summary>
    public void Write(Utf8JsonWriter json, PropertyValue value)
    {
        switch (value)
        {
            case StringValue { Value: var text }:
                json.WriteStringValue(text);
                break;
            case BoolValue { Value: var flag }:
                json.WriteBooleanValue(flag);
                break;
            case NumberValue { Value: var number }:
                WriteNumber(json, number);
                break;
            case NullValue:
                json.WriteNullValue();
                break;
            case UnknownValue or OutputValue { Value: null }:
                json.WriteStringValue(Signatures.Unknown);
                break;
            case PropertyMap map:
                WriteMap(json, map);
                break;
            case ListValue list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case SecretValue secret:
                WriteSecret(json, secret);
                break;
            case OutputValue { Value: { } inner, IsSecret: var isSecret }:
                Write(json, isSecret ? new SecretValue(inner) : inner);
                break;
            default:
                WriteReferenceOrAsset(json, value);
                break;
        }
    }

    /// <summary>Writes a map as an object.</summary>
    public void WriteMap(Utf8JsonWriter json, PropertyMap map)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map)
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private void WriteSecret(Utf8JsonWriter json, SecretValue secret)
    {
        if (ReferenceEquals(this, InSecret))
        {
            Write(json, secret.Value);
            return;
        }

        if (showsSecrets)
        {
            StartMarked(json, Signatures.Secret);
            json.WriteString("plaintext"u8, Plaintext(secret.Value));
            json.WriteEndObject();
            return;
        }

        var provider = secrets ?? throw new EngineException(
            "There is a secret to record, but nothing to encrypt it with: the snapshot has no secrets provider.");
        if (secret.Recorded?.IsOf(provider) != true)
            secret.Recorded = new RecordedSecret(provider, provider.Encrypt(Plaintext(secret.Value)));

        StartMarked(json, Signatures.Secret);
        json.WriteString("ciphertext"u8, secret.Recorded!.Ciphertext);
        json.WriteEndObject();
    }

    private static string Plaintext(PropertyValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, DeploymentJson.Compact))
            InSecret.Write(json, value);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteNumber(Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
        {
            json.WriteNumberValue(number);
            return;
        }

        StartMarked(json, Signatures.Float);
        json.WriteString("value"u8, number.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private void WriteReferenceOrAsset(Utf8JsonWriter json, PropertyValue value)
    {
        switch (value)
        {
            case ResourceReferenceValue reference:
                StartMarked(json, Signatures.Resource);
                json.WriteString("urn"u8, reference.Urn);
                if (reference.Id is not null)
                {
                    json.WritePropertyName("id"u8);
                    Write(json, reference.Id);
                }

                json.WriteString("packageVersion"u8, reference.PackageVersion);
                break;
            case AssetValue asset:
                StartMarked(json, Signatures.Asset);
                if (asset.Hash is not null)
                    json.WriteString("hash"u8, asset.Hash);
                json.WriteString(NameOf(asset.Source), asset.Content);
                break;
            case ArchiveValue { Assets: { } assets }:
                StartMarked(json, Signatures.Archive);
                json.WritePropertyName("assets"u8);
                WriteMap(json, assets);
                break;
            case ArchiveValue archive:
                StartMarked(json, Signatures.Archive);
                json.WriteString(NameOf(archive.Source), archive.Location);
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} has no form in a deployment.");
        }

        json.WriteEndObject();
    }

    private static void StartMarked(Utf8JsonWriter json, string signature)
    {
        json.WriteStartObject();
        json.WriteString(Signatures.Key, signature);
    }

    private static string NameOf(AssetSource source) => source switch
    {
        AssetSource.Path => "path",
        AssetSource.Uri => "uri",
        _ => "text",
    };
}
