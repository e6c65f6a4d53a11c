using System.Globalization;
using System.Reflection;

namespace Infra.Interop.Tests.ApiSurface;

/// <summary>The attributes that the surface listings show: those that decide what goes over the wire.</summary>
internal static class Attributes
{
    public static string OnType(CustomAttributeData attribute)
    {
        var name = ShortName(attribute);
        if (name == "Obsolete")
            return "[Obsolete]";
        return name is "EnumType" or "OutputType" || name.EndsWith("ResourceType", StringComparison.Ordinal) ? Print(name, attribute) : "";
    }

    public static string OnProperty(CustomAttributeData attribute)
    {
        var name = ShortName(attribute);
        return name is "Input" or "Output" ? Print(name, attribute) : "";
    }

    private static string ShortName(CustomAttributeData attribute)
    {
        const string Suffix = "Attribute";
        var name = attribute.AttributeType.Name;
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
    }

    private static string Print(string name, CustomAttributeData attribute) =>
        $"[{name}({string.Join(", ", attribute.ConstructorArguments.Select(Print))})]";

    private static string Print(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        string text => $"\"{text}\"",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
