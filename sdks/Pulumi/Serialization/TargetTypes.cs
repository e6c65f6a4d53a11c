using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace Pulumi;

/// <summary>Which types the values of output properties may have.</summary>
internal static class TargetTypes
{
    private static readonly ConcurrentDictionary<Type, string?> Problems = new();

    private static readonly HashSet<Type> Simple =
    [
        typeof(bool), typeof(int), typeof(double), typeof(string), typeof(object), typeof(JsonElement), typeof(Asset), typeof(Archive), typeof(AssetOrArchive),
    ];

    /// <summary>What is wrong with a type, or null.</summary>
    public static string? FindProblem(Type type) => Problems.GetOrAdd(type, static type => Find(type, []));

    /// <summary>The constructor of an output type, or null if it has none or several.</summary>
    public static ConstructorInfo? OutputConstructor(Type type)
    {
        var constructors = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(constructor => constructor.IsDefined(typeof(OutputConstructorAttribute)))
            .ToArray();
        return constructors.Length == 1 ? constructors[0] : null;
    }

    /// <summary>The field that a parameter of an output constructor takes.</summary>
    public static string FieldName(ParameterInfo parameter) => parameter.GetCustomAttribute<OutputConstructorParameterAttribute>()?.Name ?? parameter.Name!;

    private static string? Find(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type) || Simple.Contains(type) || typeof(Resource).IsAssignableFrom(type))
            return null;
        if (type.IsEnum)
            return Enum.GetUnderlyingType(type) == typeof(int) ? null : $"the values of enum {type} must be of type int";
        if (type.IsConstructedGenericType)
            return FindInGeneric(type, seen);
        if (type.IsDefined(typeof(EnumTypeAttribute)))
            return EnumShape.Of(type) is null ? $"[EnumType] {type} needs a constructor from, and an explicit conversion to, string or double" : null;
        if (type.IsDefined(typeof(OutputTypeAttribute)))
            return FindInOutputType(type, seen);
        if (type.IsDefined(typeof(DiscriminatedUnionDiscriminatorAttribute)))
            return type.GetCustomAttributes<DiscriminatedUnionCaseAttribute>().Select(@case => Find(@case.Type, seen)).FirstOrDefault(problem => problem is not null);
        return $"{type} is not a type that values can be converted to; "
            + "use bool, int, double, string, object, JsonElement, an enum, an asset, a resource, a class marked [OutputType], or Union, Nullable, ImmutableArray, "
            + "ImmutableDictionary or Output of these";
    }

    private static string? FindInGeneric(Type type, HashSet<Type> seen)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GenericTypeArguments;
        if (definition == typeof(ImmutableDictionary<,>) && arguments[0] != typeof(string))
            return $"the keys of {type} must be strings";
        if (definition != typeof(ImmutableDictionary<,>) && definition != typeof(ImmutableArray<>) && definition != typeof(Nullable<>)
            && definition != typeof(Union<,>) && definition != typeof(Output<>))
        {
            return $"{type} is none of Union, Nullable, ImmutableArray, ImmutableDictionary and Output";
        }
        return arguments.Select(argument => Find(argument, seen)).FirstOrDefault(problem => problem is not null);
    }

    private static string? FindInOutputType(Type type, HashSet<Type> seen)
    {
        if (OutputConstructor(type) is not { } constructor)
            return $"[OutputType] {type} needs exactly one constructor marked [OutputConstructor]";
        foreach (var parameter in constructor.GetParameters())
        {
            if (Find(parameter.ParameterType, seen) is { } problem)
                return $"{type.Name}({FieldName(parameter)}): {problem}";
        }
        return null;
    }
}
