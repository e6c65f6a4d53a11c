using System.Collections.Immutable;
using System.Text.Json;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests.Values;

/// <summary>What is remembered about values survives every way of deriving one from others.</summary>
public class CombinatorTests
{
    // Each of these turns two outputs into one whose value is "1,2", always looking at both.
    private static readonly Dictionary<string, Func<Output<int>, Output<int>, Output<string>>> Parallel = new()
    {
        ["Tuple of outputs"] = (a, b) => Output.Tuple(a, b).Apply(both => $"{both.Item1},{both.Item2}"),
        ["Tuple of inputs"] = (a, b) => Output.Tuple((Input<int>)a, (Input<int>)b).Apply(both => $"{both.Item1},{both.Item2}"),
        ["Tuple of 3"] = (a, b) => Output.Tuple(a, Output.Create(0), b).Apply(all => $"{all.Item1},{all.Item3}"),
        ["Tuple of 8"] = (a, b) => Output.Tuple(a, Zero, Zero, Zero, Zero, Zero, Zero, b).Apply(all => $"{all.Item1},{all.Item8}"),
        ["All of an array"] = (a, b) => Output.All(a, b).Apply(Join),
        ["All of a sequence"] = (a, b) => Output.All(new List<Output<int>> { a, b }).Apply(Join),
        ["All of inputs"] = (a, b) => Output.All((Input<int>)a, (Input<int>)b).Apply(Join),
        ["All of a sequence of inputs"] = (a, b) => Output.All(new List<Input<int>> { a, b }).Apply(Join),
        ["Format of outputs"] = (a, b) => Output.Format($"{a},{b}"),
        ["Format of inputs"] = (a, b) => Output.Format($"{(Input<int>)a},{(Input<int>)b}"),
        ["Format of nested outputs"] = (a, b) => Output.Format($"{Output.Create(a)},{Output.Create(Output.Create(b))}"),
        ["InputList"] = (a, b) => new InputList<int> { a, b }.ToOutput().Apply(Join),
        ["InputList of an output of a list"] = (a, b) =>
            new InputList<int> { (InputList<int>)a.Apply(value => ImmutableArray.Create(value)), b }.ToOutput().Apply(Join),
        ["InputList.Concat"] = (a, b) => ((InputList<int>)a).Concat(b.Apply(value => new List<int> { value })).ToOutput().Apply(Join),
        ["InputMap"] = (a, b) => new InputMap<int> { { "a", a }, { "b", b } }.ToOutput().Apply(map => $"{map["a"]},{map["b"]}"),
        ["InputMap of an output of a map"] = (a, b) =>
            new InputMap<int> { { "a", a }, b.Apply(value => new Dictionary<string, int> { ["b"] = value }) }.ToOutput().Apply(map => $"{map["a"]},{map["b"]}"),
        ["InputMap.Merge"] = (a, b) => InputMap<int>.Merge(
            new InputMap<int> { { "a", a }, { "b", 7 } },
            new InputMap<int> { { "b", b } }).ToOutput().Apply(map => $"{map["a"]},{map["b"]}"),
        ["JsonSerialize of a list of outputs"] = (a, b) => Output.JsonSerialize(Output.Create(new[] { a, b })).Apply(json => json[1..^1]),
        ["JsonSerialize of inputs in an object"] = (a, b) =>
            Output.JsonSerialize(Output.Create(new { a = (Input<int>)a, b = Output.Create(b) })).Apply(json => json.Replace("{\"a\":", "").Replace("\"b\":", "").Replace("}", "")),
    };

    // In each of these the second output is looked at only if the first is known.
    private static readonly Dictionary<string, Func<Output<int>, Output<int>, Output<string>>> Sequential = new()
    {
        ["Apply to an output"] = (a, b) => a.Apply(first => b.Apply(second => $"{first},{second}")),
        ["Apply to an input"] = (a, b) => a.Apply(first => (Input<string>)b.Apply(second => $"{first},{second}")),
        ["Apply of an input to an output"] = (a, b) => ((Input<int>)a).Apply(first => b.Apply(second => $"{first},{second}")),
        ["UntypedApply"] = (a, b) => a.UntypedApply(first => b.Apply(second => $"{first},{second}")),
    };

