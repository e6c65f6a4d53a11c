using System.Text.RegularExpressions;

namespace Infra.Sdks.Generator.Emission;

/// <summary>Turns the names of a listing into those of a C# file that has the usual usings.</summary>
internal static partial class CSharpNames
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "namespace", "default", "operator", "enum", "ref", "object", "string", "for", "in", "continue", "class", "base", "event",
        "static", "private", "public", "internal", "not", "readonly", "return", "params", "case", "switch", "is", "as", "new", "lock",
    };

    /// <summary>A type: the SDK's own and the collections by their short names, the package's types in full.</summary>
    public static string Type(string listed) => CoreType().Replace(listed
        .Replace("System.Collections.Immutable.", "", StringComparison.Ordinal)
        .Replace("System.Collections.Generic.", "", StringComparison.Ordinal)
        .Replace("System.Text.Json.", "", StringComparison.Ordinal), "${name}");

    /// <summary>The wire name that the schema's naming rule gives a C# property.</summary>
    public static string Wire(string property) => char.ToLowerInvariant(property[0]) + property[1..];

    /// <summary>A wire name as a parameter.</summary>
    public static string Parameter(string wireName)
    {
        var name = wireName.TrimStart('$');
        return Keywords.Contains(name) ? "@" + name : name;
    }

    [GeneratedRegex(@"\bPulumi\.(?<name>\w+)(?![\w.])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CoreType();
}
