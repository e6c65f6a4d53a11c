using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>Writes JSON Schemas (draft-07, which editors know best) of shapes, each record once under <c>definitions</c>.</summary>
/// <remarks>
/// A cluster may leave to a layer whatever it likes, so nothing of a cluster is required; and null, which removes what a layer says, is allowed wherever a
/// key may be left out.
/// </remarks>
internal sealed class SchemaWriter
{
    private const string LayerPrefix = "cluster.";

    private readonly XmlDescriptions _descriptions;
    private readonly SortedDictionary<string, JsonObject> _definitions;
    private readonly bool _isLayer;
    private readonly string _prefix;

    private SchemaWriter(XmlDescriptions descriptions, SortedDictionary<string, JsonObject> definitions, bool isLayer, string prefix) =>
        (_descriptions, _definitions, _isLayer, _prefix) = (descriptions, definitions, isLayer, prefix);

    /// <summary>Makes a writer.</summary>
    /// <param name="descriptions">What the records' documentation says.</param>
    /// <param name="isLayer">Whether the document is of a cluster or a layer, of which nothing is required.</param>
    public SchemaWriter(XmlDescriptions descriptions, bool isLayer = false)
        : this(descriptions, new SortedDictionary<string, JsonObject>(StringComparer.Ordinal), isLayer, "")
    {
    }

