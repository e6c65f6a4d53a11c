using System.Text;
using System.Text.Json;
using Infra.Documents;
using Infra.Engine.Projects;
using Infra.Engine.Values;

namespace Infra.Engine.Tests.Rendering;

/// <summary>Reads rendered YAML with a parser that is not ours.</summary>
internal static class ReadBack
{
    public static PropertyValue Parse(string yaml) => Value(YamlFile.ReadMap(yaml, "rendered.yaml"));

    private static PropertyValue Value(YamlNode node) => node switch
    {
        YamlMap map => PropertyMap.From(map.Entries.Select(entry => KeyValuePair.Create(entry.Key, Value(entry.Value)))),
        YamlList list => new ListValue([.. list.Items.Select(Value)]),
        YamlScalar scalar => Scalar(scalar),
        _ => throw new InvalidOperationException(),
    };

    private static PropertyValue Scalar(YamlScalar scalar)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            YamlJson.Write(json, scalar);

        var value = JsonDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray())).RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.String => new StringValue(value.GetString()!),
            JsonValueKind.Number => new NumberValue(value.GetDouble()),
            JsonValueKind.True or JsonValueKind.False => new BoolValue(value.GetBoolean()),
            _ => NullValue.Instance,
        };
    }
}
