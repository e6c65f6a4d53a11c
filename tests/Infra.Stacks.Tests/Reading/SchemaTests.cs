using System.Text.Json.Nodes;
using CsCheck;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using NJsonSchema;
using Xunit;

namespace Infra.Stacks.Tests.Reading;

/// <summary>The JSON Schemas that editors use, held to a validator that is not ours.</summary>
public sealed class SchemaTests
{
    private const int Specifications = 500;

    private static readonly Dictionary<string, Lazy<Task<JsonSchema>>> Schemas = SpecificationSchema.Names.ToDictionary(
        name => name, name => new Lazy<Task<JsonSchema>>(() => JsonSchema.FromJsonAsync(SpecificationSchema.Text(name))), StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. SpecificationSchema.Names];

    public static TheoryData<string, string> Files
    {
        get
        {
            var stacks = Path.Combine(StackFiles.Root(), "stacks");
            var files = new TheoryData<string, string>();
            foreach (var (schema, folder, pattern) in new[] { ("stack", ".", "Pulumi.*.yaml"), ("site", "sites", "*.yaml"), ("layer", "classes", "*.yaml"), ("layer", "regions", "*.yaml"), ("addon", "addons", "*.yaml") })
            {
                var depth = folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories;
                foreach (var file in Directory.EnumerateFiles(Path.Combine(stacks, folder), pattern, depth).Order(StringComparer.Ordinal))
                    files.Add(schema, Path.GetRelativePath(StackFiles.Root(), file));
            }

            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_schema_that_is_kept_is_that_of_the_records(string name)
    {
        var kept = File.ReadAllText(Path.Combine(StackFiles.Root(), SpecificationSchema.FileOf(name)));

        Assert.True(kept == SpecificationSchema.Text(name), $"{SpecificationSchema.FileOf(name)} is stale. Run: dotnet run --project infra -- schema --write");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Our_own_files_are_valid(string schema, string file)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(StackFiles.Root(), file), TestContext.Current.CancellationToken);

        Assert.Empty(await ProblemsAsync(schema, text));
        var first = text.Split('\n')[0];
        const string Line = "# yaml-language-server: $schema=";
        Assert.StartsWith(Line, first, StringComparison.Ordinal);
        Assert.Equal(
            Path.Combine(StackFiles.Root(), SpecificationSchema.FileOf(schema)),
            Path.GetFullPath(Path.Combine(StackFiles.Root(), Path.GetDirectoryName(file)!, first[Line.Length..])));
    }

    [Theory]
    [InlineData("stack", "config:\n  infra:secrets:\n    a: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA }\n  infra:karmada:\n    existing:\n      kubeconfig:\n        content: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA }\n")]
    [InlineData("stack", "config:\n  infra:karmada: { stack: mgmt, install: null }\n  aws:region: eu-central-1\nencryptionsalt: v1:x\nenvironment: [a]\n")]
    [InlineData("stack", "config:\n  infra:clusterDefaults:\n    kind: attached\n  infra:clusters:\n    a: {}\n")]
    [InlineData("stack", "config:\n  infra:addons:\n    keda: { use: keda, on: {}, chart: { values: { a: 1 } }, rollout: null }\n")]
    [InlineData("addon", "namespace: a\nchart: { chart: a, repository: oci://a.example.com, version: 1.0.0 }\n")]
    [InlineData("stack", "config:\n")]
    [InlineData("site", "class: warehouse\nlabels:\n  goods: null\nnetwork: null\nzones: null\nmode: null\n")]
    [InlineData("site", "kubeconfig:\n  content: { secret: shanghai-07 }\n")]
    [InlineData("site", "kind: onprem\nnetwork: { cni: cilium }\nmachines:\n  m1: { address: 10.0.0.1 }\n")]
    [InlineData("site", "")]
    [InlineData("layer", "# nothing yet\n")]
    public async Task What_the_reader_takes_is_valid(string schema, string text) => Assert.Empty(await ProblemsAsync(schema, text));

    [Theory]
    [InlineData("stack", "config:\n  infra:clsuters: {}\n")]
    [InlineData("stack", "config:\n  infra:addons: { keda: { on: {} } }\n")]
    [InlineData("stack", "config:\n  infra:addons: { keda: { use: keda, onn: {} } }\n")]
    [InlineData("addon", "namespcae: a\n")]
    [InlineData("addon", "namespace: a\non: { fleet: a }\n")]
    [InlineData("stack", "config:\n  clusters: {}\n")]
    [InlineData("stack", "confg: {}\n")]
    [InlineData("stack", "config:\n  infra:environment: { tier: prod }\n")]
    [InlineData("stack", "config:\n  infra:karmada: {}\n")]
    [InlineData("stack", "config:\n  infra:karmada: { stack: mgmt, existing: { kubeconfig: { path: x } } }\n")]
    [InlineData("stack", "config:\n  infra:karmada: { install: { apiEndpoint: https://a.example.com, replicas: 9 } }\n")]
    [InlineData("stack", "config:\n  infra:karmada: { install: { replicas: 3 } }\n")]
    [InlineData("stack", "config:\n  infra:secrets: { a: plain }\n")]
    [InlineData("stack", "config:\n  infra:clusters: { A_B: {} }\n")]
    [InlineData("stack", "config:\n  infra:clusters: { a: { kind: edge, kubeconfig: { path: x } } }\n")]
    [InlineData("stack", "config:\n  infra:fleets: { a: { policy: strict } }\n")]
    [InlineData("site", "kind: atached\n")]
    [InlineData("site", "kind: attached\nmachines: {}\n")]
    [InlineData("site", "kind: attached\nnetwork: { cni: cilium }\n")]
    [InlineData("site", "lables: {}\n")]
    [InlineData("site", "state: gone\n")]
    [InlineData("site", "region: [shanghai]\n")]
    [InlineData("site", "labels: { version: 1.30 }\n")]
    [InlineData("site", "network: { nodeCidr: warehouses }\n")]
    [InlineData("site", "protected: \"yes\"\n")]
    [InlineData("site", "kubeconfig: { content: hunter2 }\n")]
    [InlineData("layer", "- a\n")]
    [InlineData("layer", "provider: 3\n")]
    public async Task What_the_reader_refuses_by_itself_is_not_valid(string schema, string text) => Assert.NotEmpty(await ProblemsAsync(schema, text));

    [Fact]
    public async Task Whatever_the_reader_takes_is_valid()
    {
        var stack = await Schemas["stack"].Value;

        Specimens.Of(Shapes.Of<PlatformSpec>()).Sample(
            document =>
            {
                var platform = ((YamlMap)document).Entries.Select(entry => KeyValuePair.Create($"infra:{entry.Key}", Json(entry.Value)));
                var file = new JsonObject { ["config"] = new JsonObject(platform) };
                Assert.Empty(stack.Validate(file.ToJsonString()).Select(problem => $"{problem.Path}: {problem.Kind}"));
            },
            iter: Specifications);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_key_is_described(string name)
    {
        var missing = Properties(JsonNode.Parse(SpecificationSchema.Text(name))!).Where(property => property.Value!["description"] is null);

        Assert.Empty(missing.Select(property => property.Value!.GetPath()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_default_and_every_example_is_valid_itself(string name)
    {
        var root = JsonNode.Parse(SpecificationSchema.Text(name))!;
        foreach (var property in Properties(root).Select(property => property.Value!).DistinctBy(property => property.ToJsonString(), StringComparer.Ordinal))
        {
            var values = (property["examples"]?.AsArray() ?? []).Append(property["default"]).OfType<JsonNode>().ToList();
            if (values.Count == 0)
                continue;
            var schema = await JsonSchema.FromJsonAsync(Standalone(property.AsObject(), root), TestContext.Current.CancellationToken);
            Assert.All(values, value => Assert.True(schema.Validate(value.ToJsonString()).Count == 0, $"{property.GetPath()}: {value.ToJsonString()}"));
        }
    }

    private static string Standalone(JsonObject property, JsonNode root)
    {
        var copy = property.DeepClone().AsObject();
        if (copy.ToJsonString().Contains("$ref", StringComparison.Ordinal))
            copy["definitions"] = root["definitions"]!.DeepClone();
        return copy.ToJsonString();
    }

    // What only chooses between keys describes none of them.
    private static IEnumerable<KeyValuePair<string, JsonNode?>> Properties(JsonNode node) => node switch
    {
        JsonObject map => map.Where(pair => pair.Key is not "oneOf").SelectMany(pair => pair is { Key: "properties", Value: JsonObject properties }
            ? properties.Where(property => property.Value!["type"]?.ToString() is not "null").Concat(properties.SelectMany(property => Properties(property.Value!)))
            : pair.Value is null ? [] : Properties(pair.Value)),
        JsonArray list => list.OfType<JsonNode>().SelectMany(Properties),
        _ => [],
    };

    private static async Task<ICollection<NJsonSchema.Validation.ValidationError>> ProblemsAsync(string schema, string yaml)
    {
        var read = await Schemas[schema].Value;
        return read.Validate(Json(yaml)?.ToJsonString() ?? "null");
    }

    private static JsonNode? Json(string yaml)
    {
        if (yaml.StartsWith('-'))
            return new JsonArray("a");
        var map = YamlFile.ReadMap(yaml, "file.yaml");
        return map.Entries.IsEmpty ? null : Json(map);
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsPlain: true, Text: "true" or "false" } flag => JsonValue.Create(flag.Text == "true"),
        YamlScalar { IsPlain: true } scalar when long.TryParse(scalar.Text, System.Globalization.CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        // The validator fails on whole numbers that are longer than that.
        YamlScalar { IsPlain: true } scalar when double.TryParse(scalar.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        YamlScalar scalar => JsonValue.Create(scalar.Text),
        SecretNode => new JsonObject { ["secure"] = "v1:x" },
        _ => throw new ArgumentException(node.Kind, nameof(node)),
    };
}
