using System.Buffers;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Pulumi;

internal sealed class StringConverter : ValueConverter<string>
{
    protected override string ConvertPlain(Value value, Conversion conversion) =>
        value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : Mismatch("a string", value, conversion);
}

internal sealed class BooleanConverter : ValueConverter<bool>
{
    protected override bool ConvertPlain(Value value, Conversion conversion) =>
        value.KindCase == Value.KindOneofCase.BoolValue ? value.BoolValue : Mismatch("a boolean", value, conversion);
}

internal sealed class DoubleConverter : ValueConverter<double>
{
    protected override double ConvertPlain(Value value, Conversion conversion) =>
        value.KindCase == Value.KindOneofCase.NumberValue ? value.NumberValue : Mismatch("a number", value, conversion);
}

internal sealed class Int32Converter : ValueConverter<int>
{
    protected override int ConvertPlain(Value value, Conversion conversion)
    {
        if (value.KindCase != Value.KindOneofCase.NumberValue)
            return Mismatch("a number", value, conversion);
        return value.NumberValue is >= int.MinValue and <= int.MaxValue ? (int)value.NumberValue : Mismatch("a 32-bit number", value, conversion);
    }
}

internal sealed class EnumConverter<T> : ValueConverter<T>
    where T : struct, Enum
{
    protected override T ConvertPlain(Value value, Conversion conversion) =>
        value.KindCase == Value.KindOneofCase.NumberValue ? (T)Enum.ToObject(typeof(T), (int)value.NumberValue) : Mismatch("a number", value, conversion);
}

internal sealed class EnumTypeConverter<T> : ValueConverter<T>
    where T : struct
{
    private readonly EnumShape _shape = EnumShape.Of(typeof(T))!;

    protected override T ConvertPlain(Value value, Conversion conversion)
    {
        if (_shape.WireType == typeof(string))
            return value.KindCase == Value.KindOneofCase.StringValue ? (T)_shape.FromWire(value.StringValue) : Mismatch("a string", value, conversion);
        return value.KindCase == Value.KindOneofCase.NumberValue ? (T)_shape.FromWire(value.NumberValue) : Mismatch("a number", value, conversion);
    }
}

/// <summary>For object, assets and archives, and resources: what is read is checked to be an instance of the type.</summary>
internal sealed class InstanceConverter<T> : ValueConverter<T>
    where T : class
{
    protected override T ConvertPlain(Value value, Conversion conversion) =>
        Deserializer.Read(value, conversion.Findings) as T ?? (conversion.Findings.IsKnown ? Mismatch($"a value of type {typeof(T).Name}", value, conversion) : null!);
}

internal sealed class JsonElementConverter : ValueConverter<JsonElement>
{
    protected override JsonElement ConvertPlain(Value value, Conversion conversion)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            Write(writer, value, conversion.Findings);
        return conversion.Findings.IsKnown ? JsonElement.Parse(buffer.WrittenSpan) : default;
    }

    private static void Write(Utf8JsonWriter writer, Value value, Findings findings)
    {
        var plain = Deserializer.Unwrap(value, findings);
        switch (plain?.KindCase)
        {
            case Value.KindOneofCase.BoolValue:
                writer.WriteBooleanValue(plain.BoolValue);
                break;
            case Value.KindOneofCase.NumberValue:
                writer.WriteNumberValue(plain.NumberValue);
                break;
            case Value.KindOneofCase.StringValue:
                writer.WriteStringValue(plain.StringValue);
                break;
            case Value.KindOneofCase.ListValue:
                writer.WriteStartArray();
                foreach (var element in plain.ListValue.Values)
                    Write(writer, element, findings);
                writer.WriteEndArray();
                break;
            case Value.KindOneofCase.StructValue:
                writer.WriteStartObject();
                foreach (var (name, field) in plain.StructValue.Fields)
                {
                    if (!Deserializer.IsVisible(name))
                        continue;
                    writer.WritePropertyName(name);
                    Write(writer, field, findings);
                }
                writer.WriteEndObject();
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}
