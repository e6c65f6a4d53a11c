namespace Infra.Sdks.Generator.Surface;

/// <summary>A property or field of a surface listing.</summary>
/// <param name="Type">The type as listed, with full names.</param>
/// <param name="Name">The member's name.</param>
/// <param name="IsStatic">Whether it belongs to the type rather than to an instance.</param>
/// <param name="IsField">Whether it is a read-only field rather than a property.</param>
/// <param name="WireName">The first argument of its <c>[Input]</c>, <c>[Output]</c> or, for a member of an enumeration, <c>[Value]</c>; null where the listing shows none.</param>
/// <param name="IsRequired">The second argument of <c>[Input]</c>.</param>
/// <param name="IsJson">The third argument of <c>[Input]</c>: sent as a JSON string.</param>
internal sealed record SurfaceProperty(string Type, string Name, bool IsStatic, bool IsField, string? WireName, bool IsRequired, bool IsJson)
{
    /// <summary>Reads one member line; null for constructors and methods.</summary>
    public static SurfaceProperty? Read(string line)
    {
        var isStatic = Take(ref line, "static ");
        if (Take(ref line, "readonly "))
        {
            var (type, name) = Split(line);
            return new(type, name, isStatic, IsField: true, WireName: null, IsRequired: false, IsJson: false);
        }

        var accessors = line.IndexOf(" { get;", StringComparison.Ordinal);
        if (accessors < 0)
            return null;
        var (propertyType, propertyName) = Split(line[..accessors]);
        var arguments = ReadArguments(line);
        return new(propertyType, propertyName, isStatic, IsField: false,
            WireName: arguments.Length == 0 ? null : arguments[0].Trim('"'),
            IsRequired: arguments.Length > 1 && arguments[1] == "True",
            IsJson: arguments.Length > 2 && arguments[2] == "True");
    }

    private static string[] ReadArguments(string line)
    {
        foreach (var attribute in (string[])["[Input(", "[Output(", "[Value("])
        {
            var start = line.IndexOf(attribute, StringComparison.Ordinal);
            if (start >= 0)
                return line[(start + attribute.Length)..line.LastIndexOf(')')].Split(", ");
        }
        return [];
    }

    private static bool Take(ref string line, string prefix)
    {
        if (!line.StartsWith(prefix, StringComparison.Ordinal))
            return false;
        line = line[prefix.Length..];
        return true;
    }

    private static (string Type, string Name) Split(string declaration)
    {
        var space = declaration.LastIndexOf(' ');
        return (declaration[..space], declaration[(space + 1)..]);
    }
}
