using System.Collections.Immutable;
using System.Reflection;
using Pulumi;

namespace Infra.Interop.Tests.NpmFacts;

/// <summary>Says the values of our types in the words of <c>describe.js</c>.</summary>
internal static class CSharpValues
{
    private const string Package = "Pulumi.Aws.";
    private const BindingFlags Members = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>What an args type sends.</summary>
    public static Dictionary<string, NpmValue> Inputs(Type args) => InputsOf(args)
        .ToDictionary(input => input.Name, input => new NpmValue(!input.IsRequired, Shape(input.Type)), StringComparer.Ordinal);

    /// <summary>The type of one input; null where there is none.</summary>
    public static Type? TypeOf(Type args, string wireName) => InputsOf(args).FirstOrDefault(input => input.Name == wireName).Type;

    /// <summary>What a resource receives.</summary>
    public static Dictionary<string, NpmValue> Outputs(Type resource) => resource.GetProperties(Members)
        .Select(property => (Property: property, Attribute: property.GetCustomAttributesData().SingleOrDefault(data => data.AttributeType == typeof(OutputAttribute))))
        .Where(found => found.Attribute is not null)
        .ToDictionary(
            found => (string)found.Attribute!.ConstructorArguments[0].Value!,
            found => Reported(Nullability.Create(found.Property).GenericTypeArguments[0]),
            StringComparer.Ordinal);

    /// <summary>What an output type is built from.</summary>
    public static Dictionary<string, NpmValue> Results(Type outputType) =>
        outputType.GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Single().GetParameters()
            .ToDictionary(parameter => parameter.Name!, parameter => Reported(Nullability.Create(parameter)), StringComparer.Ordinal);

    /// <summary>The members of an enumeration with their texts.</summary>
    public static Dictionary<string, string> Constants(Type enumeration) => enumeration.GetProperties(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(property => property.Name, property => property.GetValue(null)!.ToString()!, StringComparer.Ordinal);

    /// <summary>The nested types that a value's type names.</summary>
    public static IEnumerable<Type> Named(Type type) => type switch
    {
        { IsGenericType: true } => type.GetGenericArguments().SelectMany(Named),
        _ when type.FullName!.StartsWith(Package, StringComparison.Ordinal) => [type],
        _ => [],
    };

    /// <summary>The types that the members of a type name.</summary>
    public static IEnumerable<Type> NamedBy(Type type) => type.GetMembers(Members).SelectMany(member => member switch
    {
        PropertyInfo property => Named(property.PropertyType),
        FieldInfo field => Named(field.FieldType),
        _ => [],
    });

    /// <summary>The name under which the npm package declares a nested type.</summary>
    public static string NameOf(Type type)
    {
        var parts = type.FullName![Package.Length..].Split('.').Where(part => part is not ("Inputs" or "Outputs")).ToArray();
        var module = string.Concat(parts[..^1].Select(part => part.ToLowerInvariant() + "."));
        var isOfFunction = parts[^1].StartsWith("Get", StringComparison.Ordinal);
        if (type.IsValueType)
            return $"enums.{module}{parts[^1]}";
        if (!parts[^1].EndsWith("Args", StringComparison.Ordinal))
            return $"outputs.{module}{(isOfFunction ? Without(parts[^1], "Result") : parts[^1])}";
        // A function's inputs are called Args there, its plain values nothing.
        return $"inputs.{module}" + (isOfFunction && parts[^1].EndsWith("InputArgs", StringComparison.Ordinal) ? Without(parts[^1], "InputArgs") + "Args" : Without(parts[^1], "Args"));
    }

    private static IEnumerable<(string Name, bool IsRequired, Type Type)> InputsOf(Type args)
    {
        foreach (var member in args.GetMembers(Members))
        {
            if (member.GetCustomAttributesData().SingleOrDefault(data => data.AttributeType == typeof(InputAttribute)) is { } attribute)
            {
                var type = member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;
                yield return ((string)attribute.ConstructorArguments[0].Value!, (bool)attribute.ConstructorArguments[1].Value!, type);
            }
        }
    }

    private static NpmValue Reported(NullabilityInfo info)
    {
        var shape = Shape(info.Type);
        return new(info.ReadState == NullabilityState.Nullable && !shape.StartsWith("list(", StringComparison.Ordinal), shape);
    }

    private static string Shape(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Shape(inner);
        if (type.IsGenericType)
        {
            var arguments = type.GetGenericArguments().Select(Shape).ToArray();
            var name = type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)];
            return name switch
            {
                "Input" => arguments[0],
                "InputList" or "List" or nameof(ImmutableArray) => $"list({arguments[0]})",
                "InputMap" or "Dictionary" or "ImmutableDictionary" => $"map({arguments[^1]})",
                "InputUnion" => string.Join('|', arguments.Order(StringComparer.Ordinal)),
                _ => type.ToString(),
            };
        }
        return type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(bool) => "boolean",
            _ when type == typeof(int) || type == typeof(double) => "number",
            _ when type == typeof(object) => "any",
            _ when type == typeof(AssetOrArchive) => "asset",
            _ => NameOf(type),
        };
    }

    private static string Without(string name, string ending) => name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
}
