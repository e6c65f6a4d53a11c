using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests.Values;

/// <summary>What properties look like on their way to the engine.</summary>
public class SerializerInternalsTests
{
    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string Unknown = "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9\"";

    private static readonly SerializationOptions Plain = new(KeepResources: true);
    private static readonly SerializationOptions OutputValues = new(KeepResources: true, KeepOutputValues: true);

    private readonly DependencyResource _resource = new("urn:a");

    [EnumType]
    public readonly struct Size
    {
        private readonly string _value;

        private Size(string value) => _value = value;

        public static Size Large { get; } = new("large");

        public static explicit operator string(Size value) => value._value;
    }

    private enum Level
    {
        High = 3,
    }

    public static TheoryData<string> PlainExamples => [.. Examples.Keys];

    private static Dictionary<string, (object? Value, string Json)> Examples => new()
    {
        ["a string"] = ("text", "\"text\""),
        ["a boolean"] = (true, "true"),
        ["an int"] = (3, "3"),
        ["a double"] = (1.5, "1.5"),
        ["an enum"] = (Level.High, "3"),
        ["an enum type"] = (Size.Large, "\"large\""),
        ["an enum type never assigned"] = (default(Size), "null"),
        ["a union"] = (Union<int, string>.FromT1("s"), "\"s\""),
        ["an input of a value"] = ((Input<int>)3, "3"),
        ["an input of an output"] = ((Input<int>)Output.Create(3), "3"),
        ["an output"] = (Output.Create("text"), "\"text\""),
        ["an output of an output"] = (Output.Create(Output.Create(Output.Create(1))), "1"),
        ["a pending output of a pending output"] = (Pending(Pending(1)), "1"),
        ["an output of null"] = (Output.Create((string?)null), "null"),
        ["an array"] = (new object?[] { 1, null, "a" }, "[1,null,\"a\"]"),
        ["an immutable array"] = (ImmutableArray.Create(1, 2), "[1,2]"),
        ["an immutable array never assigned"] = (default(ImmutableArray<int>), "[]"),
        ["an output of an immutable array never assigned"] = (Output.Create(default(ImmutableArray<string>)), "[]"),
        ["a list of outputs"] = (new List<Output<int>> { Output.Create(1), Pending(2) }, "[1,2]"),
        ["a dictionary"] = (new Dictionary<string, object?> { ["a"] = 1, ["none"] = null }, """{"a":1}"""),
        ["an immutable dictionary"] = (ImmutableDictionary<string, object>.Empty.Add("a", Output.Create(1)), """{"a":1}"""),
        ["an input list"] = (new InputList<string> { "a", Output.Create("b") }, """["a","b"]"""),
        ["an input map"] = (new InputMap<int> { { "a", 1 }, { "b", Pending(2) }, { "none", Output.Create(default(int?)).Apply(value => (Output<int>?)null!) } }, """{"a":1,"b":2,"none":0}"""),
        ["an input map with nothing in a value"] = (new InputMap<string> { { "a", "1" }, { "none", Output.Create<string>((string)null!) } }, """{"a":"1"}"""),
        ["an input union"] = ((InputUnion<int, string>)"s", "\"s\""),
        ["json"] = (JsonElement.Parse("""{"a":[1,true,"s",null],"none":null}"""), """{"a":[1,true,"s",null]}"""),
        ["input json"] = ((InputJson)"[1]", "[1]"),
        ["an unknown"] = (OutputUtilities.CreateUnknown(1), Unknown),
        ["an unknown secret"] = (Output.CreateSecret(OutputUtilities.CreateUnknown(1)), Unknown),
        ["a secret"] = (Output.CreateSecret("s"), Secret("\"s\"")),
        ["a secret in a secret"] = (Output.CreateSecret(new[] { Output.CreateSecret("s") }), Secret($"[{Secret("\"s\"")}]")),
        ["a list with one unknown element"] = (new InputList<string> { "a", OutputUtilities.CreateUnknown("b") }, $"[\"a\",{Unknown}]"),
        ["a map with one secret value"] = (new InputMap<string> { { "a", "1" }, { "b", Output.CreateSecret("2") } }, $$"""{"a":"1","b":{{Secret("\"2\"")}}}"""),
        ["a text asset"] = (new StringAsset("t"), Special("c44067f5952c0a294b673a41bacd8c17", "\"text\":\"t\"")),
        ["a file asset"] = (new FileAsset("/f"), Special("c44067f5952c0a294b673a41bacd8c17", "\"path\":\"/f\"")),
        ["a remote asset"] = (new RemoteAsset("u"), Special("c44067f5952c0a294b673a41bacd8c17", "\"uri\":\"u\"")),
        ["a file archive"] = (new FileArchive("/f"), Special("0def7320c3a5731c473e5ecbe6d01bc7", "\"path\":\"/f\"")),
        ["a remote archive"] = (new RemoteArchive("u"), Special("0def7320c3a5731c473e5ecbe6d01bc7", "\"uri\":\"u\"")),
        ["an archive of assets"] = (
            new AssetArchive(new Dictionary<string, AssetOrArchive> { ["a"] = new FileArchive("/f") }),
            Special("0def7320c3a5731c473e5ecbe6d01bc7", $"\"assets\":{{\"a\":{Special("0def7320c3a5731c473e5ecbe6d01bc7", "\"path\":\"/f\"")}}}")),
        ["args"] = (new InnerArgs { Name = "n", Tags = { "x" }, Labels = { { "k", "v" } } }, """{"name":"n","tags":["x"],"labels":{"k":"v"}}"""),
        ["args of a dictionary"] = (new DictionaryResourceArgs(ImmutableDictionary<string, object?>.Empty.Add("a", 1)), """{"a":1}"""),
        ["json text"] = (new JsonArgs { Json = new InputMap<object> { { "k", "v" }, { "b", 1 }, { "a", true } } }, """{"json":"{ \"a\": true, \"b\": 1, \"k\": \"v\" }"}"""),
        ["json text with an unknown in it"] = (new JsonArgs { Json = new InputMap<object> { { "k", OutputUtilities.CreateUnknown<object>("v") } } }, $$"""{"json":{{Unknown}}}"""),
        ["json text with a secret in it"] = (
            new JsonArgs { Json = new InputMap<object> { { "k", Output.CreateSecret<object>("v") } } },
            $$"""{"json":{{Secret("\"{ \\\"k\\\": \\\"v\\\" }\"")}}}"""),
    };

    [Theory]
    [MemberData(nameof(PlainExamples))]
    public async Task Values_have_their_form(string example)
    {
        var (value, json) = Examples[example];

        AssertJson(json, await SerializeAsync(value, Plain));
    }

    [Fact]
    public async Task Properties_that_are_null_are_left_out()
    {
        var properties = new Dictionary<string, object?> { ["a"] = null, ["b"] = (Input<string>)(string)null!, ["c"] = Output.Create<string?>((string?)null), ["d"] = 1 };

        var result = await PropertySerializer.SerializeAsync("label", properties, Plain);

        AssertJson("""{"d":1}""", result.Object);
        Assert.Equal(["d"], result.PropertyDependencies.Keys);
        Assert.Empty(result.PropertyDependencies["d"]);
    }

    [Fact]
    public async Task A_property_depends_on_every_resource_found_in_it()
    {
        var other = new DependencyResource("urn:b");
        var properties = new Dictionary<string, object?>
        {
            ["nested"] = new InputMap<object> { { "a", new[] { From(_resource), Pending(From(other)).Apply(output => output) } } },
            ["pending"] = Pending(From(_resource)),
            ["unknown"] = OutputUtilities.WithDependency(OutputUtilities.CreateUnknown(1), other),
            ["reference"] = _resource,
            ["json"] = new JsonArgs { Json = new InputMap<object> { { "a", From(other) } } },
            ["none"] = "text",
        };

        var result = await PropertySerializer.SerializeAsync("label", properties, Plain);

        Assert.Equal([_resource, other], result.PropertyDependencies["nested"]);
        Assert.Equal([_resource], result.PropertyDependencies["pending"]);
        Assert.Equal([other], result.PropertyDependencies["unknown"]);
        Assert.Equal([_resource], result.PropertyDependencies["reference"]);
        Assert.Equal([other], result.PropertyDependencies["json"]);
        Assert.Empty(result.PropertyDependencies["none"]);
    }

    [Fact]
    public async Task Resources_go_as_references()
    {
        AssertJson(Special("5cf8f73096256a8f31e491e813e4eb8e", "\"urn\":\"urn:a\",\"id\":\"\""), await SerializeAsync(_resource, Plain));
    }

    [Fact]
    public async Task Resources_go_as_their_id_where_references_are_not_understood()
    {
        AssertJson(Unknown, await SerializeAsync(_resource, new SerializationOptions(KeepResources: false)));
    }

    [Fact]
    public async Task References_can_be_left_out_of_the_dependencies()
    {
        var options = new SerializationOptions(KeepResources: true, ExcludeResourceReferencesFromDependencies: true);

        var (_, dependencies) = await PropertySerializer.SerializeValueAsync("label", new object[] { _resource }, options);

        Assert.Empty(dependencies);
    }

    [Fact]
    public async Task An_output_that_is_known_and_plain_and_independent_goes_bare() =>
        AssertJson("[1]", await SerializeAsync(Output.Create(new[] { Pending(1) }), OutputValues));

    [Fact]
    public async Task Output_values_tell_all_that_is_remembered()
    {
        var dependent = OutputUtilities.WithDependency(From(_resource), new DependencyResource("urn:Z"));

        AssertJson(OutputValue("\"secret\":true,\"value\":\"s\""), await SerializeAsync(Output.CreateSecret("s"), OutputValues));
        AssertJson(OutputValue(""), await SerializeAsync(OutputUtilities.CreateUnknown("s"), OutputValues));
        AssertJson(OutputValue("\"secret\":true"), await SerializeAsync(Output.CreateSecret(OutputUtilities.CreateUnknown("s")), OutputValues));
        AssertJson(OutputValue("\"value\":1,\"dependencies\":[\"urn:Z\",\"urn:a\"]"), await SerializeAsync(dependent, OutputValues));
    }

    [Fact]
    public async Task Elements_have_output_values_of_their_own() =>
        AssertJson(
            $"[\"a\",{OutputValue("\"secret\":true,\"value\":\"b\"")}]",
            await SerializeAsync(new InputList<string> { "a", Output.CreateSecret("b") }, OutputValues));

    [Fact]
    public async Task What_is_inside_an_output_value_has_none_but_its_dependencies_count()
    {
        var nested = Output.CreateSecret(new object[] { Output.CreateSecret("s"), From(_resource) });

        AssertJson(
            OutputValue($"\"secret\":true,\"value\":[{Secret("\"s\"")},1],\"dependencies\":[\"urn:a\"]"),
            await SerializeAsync(nested, OutputValues));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_type_that_cannot_be_sent_is_named_with_its_place(bool later)
    {
        object bad = new[] { new InputMap<object> { { "when", 12L } } };
        var properties = new Dictionary<string, object?> { ["spec"] = new Dictionary<string, object?> { ["items"] = later ? Pending(bad) : bad } };

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await PropertySerializer.SerializeAsync("resource:r", properties, Plain));

        Assert.StartsWith("error serializing property \"spec.items[0].when\": ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int64", exception.Message, StringComparison.Ordinal);
        Assert.Contains("resource:r", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tasks_and_maps_with_other_keys_are_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await SerializeAsync(Task.FromResult(1), Plain));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await SerializeAsync(new Dictionary<int, string> { [1] = "" }, Plain));
    }

    [Fact]
    public async Task What_is_changed_while_a_property_waits_comes_too_late()
    {
        var start = new TaskCompletionSource<string>();
        var inner = new InnerArgs { Name = Output.Create(start.Task), Tags = { "a" }, Labels = { { "k", "v" } } };
        var args = new OuterArgs { Inner = inner, Inners = { inner } };

        var inputs = args.ToDictionary();
        inner.Name = "late";
        inner.Tags.Add("late");
        inner.Labels.Add("late", "late");
        args.Inners.Add(inner);
        start.SetResult("n");

        const string Inner = """{"name":"n","tags":["a"],"labels":{"k":"v"}}""";
        AssertJson($$"""{"inner":{{Inner}},"inners":[{{Inner}}]}""", (await PropertySerializer.SerializeAsync("label", inputs, Plain)).Object);
    }

    [Fact]
    public async Task A_failed_output_fails_as_itself()
    {
        var failed = Output.Create(Task.FromException<string>(new FormatException("bad")));

        await Assert.ThrowsAsync<FormatException>(async () => await SerializeAsync(new InputList<string> { failed }, Plain));
    }

    [Fact]
    public async Task A_missing_required_input_is_named()
    {
        var exception = await Assert.ThrowsAsync<ArgumentNullException>(async () => await SerializeAsync(new RequiredArgs(), Plain));

        Assert.EndsWith("RequiredArgs.Name", exception.ParamName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_derived_class_may_redefine_an_input()
    {
        var args = new RedefinedArgs { Name = 1 };
        ((InnerArgs)args).Name = "hidden";

        AssertJson("""{"name":1}""", await SerializeAsync(args, Plain));
    }

    [Fact]
    public void Args_give_what_is_set_by_the_names_that_the_engine_knows()
    {
        var args = new DerivedArgs { Name = "n", Extra = 1 };

        Assert.Equal(["name", "extra"], args.ToDictionary().Keys);
    }

    private static Output<int> From(Resource resource) => OutputUtilities.WithDependency(Output.Create(1), resource);

    private static Output<T> Pending<T>(T value)
    {
        return Output.Create(Later());

        async Task<T> Later()
        {
            await Task.Delay(1);
            return value;
        }
    }

    private static string Special(string kind, string fields) => $"{{\"{Signature}\":\"{kind}\"{(fields.Length > 0 ? "," : "")}{fields}}}";

    private static string Secret(string value) => Special("1b47061264138c4ac30d75fd1eb44270", $"\"value\":{value}");

    private static string OutputValue(string fields) => Special("d0e6a833031e9bbcd3f4e8bde6ca49a4", fields);

    private static async Task<IMessage> SerializeAsync(object? value, SerializationOptions options) =>
        (await PropertySerializer.SerializeValueAsync("label", value, options)).Value;

    private static void AssertJson(string expected, IMessage actual)
    {
        var text = JsonFormatter.Default.Format(actual);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(text)), $"expected {expected}\nbut got {text}");
    }

    private class InnerArgs : ResourceArgs
    {
        [Input("tags")]
        private InputList<string>? _tags;

        [Input("labels")]
        private InputMap<string>? _labels;

        [Input("name")]
        public Input<string>? Name { get; set; }

        public InputList<string> Tags
        {
            get => _tags ??= [];
            set => _tags = value;
        }

        public InputMap<string> Labels
        {
            get => _labels ??= [];
            set => _labels = value;
        }
    }

    private sealed class OuterArgs : ResourceArgs
    {
        [Input("inners")]
        private InputList<InnerArgs>? _inners;

        [Input("inner")]
        public Input<InnerArgs>? Inner { get; set; }

        public InputList<InnerArgs> Inners => _inners ??= [];
    }

    private sealed class RedefinedArgs : InnerArgs
    {
        [Input("name")]
        public new Input<int>? Name { get; set; }
    }

    private sealed class DerivedArgs : InnerArgs
    {
        [Input("extra")]
        public Input<int>? Extra { get; set; }
    }

    private sealed class RequiredArgs : ResourceArgs
    {
        [Input("name", required: true)]
        public Input<string>? Name { get; set; }
    }

    private sealed class JsonArgs : ResourceArgs
    {
        [Input("json", json: true)]
        public InputMap<object>? Json { get; set; }
    }
}
