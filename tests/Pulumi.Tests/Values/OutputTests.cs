using System.Collections.Immutable;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests.Values;

public class OutputTests
{
    [Fact]
    public async Task An_unknown_output_runs_no_function()
    {
        var ran = false;
        var unknown = OutputUtilities.CreateUnknown(1);

        await Known(unknown.Apply(value => ran = true));
        await Known(unknown.Apply(value => Task.FromResult(ran = true)));
        await Known(unknown.Apply(value => Output.Create(ran = true)));
        await Known(unknown.Apply(value => (Input<bool>)(ran = true)));
        await Known(unknown.Apply((Func<int, Task>)(value => Task.FromResult(ran = true))));

        Assert.False(ran);
    }

    [Fact]
    public async Task A_null_inner_output_stands_for_the_default()
    {
        Assert.Equal(new Outcome<int>(0, true, true), await Output.CreateSecret(1).Apply(value => (Output<int>?)null).OutcomeAsync());
        Assert.Equal(new Outcome<string>(null, true, true), await Output.CreateSecret(1).Apply(value => (Input<string>?)null).OutcomeAsync());
    }

    [Fact]
    public async Task A_function_that_throws_makes_the_output_fail_not_the_call()
    {
        var output = Output.Create("x").Apply(int.Parse);

        await Assert.ThrowsAsync<FormatException>(() => Value(output));
    }

    [Fact]
    public async Task A_failure_passes_through_everything_derived_from_it()
    {
        var failed = Output.Create(Task.FromException<int>(new FormatException("bad")));

        await Assert.ThrowsAsync<FormatException>(() => Value(failed.Apply(value => value)));
        await Assert.ThrowsAsync<FormatException>(() => Value(Output.All(Output.Create(1), failed)));
        await Assert.ThrowsAsync<FormatException>(() => Value(Output.Tuple(failed, Output.Create(1))));
        await Assert.ThrowsAsync<FormatException>(() => Value(Output.Format($"{failed}")));
        await Assert.ThrowsAsync<FormatException>(() => Value(Output.JsonSerialize(Output.Create(new[] { failed }))));
        await Assert.ThrowsAsync<FormatException>(() => Value(Output.CreateSecret(failed)));
    }

    [Fact]
    public async Task An_asynchronous_action_completes_before_its_output()
    {
        var done = false;
        var output = Output.Create(1).Apply(async value =>
        {
            await Task.Yield();
            done = true;
        });

        await Value(output);

        Assert.True(done);
    }

    [Fact]
    public async Task A_long_chain_of_pending_outputs_is_no_deep_recursion()
    {
        var start = new TaskCompletionSource<int>();
        var output = Output.Create(start.Task);
        for (var i = 0; i < 50_000; i++)
            output = output.Apply(value => value + 1);

        start.SetResult(0);

        Assert.Equal(50_000, await Value(output));
    }

    [Fact]
    public async Task An_unknown_output_can_carry_a_value_all_the_same() =>
        Assert.Equal(7, await Value(OutputUtilities.CreateUnknown(() => Task.FromResult(7))));

    [Fact]
    public async Task A_deferred_output_becomes_what_it_is_resolved_to()
    {
        foreach (var traits in Traits.All)
        {
            var deferred = new DeferredOutput<int>();
            var derived = deferred.Output.Apply(value => value + 1);

            deferred.Resolve(traits.Make(1));

            Assert.Equal(new Outcome<int>(traits.IsKnown ? 2 : 0, traits.IsKnown, traits.IsSecret), await derived.OutcomeAsync());
        }
    }

    [Fact]
    public async Task A_deferred_output_fails_as_what_it_is_resolved_to()
    {
        var before = new DeferredOutput<int>();
        var after = new DeferredOutput<int>();
        var waiting = Value(before.Output);

        before.Resolve(Output.Create(Task.FromException<int>(new FormatException())));
        after.Resolve(Output.Create(Task.FromException<int>(new FormatException())));

        await Assert.ThrowsAsync<FormatException>(() => waiting);
        await Assert.ThrowsAsync<FormatException>(() => Value(after.Output));
    }

    [Fact]
    public void A_deferred_output_is_resolved_only_once()
    {
        var deferred = new DeferredOutput<int>();
        deferred.Resolve(Output.Create(1));

        Assert.Throws<InvalidOperationException>(() => deferred.Resolve(Output.Create(2)));
    }

    [Fact]
    public async Task Format_does_not_depend_on_the_culture() =>
        Assert.Equal("1.5 and 00042", await Value(Output.Format($"{Output.Create(1.5)} and {Output.Create(42):D5}")));

    [Fact]
    public async Task Json_uses_the_given_options()
    {
        var options = new System.Text.Json.JsonSerializerOptions { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase };

        var json = Output.JsonSerialize(Output.Create(new { Host = Output.Create("h"), Ports = new[] { Output.Create(1) } }), options);

        Assert.Equal("""{"host":"h","ports":[1]}""", await Value(json));
    }

    [Fact]
    public async Task Json_can_be_read_into_outputs()
    {
        var output = Output.JsonDeserialize<Dictionary<string, Output<int>>>(Output.Create("""{"a":1}"""));

        Assert.Equal(1, await Value(output.Apply(map => map["a"])));
    }

    [Fact]
    public async Task Json_that_is_none_makes_the_output_fail() =>
        await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => Value(Output.JsonDeserialize<int>(Output.Create("{"))));

    [Fact]
    public async Task Arrays_can_be_read_through_the_output()
    {
        var array = Output.Create(ImmutableArray.Create("a", "b"));

        Assert.Equal("a", await Value(array.First()));
        Assert.Equal("b", await Value(array.GetAt(Output.Create(1))));
        Assert.Equal(2, await Value(array.Length()));
    }

    [Fact]
    public async Task Unions_can_be_read_through_the_output()
    {
        var union = Output.Create<Union<int, string>>("s");

        Assert.False(await Value(union.IsT0()));
        Assert.True(await Value(union.IsT1()));
        Assert.Equal("s", await Value(union.AsT1()));
        Assert.Equal("s", await Value(union.Value()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Value(union.AsT0()));
    }

    [Fact]
    public void ToString_gives_advice_instead_of_the_value()
    {
        var text = Output.Create("value").ToString();

        Assert.Contains("Apply", text, StringComparison.Ordinal);
        Assert.DoesNotContain("value\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    public void ToString_throws_the_advice_if_the_environment_says_so(string setting)
    {
        Environment.SetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING", setting);
        try
        {
            Assert.Throws<InvalidOperationException>(() => Output.Create("value").ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_ERROR_OUTPUT_STRING", null);
        }
    }

    private static Task<bool> Known<T>(Output<T> output) => OutputUtilities.GetIsKnownAsync(output);

    private static Task<T> Value<T>(Output<T> output) => OutputUtilities.GetValueAsync(output);
}
