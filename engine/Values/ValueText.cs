using System.Globalization;
using System.Text;

namespace Infra.Engine.Values;

/// <summary>Values as one line of text for people, with everything secret masked.</summary>
public static class ValueText
{
    /// <summary>What stands for a secret.</summary>
    public const string Secret = "[secret]";

    /// <summary>What stands for a value that is not known yet.</summary>
    public const string Unknown = "[unknown]";

    /// <summary>The text of a value; <c>(absent)</c> for null.</summary>
    public static string Of(PropertyValue? value)
    {
        if (value is null)
            return "(absent)";

        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, PropertyValue value)
    {
        _ = value switch
        {
            NullValue => text.Append("null"),
            BoolValue { Value: var flag } => text.Append(flag ? "true" : "false"),
            NumberValue { Value: var number } => text.Append(number.ToString("R", CultureInfo.InvariantCulture)),
            StringValue { Value: var content } => AppendQuoted(text, content),
            UnknownValue or OutputValue { Value: null } => text.Append(Unknown),
            SecretValue or OutputValue { IsSecret: true } => text.Append(Secret),
            OutputValue { Value: { } inner } => AppendInner(text, inner),
            ResourceReferenceValue { Urn: var urn } => text.Append("-> ").Append(urn),
            AssetValue { Source: AssetSource.Text, Content.Length: var length } => text.Append(CultureInfo.InvariantCulture, $"asset({length} characters)"),
            AssetValue { Content: var place } => text.Append("asset(").Append(place).Append(')'),
            ArchiveValue { Assets: { } assets } => AppendInner(text.Append("archive"), assets),
            ArchiveValue { Location: var place } => text.Append("archive(").Append(place).Append(')'),
            ListValue { Items: var items } => AppendList(text, items),
            PropertyMap map => AppendMap(text, map),
            _ => throw new InvalidOperationException($"There is no text for a {value.GetType().Name}."),
        };
    }

    private static StringBuilder AppendInner(StringBuilder text, PropertyValue value)
    {
        Append(text, value);
        return text;
    }

    private static StringBuilder AppendQuoted(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (var character in content)
        {
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\u007f' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        }

        return text.Append('"');
    }

    private static StringBuilder AppendList(StringBuilder text, IEnumerable<PropertyValue> items)
    {
        var separator = "[";
        foreach (var item in items)
        {
            Append(text.Append(separator), item);
            separator = ", ";
        }

        return text.Append(separator == "[" ? "[]" : "]");
    }

    private static StringBuilder AppendMap(StringBuilder text, PropertyMap map)
    {
        var separator = "{ ";
        foreach (var (name, value) in map)
        {
            Append(text.Append(separator).Append(name).Append(": "), value);
            separator = ", ";
        }

        return text.Append(map.Count == 0 ? "{}" : " }");
    }
}
