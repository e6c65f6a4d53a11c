using System.Text.Json.Nodes;
using Infra.Documents;

namespace Infra.Stacks.Reading;

/// <summary>
/// What a value of a specification looks like in a file. Reading, writing and the JSON Schema all come from here, so they cannot disagree; shapes are
/// made of the specification's records, so neither can they disagree with those.
/// </summary>
internal abstract class Shape
{
    /// <summary>Reads a value.</summary>
    /// <returns>Null when it is none; that has been reported then.</returns>
    public abstract object? Read(YamlNode node, SpecPath path, SpecReader reader);

    /// <summary>Writes a value so that <see cref="Read"/> reads the same.</summary>
    public abstract YamlNode Write(object value);

    /// <summary>The JSON Schema of such values.</summary>
    public abstract JsonObject Describe(SchemaWriter schema);

    /// <summary>The shape of what such a value holds, if it is a list or a map of values of one shape.</summary>
    public virtual Shape? Item => null;

    /// <summary>Whether such a value is a map whose keys are names that people choose.</summary>
    public virtual bool HasKeys => false;

    /// <summary>Whether such a value is a secret or holds one, however deep. What stands in its place may well be the secret.</summary>
    public bool HoldsSecret => this switch
    {
        SecretShape or LayerShape => true,
        RecordShape record => record.Fields.Any(inner => inner.Shape.HoldsSecret),
        VariantShape variant => variant.Variants.Values.Any(record => record.HoldsSecret),
        _ => Item?.HoldsSecret ?? false,
    };

    /// <summary>A scalar that is written in quotes where it needs them.</summary>
    protected static YamlScalar Text(string text) => new(Nowhere, text, IsPlain: false);

    /// <summary>A scalar that is written as it is.</summary>
    protected static YamlScalar Plain(string text) => new(Nowhere, text, IsPlain: true);

    /// <summary>The place of what was never read.</summary>
    protected static SourcePlace Nowhere => default;
}