    /// <summary>The definitions that were referred to.</summary>
    public JsonObject Definitions => new(_definitions.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value.DeepClone())));

    /// <summary>A reference to a definition, made when it is asked for first.</summary>
    public JsonObject Define(string name, Func<JsonObject> describe)
    {
        var key = _prefix + name;
        if (!_definitions.ContainsKey(key))
        {
            _definitions[key] = [];
            _definitions[key] = describe();
        }

        return new JsonObject { ["$ref"] = $"#/definitions/{key}" };
    }

    /// <summary>The schema of a record.</summary>
    public JsonObject Record(RecordShape record, (string Key, string Word)? variant, IReadOnlyList<string> exactlyOneOf) =>
        Define(Name(record.Type), () => record.StandsOn is { } file && !_isLayer ? Standing(record, file, exactlyOneOf) : Body(record, variant, exactlyOneOf));

    /// <summary>The schema of a cluster: any key of any kind, and once the kind is said, those of that kind.</summary>
    public JsonObject Cluster(VariantShape kinds) => _isLayer ? Define("cluster", () => OfKind(kinds)) : Layer.Cluster(kinds);

    /// <summary>The schema of a layer under clusters: any key of any kind.</summary>
    public JsonObject ClusterLayer(VariantShape kinds) => _isLayer ? Define("layer", () => OfAnyKind(kinds)) : Layer.ClusterLayer(kinds);

    /// <summary>The schema of a value that a map holds under a key that people choose: null removes what a layer says.</summary>
    public static JsonObject OrNull(JsonObject schema)
    {
        if (schema.ContainsKey("$ref"))
            return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
        if (schema["type"] is JsonValue type)
            schema["type"] = new JsonArray(type.DeepClone(), "null");
        if (schema["enum"] is JsonArray words)
            words.Add(null);
        if (schema["anyOf"] is JsonArray alternatives)
            alternatives.Add(new JsonObject { ["type"] = "null" });
        return schema;
    }

    /// <summary>The schema of a key.</summary>
    public JsonObject Field(RecordField field)
    {
        var shape = field.Shape.Describe(this);
        var saysSomething = (field.IsRequired || field.InsteadOfNothing is not null) && !_isLayer;
        // draft-07 ignores what stands beside a reference.
        var described = !saysSomething ? OrNull(shape) : shape.ContainsKey("$ref") ? new JsonObject { ["allOf"] = new JsonArray(shape) } : shape;
        var text = new[] { _descriptions.Of(field.Property), field.Fixed is { } isFixed ? $"Cannot be changed once the cluster stands; instead, {isFixed.Instead}." : null };
        if (string.Join(' ', text.OfType<string>()) is { Length: > 0 } description)
            described["description"] = description;
        if (!field.IsRequired && field.Default is { } value && Simple(field.Shape.Write(value)) is { } written)
            described["default"] = written;
        if (field.Example is { } example)
            described["examples"] = new JsonArray(field.Shape is { Item: not null, HasKeys: false } ? new JsonArray(example.Value) : JsonValue.Create(example.Value));
        return described;
    }

    private SchemaWriter Layer => new(_descriptions, _definitions, isLayer: true, LayerPrefix);

    private JsonObject OfAnyKind(VariantShape kinds)
    {
        var properties = new JsonObject { [VariantShape.Key] = OrNull(Kind(kinds.Words)) };
        foreach (var (key, ways) in Ways(kinds))
        {
            // A key that kinds understand differently may be what any of them allows.
            if (ways is [var only])
                properties[key] = only;
            else
                properties[key] = new JsonObject { ["description"] = ways[0]["description"]?.DeepClone(), ["anyOf"] = new JsonArray([.. ways]) };
        }

        return new JsonObject { ["type"] = "object", ["description"] = "Keys of a cluster.", ["properties"] = properties, ["additionalProperties"] = false };
    }

    // Either a layer says the kind, or the cluster does: then its other keys are those of that kind.
    private JsonObject OfKind(VariantShape kinds)
    {
        var unsaid = new JsonObject
        {
            ["allOf"] = new JsonArray(ClusterLayer(kinds), new JsonObject { ["properties"] = new JsonObject { [VariantShape.Key] = new JsonObject { ["type"] = "null" } } }),
        };
        return new JsonObject { ["description"] = "A cluster.", ["anyOf"] = new JsonArray([unsaid, .. kinds.Words.Select(word => kinds.Variants[word].Describe(this))]) };
    }

    private List<(string Key, List<JsonObject> Ways)> Ways(VariantShape kinds) =>
    [
        .. kinds.Words.SelectMany(word => kinds.Variants[word].Fields)
            .GroupBy(field => field.Key, StringComparer.Ordinal)
            .Select(fields => (fields.Key, fields.Select(Field).DistinctBy(field => field.ToJsonString(), StringComparer.Ordinal).ToList())),
    ];

    private static JsonObject Kind(params IEnumerable<string> words) => new()
    {
        ["type"] = "string",
        ["description"] = "How the cluster comes to be.",
        ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]),
    };

    private static string Name(Type type)
    {
        var name = type.Name.EndsWith("Spec", StringComparison.Ordinal) ? type.Name[..^4] : type.Name;
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    // Either it says everything, or the file says the rest.
    private JsonObject Standing(RecordShape record, string file, IReadOnlyList<string> exactlyOneOf)
    {
        var alone = Define($"{Name(record.Type)}Alone", () => Body(record, null, exactlyOneOf));
        return new JsonObject
        {
            ["description"] = _descriptions.Of(record.Type),
            ["anyOf"] = new JsonArray(
                new JsonObject { ["allOf"] = new JsonArray(alone, Said(file, "null", "No file says the rest.")) },
                new JsonObject { ["allOf"] = new JsonArray(Layer.Record(record, null, []), Said(file, "string", "The file that says the rest.")), ["required"] = new JsonArray(file) }),
        };

        static JsonObject Said(string key, string type, string description) =>
            new() { ["properties"] = new JsonObject { [key] = new JsonObject { ["type"] = type, ["description"] = description } } };
    }

    private JsonObject Body(RecordShape record, (string Key, string Word)? variant, IReadOnlyList<string> exactlyOneOf)
    {
        var properties = new JsonObject();
        if (variant is { } chosen)
            properties[chosen.Key] = Kind(chosen.Word);
        foreach (var field in record.Fields)
            properties[field.Key] = Field(field);

        var body = new JsonObject { ["type"] = "object" };
        if (_descriptions.Of(record.Type) is { } description)
            body["description"] = description;
        body["properties"] = properties;
        body["additionalProperties"] = false;
        ImmutableArray<string> required = variant is { Key: var key } ? [key] : _isLayer ? [] : [.. record.Fields.Where(field => field.IsRequired).Select(field => field.Key)];
        if (!required.IsEmpty)
            body["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]);
        if (exactlyOneOf.Count > 0 && !_isLayer)
            body["oneOf"] = new JsonArray([.. exactlyOneOf.Select(one => Only(one, exactlyOneOf))]);
        return body;
    }

    // A key without a value counts as absent.
    private static JsonObject Only(string key, IEnumerable<string> keys) => new()
    {
        ["required"] = new JsonArray(key),
        ["properties"] = new JsonObject(keys.Select(other => KeyValuePair.Create<string, JsonNode?>(
            other, other == key ? new JsonObject { ["not"] = new JsonObject { ["type"] = "null" } } : new JsonObject { ["type"] = "null" }))),
    };

    private static JsonNode? Simple(YamlNode node) => node is YamlScalar scalar
        ? scalar.IsPlain ? JsonNode.Parse(scalar.Text) : JsonValue.Create(scalar.Text)
        : null;
}
