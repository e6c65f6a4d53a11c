using System.Text.Json;
using YamlDotNet.Serialization;

namespace Infra.Stacks.Tests;

/// <summary>The repository's stack files, as Pulumi would hand them to the program.</summary>
internal static class StackFiles
{
    public static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Infra.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder;
    }

    public static string Text(string stack) => File.ReadAllText(Path.Combine(Root(), "stacks", $"Pulumi.{stack}.yaml"));

    /// <summary>The value of <c>infra:platform</c> as JSON.</summary>
    public static string Platform(string yaml)
    {
        var file = (Dictionary<object, object>)new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize(new StringReader(yaml))!;
        return JsonSerializer.Serialize(Json(((Dictionary<object, object>)file["config"])["infra:platform"]));
    }

    private static object? Json(object? value) => value switch
    {
        Dictionary<object, object> map => map.ToDictionary(pair => $"{pair.Key}", pair => Json(pair.Value)),
        List<object> list => list.Select(Json).ToList(),
        _ => value,
    };
}
