using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>One of several records, chosen by the word under <c>kind</c>.</summary>
internal sealed class VariantShape : Shape
{
    /// <summary>The key that chooses.</summary>
    public const string Key = "kind";

    private readonly ChoiceShape _kind;

    public VariantShape(IEnumerable<(string Word, Type Type)> variants)
    {
        Variants = variants.ToImmutableDictionary(variant => variant.Word, variant => new RecordShape(variant.Type, (Key, variant.Word)), StringComparer.Ordinal);
        Words = [.. variants.Select(variant => variant.Word)];
        _kind = new ChoiceShape(Words.ToDictionary(word => word, object (word) => word, StringComparer.Ordinal));
    }

    /// <summary>The words, in the order in which they are offered.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>The record of each word.</summary>
    public ImmutableDictionary<string, RecordShape> Variants { get; }

    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is not YamlMap map)
        {
            reader.ReportType(path, node, "a map", mayQuote: !HoldsSecret);
            return null;
        }

        if (map[Key] is not { Value: not YamlScalar { IsNull: true } } kind)
        {
            reader.ReportMissing(Rules.Required, path, map.Place, $"'{Key}' is missing, and no class says it; allowed: {string.Join(", ", Words)}");
            ReadWithoutKind(map, path, reader);
            return null;
        }

        return _kind.Read(kind.Value, path.Key(Key), reader) is string word ? Variants[word].Read(node, path, reader) : null;
    }

    // What every kind has is read all the same, so that a class that is misspelt is told and not only that nothing says the kind.
    private void ReadWithoutKind(YamlMap map, SpecPath path, SpecReader reader)
    {
        foreach (var field in Variants[Words[0]].Fields.Where(field => Words.All(word => Variants[word].Fields.Any(other => other.Key == field.Key && other.Property.DeclaringType == field.Property.DeclaringType))))
        {
            if (map[field.Key] is { Value: not YamlScalar { IsNull: true } } entry)
                field.Shape.Read(entry.Value, path.Key(field.Key), reader);
        }

        RecordShape.RefuseUnknownKeys(map, [.. Words.SelectMany(word => Variants[word].Keys).Distinct(StringComparer.Ordinal)], path, reader);
    }

    public override YamlNode Write(object value) => Variants.Values.First(variant => variant.Type == value.GetType()).Write(value);

    public override JsonObject Describe(SchemaWriter schema) => schema.Cluster(this);
}
