using Infra.Documents;

namespace Infra.Engine.Projects;

/// <summary>One key of configuration that a project declares for all its stacks.</summary>
/// <param name="Key">The key with its namespace.</param>
/// <param name="Type">The type that a value must have: string, integer, number, boolean, array or object; null for any.</param>
/// <param name="Default">The value of a stack that does not set one; null when the stack must set it.</param>
/// <param name="IsSecret">Whether it is secret to programs even where it is written in plain text.</param>
/// <param name="Place">Where it is declared.</param>
public sealed record ProjectConfig(string Key, string? Type, ConfigValue? Default, bool IsSecret, SourcePlace Place)
{
    private static readonly string[] Types = ["string", "integer", "number", "boolean", "array", "object"];

    private static readonly string[] Keys = ["type", "description", "default", "value", "secret", "items"];

    internal static ProjectConfig? Read(YamlEntry entry, string project, FileShape shape)
    {
        var key = ConfigKey.Complete(entry, project, shape);
        if (key is null)
            return null;

        ConfigValue.Check(entry.Value, shape);

        // A map that declares is told from a value that is a map by having nothing but the words of a declaration.
        if (entry.Value is not YamlMap map || map.Entries.Length == 0 || !map.Entries.All(field => Keys.Contains(field.Key, StringComparer.Ordinal)))
            return new ProjectConfig(key, null, new ConfigValue(entry.Value), IsSecret: false, entry.Place);

        var type = (map["type"]?.Value as YamlScalar)?.Text;
        if (map["type"] is { } declared && !Types.Contains(type, StringComparer.Ordinal))
            shape.Report(declared.Value.Place, $"'type' has to be one of {string.Join(", ", Types)}; this is {declared.Value.Kind}.");

        var value = map["value"] ?? map["default"];
        return new ProjectConfig(key, type, value is null ? null : new ConfigValue(value.Value), map["secret"]?.Value is YamlScalar { Text: "true" }, entry.Place);
    }

    /// <summary>Reports a value that is not of the declared type.</summary>
    internal void CheckType(ConfigValue value, FileShape shape)
    {
        var fits = (Type, value.Node) switch
        {
            (null, _) => true,
            _ when value.IsSecret => true,
            ("array", YamlList) or ("object", YamlMap) or ("string", YamlScalar) => true,
            ("boolean", YamlScalar { Text: "true" or "false" }) => true,
            ("integer", YamlScalar scalar) => long.TryParse(scalar.Text, out _),
            ("number", YamlScalar scalar) => double.TryParse(scalar.Text, out _),
            _ => false,
        };
        if (!fits)
            shape.Report(value.Place, $"{Key} has to be {(Type is "array" or "integer" or "object" ? "an" : "a")} {Type}, as {Place} declares; this is {value.Node.Kind}.");
    }
}

/// <summary>Configuration keys: <c>namespace:name</c>.</summary>
internal static class ConfigKey
{
    /// <summary>The key with its namespace: the project's when it names none.</summary>
    public static string? Complete(YamlEntry entry, string project, FileShape shape)
    {
        // Pulumi's oldest spelling has a word in the middle: ns:config:name.
        switch (entry.Key.Split(':'))
        {
            case [{ Length: > 0 } name]:
                return $"{project}:{name}";
            case [{ Length: > 0 } space, { Length: > 0 } name]:
                return $"{space}:{name}";
            case [{ Length: > 0 } space, "config", { Length: > 0 } name]:
                return $"{space}:{name}";
            default:
                shape.Report(entry.Place, $"'{entry.Key}' is not a configuration key; a key reads 'namespace:name', or 'name' for the project's own.");
                return null;
        }
    }
}
