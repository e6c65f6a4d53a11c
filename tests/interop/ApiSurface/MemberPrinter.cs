using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Infra.Interop.Tests.ApiSurface;

/// <summary>Prints single members in the format of the surface listings.</summary>
internal static class MemberPrinter
{
    public static bool IsVisible(FieldInfo field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly;

    public static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    public static bool IsVisible(PropertyInfo property) => property.GetAccessors(nonPublic: true).Any(IsVisible);

    public static string Field(FieldInfo field, NullabilityInfoContext nullability)
    {
        if (field.IsLiteral)
            return $"const {TypeNames.Of(field.FieldType)} {field.Name}";
        return Protected(field.IsPublic) + (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "")
            + $"{TypeNames.Of(field.FieldType, nullability.Create(field))} {field.Name}";
    }

    public static string Property(PropertyInfo property, NullabilityInfoContext nullability)
    {
        var accessors = property.GetAccessors(nonPublic: true);
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{Parameters(index, nullability)}]";
        var attributes = string.Concat(property.GetCustomAttributesData().Select(Attributes.OnProperty));
        return Protected(accessors.Any(accessor => accessor.IsPublic)) + Modifiers(accessors[0])
            + $"{TypeNames.Of(property.PropertyType, nullability.Create(property))} {name} {{ "
            + Accessor(property.GetMethod, "get") + Accessor(property.SetMethod, IsInit(property) ? "init" : "set") + "}"
            + (attributes.Length == 0 ? "" : " " + attributes);
    }

    public static string Constructor(ConstructorInfo constructor, NullabilityInfoContext nullability) =>
        $"{Protected(constructor.IsPublic)}new({Parameters(constructor.GetParameters(), nullability)})";

    public static string Method(MethodInfo method, NullabilityInfoContext nullability)
    {
        var isExtension = method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        var generics = method.IsGenericMethod ? method.GetGenericArguments() : [];
        return Protected(method.IsPublic) + Modifiers(method)
            + $"{TypeNames.Of(method.ReturnType, nullability.Create(method.ReturnParameter))} {method.Name}"
            + (generics.Length == 0 ? "" : $"<{string.Join(", ", generics.Select(generic => generic.Name))}>")
            + $"({(isExtension ? "this " : "")}{Parameters(method.GetParameters(), nullability)})"
            + string.Concat(generics.Select(Constraints));
    }

    private static string Protected(bool isPublic) => isPublic ? "" : "protected ";

    private static string Modifiers(MethodInfo method)
    {
        if (method.IsStatic)
            return "static ";
        if (!method.IsVirtual || method.IsFinal || method.DeclaringType!.IsInterface)
            return "";
        if (method.GetBaseDefinition() != method)
            return "override ";
        return method.IsAbstract ? "abstract " : "virtual ";
    }

    private static string Accessor(MethodInfo? accessor, string name)
    {
        if (accessor is null || !IsVisible(accessor))
            return "";
        return Protected(accessor.IsPublic) + name + "; ";
    }

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private static string Parameters(IEnumerable<ParameterInfo> parameters, NullabilityInfoContext nullability) =>
        string.Join(", ", parameters.Select(parameter => Parameter(parameter, nullability)));

    private static string Parameter(ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        var modifier = parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? "ref "
            : parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false) ? "params " : "";
        return $"{modifier}{TypeNames.Of(parameter.ParameterType, nullability.Create(parameter))} {parameter.Name}"
            + (parameter.HasDefaultValue ? " = " + Default(parameter.DefaultValue) : "");
    }

    private static string Default(object? value) => value switch
    {
        null => "default",
        bool flag => flag ? "true" : "false",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Constraints(Type generic)
    {
        var constraints = generic.GetGenericParameterConstraints().Select(constraint => TypeNames.Of(constraint)).ToList();
        var attributes = generic.GenericParameterAttributes;
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
            constraints.Insert(0, "class");
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
            constraints.Add("new()");
        return constraints.Count == 0 ? "" : $" where {generic.Name} : {string.Join(", ", constraints)}";
    }
}
