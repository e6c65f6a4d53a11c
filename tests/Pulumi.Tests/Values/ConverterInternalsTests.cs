using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Pulumi.Utilities;
using Xunit;
using Type = System.Type;

namespace Pulumi.Tests.Values;

/// <summary>What becomes of values that the engine sends.</summary>
public class ConverterInternalsTests
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Secret = "1b47061264138c4ac30d75fd1eb44270";
    private const string OutputValue = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
    private const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private readonly List<string> _warnings = [];

    public enum Level
    {
        Low = 1,
        High = 2,
    }

    [DiscriminatedUnionDiscriminator("kind")]
    [DiscriminatedUnionCase("cat", typeof(Cat))]
    [DiscriminatedUnionCase("dog", typeof(Dog))]
    public interface IPet;

    [EnumType]
    public readonly record struct Size
    {
        private readonly string _value;

        private Size(string value) => _value = value;

        public static Size Large { get; } = new("large");

        public static explicit operator string(Size value) => value._value;
    }

    [EnumType]
    public readonly record struct Weight
    {
        private readonly double _value;

        private Weight(double value) => _value = value;

        public static explicit operator double(Weight value) => value._value;
    }

    [Theory]
    [InlineData("\"s\"", typeof(string), "s")]
    [InlineData("true", typeof(bool), true)]
    [InlineData("1.5", typeof(double), 1.5)]
    [InlineData("3", typeof(int), 3)]
    [InlineData("3", typeof(int?), 3)]
    [InlineData("null", typeof(int?), null)]
    [InlineData("null", typeof(string), null)]
    [InlineData("null", typeof(int), 0)]
    [InlineData("2", typeof(Level), Level.High)]
    [InlineData("3", typeof(object), 3.0)]
    public void Simple_values_become_their_type(string json, Type type, object? expected) => Assert.Equal(expected, Known(json, type));

    [Fact]
    public void Enum_types_are_made_from_their_string_or_number()
    {
        Assert.Equal(Size.Large, Known<Size>("\"large\""));
        Assert.Equal(2.5, (double)Known<Weight>("2.5"));
    }

    [Fact]
    public void Lists_and_objects_become_immutable_collections()
    {
        Assert.Equal([1, 2], Known<ImmutableArray<int>>("[1,2]"));
        Assert.Equal(1, Known<ImmutableDictionary<string, int>>("""{"a":1}""")["a"]);
        Assert.Equal(["x"], Known<ImmutableDictionary<string, ImmutableArray<string>>>("""{"a":["x"]}""")["a"]);
    }

    [Fact]
    public async Task Maps_have_the_same_order_in_every_run()
    {
        string[] order = ["name", "labels", "namespace", "app", "tier"];
        const string Json = """{"name":1,"namespace":2,"labels":3,"app":4,"tier":5}""";

        Assert.Equal(order, Known<ImmutableDictionary<string, int>>(Json).Keys);
        Assert.Equal(order, ((ImmutableDictionary<string, object?>)Known<object>(Json)).Keys);
        var input = new InputMap<int> { { "name", 1 }, { "namespace", 2 }, { "labels", 3 }, { "app", 4 }, { "tier", 5 } };
        Assert.Equal(order, (await OutputUtilities.GetValueAsync(input.ToOutput())).Keys);
    }

    [Fact]
    public void Anything_becomes_an_object()
    {
        var value = (ImmutableDictionary<string, object?>)Known<object>("""{"list":[1,"a",null,true],"none":null}""");

        Assert.Equal([1.0, "a", null, true], (ImmutableArray<object?>)value["list"]!);
        Assert.Null(value["none"]);
    }

    [Fact]
    public void Anything_becomes_json() =>
        Assert.Equal("""{"a":[1,"s",true,null]}""", Known<JsonElement>("""{"a":[1,"s",true,null],"__internal":1}""").GetRawText());

    [Fact]
    public void A_union_is_the_first_type_that_fits()
    {
        Assert.Equal(1, Known<Union<int, string>>("1").AsT0);
        Assert.Equal("s", Known<Union<int, string>>("\"s\"").AsT1);
        Assert.Equal(["s"], Known<Union<string, ImmutableArray<string>>>("""["s"]""").AsT1);
        Assert.Equal("1", Known<Union<ImmutableArray<int>, Union<bool, string>>>("\"1\"").AsT1.AsT1);
    }

    [Fact]
    public void An_output_type_is_made_by_its_constructor()
    {
        var spec = Known<Spec>("""{"name":"n","replicas":2,"limits":{"cpu":1},"class":"c","extra":"ignored"}""");

        Assert.Equal(("n", 2, 1, "c"), (spec.Name, spec.Replicas, spec.Limits["cpu"], spec.Class));
        Assert.True(spec.Ports.IsDefault);
        Assert.Null(spec.Child);
    }

    [Fact]
    public void An_output_type_may_contain_itself() =>
        Assert.Equal("inner", Known<Spec>("""{"name":"outer","child":{"name":"middle","child":{"name":"inner"}}}""").Child!.Child!.Name);

    [Fact]
    public void A_discriminated_union_becomes_the_case_that_is_named()
    {
        Assert.Equal(9, Assert.IsType<Cat>(Known<IPet>("""{"kind":"cat","lives":9}""")).Lives);
        Assert.True(Assert.IsType<Dog>(Known<IPet>("""{"kind":"dog","barks":true}""")).Barks);
    }

    [Fact]
    public void Assets_and_archives_come_back()
    {
        var sent = new AssetArchive(new Dictionary<string, AssetOrArchive>
        {
            ["text"] = new StringAsset("t"),
            ["file"] = new FileAsset("f"),
            ["remote"] = new RemoteAsset("r"),
            ["folder"] = new FileArchive("d"),
            ["download"] = new RemoteArchive("u"),
        });
        var value = new ValueWriter(new SerializationOptions(KeepResources: true)).Write(sent);

        foreach (var type in new[] { typeof(Archive), typeof(AssetOrArchive), typeof(object) })
        {
            var archive = (AssetArchive)Converter.Convert("c", value, type, [], _warnings.Add).Value!;
            Assert.Equal(value, new ValueWriter(new SerializationOptions(KeepResources: true)).Write(archive));
        }
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_secret_anywhere_makes_all_of_it_secret()
    {
        var data = Converter.Convert("c", Parse($$"""{"name":{"{{Signature}}":"{{Secret}}","value":"s"},"replicas":1}"""), typeof(Spec), [], _warnings.Add);

        Assert.Equal((true, true, "s"), (data.IsSecret, data.IsKnown, ((Spec)data.Value!).Name));
    }

    [Fact]
    public void An_unknown_anywhere_makes_all_of_it_unknown()
    {
        foreach (var type in new[] { typeof(Spec), typeof(object), typeof(JsonElement), typeof(ImmutableDictionary<string, object>) })
        {
            var data = Converter.Convert("c", Parse($$$"""{"limits":{"a":"{{{Unknown}}}"}}"""), type, [], _warnings.Add);

            Assert.False(data.IsKnown);
            Assert.Null(data.Value);
        }
        Assert.Empty(_warnings);
    }

    [Fact]
    public async Task An_output_inside_keeps_to_itself_whether_it_is_known_and_secret()
    {
        var data = Converter.Convert("c", Parse($$"""["{{Unknown}}", {"{{Signature}}":"{{Secret}}","value":1}, 2]"""), typeof(ImmutableArray<Output<int>>), [], _warnings.Add);

        Assert.True(data.IsKnown && !data.IsSecret);
        var outputs = (ImmutableArray<Output<int>>)data.Value!;
        Assert.Equal(new(0, false, false), await outputs[0].OutcomeAsync());
        Assert.Equal(new(1, true, true), await outputs[1].OutcomeAsync());
        Assert.Equal(new(2, true, false), await outputs[2].OutcomeAsync());
    }

    [Fact]
    public void Nested_secrets_and_output_values_are_unwrapped()
    {
        var data = Deserializer.Deserialize(Parse(
            $$$"""{"{{{Signature}}}":"{{{OutputValue}}}","value":[{"{{{Signature}}}":"{{{Secret}}}","value":{"{{{Signature}}}":"{{{Secret}}}","value":1}}],"dependencies":["urn:a"]}"""));

        Assert.Equal((true, true), (data.IsKnown, data.IsSecret));
        Assert.Equal([1.0], (ImmutableArray<object?>)data.Value!);
        Assert.Single(data.Resources);
    }

    [Fact]
    public void An_output_value_without_a_value_is_unknown() =>
        Assert.False(Deserializer.Deserialize(Parse($$"""{"{{Signature}}":"{{OutputValue}}","secret":true}""")).IsKnown);

    [Fact]
    public async Task Outputs_can_be_kept_in_their_places()
    {
        var value = Deserializer.DeserializeKeepingOutputs(Parse(
            $$"""{"plain":1,"unknown":"{{Unknown}}","secret":{"{{Signature}}":"{{Secret}}","value":"s"},"list":[{"{{Signature}}":"{{OutputValue}}","secret":true}]}"""));

        var fields = Assert.IsType<ImmutableDictionary<string, object?>>(value);
        Assert.Equal(1.0, fields["plain"]);
        Assert.Equal(new(null, false, false), await ((Output<object?>)fields["unknown"]!).OutcomeAsync());
        Assert.Equal(new("s", true, true), await ((Output<object?>)fields["secret"]!).OutcomeAsync());
        var list = Assert.IsType<ImmutableArray<object?>>(fields["list"]);
        Assert.Equal(new(null, false, true), await ((Output<object?>)list[0]!).OutcomeAsync());
    }

    [Fact]
    public void Fields_of_the_provider_itself_are_dropped()
    {
        Assert.Equal(["a"], Known<ImmutableDictionary<string, int>>("""{"a":1,"__defaults":2}""").Keys);
        Assert.Equal(["a"], ((ImmutableDictionary<string, object?>)Known<object>("""{"a":1,"__defaults":2}""")).Keys);
    }

    [Theory]
    [InlineData("1", typeof(string), "c: expected a string but got a number")]
    [InlineData("\"1\"", typeof(int), "c: expected a number but got a string")]
    [InlineData("1e12", typeof(int), "c: expected a 32-bit number but got a number")]
    [InlineData("[]", typeof(bool), "c: expected a boolean but got a list")]
    [InlineData("{}", typeof(double), "c: expected a number but got an object")]
    [InlineData("{}", typeof(ImmutableArray<int>), "c: expected a list but got an object")]
    [InlineData("[]", typeof(ImmutableDictionary<string, int>), "c: expected an object but got a list")]
    [InlineData("[]", typeof(Union<int, string>), "c: expected Int32 or String but got a list")]
    [InlineData("\"x\"", typeof(int?), "c: expected a number but got a string")]
    [InlineData("1", typeof(Asset), "c: expected a value of type Asset but got a number")]
    [InlineData("1", typeof(Size), "c: expected a string but got a number")]
    [InlineData("\"1\"", typeof(Weight), "c: expected a number but got a string")]
    [InlineData("\"1\"", typeof(Level), "c: expected a number but got a string")]
    [InlineData("1", typeof(Spec), "c: expected an object but got a number")]
    [InlineData("{\"kind\":\"cow\"}", typeof(IPet), "c: expected 'kind' to be one of cat, dog but got an object")]
    [InlineData("{}", typeof(IPet), "c: expected an object with a field 'kind' but got an object")]
    [InlineData("{\"child\":{\"ports\":[\"a\",1]}}", typeof(Spec), "c.child.ports[0]: expected a number but got a string")]
    public void What_does_not_fit_is_left_out_with_a_warning_that_says_where(string json, Type type, string warning)
    {
        var data = Converter.Convert("c", Parse(json), type, [], _warnings.Add);

        Assert.True(data.IsKnown);
        Assert.StartsWith(warning, Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_fields_that_fit_survive_one_that_does_not()
    {
        var spec = (Spec)Converter.Convert("c", Parse("""{"name":"n","replicas":"many"}"""), typeof(Spec), [], _warnings.Add).Value!;

        Assert.Equal(("n", 0), (spec.Name, spec.Replicas));
        Assert.Single(_warnings);
    }

    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(Spec))]
    [InlineData(typeof(IPet))]
    [InlineData(typeof(Level))]
    [InlineData(typeof(Size))]
    [InlineData(typeof(JsonElement))]
    [InlineData(typeof(AssetOrArchive))]
    [InlineData(typeof(CustomResource))]
    [InlineData(typeof(ImmutableArray<Union<int?, Output<object>>>))]
    [InlineData(typeof(ImmutableDictionary<string, Spec>))]
    public void Types_of_outputs_are_accepted(Type type) => Converter.CheckTargetType("c", type);

    [Theory]
    [InlineData(typeof(long))]
    [InlineData(typeof(DateTime))]
    [InlineData(typeof(List<string>))]
    [InlineData(typeof(string[]))]
    [InlineData(typeof(Input<string>))]
    [InlineData(typeof(ImmutableDictionary<int, string>))]
    [InlineData(typeof(ImmutableArray<long>))]
    [InlineData(typeof(ByteEnum))]
    [InlineData(typeof(WithoutConstructor))]
    [InlineData(typeof(WithBadField))]
    public void Other_types_are_refused_with_the_property_named(Type type)
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Converter.CheckTargetType("My.Property", type));

        Assert.StartsWith("My.Property cannot be an output: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resources_of_a_property_stay_with_it()
    {
        var resource = new DependencyResource("urn:a");

        Assert.Equal([resource], Converter.Convert("c", Parse("1"), typeof(int), [resource], _warnings.Add).Resources);
        Assert.Equal([resource], Converter.Convert("c", Parse($"\"{Unknown}\""), typeof(int), [resource], _warnings.Add).Resources);
    }

    [Fact]
    public void A_reference_to_a_resource_without_a_class_can_be_depended_on()
    {
        var resource = Known<Resource>($$"""{"{{Signature}}":"5cf8f73096256a8f31e491e813e4eb8e","urn":"urn:pulumi:s::p::no:such:Type::n","id":"i"}""");

        Assert.IsType<DependencyResource>(resource);
    }

    [Fact]
    public void A_special_value_that_is_not_known_is_an_error_not_a_guess()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => Deserializer.Deserialize(Parse($$"""{"{{Signature}}":"new"}""")));

        Assert.Contains("'new'", exception.Message, StringComparison.Ordinal);
    }

    private static Value Parse(string json) => JsonParser.Default.Parse<Value>(json);

    private T Known<T>(string json) => (T)Known(json, typeof(T))!;

    private object? Known(string json, Type type)
    {
        Converter.CheckTargetType("c", type);
        var data = Converter.Convert("c", Parse(json), type, [], _warnings.Add);
        Assert.True(data is { IsKnown: true, IsSecret: false });
        Assert.Empty(_warnings);
        return data.Value;
    }

    private enum ByteEnum : byte
    {
        One,
    }

    [OutputType]
    public sealed class Spec
    {
        [OutputConstructor]
        private Spec(string name, int replicas, ImmutableDictionary<string, int> limits, [OutputConstructorParameter("class")] string @class, ImmutableArray<int> ports, Spec? child)
        {
            Name = name;
            Replicas = replicas;
            Limits = limits;
            Class = @class;
            Ports = ports;
            Child = child;
        }

        public string Name { get; }

        public int Replicas { get; }

        public ImmutableDictionary<string, int> Limits { get; }

        public string Class { get; }

        public ImmutableArray<int> Ports { get; }

        public Spec? Child { get; }
    }

    [OutputType]
    public sealed class Cat : IPet
    {
        [OutputConstructor]
        private Cat(int lives) => Lives = lives;

        public int Lives { get; }
    }

    [OutputType]
    public sealed class Dog : IPet
    {
        [OutputConstructor]
        private Dog(bool barks) => Barks = barks;

        public bool Barks { get; }
    }

    [OutputType]
    public sealed class WithoutConstructor;

    [OutputType]
    public sealed class WithBadField
    {
        [OutputConstructor]
        private WithBadField(ImmutableArray<DateTime> times) => Times = times;

        public ImmutableArray<DateTime> Times { get; }
    }
}
