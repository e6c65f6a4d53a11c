using System.Collections.Immutable;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace Infra.Components.Tests;

/// <summary>The values that a chart knows, by the chart's own files beside the repository.</summary>
internal static class ChartValues
{
    /// <summary>The values that the chart's <c>values.yaml</c> does not have.</summary>
    public static IEnumerable<string> UnknownTo(string chart, ImmutableDictionary<string, object> values)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Shared.Find($"charts/{chart}/values.yaml"))));
        return Unknown(values, ValuesOf(stream.Documents[0].RootNode), "");
    }

    /// <summary>The values that the chart's <c>values.schema.json</c> does not have; for charts that name optional values only there.</summary>
    public static IEnumerable<string> UnknownToSchemaOf(string chart, ImmutableDictionary<string, object> values)
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Shared.Find($"charts/{chart}/values.schema.json")));
        return [.. Unknown(values, schema.RootElement, schema.RootElement, "")];
    }

    /// <summary>Where the chart's <c>values.yaml</c> names images whose registry it keeps apart.</summary>
    public static IReadOnlyList<string> ImagesOf(string chart)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(Shared.Find($"charts/{chart}/values.yaml"))));
        return [.. Images(stream.Documents[0].RootNode, "")];
    }

    // Istio's charts keep what they know apart from what is said, which stands beside it.
    private static YamlNode ValuesOf(YamlNode root) =>
        root is YamlMappingNode mapping && mapping.Children.TryGetValue("_internal_defaults_do_not_set", out var defaults) ? defaults : root;

    private static IEnumerable<string> Images(YamlNode node, string path) => node is YamlMappingNode map
        ? (map.Children.ContainsKey("registry") && map.Children.ContainsKey("repository") ? new[] { path } : [])
            .Concat(map.Children.SelectMany(child => Images(child.Value, $"{path}.{child.Key}")))
        : [];

    private static IEnumerable<string> Unknown(ImmutableDictionary<string, object> values, YamlNode known, string path) =>
        values.SelectMany(value => known is YamlMappingNode mapping && mapping.Children.TryGetValue(value.Key, out var child)
            ? value.Value is ImmutableDictionary<string, object> nested && child is YamlMappingNode { Children.Count: > 0 } ? Unknown(nested, child, $"{path}.{value.Key}") : []
            : new[] { $"{path}.{value.Key}" });

    private static IEnumerable<string> Unknown(ImmutableDictionary<string, object> values, JsonElement known, JsonElement root, string path)
    {
        while (known.TryGetProperty("$ref", out var reference))
            known = root.GetProperty("$defs").GetProperty(reference.GetString()!["#/$defs/".Length..]);
        if (!known.TryGetProperty("properties", out var properties))
            return [];
        return values.SelectMany(value => properties.TryGetProperty(value.Key, out var child)
            ? value.Value is ImmutableDictionary<string, object> nested ? Unknown(nested, child, root, $"{path}.{value.Key}") : []
            : new[] { $"{path}.{value.Key}" });
    }
}
