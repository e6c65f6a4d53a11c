using System.Text;
using Infra.Documents;
using Infra.Engine.Values;

namespace Infra.Engine.Rendering;

/// <summary>Writes values as YAML: block style, a stable order, nothing that a reader could take for something else.</summary>
/// <remarks>What identifies an object comes first, as people write it, then its spec; all other fields are in ordinal order.</remarks>
internal sealed class ManifestYaml
{
    private const int Step = 2;

    // YAML allows 1024 characters for a key on the line of its value.
    private const int MaxKey = 1000;

    private static readonly string[] ObjectOrder = ["apiVersion", "kind", "metadata", "spec"];
    private static readonly string[] MetadataOrder = ["name", "generateName", "namespace", "labels", "annotations"];

    private readonly StringBuilder _text = new();

    private ManifestYaml()
    {
    }

    /// <summary>The text of an object or of any other map, with a line end at its end.</summary>
    /// <exception cref="InvalidOperationException">Something in it is secret, unknown, or no value of YAML; nothing of that kind is ever written.</exception>
    public static string Write(PropertyMap map) => Write(map, ObjectOrder);

    /// <summary>The same with other fields first.</summary>
    /// <exception cref="InvalidOperationException">As above.</exception>
    public static string Write(PropertyMap map, string[] first)
    {
        var yaml = new ManifestYaml();
        if (map.Count == 0)
            yaml._text.Append("{}\n");
        else
            yaml.Map(map, 0, isFirstInline: false, first);

        return yaml._text.ToString();
    }

    private void Map(PropertyMap map, int indent, bool isFirstInline, string[] first)
    {
        var isInline = isFirstInline;
        foreach (var name in Array.FindAll(first, name => map[name] is not null))
        {
            Entry(name, map[name]!, indent, isInline);
            isInline = false;
        }

        foreach (var (name, value) in map)
        {
            if (Array.IndexOf(first, name) >= 0)
                continue;

            Entry(name, value, indent, isInline);
            isInline = false;
        }
    }

    private void Entry(string name, PropertyValue value, int indent, bool isInline)
    {
        if (!isInline)
            _text.Append(' ', indent);

        var start = _text.Length;
        YamlText.Append(_text, name);
        var isLong = _text.Length - start > MaxKey;
        if (isLong)
            _text.Insert(start, "? ").Append('\n').Append(' ', indent);

        _text.Append(':');
        switch (Resolve(value))
        {
            case PropertyMap { Count: > 0 } map:
                _text.Append('\n');
                Map(map, indent + Step, isFirstInline: false, name == "metadata" ? MetadataOrder : []);
                break;
            case ListValue { Items.Length: > 0 } list:
                _text.Append('\n');
                List(list, isLong ? indent + Step : indent, isFirstInline: false);
                break;
            case var leaf:
                _text.Append(' ');
                Scalar(leaf, indent + Step);
                break;
        }
    }

    private void List(ListValue list, int indent, bool isFirstInline)
    {
        var isInline = isFirstInline;
        foreach (var item in list.Items)
        {
            if (!isInline)
                _text.Append(' ', indent);

            isInline = false;
            _text.Append("- ");
            switch (Resolve(item))
            {
                case PropertyMap { Count: > 0 } map:
                    Map(map, indent + Step, isFirstInline: true, []);
                    break;
                case ListValue { Items.Length: > 0 } inner:
                    List(inner, indent + Step, isFirstInline: true);
                    break;
                case var leaf:
                    Scalar(leaf, indent + Step);
                    break;
            }
        }
    }

    private void Scalar(PropertyValue value, int blockIndent)
    {
        switch (value)
        {
            case StringValue { Value: var text } when YamlText.IsBlock(text):
                Block(text, blockIndent);
                return;
            case StringValue { Value: var text }:
                YamlText.Append(_text, text);
                break;
            case NumberValue { Value: var number }:
                _text.Append(YamlText.Number(number));
                break;
            case BoolValue { Value: var flag }:
                _text.Append(flag ? "true" : "false");
                break;
            case NullValue:
                _text.Append("null");
                break;
            case PropertyMap:
                _text.Append("{}");
                break;
            case ListValue:
                _text.Append("[]");
                break;
            default:
                throw new InvalidOperationException($"A {value.GetType().Name} cannot be written as YAML.");
        }

        _text.Append('\n');
    }

    private void Block(string text, int indent)
    {
        _text.Append(YamlText.BlockHead(text, Step)).Append('\n');
        var body = text.AsSpan();
        if (body[^1] == '\n')
            body = body[..^1];

        foreach (var line in body.Split('\n'))
        {
            if (!body[line].IsEmpty)
                _text.Append(' ', indent).Append(body[line]);

            _text.Append('\n');
        }
    }

    // What a program's engine says around a value is no part of it; another resource is its id.
    private static PropertyValue Resolve(PropertyValue value) => value switch
    {
        OutputValue { IsSecret: false, Value: { } inner } => Resolve(inner),
        ResourceReferenceValue { Id: null, Urn: var urn } => new StringValue(urn),
        ResourceReferenceValue { Id: { } id } => id,
        _ => value,
    };
}
