using System.Collections;
using System.Text.Json.Nodes;

namespace Infra.Stacks.Tests;

/// <summary>Plain values as JSON in one line, keys sorted.</summary>
internal static class Json
{
    /// <summary>The value, or only these of its keys.</summary>
    public static string Of(object value, params string[] keys) =>
        (keys.Length == 0 ? Node(value)! : new JsonObject(keys.Order(StringComparer.Ordinal).Where(key => ((IDictionary)value).Contains(key)).Select(key => KeyValuePair.Create(key, Node(((IDictionary)value)[key])))))
        .ToJsonString();

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        IDictionary map => new JsonObject(map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Node(map[key])))),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(Node)]),
        _ => JsonValue.Create($"{value}"),
    };
}
