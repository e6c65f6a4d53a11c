using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

internal sealed class ArrayConverter<T> : ValueConverter<ImmutableArray<T>>
{
    private readonly ValueConverter<T> _element = Of<T>();

    protected override ImmutableArray<T> ConvertPlain(Value value, Conversion conversion)
    {
        if (value.KindCase != Value.KindOneofCase.ListValue)
            return Mismatch("a list", value, conversion);
        var values = value.ListValue.Values;
        var elements = ImmutableArray.CreateBuilder<T>(values.Count);
        foreach (var element in values)
        {
            conversion.Enter(elements.Count);
            elements.Add(_element.Convert(element, conversion));
            conversion.Leave();
        }
        return elements.MoveToImmutable();
    }
}

internal sealed class DictionaryConverter<T> : ValueConverter<ImmutableDictionary<string, T>>
{
    private readonly ValueConverter<T> _value = Of<T>();

    protected override ImmutableDictionary<string, T> ConvertPlain(Value value, Conversion conversion)
    {
        if (value.KindCase != Value.KindOneofCase.StructValue || Deserializer.SignatureOf(value) is not null)
            return Mismatch("an object", value, conversion);
        var entries = StableNames.CreateBuilder<T>();
        foreach (var (name, field) in value.StructValue.Fields)
        {
            if (!Deserializer.IsVisible(name))
                continue;
            conversion.Enter(name);
            entries[name] = _value.Convert(field, conversion);
            conversion.Leave();
        }
        return entries.ToImmutable();
    }
}

internal sealed class NullableConverter<T> : ValueConverter<T?>
    where T : struct
{
    private readonly ValueConverter<T> _value = Of<T>();

    protected override T? ConvertPlain(Value value, Conversion conversion)
    {
        var before = conversion.MismatchCount;
        var converted = _value.Convert(value, conversion);
        return conversion.MismatchCount == before ? converted : null;
    }
}

/// <summary>An output inside a value keeps for itself whether it is known and secret.</summary>
internal sealed class OutputConverter<T> : ValueConverter<Output<T>>
{
    private readonly ValueConverter<T> _value = Of<T>();

    public override Output<T> Convert(Value value, Conversion conversion) => new(conversion.Apart(() => _value.Convert(value, conversion)));

    protected override Output<T> ConvertPlain(Value value, Conversion conversion) => Convert(value, conversion);
}

internal sealed class UnionConverter<T0, T1> : ValueConverter<Union<T0, T1>>
{
    private readonly ValueConverter<T0> _first = Of<T0>();
    private readonly ValueConverter<T1> _second = Of<T1>();

    protected override Union<T0, T1> ConvertPlain(Value value, Conversion conversion)
    {
        var before = conversion.MismatchCount;
        var first = _first.Convert(value, conversion);
        if (conversion.MismatchCount == before)
            return first;
        conversion.ForgetMismatches(before);
        var second = _second.Convert(value, conversion);
        if (conversion.MismatchCount == before)
            return second;
        conversion.ForgetMismatches(before);
        return Mismatch($"{typeof(T0).Name} or {typeof(T1).Name}", value, conversion);
    }
}
