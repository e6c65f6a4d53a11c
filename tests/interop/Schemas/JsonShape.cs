using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Schemas;

/// <summary>Looks at JSON values without caring whether they came out of JSON or YAML.</summary>
internal static class JsonShape
{
    /// <summary>The text of a string; null for anything else.</summary>
    public static string? Text(JsonNode? node) => node?.GetValueKind() is JsonValueKind.String ? node.GetValue<string>() : null;

    /// <summary>Whether a property is there and true.</summary>
    public static bool Flag(JsonObject node, string key) => node[key]?.GetValueKind() is JsonValueKind.True;

    /// <summary>The value of a number; null for anything else.</summary>
    public static decimal? Number(JsonNode? node) =>
        node?.GetValueKind() is JsonValueKind.Number
        && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>Whether it is a number without a fraction.</summary>
    public static bool IsInteger(JsonNode? node) => Number(node) is { } number && number == decimal.Truncate(number);

    /// <summary>The value as a reader of an error wants to see it.</summary>
    public static string Describe(JsonNode value) => value switch
    {
        JsonObject => "an object",
        JsonArray => "a list",
        _ => $"the {value.GetValueKind() switch { JsonValueKind.String => "string", JsonValueKind.Number => "number", _ => "boolean" }} {value.ToJsonString()}",
    };

    /// <summary>The path of a field.</summary>
    public static string Join(string path, string name) =>
        name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '$')
            ? path.Length == 0 ? name : $"{path}.{name}"
            : $"{path}['{name}']";

    /// <summary>What may have been meant by a name that is not known; empty when nothing is near.</summary>
    public static string Suggest(string name, JsonObject? known) =>
        known?.Select(property => property.Key).FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)) is { } meant
            ? $"; '{meant}' is known"
            : "";
}
