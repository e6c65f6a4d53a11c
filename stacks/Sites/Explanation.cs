using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>Tells of each value of a cluster which layer it comes from.</summary>
/// <param name="layers">The cluster's layers, the lowest first.</param>
internal sealed class Explanation(ImmutableArray<ClusterLayerSource> layers)
{
    private const string Nothing = "nothing";
    private const string Secret = "[secret]";

    private readonly List<ExplainedValue> _values = [];

    /// <summary>The values of a cluster, in the order of its record's fields.</summary>
    /// <param name="cluster">The cluster with all its layers.</param>
    /// <param name="shape">Its record; null when nobody knows its kind.</param>
    public ImmutableArray<ExplainedValue> Of(YamlMap cluster, RecordShape? shape)
    {
        _values.Clear();
        if (cluster[VariantShape.Key] is { } kind)
            Take(kind.Value, null, SpecPath.Root.Key(VariantShape.Key));
        if (shape is not null)
            TakeFields(cluster, shape, SpecPath.Root, null);
        foreach (var entry in cluster.Entries.Where(entry => shape is null ? entry.Key != VariantShape.Key : !shape.Keys.Contains(entry.Key, StringComparer.Ordinal)))
            Take(entry.Value, shape is null ? OfAnyKind(entry.Key) : Unknown(shape), SpecPath.Root.Key(entry.Key));
        return [.. _values];
    }

    private void Take(YamlNode node, Shape? shape, SpecPath path)
    {
        switch (node, shape)
        {
            case (YamlMap map, RecordShape record):
                TakeFields(map, record, path, null);
                foreach (var entry in map.Entries.Where(entry => !record.Keys.Contains(entry.Key, StringComparer.Ordinal)))
                    Take(entry.Value, Unknown(record), path.Key(entry.Key));
                break;
            case (YamlMap { Entries.IsEmpty: false } map, null or { HasKeys: true }) when !IsSecret(map):
                foreach (var entry in map.Entries)
                    Take(entry.Value, shape?.Item, path.Key(entry.Key));
                break;
            default:
                TakeLeaf(node, shape, path);
                break;
        }
    }

    private void TakeFields(YamlMap map, RecordShape record, SpecPath path, object? defaults)
    {
        foreach (var field in record.Fields)
        {
            if (map[field.Key] is { } entry && (entry.Value is not YamlScalar { IsNull: true } || Sayings(path.Key(field.Key)).Count > 1))
                Take(entry.Value, field.Shape, path.Key(field.Key));
            else if (!field.IsRequired)
                TakeDefault(field.Shape, defaults is null ? field.Default : field.Get(defaults), path.Key(field.Key));
        }
    }

    private void TakeDefault(Shape shape, object? value, SpecPath path)
    {
        if (value is null)
            return;
        if (shape is RecordShape record)
            TakeFields(new YamlMap(default, [], 1), record, path, value);
        else if (shape.Write(value) is not (YamlMap { Entries.IsEmpty: true } or YamlList { Items.IsEmpty: true }) and var written)
            _values.Add(new ExplainedValue(path, Text(written, shape), "default", null));
    }

    private void TakeLeaf(YamlNode node, Shape? shape, SpecPath path)
    {
        var sayings = Sayings(path);
        if (sayings.Count == 0)
            return;
        var said = sayings.Select(saying => new ExplainedValue(path, Text(saying.Entry.Value, shape), saying.Layer, saying.Entry.Place)).ToList();
        _values.Add(said[0] with { Text = Text(node, shape), Overridden = [.. said.Skip(1)] });
    }

    // The layers that say something at a path, the upper ones first.
    private List<(string Layer, YamlEntry Entry)> Sayings(SpecPath path)
    {
        var sayings = new List<(string, YamlEntry)>();
        foreach (var layer in layers.Reverse())
        {
            YamlEntry? entry = null;
            YamlNode? node = layer.Values;
            foreach (var (key, _) in path.Steps())
                node = (entry = key is null ? null : (node as YamlMap)?[key])?.Value;
            if (entry is not null)
                sayings.Add((layer.Name, entry));
        }

        return sayings;
    }

    // What stands under a key that is misspelt beside a secret's may well be the secret.
    private static SecretShape? Unknown(RecordShape record) => record.HoldsSecret ? new SecretShape() : null;

    // Where the kind is misspelt, any of them may have been meant.
    private static Shape OfAnyKind(string key) => ((VariantShape)Shapes.Of<ClusterSpec>()).Variants.Values
        .SelectMany(record => record.Fields)
        .Where(field => field.Key == key)
        .Select(field => field.Shape)
        .OrderByDescending(shape => shape.HoldsSecret)
        .FirstOrDefault(new SecretShape());

    private static string Text(YamlNode node, Shape? shape) => (node, shape) switch
    {
        (YamlScalar { IsNull: true }, _) => Nothing,
        (YamlMap { Entries: [{ Key: SecretShape.Reference, Value: YamlScalar name }] }, SecretShape) => $"[secret {name.Text}]",
        (_, SecretShape) => Secret,
        (YamlScalar, RecordShape or VariantShape or { HoldsSecret: true }) => "a text",
        _ => YamlWriter.Flow(Masked(node, shape)),
    };

    private static bool IsSecret(YamlMap map) => map.Entries is [{ Key: "secure" }];

    // What stands where a secret, or something that holds one, is to be may well be the secret.
    private static YamlNode Masked(YamlNode node, Shape? shape) => node switch
    {
        YamlScalar { IsNull: true } => node,
        YamlMap { Entries: [{ Key: SecretShape.Reference, Value: YamlScalar }] } when shape is SecretShape => node,
        SecretNode => Mask(node),
        YamlMap map when IsSecret(map) || shape is SecretShape => Mask(node),
        YamlMap map => map with { Entries = [.. map.Entries.Select(entry => entry with { Value = Masked(entry.Value, Under(shape, entry.Key)) })] },
        YamlList list when shape is not { HoldsSecret: true, Item: null } => list with { Items = [.. list.Items.Select(item => Masked(item, shape?.Item))] },
        _ => shape is { HoldsSecret: true } ? Mask(node) : node,
    };

    private static Shape? Under(Shape? shape, string key) => shape is RecordShape record
        ? record.Fields.FirstOrDefault(field => field.Key == key)?.Shape ?? Unknown(record)
        : shape?.Item;

    private static YamlScalar Mask(YamlNode node) => new(node.Place, Secret, IsPlain: true);
}
