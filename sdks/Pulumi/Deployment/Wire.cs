using Google.Protobuf.WellKnownTypes;

namespace Pulumi;

/// <summary>Looks for special values anywhere in what is sent.</summary>
internal static class Wire
{
    public static bool HasUnknown(Struct values) => values.Fields.Values.Any(value => Has(
        value,
        part => part is { KindCase: Value.KindOneofCase.StringValue, StringValue: Signatures.Unknown }));

    public static bool HasSecret(Struct values) => values.Fields.Values.Any(value => Has(
        value,
        part => part.KindCase == Value.KindOneofCase.StructValue
            && part.StructValue.Fields.TryGetValue(Signatures.Key, out var signature)
            && signature.StringValue == Signatures.Secret));

    private static bool Has(Value value, Func<Value, bool> isSpecial) => isSpecial(value) || value.KindCase switch
    {
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(part => Has(part, isSpecial)),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(part => Has(part, isSpecial)),
        _ => false,
    };
}
