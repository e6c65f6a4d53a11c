using System.Reflection;

namespace Infra.Interop.Tests.ApiSurface;

/// <summary>Prints what a type shows to programs, in the format of the surface listings: one header, one line per member.</summary>
internal static class SurfacePrinter
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The types of an assembly that programs can name, by full name.</summary>
    public static IEnumerable<Type> VisibleTypes(Assembly assembly) =>
        assembly.GetTypes().Where(type => type.IsVisible).OrderBy(TypeNames.OfDefinition, StringComparer.Ordinal);

    /// <summary>The header line: modifiers, kind, name, bases, attributes.</summary>
    public static string Header(Type type)
    {
        var bases = Bases(type).Select(@base => TypeNames.Of(@base)).ToArray();
        var attributes = string.Concat(type.GetCustomAttributesData().Select(Attributes.OnType));
        return Kind(type) + " " + TypeNames.OfDefinition(type)
            + (bases.Length == 0 ? "" : " : " + string.Join(", ", bases))
            + (attributes.Length == 0 ? "" : " " + attributes);
    }

    /// <summary>The public and protected members that the type declares, sorted.</summary>
    public static IReadOnlyList<string> Members(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var lines = new List<string>();
        lines.AddRange(type.GetFields(Declared).Where(MemberPrinter.IsVisible).Select(field => MemberPrinter.Field(field, nullability)));
        lines.AddRange(type.GetProperties(Declared).Where(MemberPrinter.IsVisible).Select(property => MemberPrinter.Property(property, nullability)));
        lines.AddRange(type.GetConstructors(Declared).Where(constructor => !constructor.IsStatic && MemberPrinter.IsVisible(constructor))
            .Select(constructor => MemberPrinter.Constructor(constructor, nullability)));
        lines.AddRange(type.GetMethods(Declared).Where(method => MemberPrinter.IsVisible(method) && !IsAccessor(method))
            .Select(method => MemberPrinter.Method(method, nullability)));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Kind(Type type)
    {
        if (type.IsInterface)
            return "interface";
        if (type.IsEnum)
            return "enum";
        if (type.IsValueType)
            return "struct";
        if (typeof(Delegate).IsAssignableFrom(type))
            return "delegate";
        return (type.IsAbstract, type.IsSealed) switch
        {
            (true, true) => "static class",
            (true, false) => "abstract class",
            (false, true) => "sealed class",
            _ => "class",
        };
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.BaseType is { } @base && @base != typeof(object) && @base != typeof(ValueType) && @base != typeof(Enum))
            yield return @base;
        foreach (var @interface in type.GetInterfaces().Where(candidate => candidate.IsVisible).OrderBy(candidate => TypeNames.Of(candidate), StringComparer.Ordinal))
            yield return @interface;
    }
}
