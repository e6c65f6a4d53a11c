using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Components.Tests;

/// <summary>Shows an object tree as JSON with sorted keys, so that tests compare what Kubernetes would be sent.</summary>
internal static class Tree
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Json(object tree) => Node(tree)!.ToJsonString(Indented);

    public static string Json(string json) => Sorted(JsonNode.Parse(json))!.ToJsonString(Indented);

    public static JsonNode Object(object tree) => Node(tree)!;

    public static object? At(object? tree, params ReadOnlySpan<object> steps)
    {
        foreach (var step in steps)
        {
            tree = step switch
            {
                string key => tree is IDictionary map && map.Contains(key) ? map[key] : null,
                int index => (tree as IList)?[index],
                _ => null,
            };
        }
        return tree;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        IDictionary map => new JsonObject(map.Keys.Cast<string>().Order(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, Node(map[key])))),
        IEnumerable list => new JsonArray([.. list.Cast<object>().Select(Node)]),
        _ => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{value.GetType()} is no plain value"), nameof(value)),
    };
}
