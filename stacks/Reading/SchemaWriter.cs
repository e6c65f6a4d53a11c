using System.Text.Json.Nodes;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>Writes JSON Schemas (draft-07, which editors know best) of shapes, each record once under <c>definitions</c>.</summary>
/// <param name="descriptions">What the records' documentation says.</param>
/// <param name="isLayer">Whether the document is a layer, of which nothing is required.</param>
internal sealed class SchemaWriter(XmlDescriptions descriptions, bool isLayer = false)
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    /// <summary>The definitions that were referred to.</summary>
    public JsonObject Definitions => new(_definitions.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));

    /// <summary>A reference to a definition, made when it is asked for first.</summary>
    public JsonObject Define(string name, Func<JsonObject> describe)
    {
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = [];
            _definitions[name] = describe();
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{name}" };
    }

    /// <summary>The schema of a record.</summary>
    public JsonObject Record(RecordShape record, (string Key, string Word)? variant, IReadOnlyList<string> exactlyOneOf) =>
        Define(Name(record.Type), () => Body(record, variant, exactlyOneOf));

    /// <summary>The schema of records that a key chooses between.</summary>
    public JsonObject Variants(VariantShape variants) => Define("cluster", () =>
    {
        var chosen = variants.Words.Select(JsonNode (word) => new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { [VariantShape.Key] = new JsonObject { ["const"] = word } }, ["required"] = new JsonArray(VariantShape.Key) },
            ["then"] = variants.Variants[word].Describe(this),
        });
        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [VariantShape.Key] = Kind(variants) },
            ["allOf"] = new JsonArray([.. chosen]),
        };
    });

    /// <summary>The schema of a layer under clusters: every key of every kind, none required.</summary>
    public JsonObject ClusterLayer() => Define("clusterLayer", () =>
    {
        var variants = (VariantShape)Shapes.Of<ClusterSpec>();
        var writer = new SchemaWriter(descriptions, isLayer: true);
        var properties = new JsonObject { [VariantShape.Key] = Kind(variants) };
        foreach (var field in variants.Words.SelectMany(word => variants.Variants[word].Fields).GroupBy(field => field.Key, StringComparer.Ordinal))
        {
            // A key that kinds understand differently may be what any of them allows.
            var shapes = field.GroupBy(same => same.Shape).Select(JsonNode (same) => writer.Field(same.First())).ToArray();
            properties[field.Key] = shapes is [var only] ? only : new JsonObject { ["anyOf"] = new JsonArray(shapes) };
        }

        foreach (var (name, definition) in writer._definitions)
            _definitions[$"layer.{name}"] = (JsonObject)Renamed(definition);
        return (JsonObject)Renamed(new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false });
    });

    private static JsonObject Kind(VariantShape variants) => new()
    {
        ["type"] = "string",
        ["description"] = "How the cluster comes to be.",
        ["enum"] = new JsonArray([.. variants.Words.Select(word => JsonValue.Create(word))]),
    };

    // A layer's definitions lack what is required elsewhere, so they have names of their own.
    private static JsonNode Renamed(JsonNode node)
    {
        switch (node)
        {
            case JsonObject map:
                return new JsonObject(map.Select(pair => KeyValuePair.Create(
                    pair.Key,
                    pair.Key == "$ref" ? JsonValue.Create(pair.Value!.GetValue<string>().Replace("/definitions/", "/definitions/layer.", StringComparison.Ordinal)) : pair.Value is null ? null : Renamed(pair.Value))));
            case JsonArray list:
                return new JsonArray([.. list.Select(item => item is null ? null : Renamed(item))]);
            default:
                return node.DeepClone();
        }
    }

    private static string Name(Type type)
    {
        var name = type.Name.EndsWith("Spec", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private JsonObject Body(RecordShape record, (string Key, string Word)? variant, IReadOnlyList<string> exactlyOneOf)
    {
        var properties = new JsonObject();
        if (variant is { } chosen)
            properties[chosen.Key] = new JsonObject { ["const"] = chosen.Word };
        foreach (var field in record.Fields)
            properties[field.Key] = Field(field);

        var body = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (descriptions.Of(record.Type) is { } description)
            body["description"] = description;
        var required = record.Fields.Where(field => field.IsRequired).Select(field => field.Key).ToList();
        if (variant is not null)
            required.Insert(0, VariantShape.Key);
        if (required.Count > 0 && !isLayer)
            body["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]);
        if (exactlyOneOf.Count > 0 && !isLayer)
            body["oneOf"] = new JsonArray([.. exactlyOneOf.Select(JsonNode (key) => new JsonObject { ["required"] = new JsonArray(key) })]);
        return body;
    }

    private JsonObject Field(RecordField field)
    {
        var shape = field.Shape.Describe(this);
        // draft-07 ignores what stands beside a reference.
        var described = shape.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(shape) } : shape;
        var text = new[] { descriptions.Of(field.Property), field.Fixed is { } isFixed ? $"Cannot be changed once the cluster stands; instead, {isFixed.Instead}." : null };
        if (string.Join(' ', text.OfType<string>()) is { Length: > 0 } description)
            described["description"] = description;
        if (field.Default is { } value && Simple(field.Shape.Write(value)) is { } written)
            described["default"] = written;
        if (field.Example is { } example)
            described["examples"] = new JsonArray(example.Value);
        return described;
    }

    private static JsonNode? Simple(Documents.YamlNode node) => node is Documents.YamlScalar scalar
        ? scalar.IsPlain ? JsonNode.Parse(scalar.Text) : JsonValue.Create(scalar.Text)
        : null;
}
