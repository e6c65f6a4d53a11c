using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Documents;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>A map of any content, such as the values of a chart.</summary>
/// <param name="isForHelm">Whether it is a chart's values, in which a null would say something; in a Kubernetes object it is the same as nothing.</param>
internal sealed class TreeShape(bool isForHelm = false) : Shape
{
    // Pulumi's own programs drop it before the provider sees it, so the chart's default would stand where somebody meant to remove it.
    private const string InValues = "found nothing, and a null does not reach Helm; allowed: what is to stand there instead of the chart's default, such as \"\", [] or false";

    // What is left without it may be something else than what was meant.
    private const string InValue = "found nothing, which would be dropped; allowed: a value, or the item left out";

    /// <summary>Whether it is a chart's values.</summary>
    public bool IsForHelm => isForHelm;

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is YamlMap map)
            return new Tree(ReadMap(map, path, reader, NoNull));
        reader.ReportType(path, node, "a map");
        return null;
    }

    public override YamlNode Write(object value) => WriteAny(((Tree)value).Values);

    public override JsonObject Describe(SchemaWriter schema) => new() { ["type"] = "object" };

    private string? NoNull => isForHelm ? InValues : null;

    /// <summary>Any value as Kubernetes objects are made of them, with something in each of its lists and maps; null for none, which has been reported then.</summary>
    public static object? ReadAny(YamlNode node, SpecPath path, SpecReader reader) => ReadAny(node, path, reader, InValue);

    // Without anything to say of nulls they are the same as nothing.
    private static object? ReadAny(YamlNode node, SpecPath path, SpecReader reader, string? noNull) => node switch
    {
        YamlMap map => ReadMap(map, path, reader, noNull),
        YamlList list => list.Items.Index().Select(item => ReadAny(item.Item, path.Item(item.Index), reader, noNull)).OfType<object>().ToImmutableArray(),
        YamlScalar { IsNull: true } => noNull is null ? null : RefuseNull(node, path, reader, noNull),
        YamlScalar { IsPlain: false } text => text.Text,
        YamlScalar plain => ReadPlain(plain, path, reader),
        _ => Refuse(node, path, reader),
    };

    /// <summary>Writes what <see cref="ReadAny(YamlNode, SpecPath, SpecReader)"/> read.</summary>
    public static YamlNode WriteAny(object value) => value switch
    {
        ImmutableDictionary<string, object> map => new YamlMap(
            Nowhere, [.. map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new YamlEntry(pair.Key, Nowhere, WriteAny(pair.Value)))], 1),
        ImmutableArray<object> list => new YamlList(Nowhere, [.. list.Select(WriteAny)], 1),
        bool flag => Plain(flag ? "true" : "false"),
        int number => Plain(number.ToString(CultureInfo.InvariantCulture)),
        double number => Plain(Fraction(YamlText.Number(number))),
        _ => Text((string)value),
    };

    // 1.0 is not 1 to a chart that asks for its type.
    private static string Fraction(string number) => int.TryParse(number, CultureInfo.InvariantCulture, out _) ? $"{number}.0" : number;

    private static ImmutableDictionary<string, object> ReadMap(YamlMap map, SpecPath path, SpecReader reader, string? noNull)
    {
        var values = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            if (ReadAny(entry.Value, path.Key(entry.Key), reader, noNull) is { } value)
                values[entry.Key] = value;
        }

        return values.ToImmutable();
    }

    private static object? ReadPlain(YamlScalar scalar, SpecPath path, SpecReader reader)
    {
        var value = PlainScalar.Value(scalar.Text, out var fault);
        if (fault.Message is { } message)
            reader.Report(fault.IsAmbiguous ? Rules.Unambiguous : Rules.Form, path, scalar.Place, message);
        return value;
    }

    private static object? RefuseNull(YamlNode node, SpecPath path, SpecReader reader, string message)
    {
        reader.Report(Rules.Type, path, node.Place, message);
        return null;
    }

    private static object? Refuse(YamlNode node, SpecPath path, SpecReader reader)
    {
        reader.Report(Rules.PlainSecret, path, node.Place, "a secret cannot stand in content that is rendered in plain text; refer to a Secret object by name instead");
        return null;
    }
}

/// <summary>Any single value, such as that of a patch.</summary>
internal sealed class AnyShape : Shape
{
    public override object? Read(YamlNode node, SpecPath path, SpecReader reader) => TreeShape.ReadAny(node, path, reader) is { } value ? new AnyValue(value) : null;

    public override YamlNode Write(object value) => TreeShape.WriteAny(((AnyValue)value).Value);

    public override JsonObject Describe(SchemaWriter schema) => [];
}
