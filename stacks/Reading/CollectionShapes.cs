using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>A list of values of one shape.</summary>
internal sealed class ListShape<T>(Shape item) : Shape
    where T : notnull
{
    public override Shape Item => item;

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is not YamlList list)
        {
            reader.ReportType(path, node, "a list", mayQuote: !HoldsSecret);
            return null;
        }

        var items = ImmutableArray.CreateBuilder<T>(list.Items.Length);
        foreach (var (index, value) in list.Items.Index())
        {
            if (Item.Read(value, path.Item(index), reader) is T read)
                items.Add(read);
            else
                reader.LeaveOut(path.Item(index));
        }

        return items.ToImmutable();
    }

    public override YamlNode Write(object value) => new YamlList(Nowhere, [.. ((ImmutableArray<T>)value).Select(read => Item.Write(read))], 1);

    public override JsonObject Describe(SchemaWriter schema) => new() { ["type"] = "array", ["items"] = Item.Describe(schema) };
}

/// <summary>Values of one shape by name.</summary>
internal abstract class MapShape(TextForm? keyForm) : Shape
{
    /// <summary>The form of the names; null when they have none.</summary>
    public TextForm? KeyForm { get; } = keyForm;
}

/// <inheritdoc cref="MapShape"/>
internal sealed class MapShape<T>(TextForm? keyForm, Shape item) : MapShape(keyForm)
    where T : notnull
{
    public override Shape Item => item;

    public override bool HasKeys => true;

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is not YamlMap map)
        {
            reader.ReportType(path, node, "a map", mayQuote: !HoldsSecret);
            return null;
        }

        var values = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var entry in map.Entries)
        {
            var at = path.Key(entry.Key);
            if (KeyForm is not null && !KeyForm.Holds(entry.Key))
                reader.Report(Rules.Name, at, entry.Place, $"the name '{SpecReader.Shortened(entry.Key)}' is invalid; allowed: {KeyForm.Allowed}");
            if (entry.Value is YamlScalar { IsNull: true })
            {
                Removed(entry, at, reader);
                continue;
            }

            if (Item.Read(entry.Value, at, reader) is T read)
                values[entry.Key] = read;
            else
                reader.LeaveOut(at);
        }

        return values.ToImmutable();
    }

    // In a cluster null removes what a layer says, in an add-on what its file says; what a stack declares itself stands on nothing.
    private static void Removed(YamlEntry entry, SpecPath path, SpecReader reader)
    {
        if (path.Steps() is [("clusters" or "addons", _), _, _, ..])
            return;
        reader.Report(Rules.Required, path, entry.Place, $"'{SpecReader.Shortened(entry.Key)}' says nothing; say what it is, or remove it");
        reader.LeaveOut(path);
    }

    public override YamlNode Write(object value) => new YamlMap(
        Nowhere, [.. ((ImmutableSortedDictionary<string, T>)value).Select(pair => new YamlEntry(pair.Key, Nowhere, Item.Write(pair.Value)))], 1);

    public override JsonObject Describe(SchemaWriter schema)
    {
        // Not every program that reads schemas knows propertyNames.
        var values = SchemaWriter.OrNull(Item.Describe(schema));
        return KeyForm is null
            ? new JsonObject { ["type"] = "object", ["additionalProperties"] = values }
            : new JsonObject { ["type"] = "object", ["patternProperties"] = new JsonObject { [KeyForm.Pattern] = values }, ["additionalProperties"] = false };
    }
}
