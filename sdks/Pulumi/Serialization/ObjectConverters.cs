using System.Reflection;
using Google.Protobuf.WellKnownTypes;
using Type = System.Type;

namespace Pulumi;

/// <summary>Calls the constructor marked with <see cref="OutputConstructorAttribute"/>.</summary>
internal sealed class OutputTypeConverter<T> : ValueConverter<T>
{
    private static readonly Value Missing = Value.ForNull();

    private readonly ConstructorInvoker _constructor;
    private readonly (string Field, Type Type)[] _parameters;

    // Output types may contain themselves, so the converters of the fields are found when first needed.
    private ValueConverter[]? _converters;

    public OutputTypeConverter()
    {
        var constructor = TargetTypes.OutputConstructor(typeof(T))!;
        _constructor = ConstructorInvoker.Create(constructor);
        _parameters = Array.ConvertAll(constructor.GetParameters(), parameter => (TargetTypes.FieldName(parameter), parameter.ParameterType));
    }

    protected override T ConvertPlain(Value value, Conversion conversion)
    {
        if (value.KindCase != Value.KindOneofCase.StructValue || Deserializer.SignatureOf(value) is not null)
            return Mismatch("an object", value, conversion);
        var converters = _converters ??= Array.ConvertAll(_parameters, parameter => Of(parameter.Type));
        var fields = value.StructValue.Fields;
        var arguments = new object?[converters.Length];
        for (var i = 0; i < converters.Length; i++)
        {
            var name = _parameters[i].Field;
            conversion.Enter(name);
            arguments[i] = converters[i].ConvertUntyped(fields.TryGetValue(name, out var field) ? field : Missing, conversion);
            conversion.Leave();
        }
        return (T)_constructor.Invoke(arguments.AsSpan());
    }
}

/// <summary>Converts to the case that the discriminator names.</summary>
internal sealed class DiscriminatedUnionConverter<T> : ValueConverter<T>
{
    private readonly string _discriminator = typeof(T).GetCustomAttribute<DiscriminatedUnionDiscriminatorAttribute>()!.PropertyName;

    private readonly Dictionary<string, Type> _cases =
        typeof(T).GetCustomAttributes<DiscriminatedUnionCaseAttribute>().ToDictionary(@case => @case.Tag, @case => @case.Type, StringComparer.Ordinal);

    protected override T ConvertPlain(Value value, Conversion conversion)
    {
        if (Deserializer.Field(value, _discriminator) is not { } field)
            return Mismatch($"an object with a field '{_discriminator}'", value, conversion);
        if (Deserializer.Unwrap(field, conversion.Findings) is not { } tag)
            return default!;
        return _cases.TryGetValue(tag.StringValue, out var type)
            ? (T)Of(type).ConvertUntyped(value, conversion)!
            : Mismatch($"'{_discriminator}' to be one of {string.Join(", ", _cases.Keys.Order(StringComparer.Ordinal))}", value, conversion);
    }
}
