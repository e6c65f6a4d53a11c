using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Infra.Engine.State;

namespace Infra.Engine.Values;

/// <summary>Some JSON that is read in one pass: where it came from, what decrypts its secrets, and the names that it repeats.</summary>
/// <param name="place">What it is, for messages.</param>
/// <param name="utf8Json">The text.</param>
internal sealed class JsonSource(string place, ReadOnlyMemory<byte> utf8Json)
{
    // Records repeat a few hundred texts tens of thousands of times: each is one string, found by its bytes.
    private readonly string?[] _names = new string?[1024];

    public ReadOnlySpan<byte> Bytes => utf8Json.Span;

    public string Place => place;

    /// <summary>What decrypts the secrets; null when there can be none.</summary>
    public ISecretsProvider? SecretsProvider { get; init; }

    /// <summary>The fault that the first secret is, unless it is still told what encrypted it; null while there is none.</summary>
    public DeploymentFormatException? UnexplainedSecret { get; set; }

    /// <summary>The name or short text that the reader stands at, the same instance for the same text.</summary>
    public string Name(ref Utf8JsonReader reader)
    {
        var bytes = reader.ValueSpan;
        var hash = (uint)bytes.Length;
        foreach (var one in bytes)
            hash = (hash * 31) + one;

        ref var name = ref _names[hash & 1023];
        if (name is null || !reader.ValueTextEquals(name))
            name = reader.GetString()!;
        return name;
    }

    /// <summary>An error that tells its place in the text.</summary>
    public DeploymentFormatException Wrong(ref Utf8JsonReader reader, string message)
    {
        var before = Bytes[..(int)reader.TokenStartIndex];
        var line = before.Count((byte)'\n') + 1;
        var column = before.Length - before.LastIndexOf((byte)'\n');
        return new DeploymentFormatException($"{place}:{line}:{column}: {message}");
    }

    /// <summary>Moves to the next token.</summary>
    public void Advance(ref Utf8JsonReader reader)
    {
        try
        {
            if (reader.Read())
                return;
        }
        catch (JsonException error)
        {
            throw Malformed(error);
        }

        throw Wrong(ref reader, "the text ends too early; it seems to be cut short.");
    }

    /// <summary>Moves to the end of the value that the reader stands at.</summary>
    public void Skip(ref Utf8JsonReader reader)
    {
        try
        {
            reader.Skip();
        }
        catch (JsonException error)
        {
            throw Malformed(error);
        }
    }

    /// <summary>Starts reading a text.</summary>
    public static Utf8JsonReader Start(ReadOnlySpan<byte> utf8Json) => new(utf8Json, new JsonReaderOptions { MaxDepth = 1000 });

    /// <summary>The string that the reader stands at; null for null.</summary>
    public string? Text(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw Wrong(ref reader, $"{field} must be a string."),
    };

    /// <summary>The string that the reader stands at, one instance for a text that is repeated nearby.</summary>
    public string? TextOnce(ref Utf8JsonReader reader, string field) =>
        reader.TokenType == JsonTokenType.String ? Name(ref reader) : Text(ref reader, field);

    /// <summary>The boolean that the reader stands at.</summary>
    public bool Flag(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Wrong(ref reader, $"{field} must be true or false."),
    };

    /// <summary>The list of strings that the reader stands at; null is an empty one.</summary>
    public ImmutableArray<string> Texts(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return [];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(ref reader, $"{field} must be a list of strings.");

        var texts = ImmutableArray.CreateBuilder<string>();
        for (Advance(ref reader); reader.TokenType != JsonTokenType.EndArray; Advance(ref reader))
            texts.Add(Text(ref reader, field) ?? throw Wrong(ref reader, $"{field} must be a list of strings."));

        return texts.DrainToImmutable();
    }

    /// <summary>Expects the reader to stand at the start of an object.</summary>
    public void ExpectObject(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(ref reader, $"{field} must be an object.");
    }

    /// <summary>The text of the value that the reader stands at, as it is.</summary>
    public string Raw(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        Skip(ref reader);
        return Encoding.UTF8.GetString(Bytes[start..(int)reader.BytesConsumed]);
    }

    /// <summary>A fault of the JSON itself, with its place.</summary>
    public DeploymentFormatException Malformed(JsonException error)
    {
        var reason = error.Message;
        var tail = reason.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return new DeploymentFormatException(
            $"{place}:{error.LineNumber + 1}:{error.BytePositionInLine + 1}: not valid JSON: {(tail < 0 ? reason : reason[..tail])}", error);
    }
}
