using System.Text;

namespace Infra.Documents;

/// <summary>Writes values as YAML that reads back as the same values: maps and lists as blocks, every text as every reader understands it.</summary>
/// <remarks>The same values are always the same text. A scalar that is plain is written as it is; any other gets quotes where it needs them.</remarks>
public static class YamlWriter
{
    private const int Step = 2;

    /// <summary>A map, one line for each entry; nothing for an empty one.</summary>
    public static string Write(YamlMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        var text = new StringBuilder();
        AppendMap(text, map, 0);
        return text.ToString();
    }

    /// <summary>A value on one line: <c>[a, b]</c>, <c>{ key: value }</c>.</summary>
    public static string Flow(YamlNode node)
    {
        var text = new StringBuilder();
        AppendFlow(text, node);
        return text.ToString();
    }

    private static void AppendMap(StringBuilder to, YamlMap map, int indent)
    {
        foreach (var (index, entry) in map.Entries.Index())
        {
            // The first entry of a map in a list stands behind the dash.
            if (index > 0 || to.Length == 0 || to[^1] == '\n')
                to.Append(' ', indent);
            YamlText.Append(to, entry.Key);
            to.Append(':');
            switch (entry.Value)
            {
                case YamlMap { Entries.IsEmpty: false } inner:
                    to.Append('\n');
                    AppendMap(to, inner, indent + Step);
                    break;
                case YamlList { Items.IsEmpty: false } list:
                    to.Append('\n');
                    AppendList(to, list, indent + Step);
                    break;
                default:
                    AppendInline(to, entry.Value, indent + Step);
                    break;
            }
        }
    }

    private static void AppendList(StringBuilder to, YamlList list, int indent)
    {
        foreach (var (index, item) in list.Items.Index())
        {
            if (index > 0 || to[^1] == '\n')
                to.Append(' ', indent);
            to.Append('-');
            switch (item)
            {
                case YamlMap { Entries.IsEmpty: false } map:
                    to.Append(' ');
                    AppendMap(to, map, indent + Step);
                    break;
                case YamlList { Items.IsEmpty: false } inner:
                    to.Append(' ');
                    AppendList(to, inner, indent + Step);
                    break;
                default:
                    AppendInline(to, item, indent + Step);
                    break;
            }
        }
    }

    // What follows a key or a dash on its line, and the line's end.
    private static void AppendInline(StringBuilder to, YamlNode node, int indent)
    {
        if (node is YamlScalar { IsPlain: false } text && YamlText.IsBlock(text.Text))
        {
            AppendBlock(to, text.Text, indent);
            return;
        }

        if (node is not YamlScalar { IsPlain: true, Text: "" })
        {
            to.Append(' ');
            AppendFlow(to, node);
        }

        to.Append('\n');
    }

    private static void AppendBlock(StringBuilder to, string text, int indent)
    {
        to.Append(' ').Append(YamlText.BlockHead(text, Step)).Append('\n');
        foreach (var range in text.AsSpan().Split('\n'))
        {
            // The last line end is the block's own.
            if (range.Start.Value == text.Length)
                break;
            if (text.AsSpan(range) is { IsEmpty: false } line)
                to.Append(' ', indent).Append(line);
            to.Append('\n');
        }
    }

    private static void AppendFlow(StringBuilder to, YamlNode node)
    {
        switch (node)
        {
            case YamlMap { Entries.IsEmpty: true }:
                to.Append("{}");
                break;
            case YamlMap map:
                foreach (var (index, entry) in map.Entries.Index())
                {
                    to.Append(index == 0 ? "{ " : ", ");
                    YamlText.Append(to, entry.Key);
                    to.Append(": ");
                    AppendFlow(to, entry.Value);
                }

                to.Append(" }");
                break;
            case YamlList list:
                to.Append('[');
                foreach (var (index, item) in list.Items.Index())
                {
                    to.Append(index == 0 ? "" : ", ");
                    AppendFlow(to, item);
                }

                to.Append(']');
                break;
            case YamlScalar { IsPlain: true } plain:
                to.Append(plain.Text.Length == 0 ? "null" : plain.Text);
                break;
            case YamlScalar text:
                YamlText.Append(to, text.Text);
                break;
            default:
                throw new ArgumentException($"{node.Kind} has no form in YAML", nameof(node));
        }
    }
}
