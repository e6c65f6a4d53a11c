using CsCheck;
using Infra.Engine.Tests.Planning;
using Infra.Engine.Values;
using Xunit;
using Struct = Google.Protobuf.WellKnownTypes.Struct;
using Value = Google.Protobuf.WellKnownTypes.Value;

namespace Infra.Engine.Tests.Values;

public sealed class WireTests
{
    [Fact]
    public void Values_come_back_from_the_wire_as_they_were() =>
        RandomValues.MapWithSecrets.Sample(map => WireReader.Read(WireWriter.Full.Write(map)).Equals(map));

    [Fact]
    public void Strings_are_shared_with_the_message()
    {
        var text = new string('x', 100);

        var read = WireReader.Read(new Struct { Fields = { ["a"] = Value.ForString(text) } });

        Assert.Same(text, ((StringValue)read["a"]!).Value);
        Assert.Same(text, WireWriter.Full.Write(read).Fields["a"].StringValue);
    }

    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7")]
    [InlineData("3eeb2bf0-c639-47a8-9e75-3b44932eb421")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("030794c1-ac77-496b-92df-f27374a8bd58")]
    [InlineData("e48ece36-62e2-4504-bad9-02848725956a")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public void Every_sentinel_is_unknown(string sentinel) =>
        Assert.Same(UnknownValue.Instance, WireReader.Read(new Struct { Fields = { ["a"] = Value.ForString(sentinel) } })["a"]);

    [Fact]
    public void Nulls_are_dropped_from_maps_and_kept_in_lists()
    {
        var read = WireReader.Read(new Struct
        {
            Fields =
            {
                ["gone"] = Value.ForNull(),
                ["map"] = Value.ForStruct(new Struct { Fields = { ["gone"] = Value.ForNull() } }),
                ["list"] = Value.ForList(Value.ForNull(), Value.ForNumber(1)),
            },
        });

        Assert.Equal(V.Map(("list", V.L(NullValue.Instance, V.N(1))), ("map", PropertyMap.Empty)), read);
    }

    [Fact]
    public void An_unknown_secret_is_unknown() => Assert.Same(
        UnknownValue.Instance,
        WireReader.Read(WireWriter.Full.Write(V.Map(("a", V.Secret(V.Unknown)))))["a"]);

    [Fact]
    public void Output_values_become_plain_values_and_tell_their_dependencies()
    {
        var found = new List<string>();
        var sent = V.Map(
            ("known", new OutputValue(V.S("v"), IsSecret: true, ["urn:b"])),
            ("nested", V.Map(("deep", new OutputValue(null, IsSecret: false, ["urn:a", "urn:c"])))));

        var read = WireReader.Read(WireWriter.Full.Write(sent), (property, urn) => found.Add($"{property} {urn}"));

        Assert.Equal(V.Map(("known", V.Secret(V.S("v"))), ("nested", V.Map(("deep", V.Unknown)))), read);
        Assert.Equal(["known urn:b", "nested urn:a", "nested urn:c"], found);
    }

    [Fact]
    public void Who_knows_no_secrets_gets_the_values() => Assert.Equal(
        V.Map(("a", V.L(V.S("s")))),
        WireReader.Read(new WireWriter(AcceptsSecrets: false, AcceptsResources: true).Write(V.Map(("a", V.L(V.Secret(V.S("s"))))))));

    [Fact]
    public void Who_knows_no_resources_gets_an_id_or_a_urn() => Assert.Equal(
        V.Map(("component", V.S("urn:c")), ("custom", V.S("id")), ("new", V.Unknown)),
        WireReader.Read(new WireWriter(AcceptsSecrets: true, AcceptsResources: false).Write(V.Map(
            ("component", new ResourceReferenceValue("urn:c", null, "")),
            ("custom", new ResourceReferenceValue("urn:r", V.S("id"), "")),
            ("new", new ResourceReferenceValue("urn:n", V.Unknown, ""))))));

    [Fact]
    public void A_mark_that_nobody_knows_stays_as_it_is()
    {
        var marked = V.Map(("m", V.Map((Signatures.Key, V.S(Signatures.ByteString)), ("value", V.S("AAE=")))));

        Assert.Equal(marked, WireReader.Read(WireWriter.Full.Write(marked)));
    }
}
