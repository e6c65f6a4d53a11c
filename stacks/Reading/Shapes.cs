using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Infra.Components.Propagation;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Reading;

/// <summary>Makes the shapes of the specification's records, once each.</summary>
internal static class Shapes
{
    private static readonly ConcurrentDictionary<Type, Shape> Records = new();

    /// <summary>The shape of a record, or of the records that one stands for.</summary>
    public static Shape Of<T>() => Of(typeof(T));

    /// <summary>The shape of a property.</summary>
    public static Shape Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (Element(type, typeof(ImmutableSortedDictionary<,>), 1) is { } value)
        {
            var keyForm = property.GetCustomAttribute<KeyFormAttribute>() is { Form: var form } ? TextForm.Of(form) : null;
            return Generic(typeof(MapShape<>), value, keyForm, Single(property, value));
        }

        return Element(type, typeof(ImmutableArray<>), 0) is { } item ? Generic(typeof(ListShape<>), item, Single(property, item)) : Single(property, type);
    }

    /// <summary>The shape of a record itself, be it one of several that a key chooses between or not.</summary>
    public static RecordShape RecordOf(Type type) => new(type);

    /// <summary>The records that a property holds: one, many, or one of several sorts.</summary>
    public static ImmutableArray<Type> RecordsIn(PropertyInfo property)
    {
        var type = property.PropertyType;
        return Of(Element(type, typeof(ImmutableSortedDictionary<,>), 1) ?? Element(type, typeof(ImmutableArray<>), 0) ?? Nullable.GetUnderlyingType(type) ?? type) switch
        {
            RecordShape record => [record.Type],
            VariantShape variants => [.. variants.Variants.Values.Select(variant => variant.Type)],
            _ => [],
        };

        static Shape? Of(Type type) => type == typeof(string) || type == typeof(int) || type == typeof(decimal) ? null : Shapes.Of(type);
    }

    private static Shape Single(PropertyInfo property, Type type)
    {
        if (type == typeof(string))
            return new TextShape(property.GetCustomAttribute<FormAttribute>() is { Form: var form } ? TextForm.Of(form) : null);
        if (type == typeof(int))
            return property.GetCustomAttribute<RangeAttribute>() is { Minimum: int minimum, Maximum: int maximum } ? new NumberShape(minimum, maximum) : throw Unbounded(property);
        if (type == typeof(decimal))
            return property.GetCustomAttribute<RangeAttribute>() is { Minimum: double least, Maximum: double most } ? new FractionShape((decimal)least, (decimal)most) : throw Unbounded(property);
        return type == typeof(Tree) && property.IsDefined(typeof(ChartValuesAttribute)) ? new TreeShape(isForHelm: true) : Of(type);
    }

    private static Shape Of(Type type) => Records.TryGetValue(type, out var known) ? known : Records.GetOrAdd(type, Make(type));

    private static Shape Make(Type type)
    {
        if (type == typeof(bool))
            return new BooleanShape();
        if (type == typeof(SecretValue))
            return new SecretShape();
        if (type == typeof(Tree))
            return new TreeShape();
        if (type == typeof(ClusterLayer))
            return new LayerShape();
        if (type == typeof(AnyValue))
            return new AnyShape();
        if (type.IsEnum)
            return new ChoiceShape(Words(type));
        if (type.IsValueType)
            return Generic(typeof(ParsedTextShape<>), type);
        return type.GetCustomAttributes<VariantAttribute>(inherit: false).ToList() is { Count: > 0 } variants
            ? new VariantShape(variants.Select(variant => (variant.Word, variant.Type)))
            : new RecordShape(type);
    }

    private static OrderedDictionary<string, object> Words(Type type)
    {
        var words = new OrderedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            words.Add(Word(field), field.GetValue(null)!);
        return words;
    }

    // Label operators are Kubernetes' own words.
    private static string Word(FieldInfo field) => field.GetCustomAttribute<WordAttribute>()?.Word
        ?? (field.DeclaringType == typeof(LabelOperator) ? field.Name : char.ToLowerInvariant(field.Name[0]) + field.Name[1..]);

    private static Type? Element(Type type, Type collection, int argument) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == collection ? type.GetGenericArguments()[argument] : null;

    private static Shape Generic(Type shape, Type of, params object?[] arguments) => (Shape)Activator.CreateInstance(shape.MakeGenericType(of), arguments)!;

    private static InvalidOperationException Unbounded(PropertyInfo property) => new($"{property.DeclaringType?.Name}.{property.Name} has no [Range]; every number of a specification has bounds");
}
