using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infra.Interop.Tests.Schemas;

/// <summary>Says everything that is wrong with an object, as the API server that serves its kind would, and more strictly:
/// what the server would silently drop is refused too.</summary>
/// <remarks>
/// A CRD's schema is structural: whatever it does not name is dropped, and null needs leave. Kubernetes' own OpenAPI
/// document is laxer: a schema without properties is free, and its integers-or-strings and quantities are known by name.
/// CEL rules are not run.
/// </remarks>
internal sealed class SchemaValidator(KindCatalog catalog)
{
    private readonly KindCatalog _catalog = catalog;

    /// <summary>Everything that is wrong with one object; empty when a server would take it as it is.</summary>
    public IReadOnlyList<SchemaProblem> Validate(JsonNode? value)
    {
        var problems = new List<SchemaProblem>();
        ValidateObject(value, "", problems, mustBeKnown: true);
        return problems;
    }

    private void ValidateObject(JsonNode? value, string path, List<SchemaProblem> problems, bool mustBeKnown)
    {
        if (value is not JsonObject item || JsonShape.Text(item["apiVersion"]) is not { } apiVersion || JsonShape.Text(item["kind"]) is not { } name)
        {
            problems.Add(new(path, "an object has the texts apiVersion and kind"));
            return;
        }

        try
        {
            if (_catalog.Find(apiVersion, name) is not { } kind)
            {
                if (mustBeKnown)
                {
                    problems.Add(new(path, $"no schema is known for {apiVersion} {name}"));
                }

                return;
            }

            if (!OpenValue.Is(item["metadata"]))
            {
                problems.AddRange(MetadataRules.Check(item["metadata"] as JsonObject, apiVersion, kind.IsNamespaced, JsonShape.Join(path, "metadata")));
            }

            new Walk(this, kind, problems).Root(item, path);
        }
        catch (UnusableKindException unusable)
        {
            problems.Add(new(path, unusable.Message));
        }
    }

    /// <summary>One descent through one object and its schema.</summary>
    private sealed class Walk(SchemaValidator validator, Kind kind, List<SchemaProblem> problems)
    {
        public void Root(JsonObject item, string path) => Fields(Resolve(kind.Schema), item, path, isObject: true);

        private void Check(JsonObject unresolved, JsonNode? value, string path)
        {
            if (OpenValue.Is(value))
            {
                return;
            }

            var schema = Resolve(unresolved);
            if (value is null)
            {
                if (!JsonShape.Flag(schema, "nullable"))
                {
                    problems.Add(new(path, "null is not allowed"));
                }

                return;
            }

            if (TypeProblem(schema, unresolved, value) is { } mismatch)
            {
                problems.Add(new(path, mismatch));
                return;
            }

            problems.AddRange(ValueRules.Check(schema, value, path));
            switch (value)
            {
                case JsonObject item:
                    Fields(schema, item, path, isObject: false);
                    break;
                case JsonArray list when schema["items"] is JsonObject items:
                    for (var index = 0; index < list.Count; index++)
                    {
                        Check(items, list[index], $"{path}[{index}]");
                    }

                    break;
            }
        }

        private void Fields(JsonObject schema, JsonObject item, string path, bool isObject)
        {
            if (!isObject && (JsonShape.Flag(schema, "x-kubernetes-embedded-resource") || IsManifest(schema, item)))
            {
                // A resource within a resource: somebody will apply it, so it is checked as itself where its kind is known.
                validator.ValidateObject(item, path, problems, mustBeKnown: false);
                return;
            }

            foreach (var required in (schema["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>()).Where(name => !item.ContainsKey(name)))
            {
                problems.Add(new(JsonShape.Join(path, required), "is required"));
            }

            foreach (var (name, value) in item)
            {
                Field(schema, name, value, JsonShape.Join(path, name), isObject);
            }
        }

        private void Field(JsonObject schema, string name, JsonNode? value, string path, bool isObject)
        {
            var properties = schema["properties"] as JsonObject;
            if (isObject && name == "metadata")
            {
                new Walk(validator, kind with { Definitions = validator._catalog.ObjectMetaDefinitions, IsSwagger = true }, problems)
                    .Check(validator._catalog.ObjectMeta, value, path);
            }
            else if (properties?[name] is JsonObject property)
            {
                Check(property, value, path);
            }
            else if (schema["additionalProperties"] is JsonObject any)
            {
                Check(any, value, path);
            }
            else if (!(isObject && name is "apiVersion" or "kind") && !IsOpen(schema, properties))
            {
                problems.Add(new(path, $"unknown field{JsonShape.Suggest(name, properties)}"));
            }
        }

        // Most CRDs that carry manifests only say that anything goes.
        private bool IsManifest(JsonObject schema, JsonObject item) =>
            IsOpen(schema, schema["properties"] as JsonObject) && item["apiVersion"] is JsonValue && item["kind"] is JsonValue && item["metadata"] is JsonObject;

        private bool IsOpen(JsonObject schema, JsonObject? properties) =>
            JsonShape.Flag(schema, "x-kubernetes-preserve-unknown-fields")
            || schema["additionalProperties"] is JsonValue any && any.GetValueKind() is JsonValueKind.True
            || (kind.IsSwagger && properties is null && schema["additionalProperties"] is null);

        private JsonObject Resolve(JsonObject schema)
        {
            while (schema["$ref"] is JsonValue reference)
            {
                schema = kind.Definitions![reference.GetValue<string>()["#/definitions/".Length..]]!.AsObject();
            }

            return schema;
        }

        private static string? TypeProblem(JsonObject schema, JsonObject unresolved, JsonNode value)
        {
            var found = value.GetValueKind();
            if (JsonShape.Flag(schema, "x-kubernetes-int-or-string") || JsonShape.Text(schema["format"]) == "int-or-string")
            {
                return found is JsonValueKind.String || JsonShape.IsInteger(value) ? null : $"is {JsonShape.Describe(value)}; an integer or a string is wanted";
            }

            if (JsonShape.Text(unresolved["$ref"]) is { } reference && reference.EndsWith(".resource.Quantity", StringComparison.Ordinal) && found is JsonValueKind.Number)
            {
                return null;
            }

            var wanted = JsonShape.Text(schema["type"]);
            var fits = wanted switch
            {
                null => true,
                "object" => found is JsonValueKind.Object,
                "array" => found is JsonValueKind.Array,
                "string" => found is JsonValueKind.String,
                "boolean" => found is JsonValueKind.True or JsonValueKind.False,
                "number" => found is JsonValueKind.Number,
                "integer" => JsonShape.IsInteger(value),
                _ => throw new InvalidDataException($"a schema has the type '{wanted}'"),
            };
            return fits ? null : $"is {JsonShape.Describe(value)}; {(wanted is "object" or "array" or "integer" ? "an" : "a")} {wanted} is wanted";
        }
    }
}
