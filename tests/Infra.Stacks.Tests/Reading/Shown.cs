using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Tests.Reading;

/// <summary>All that a value of a specification says, line by line, by its properties and not by shapes: two values are equal when this is.</summary>
internal static class Shown
{
    /// <summary>The lines of a value.</summary>
    public static string Of(object? value)
    {
        var lines = new StringBuilder();
        Append(lines, "", value);
        return lines.ToString();
    }

    private static void Append(StringBuilder lines, string path, object? value)
    {
        switch (value)
        {
            case null:
                return;
            case SecretValue secret:
                Line(lines, path, $"secret {secret.Name} {secret.Reveal()}");
                return;
            case YamlNode node:
                Append(lines, path, node);
                return;
            case string or bool or int or double or Enum:
                Line(lines, path, $"{value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}");
                return;
            case ValueType and IFormattable or Cidr or IpAddress or KubernetesVersion or AddressRange or HostPort or CalendarDate:
                Line(lines, path, $"{value.GetType().Name} {value}");
                return;
            case IDictionary map:
                Line(lines, path, "map");
                foreach (var key in map.Keys.Cast<string>().Order(StringComparer.Ordinal))
                    Append(lines, $"{path}.{key}", map[key]);
                return;
            case IEnumerable list:
                Line(lines, path, "list");
                foreach (var (index, item) in list.Cast<object?>().Index())
                    Append(lines, $"{path}[{index}]", item);
                return;
            default:
                Line(lines, path, value.GetType().Name);
                foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.SetMethod is not null))
                    Append(lines, $"{path}.{property.Name}", property.GetValue(value));
                return;
        }
    }

    // A text without quotes is the same as one with them, where everybody takes it for a text.
    private static void Append(StringBuilder lines, string path, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                Line(lines, path, "map");
                foreach (var entry in map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                    Append(lines, $"{path}.{entry.Key}", entry.Value);
                break;
            case YamlList list:
                Line(lines, path, "list");
                foreach (var (index, item) in list.Items.Index())
                    Append(lines, $"{path}[{index}]", item);
                break;
            case SecretNode secret:
                Line(lines, path, $"secret {secret.Reveal()}");
                break;
            case YamlScalar { IsNull: true }:
                Line(lines, path, "nothing");
                break;
            case YamlScalar scalar:
                Line(lines, path, scalar.IsPlain && PlainScalar.Misreading(scalar.Text) is { } misreading ? $"{misreading} {scalar.Text}" : $"text {scalar.Text}");
                break;
        }
    }

    private static void Line(StringBuilder lines, string path, string text) => lines.Append(path).Append(" = ").Append(text).Append('\n');
}
