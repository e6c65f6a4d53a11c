using CsCheck;
using Infra.Engine.Values;

namespace Infra.Engine.Tests.Values;

/// <summary>Any values that a program can send.</summary>
internal static class RandomValues
{
    private static readonly Gen<string> Names = Gen.OneOf("a", "b", "c", "a.b", "with space", "é", "🚀");

    private static readonly Gen<PropertyValue> Leaves = Gen.OneOf(
        Gen.String.Select(text => (PropertyValue)new StringValue(text)),
        Gen.OneOf<PropertyValue>(new BoolValue(true), new BoolValue(false), UnknownValue.Instance),
        Gen.Double[-1e9, 1e9].Select(number => (PropertyValue)new NumberValue(number)),
        Gen.Select(Gen.String, Gen.Enum<AssetSource>()).Select(parts => (PropertyValue)new AssetValue(parts.Item2, parts.Item1)),
        Gen.OneOf<PropertyValue>(
            new ResourceReferenceValue("urn:pulumi:dev::proj::a:b:C::n", null, ""),
            new ResourceReferenceValue("urn:pulumi:dev::proj::a:b:C::n", UnknownValue.Instance, "1.2.3"),
            new ResourceReferenceValue("urn:pulumi:dev::proj::a:b:C::n", new StringValue("id"), "")));

    /// <summary>Any value without secrets.</summary>
    public static readonly Gen<PropertyValue> Plain = Gen.Recursive<PropertyValue>((depth, inner) => depth > 3 ? Leaves : Gen.Frequency(
        (3, Leaves),
        (1, inner.Array[0, 3].Select(items => (PropertyValue)new ListValue([.. items]))),
        (2, Maps(inner).Select(map => (PropertyValue)map))));

    /// <summary>Maps of plain values.</summary>
    public static readonly Gen<PropertyMap> Map = Maps(Plain);

    /// <summary>Maps with secrets in them, as far as programs can make them: a secret is not unknown, nor a secret of a secret.</summary>
    public static readonly Gen<PropertyMap> MapWithSecrets = Maps(Gen.OneOf(
        Plain,
        Plain.Where(value => value is not UnknownValue).Select(value => (PropertyValue)new SecretValue(value))));

    /// <summary>An equal value that shares nothing with it.</summary>
    public static PropertyMap Copy(PropertyMap map) => PropertyMap.From(map.Select(entry => KeyValuePair.Create(entry.Key, Copy(entry.Value))));

    private static PropertyValue Copy(PropertyValue value) => value switch
    {
        PropertyMap map => Copy(map),
        ListValue list => new ListValue([.. list.Items.Select(Copy)]),
        SecretValue secret => new SecretValue(Copy(secret.Value)),
        StringValue text => new StringValue(string.Concat(text.Value)),
        _ => value,
    };

    private static Gen<PropertyMap> Maps(Gen<PropertyValue> values) =>
        Gen.Select(Names, values).Array[0, 4].Select(entries => PropertyMap.From(entries.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))));
}
