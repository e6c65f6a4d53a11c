using System.Reflection;

namespace Infra.Interop.Tests.ApiSurface;

/// <summary>Types as the listings spell them: full names, C# keywords, no <c>System.</c> on direct members of that namespace.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(int)] = "int",
        [typeof(double)] = "double",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    /// <summary>The type with the nullability that its declaration states; without <paramref name="nullability"/>, with none.</summary>
    public static string Of(Type type, NullabilityInfo? nullability = null)
    {
        if (type.IsByRef)
            return Of(type.GetElementType()!, nullability);
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Of(underlying, Argument(nullability, 0)) + "?";
        return Bare(type, nullability) + (IsAnnotated(type, nullability) ? "?" : "");
    }

    /// <summary>The name of a type definition with its namespace, enclosing types and type parameters.</summary>
    public static string OfDefinition(Type type) => Bare(type, null);

    private static string Bare(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return Of(type.GetElementType()!, nullability?.ElementType) + "[]";
        if (type.IsGenericParameter)
            return type.Name;

        var name = type.Name;
        var tick = name.IndexOf('`', StringComparison.Ordinal);
        if (tick >= 0)
        {
            var arguments = type.GetGenericArguments().Select((argument, index) => Of(argument, Argument(nullability, index)));
            name = $"{name[..tick]}<{string.Join(", ", arguments)}>";
        }
        if (type.DeclaringType is { } outer)
            return $"{OfDefinition(outer)}.{name}";
        return type.Namespace is null or "System" ? name : $"{type.Namespace}.{name}";
    }

    private static NullabilityInfo? Argument(NullabilityInfo? nullability, int index) =>
        nullability is not null && index < nullability.GenericTypeArguments.Length ? nullability.GenericTypeArguments[index] : null;

    private static bool IsAnnotated(Type type, NullabilityInfo? nullability) =>
        !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable;
}
