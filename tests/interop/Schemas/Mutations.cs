using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Schemas;

/// <summary>Wrong variants of a right object, each wrong in one place.</summary>
internal static class Mutations
{
    /// <summary>One variant for every field, with its name misspelt.</summary>
    public static IEnumerable<(string Path, JsonNode Object)> MisspellEachField(JsonNode value) =>
        Places(value, "").Where(place => place.Node.Parent is JsonObject).Select(place => Mutate(value, place.Path, (parent, key) =>
        {
            var item = parent.AsObject();
            var field = item[key];
            item.Remove(key);
            item.Add(key + "x", field);
        }));

    /// <summary>One variant for every text, number and boolean, with a list in its place.</summary>
    public static IEnumerable<(string Path, JsonNode Object)> MistypeEachScalar(JsonNode value) =>
        Places(value, "").Where(place => place.Node is JsonValue).Select(place => Mutate(value, place.Path, (parent, key) =>
        {
            if (parent is JsonArray list)
            {
                list[int.Parse(key)] = new JsonArray(new JsonArray());
            }
            else
            {
                parent[key] = new JsonArray(new JsonArray());
            }
        }));

    private static (string Path, JsonNode Object) Mutate(JsonNode value, string path, Action<JsonNode, string> change)
    {
        var copy = value.DeepClone();
        var steps = path.Split('\n');
        change(steps[..^1].Aggregate(copy, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!), steps[^1]);
        return (string.Join(" ", steps), copy);
    }

    // Line feeds part the steps, since names may hold anything else.
    private static IEnumerable<(string Path, JsonNode Node)> Places(JsonNode node, string path)
    {
        var children = node switch
        {
            JsonObject item => item.Select(field => (field.Key, field.Value)),
            JsonArray list => list.Select((element, index) => ($"{index}", element)),
            _ => [],
        };
        foreach (var (key, child) in children)
        {
            var place = path.Length == 0 ? key : $"{path}\n{key}";
            yield return (place, child!);
            foreach (var nested in Places(child!, place))
            {
                yield return nested;
            }
        }
    }
}
