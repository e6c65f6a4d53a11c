using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.Documents;
using Infra.Engine.State;

namespace Infra.Engine.Projects;

/// <summary>One value of a stack's configuration, as it stands in the file.</summary>
/// <remarks>Its secrets are still encrypted.</remarks>
public sealed class ConfigValue
{
    private const string Secure = "secure";

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal ConfigValue(YamlNode node)
    {
        Node = node;
        IsSecret = HasSecrets(node);
    }

    /// <summary>Where it stands.</summary>
    public SourcePlace Place => Node.Place;

    /// <summary>Whether a <c>secure:</c> value stands anywhere in it, so that all of it is secret to the program.</summary>
    public bool IsSecret { get; }

    internal YamlNode Node { get; }

    /// <summary>The value as programs receive it: a scalar's text, or the JSON of a list or map; secrets decrypted.</summary>
    /// <exception cref="EngineException">A secret cannot be decrypted.</exception>
    public string ForProgram(ISecretsProvider secrets)
    {
        if (Node is YamlScalar scalar)
            return scalar.IsNull ? "" : scalar.Text;

        if (Ciphertext(Node) is { } ciphertext)
            return Decrypt(secrets, ciphertext);

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
            Write(json, Node, secrets);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reports every <c>secure:</c> that is not one encrypted string by itself.</summary>
    internal static void Check(YamlNode node, FileShape shape)
    {
        switch (node)
        {
            case YamlList list:
                foreach (var item in list.Items)
                    Check(item, shape);
                break;
            case YamlMap map when map[Secure] is { } secure:
                if (map.Entries.Length > 1)
                    shape.Report(secure.Place, "'secure' marks an encrypted value and stands alone in its map.");
                else if (secure.Value is not YamlScalar { IsNull: false })
                    shape.Report(secure.Value.Place, $"'secure' holds an encrypted string; this is {secure.Value.Kind}.");
                break;
            case YamlMap map:
                foreach (var entry in map.Entries)
                    Check(entry.Value, shape);
                break;
        }
    }

    private static bool HasSecrets(YamlNode node) => node switch
    {
        YamlList list => list.Items.Any(HasSecrets),
        YamlMap map => Ciphertext(map) is not null || map.Entries.Any(entry => HasSecrets(entry.Value)),
        _ => false,
    };

    private static YamlScalar? Ciphertext(YamlNode node) =>
        node is YamlMap { Entries: [{ Key: Secure, Value: YamlScalar { IsNull: false } text }] } ? text : null;

    private static string Decrypt(ISecretsProvider secrets, YamlScalar ciphertext)
    {
        try
        {
            return secrets.Decrypt(ciphertext.Text);
        }
        catch (Secrets.PassphraseException e) when (e.InnerException is not null)
        {
            // What is wrong is this value, so its place helps; a passphrase that is missing or wrong has no place here.
            throw new Secrets.PassphraseException($"{ciphertext.Place}: {e.Message}", e);
        }
    }

    private static void Write(Utf8JsonWriter json, YamlNode node, ISecretsProvider secrets)
    {
        switch (node)
        {
            case YamlScalar scalar:
                YamlJson.Write(json, scalar);
                break;
            case YamlList list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                    Write(json, item, secrets);
                json.WriteEndArray();
                break;
            case YamlMap map when Ciphertext(map) is { } ciphertext:
                json.WriteStringValue(Decrypt(secrets, ciphertext));
                break;
            case YamlMap map:
                json.WriteStartObject();
                foreach (var entry in map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(entry.Key);
                    Write(json, entry.Value, secrets);
                }

                json.WriteEndObject();
                break;
        }
    }
}
