using System.Collections.Immutable;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Sites;

/// <summary>The ranges of addresses that clusters have, those that are to leave among them.</summary>
internal static class TakenAddresses
{
    private const string Network = "network";
    private const string From = "from";

    private static readonly VariantShape Kinds = (VariantShape)Shapes.Of<ClusterSpec>();

    /// <summary>The ranges of a cluster.</summary>
    /// <param name="layers">Its layers, the lowest first.</param>
    public static IEnumerable<Cidr> Of(ImmutableArray<ClusterLayerSource> layers)
    {
        var network = layers.Select(layer => layer.Values[Network]?.Value).OfType<YamlNode>().DefaultIfEmpty(new YamlMap(default, [], 1)).Aggregate(Layering.Merge) as YamlMap;
        return Said(network).Concat(Defaults(layers, network));
    }

    // A range that cannot be read is refused where it stands, before anything is written.
    private static IEnumerable<Cidr> Said(YamlNode? node) => node switch
    {
        YamlMap map => map.Entries.Where(entry => entry.Key != From).SelectMany(entry => Said(entry.Value)),
        YamlList list => list.Items.SelectMany(Said),
        YamlScalar scalar when scalar.Text.Contains('/', StringComparison.Ordinal) && Cidr.TryParse(scalar.Text, out var range, out _) => [range],
        _ => [],
    };

    private static IEnumerable<Cidr> Defaults(ImmutableArray<ClusterLayerSource> layers, YamlMap? network)
    {
        var kind = layers.Select(layer => layer.Values[VariantShape.Key]?.Value).OfType<YamlScalar>().LastOrDefault()?.Text;
        if (kind is null || !Kinds.Variants.TryGetValue(kind, out var shape) || shape.Fields.FirstOrDefault(field => field.Key == Network)?.Default is not IClusterAddresses addresses)
            return [];
        return new[] { ("podCidr", addresses.PodCidr), ("serviceCidr", addresses.ServiceCidr) }
            .Where(range => network?[range.Item1] is null or { Value: YamlScalar { IsNull: true } })
            .Select(range => range.Item2)
            .OfType<Cidr>();
    }
}
