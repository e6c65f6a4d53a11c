using System.Text.Json.Nodes;
using Infra.Interop.Tests.Schemas;

namespace Infra.Interop.Tests.Stacks;

/// <summary>The Kubernetes objects of a recorded deployment, rendered or not.</summary>
internal static class RecordedObjects
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    /// <summary>The objects of <c>resources</c> and <c>pending_operations</c>, with what is secret or unknown left open.</summary>
    public static IEnumerable<(string Urn, JsonNode Inputs)> Of(JsonNode state)
    {
        var deployment = state["deployment"]!;
        var pending = (deployment["pending_operations"] as JsonArray ?? []).Select(operation => operation!["resource"]);
        foreach (var resource in (deployment["resources"] as JsonArray ?? []).Concat(pending))
        {
            var type = resource!["type"]!.GetValue<string>();
            if (type.StartsWith("kubernetes:", StringComparison.Ordinal) && !type.StartsWith("kubernetes:helm.sh/", StringComparison.Ordinal)
                && !type.StartsWith("kubernetes:yaml/", StringComparison.Ordinal) && resource["external"]?.GetValue<bool>() != true && resource["inputs"] is { } inputs)
            {
                yield return (resource["urn"]!.GetValue<string>(), Open(inputs)!);
            }
        }
    }

    private static JsonNode? Open(JsonNode? value) => value switch
    {
        JsonObject special when special.ContainsKey(Signature) => OpenValue.Make(),
        JsonObject item => new JsonObject(item.Select(field => KeyValuePair.Create(field.Key, Open(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Open)]),
        JsonValue text when JsonShape.Text(text) == Unknown => OpenValue.Make(),
        _ => value?.DeepClone(),
    };
}
