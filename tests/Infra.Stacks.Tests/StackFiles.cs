using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Documents;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Tests;

/// <summary>The repository's stack files, as Pulumi would hand them to the program.</summary>
internal static class StackFiles
{
    public static ImmutableArray<string> Names { get; } = SpecificationLoader.Stacks(new ProjectFiles(Root()));

    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Infra.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder;
    }

    public static string Text(string stack) => File.ReadAllText(Path.Combine(Root(), ProjectFiles.StackFile(stack)));

    /// <summary>The variable <c>PULUMI_CONFIG</c> of a stack.</summary>
    public static string Configuration(string stack)
    {
        var config = (YamlMap)YamlFile.ReadMap(Text(stack), stack)["config"]!.Value;
        return JsonSerializer.Serialize(config.Entries.ToDictionary(entry => entry.Key, entry => entry.Value is YamlScalar scalar ? scalar.Text : Json(entry.Value)!.ToJsonString()));
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Json(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(Json)]),
        YamlScalar { IsNull: true } => null,
        YamlScalar { IsPlain: true, Text: "true" or "false" } flag => flag.Text == "true",
        YamlScalar { IsPlain: true } plain when int.TryParse(plain.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalar scalar => scalar.Text,
        _ => throw new InvalidOperationException($"{node.Place} is not for tests"),
    };
}
