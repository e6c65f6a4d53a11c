using System.Text.Json.Nodes;
using Infra.Documents;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>A layer under clusters. What it says is checked where it ends up: in each cluster that stands on it.</summary>
internal sealed class LayerShape : Shape
{
    public override object? Read(YamlNode node, SpecPath path, SpecReader reader)
    {
        if (node is YamlMap map)
            return new ClusterLayer(map);
        reader.ReportType(path, node, "a map of a cluster's keys", mayQuote: false);
        return null;
    }

    public override YamlNode Write(object value) => ((ClusterLayer)value).Values;

    public override JsonObject Describe(SchemaWriter schema) => schema.ClusterLayer((VariantShape)Shapes.Of<ClusterSpec>());
}
