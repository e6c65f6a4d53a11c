using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Infra.Components.Kubernetes;

/// <summary>Writes the values of <see cref="Fields"/> as JSON, which is YAML too: one value always gives the same text.</summary>
/// <remarks>A field that is null is left out by <see cref="Fields.Of"/>; <see cref="DBNull"/> writes a null, for formats where that says something.</remarks>
public static class PlainJson
{
    private const int HashLength = 8;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Indented = Compact with { Indented = true, NewLine = "\n" };

    /// <summary>The text in one line, keys sorted.</summary>
    public static string Text(ImmutableDictionary<string, object> value) => Text(value, Compact);

    /// <summary>The text in several lines, for people who look at what it is in.</summary>
    public static string Lines(ImmutableDictionary<string, object> value) => $"{Text(value, Indented)}\n";

    private static string Text(ImmutableDictionary<string, object> value, JsonWriterOptions options)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, options))
            Write(json, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A few letters that change with the value, to end a name with.</summary>
    public static string Hash(ImmutableDictionary<string, object> value) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(value))))[..HashLength];

    /// <summary>Writes a value, keys sorted.</summary>
    /// <exception cref="ArgumentException">It is not made of what <see cref="Fields"/> are.</exception>
    public static void Write(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case ImmutableDictionary<string, object> map:
                json.WriteStartObject();
                foreach (var (key, child) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    json.WritePropertyName(key);
                    Write(json, child);
                }

                json.WriteEndObject();
                break;
            case ImmutableArray<object> list:
                json.WriteStartArray();
                foreach (var item in list)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case DBNull:
                json.WriteNullValue();
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no plain value", nameof(value));
        }
    }
}