    public static TheoryData<string> ParallelNames => [.. Parallel.Keys];

    public static TheoryData<string> SequentialNames => [.. Sequential.Keys];

    private static Output<int> Zero => Output.Create(0);

    [Theory]
    [MemberData(nameof(ParallelNames))]
    public async Task What_comes_from_two_is_known_if_both_are_and_secret_if_one_is(string combinator)
    {
        foreach (var first in Traits.All)
        {
            foreach (var second in Traits.All)
            {
                var outcome = await Parallel[combinator](first.Make(1), second.Make(2)).OutcomeAsync();

                var isKnown = first.IsKnown && second.IsKnown;
                Assert.Equal(new Outcome<string>(isKnown ? "1,2" : null, isKnown, first.IsSecret || second.IsSecret), outcome);
            }
        }
    }

    [Theory]
    [MemberData(nameof(SequentialNames))]
    public async Task What_comes_from_one_after_the_other_takes_over_only_what_was_reached(string combinator)
    {
        foreach (var first in Traits.All)
        {
            foreach (var second in Traits.All)
            {
                var outcome = await Sequential[combinator](first.Make(1), second.Make(2)).OutcomeAsync();

                var isKnown = first.IsKnown && second.IsKnown;
                var isSecret = first.IsSecret || (first.IsKnown && second.IsSecret);
                Assert.Equal(new Outcome<string>(isKnown ? "1,2" : null, isKnown, isSecret), outcome);
            }
        }
    }

    [Fact]
    public async Task Applying_one_after_the_other_is_applying_both_at_once()
    {
        foreach (var outer in Traits.All)
        {
            foreach (var inner in Traits.All)
            {
                foreach (var innermost in Traits.All)
                {
                    Output<string> Double(int value) => inner.Make($"{value * 2}");
                    Output<int> Length(string text) => innermost.Make(text.Length);

                    var oneByOne = outer.Make(50).Apply(Double).Apply(Length);
                    var atOnce = outer.Make(50).Apply(value => Double(value).Apply(Length));

                    Assert.Equal(await oneByOne.OutcomeAsync(), await atOnce.OutcomeAsync());
                }
            }
        }
    }

    [Fact]
    public async Task Marking_as_secret_and_back_leaves_everything_else()
    {
        foreach (var traits in Traits.All)
        {
            var secret = await Output.CreateSecret(traits.Make(1)).OutcomeAsync();
            var plain = await Output.Unsecret(traits.Make(1)).OutcomeAsync();

            Assert.Equal((true, traits.IsKnown), (secret.IsSecret, secret.IsKnown));
            Assert.Equal((false, traits.IsKnown), (plain.IsSecret, plain.IsKnown));
        }
    }

    [Fact]
    public async Task Reading_json_remembers_what_the_text_was()
    {
        foreach (var traits in Traits.All)
        {
            var outcome = await Output.JsonDeserialize<JsonElement>(traits.Make("[1,2]")).Apply(json => json.GetArrayLength()).OutcomeAsync();

            Assert.Equal(new Outcome<int>(traits.IsKnown ? 2 : 0, traits.IsKnown, traits.IsSecret), outcome);
        }
    }

    [Fact]
    public async Task Tuples_keep_their_items_in_order()
    {
        static Input<int> In(int value) => value;

        Assert.Equal((1, 2, 3), await Value(Output.Tuple(In(1), In(2), In(3))));
        Assert.Equal((1, 2, 3, 4), await Value(Output.Tuple(In(1), In(2), In(3), In(4))));
        Assert.Equal((1, 2, 3, 4, 5), await Value(Output.Tuple(In(1), In(2), In(3), In(4), In(5))));
        Assert.Equal((1, 2, 3, 4, 5, 6), await Value(Output.Tuple(In(1), In(2), In(3), In(4), In(5), In(6))));
        Assert.Equal((1, 2, 3, 4, 5, 6, 7), await Value(Output.Tuple(In(1), In(2), In(3), In(4), In(5), In(6), In(7))));
        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 8), await Value(Output.Tuple(In(1), In(2), In(3), In(4), In(5), In(6), In(7), In(8))));
    }

    private static string Join(ImmutableArray<int> values) => string.Join(',', values);

    private static Task<T> Value<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);
}
