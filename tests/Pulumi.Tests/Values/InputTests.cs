using System.Collections;
using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests.Values;

public class InputTests
{
    [Fact]
    public async Task A_missing_input_is_an_output_of_the_default()
    {
        Assert.Equal(0, await Value(((Input<int>?)null).ToOutput()));
        Assert.Null(await Value(((Input<string>?)null).ToOutput()));
    }

    [Fact]
    public async Task Lists_come_from_everything_that_lists_are_made_of()
    {
        InputList<string>[] lists =
        [
            new() { "a", "b" },
            new[] { "a", "b" },
            new List<string> { "a", "b" },
            ImmutableArray.Create("a", "b"),
            new Input<string>[] { "a", Output.Create("b") },
            new List<Input<string>> { "a", "b" },
            ImmutableArray.Create<Input<string>>("a", "b"),
            new[] { Output.Create("a"), Output.Create("b") },
            new List<Output<string>> { Output.Create("a"), Output.Create("b") },
            ImmutableArray.Create(Output.Create("a"), Output.Create("b")),
            Output.Create(new[] { "a", "b" }),
            Output.Create(new List<string> { "a", "b" }),
            Output.Create<IEnumerable<string>>(["a", "b"]),
            Output.Create(ImmutableArray.Create("a", "b")),
        ];

        foreach (var list in lists)
            Assert.Equal(["a", "b"], await Value(list.ToOutput()));
    }

    [Fact]
    public async Task A_list_can_be_a_single_element()
    {
        InputList<string>[] lists = ["a", (Input<string>)"a", Output.Create("a")];

        foreach (var list in lists)
            Assert.Equal(["a"], await Value(list.ToOutput()));
    }

    [Fact]
    public async Task An_array_that_was_never_assigned_is_an_empty_list() =>
        Assert.Empty(await Value(((InputList<string>)default(ImmutableArray<string>)).ToOutput()));

    [Fact]
    public async Task Adding_to_a_list_does_not_change_what_was_read_from_it()
    {
        var list = new InputList<string> { "a" };
        var before = list.ToOutput();
        var copy = new InputList<string> { list };

        list.Add("b");
        list.AddRange(Output.Create(new[] { "c" }));
        list.Add("d", "e");

        Assert.Equal(["a"], await Value(before));
        Assert.Equal(["a"], await Value(copy.ToOutput()));
        Assert.Equal(["a", "b", "c", "d", "e"], await Value(list.ToOutput()));
    }

    [Fact]
    public async Task Concat_leaves_both_lists_as_they_are()
    {
        var first = new InputList<int> { 1 };
        var second = new InputList<int> { 2 };

        var both = first.Concat(second);
        both.Add(3);

        Assert.Equal([1, 2, 3], await Value(both.ToOutput()));
        Assert.Equal([1], await Value(first.ToOutput()));
        Assert.Equal([2], await Value(second.ToOutput()));
    }

    [Fact]
    public void Lists_and_maps_cannot_be_enumerated_synchronously()
    {
        Assert.Throws<NotSupportedException>(() => ((IEnumerable)new InputList<int>()).GetEnumerator());
        Assert.Throws<NotSupportedException>(() => ((IEnumerable)new InputMap<int>()).GetEnumerator());
    }

    [Fact]
    public async Task Lists_can_be_enumerated_asynchronously()
    {
        var seen = new List<int>();
        await foreach (var element in new InputList<int> { 1, Output.Create(new[] { 2, 3 }) })
            seen.Add(await Value(element.ToOutput()));

        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    public async Task Maps_can_be_enumerated_asynchronously()
    {
        var seen = new List<KeyValuePair<string, int>>();
        await foreach (var entry in new InputMap<int> { { "a", 1 }, { "b", Output.Create(2) } })
            seen.Add(await Value(entry.ToOutput()));

        Assert.Equal([new("a", 1), new("b", 2)], seen.OrderBy(entry => entry.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Maps_come_from_everything_that_maps_are_made_of()
    {
        var dictionary = new Dictionary<string, int> { ["a"] = 1 };
        InputMap<int>[] maps =
        [
            new() { { "a", 1 } },
            new() { ["a"] = 1 },
            dictionary,
            dictionary.ToImmutableDictionary(),
            Output.Create(dictionary),
            Output.Create<IDictionary<string, int>>(dictionary),
            Output.Create(dictionary.ToImmutableDictionary()),
        ];

        foreach (var map in maps)
            Assert.Equal(dictionary, await Value(map.ToOutput()));
    }

    [Fact]
    public async Task A_key_added_twice_with_another_value_makes_the_map_fail()
    {
        var map = new InputMap<int> { { "a", 1 } };
        map.Add("a", 2);

        await Assert.ThrowsAsync<ArgumentException>(() => Value(map.ToOutput()));
    }

    [Fact]
    public async Task The_same_input_may_be_added_twice()
    {
        Input<int> value = 1;
        var map = new InputMap<int> { { "a", value } };
        map.Add("a", value);

        Assert.Equal(1, (await Value(map.ToOutput()))["a"]);
    }

    [Fact]
    public async Task Adding_to_a_map_does_not_change_what_was_read_from_it()
    {
        var map = new InputMap<int> { { "a", 1 } };
        var before = map.ToOutput();

        map.Add("b", 2);
        map.AddRange(new InputMap<int> { { "c", 3 } });

        Assert.Single(await Value(before));
        Assert.Equal(3, (await Value(map.ToOutput())).Count);
    }

    [Fact]
    public async Task In_a_merge_the_second_map_wins()
    {
        var merged = InputMap<int>.Merge(new() { { "a", 1 }, { "b", 1 } }, new() { { "b", 2 } });

        var map = await Value(merged.ToOutput());
        Assert.Equal((1, 2), (map["a"], map["b"]));
    }

    [Fact]
    public async Task A_union_comes_from_either_type()
    {
        InputUnion<int, string>[] unions =
        [
            "s", (Input<string>)"s", Output.Create("s"), Union<int, string>.FromT1("s"), Output.Create(Union<int, string>.FromT1("s")),
        ];
        foreach (var union in unions)
            Assert.Equal(Union<int, string>.FromT1("s"), await Value(union.ToOutput()));

        InputUnion<int, string> number = 1;
        Assert.Equal(Union<int, string>.FromT0(1), await Value(number.ToOutput()));
    }

    [Fact]
    public async Task Lists_and_maps_of_unions_take_inputs_of_either_type()
    {
        var list = new InputList<Union<int, string>>();
        list.Add((Input<int>)1);
        list.Add((Input<string>)"s");
        var map = new InputMap<Union<int, string>>();
        map.Add("a", (Input<int>)1);
        map.Add("b", (Input<string>)"s");

        Assert.Equal([1, "s"], await Value(list.ToOutput()));
        Assert.Equal("s", (await Value(map.ToOutput()))["b"].AsT1);
    }

    [Fact]
    public async Task Json_comes_from_text_documents_and_elements()
    {
        using var document = JsonDocument.Parse("[1]");
        InputJson[] inputs =
        [
            "[1]", document, document.RootElement, Output.Create("[1]"), Output.Create(document), Output.Create(document.RootElement),
        ];

        foreach (var input in inputs)
            Assert.Equal(1, (await Value(input.ToOutput()))[0].GetInt32());
    }

    [Fact]
    public async Task Text_that_is_no_json_makes_the_input_fail()
    {
        InputJson input = "{";

        await Assert.ThrowsAnyAsync<JsonException>(() => Value(input.ToOutput()));
    }

    private static Task<T> Value<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);
}
