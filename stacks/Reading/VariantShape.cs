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
            reader.ReportType(path, node, "a map");
            return null;
        }

        if (map[Key] is not { Value: not YamlScalar { IsNull: true } } kind)
        {
            reader.ReportMissing(Rules.Required, path, map.Place, $"'{Key}' is missing; allowed: {string.Join(", ", Words)}");
            return null;
        }

        return _kind.Read(kind.Value, path.Key(Key), reader) is string word ? Variants[word].Read(node, path, reader) : null;
    }

    public override YamlNode Write(object value) => Variants.Values.First(variant => variant.Type == value.GetType()).Write(value);

    public override JsonObject Describe(SchemaWriter schema) => schema.Cluster(this);
}
