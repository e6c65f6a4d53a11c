using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using Infra.Documents;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>A record: one key for each property that can be set.</summary>
internal sealed class RecordShape : Shape
{
    private readonly Type _type;
    private readonly ExactlyOneOfAttribute? _exactlyOneOf;
    private readonly (string Key, string Word)? _variant;
    private readonly object _defaults;

    /// <summary>Makes the shape of a record.</summary>
    /// <param name="type">The record.</param>
    /// <param name="variant">The key and word by which the record was chosen among others, if it was.</param>
    public RecordShape(Type type, (string Key, string Word)? variant = null)
    {
        _type = type;
        _variant = variant;
        _exactlyOneOf = type.GetCustomAttribute<ExactlyOneOfAttribute>();
        _defaults = Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} cannot be made");
        Fields = [.. Properties(type).Select(property => new RecordField(property, _defaults))];
        Keys = [.. variant is { } chosen ? [chosen.Key] : Array.Empty<string>(), .. Fields.Select(field => field.Key)];
    }

    /// <summary>The record's fields, those of the record that it derives from first.</summary>
    public ImmutableArray<RecordField> Fields { get; }

    /// <summary>The keys that may be set.</summary>
    public ImmutableArray<string> Keys { get; }

    /// <summary>The keys of which exactly one is set; empty when there is no such rule.</summary>
    public IReadOnlyList<string> ExactlyOneOf => _exactlyOneOf?.Keys ?? [];

    /// <summary>The key that names a file on which the record stands; null when there is none.</summary>
    public string? StandsOn => _type.GetCustomAttribute<StandsOnAttribute>()?.Key;

    /// <summary>The record's type.</summary>
    public Type Type => _type;

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is not YamlMap map)
        {
            reader.ReportType(path, node, Keys.IsEmpty ? "{}, for there is nothing to set" : $"a map of {string.Join(", ", Keys)}", mayQuote: !HoldsSecret);
            return null;
        }

        var record = Activator.CreateInstance(_type)!;
        var isWhole = true;
        foreach (var field in Fields)
            isWhole &= ReadField(field, map, path, record, reader);
        RefuseUnknownKeys(map, Keys, path, reader);
        return RequireOne(map, path, reader) && isWhole ? record : null;
    }

    public override YamlNode Write(object value)
    {
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        if (_variant is { } variant)
            entries.Add(new YamlEntry(variant.Key, Nowhere, Text(variant.Word)));
        foreach (var field in Fields)
        {
            // An empty map says something only where nothing would be there without it.
            if (field.ValueToWrite(value) is { } set && field.Shape.Write(set) is { } node && (field.IsRequired || field.Default is null || node is not YamlMap { Entries.IsEmpty: true }))
                entries.Add(new YamlEntry(field.Key, Nowhere, node));
        }

        return new YamlMap(Nowhere, entries.ToImmutable(), 1);
    }

    public override JsonObject Describe(SchemaWriter schema) => schema.Record(this, _variant, _exactlyOneOf?.Keys ?? []);

    private static IEnumerable<PropertyInfo> Properties(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.SetMethod is { IsPublic: true })
        .OrderBy(property => Depth(property.DeclaringType!))
        .ThenBy(property => property.MetadataToken);

    private static int Depth(Type type) => type.BaseType is { } parent ? Depth(parent) + 1 : 0;

    // A required field that cannot be read takes its record with it; any other stays at its default, so that the rest can still be checked.
    private static bool ReadField(RecordField field, YamlMap map, SpecPath path, object record, SpecReader reader)
    {
        // A key without a value counts as absent.
        if (map[field.Key] is { Value: not YamlScalar { IsNull: true } } entry)
        {
            var value = field.Shape.Read(entry.Value, path.Key(field.Key), reader);
            if (value is not null)
                field.Set(record, value);
            else
                reader.LeaveOut(path.Key(field.Key));
            return value is not null || !field.IsRequired;
        }

        if (field.InsteadOfNothing is { } instead && map[field.Key] is { } nothing)
        {
            reader.Report(Rules.Required, path.Key(field.Key), nothing.Place, $"'{field.Key}' says nothing; write {instead}, or remove the key");
            reader.LeaveOut(path.Key(field.Key));
        }

        if (field.IsRequired)
            reader.ReportMissing(Rules.Required, path, map.Place, $"'{field.Key}' is missing");
        return !field.IsRequired;
    }

    private bool RequireOne(YamlMap map, SpecPath path, SpecReader reader)
    {
        if (_exactlyOneOf is not { Keys: var keys })
            return true;
        var present = keys.Where(key => map[key] is { Value: not (YamlScalar { IsNull: true } or YamlList { Items.IsEmpty: true }) }).ToList();
        if (present.Count == 1)
            return true;
        if (present.Count == 0)
            reader.ReportMissing(Rules.ExactlyOne, path, map.Place, $"found none; allowed: exactly one of {string.Join(", ", keys)}");
        else
            reader.Report(Rules.ExactlyOne, path, map[present[1]]!.Place, $"found {string.Join(" and ", present.Select(key => $"'{key}'"))}; allowed: exactly one of {string.Join(", ", keys)}");
        return false;
    }

    /// <summary>Reports every key that is not one of these.</summary>
    public static void RefuseUnknownKeys(YamlMap map, ImmutableArray<string> keys, SpecPath path, SpecReader reader)
    {
        foreach (var entry in map.Entries.Where(entry => !keys.Contains(entry.Key, StringComparer.Ordinal)))
        {
            var key = SpecReader.Shortened(entry.Key);
            reader.Report(Rules.KnownKey, path.Key(entry.Key), entry.Place, $"unknown key '{key}'; allowed: {(keys.IsEmpty ? "none" : string.Join(", ", keys))}{Suggestion.For(entry.Key, keys)}");
        }
    }
}
