using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Type = System.Type;

namespace Pulumi;

/// <summary>Converts values to one type. Made once for each type.</summary>
internal abstract class ValueConverter
{
    private static readonly ConcurrentDictionary<Type, ValueConverter> Cache = new();

    /// <summary>The converter to a type that <see cref="TargetTypes"/> accepts.</summary>
    public static ValueConverter Of(Type type) => Cache.GetOrAdd(type, Create);

    public static ValueConverter<T> Of<T>() => (ValueConverter<T>)Of(typeof(T));

    public abstract object? ConvertUntyped(Value value, Conversion conversion);

    private static ValueConverter Create(Type type)
    {
        if (type == typeof(string))
            return new StringConverter();
        if (type == typeof(bool))
            return new BooleanConverter();
        if (type == typeof(double))
            return new DoubleConverter();
        if (type == typeof(int))
            return new Int32Converter();
        if (type == typeof(JsonElement))
            return new JsonElementConverter();
        return (ValueConverter)Activator.CreateInstance(GenericConverter(type), nonPublic: true)!;
    }

    private static Type GenericConverter(Type type)
    {
        if (type.IsConstructedGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            if (definition == typeof(ImmutableArray<>))
                return typeof(ArrayConverter<>).MakeGenericType(type.GenericTypeArguments);
            if (definition == typeof(ImmutableDictionary<,>))
                return typeof(DictionaryConverter<>).MakeGenericType(type.GenericTypeArguments[1]);
            if (definition == typeof(Union<,>))
                return typeof(UnionConverter<,>).MakeGenericType(type.GenericTypeArguments);
            if (definition == typeof(Nullable<>))
                return typeof(NullableConverter<>).MakeGenericType(type.GenericTypeArguments);
            if (definition == typeof(Output<>))
                return typeof(OutputConverter<>).MakeGenericType(type.GenericTypeArguments);
        }
        if (type.IsEnum)
            return typeof(EnumConverter<>).MakeGenericType(type);
        if (type.IsDefined(typeof(EnumTypeAttribute)))
            return typeof(EnumTypeConverter<>).MakeGenericType(type);
        if (type.IsDefined(typeof(OutputTypeAttribute)))
            return typeof(OutputTypeConverter<>).MakeGenericType(type);
        if (type.IsDefined(typeof(DiscriminatedUnionDiscriminatorAttribute)))
            return typeof(DiscriminatedUnionConverter<>).MakeGenericType(type);
        return typeof(InstanceConverter<>).MakeGenericType(type);
    }
}

/// <summary>Converts values to <typeparamref name="T"/>.</summary>
internal abstract class ValueConverter<T> : ValueConverter
{
    /// <summary>Converts a value; one that is null, not known or does not fit becomes the default.</summary>
    public virtual T Convert(Value value, Conversion conversion)
    {
        var plain = Deserializer.Unwrap(value, conversion.Findings);
        return plain is null || plain.KindCase is Value.KindOneofCase.NullValue or Value.KindOneofCase.None ? default! : ConvertPlain(plain, conversion);
    }

    public sealed override object? ConvertUntyped(Value value, Conversion conversion) => Convert(value, conversion);

    /// <summary>Converts a value that is neither null, secret nor unknown.</summary>
    protected abstract T ConvertPlain(Value value, Conversion conversion);

    /// <summary>Notes that a value does not fit.</summary>
    protected static T Mismatch(string expected, Value value, Conversion conversion)
    {
        conversion.Mismatch(expected, Describe(value));
        return default!;
    }

    private static string Describe(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.BoolValue => "a boolean",
        Value.KindOneofCase.NumberValue => "a number",
        Value.KindOneofCase.StringValue => "a string",
        Value.KindOneofCase.ListValue => "a list",
        _ => Deserializer.SignatureOf(value) switch
        {
            null => "an object",
            Signatures.Asset => "an asset",
            Signatures.Archive => "an archive",
            Signatures.Resource => "a resource",
            _ => "a special value",
        },
    };
}
