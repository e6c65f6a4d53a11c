using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Stacks.Addons;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>
/// The JSON Schemas by which editors complete, explain and check the files of a specification. They are made of the same records that read those files;
/// the rules that reach across a specification are checked by reading alone.
/// </summary>
public static class SpecificationSchema
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly VariantShape Kinds = (VariantShape)Shapes.Of<ClusterSpec>();

    /// <summary>The schemas there are: of stack files, of site files, of the layers under clusters, and of the add-ons that stacks may use.</summary>
    public static ImmutableArray<string> Names { get; } = ["stack", "site", "layer", "addon"];

    /// <summary>Where a schema is kept, relative to the project.</summary>
    public static string FileOf(string name) => $"stacks/schemas/{name}.schema.json";

    /// <summary>The text of a schema.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such schema.</exception>
    public static string Text(string name)
    {
        var descriptions = XmlDescriptions.Load();
        var schema = name switch
        {
            "stack" => Stack(new SchemaWriter(descriptions)),
            "site" => Cluster(new SchemaWriter(descriptions, isLayer: true), writer => writer.Cluster(Kinds), "A site: stacks/sites/<group>/<site>.yaml", "What a site says beyond its class, environment and region; null removes what those say."),
            "layer" => Cluster(new SchemaWriter(descriptions, isLayer: true), writer => writer.ClusterLayer(Kinds), "A class or region: stacks/classes/<class>.yaml, stacks/regions/<region>.yaml", "What clusters of a class or region have in common."),
            "addon" => Addon(new SchemaWriter(descriptions, isLayer: true)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, $"The schemas are {string.Join(", ", Names)}."),
        };
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Layout))
            schema.WriteTo(json);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static JsonObject Cluster(SchemaWriter writer, Func<SchemaWriter, JsonObject> describe, string title, string description)
    {
        var reference = describe(writer);
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = title,
            ["description"] = description,
            // A file that says nothing is one that holds nothing.
            ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }),
            ["definitions"] = writer.Definitions,
        };
    }

    // What is a matter of each stack is not said in the file.
    private static JsonObject Addon(SchemaWriter writer)
    {
        var ofStacks = AddonFiles.OfStacks.Select(key => KeyValuePair.Create<string, JsonNode?>(key, new JsonObject { ["type"] = "null" }));
        var schema = Cluster(writer, Shapes.Of<AddonSpec>().Describe, "An add-on that stacks may use: stacks/addons/<name>.yaml", "Everything of an add-on but where it goes, which each stack says.");
        schema["properties"] = new JsonObject(ofStacks);
        return schema;
    }

    private static JsonObject Stack(SchemaWriter writer)
    {
        var keys = new JsonObject(((RecordShape)Shapes.Of<PlatformSpec>()).Fields.Select(field => KeyValuePair.Create<string, JsonNode?>($"infra:{field.Key}", writer.Field(field))));
        return new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "A stack: stacks/Pulumi.<stack>.yaml",
            ["description"] = "One environment of the platform.",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["config"] = new JsonObject
                {
                    ["type"] = new JsonArray("object", "null"),
                    ["description"] = "The stack's configuration. The platform's own keys begin with infra:; those of other programs are left alone.",
                    ["properties"] = keys,
                    ["patternProperties"] = new JsonObject { ["^(?!infra:)[^:]+:"] = new JsonObject() },
                    ["additionalProperties"] = false,
                },
                ["secretsprovider"] = Text("The service that encrypts the stack's secrets; Pulumi writes it."),
                ["encryptedkey"] = Text("The key of the stack's secrets, encrypted by that service; Pulumi writes it."),
                ["encryptionsalt"] = Text("What the key of the stack's secrets is made of, with a passphrase; Pulumi writes it."),
                ["environment"] = new JsonObject { ["description"] = "Pulumi environments that the stack takes configuration from." },
            },
            ["additionalProperties"] = false,
            ["definitions"] = writer.Definitions,
        };

        static JsonObject Text(string description) => new() { ["type"] = "string", ["description"] = description };
    }
}
