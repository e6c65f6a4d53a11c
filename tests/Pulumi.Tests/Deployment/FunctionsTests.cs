using System.Collections.Immutable;
using Pulumi.Testing;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests;

public class FunctionsTests
{
    private readonly EchoMocks _mocks = new() { Answer = args => args.Args.SetItem("answer", 42) };

    [Fact]
    public async Task A_function_gets_its_arguments_and_gives_its_result()
    {
        var answer = await RunAsync(() => Deployment.Instance.Invoke<Answer>("test:index:get", new Question { Query = "q" }).Apply(result => result.Number));

        Assert.Equal(42, await OutputUtilities.GetValueAsync(answer));
        var call = Assert.Single(_mocks.Calls);
        Assert.Equal("test:index:get", call.Token);
        Assert.Equal("q", call.Args["query"]);
    }

    [Fact]
    public async Task The_plain_form_waits_for_the_result()
    {
        var number = 0.0;
        await Deployment.TestAsync(_mocks, new TestOptions(), async () =>
            number = (await Deployment.Instance.InvokeAsync<Answer>("test:index:get", new Question { Query = "q" })).Number);

        Assert.Equal(42, number);
    }

    [Fact]
    public async Task A_single_value_is_taken_out_of_the_result()
    {
        var answer = await RunAsync(() => Deployment.Instance.InvokeSingle<double>("test:index:get", InvokeArgs.Empty));

        Assert.Equal(42, await OutputUtilities.GetValueAsync(answer));
    }

    [Fact]
    public async Task A_single_value_out_of_many_is_an_error() => await Assert.ThrowsAsync<RunException>(() => RunAsync(() =>
        Deployment.Instance.InvokeSingle<double>("test:index:get", new Question { Query = "q" })));

    [Fact]
    public async Task An_unknown_argument_makes_the_result_unknown_without_a_call()
    {
        var answer = await RunAsync(() => Deployment.Instance.Invoke<Answer>("test:index:get", new Question { Query = OutputUtilities.CreateUnknown("q") }));

        Assert.False(await OutputUtilities.GetIsKnownAsync(answer));
        Assert.Empty(_mocks.Calls);
    }

    [Fact]
    public async Task The_result_remembers_the_resources_and_the_secrecy_of_the_arguments()
    {
        Thing? thing = null;
        var answer = await RunAsync(() =>
        {
            thing = new Thing("thing");
            return Deployment.Instance.Invoke<Answer>("test:index:get", new Question { Query = Output.CreateSecret(thing.Id) });
        });

        Assert.Same(thing, Assert.Single(await OutputUtilities.GetDependenciesAsync(answer)));
        Assert.True(await Output.IsSecretAsync(answer));
    }

    [Fact]
    public async Task A_function_waits_for_what_it_depends_on_to_exist()
    {
        Output<Answer> Ask(Thing thing) => Deployment.Instance.Invoke<Answer>("test:index:get", InvokeArgs.Empty, new InvokeOutputOptions { DependsOn = { thing } });
        var known = await RunAsync(() => Ask(new Thing("thing")));
        _mocks.Calls.Clear();
        var unknown = await RunAsync(() => Ask(new Thing("thing")), new NoIds());

        Assert.True(await OutputUtilities.GetIsKnownAsync(known));
        Assert.Single(await OutputUtilities.GetDependenciesAsync(known));
        Assert.False(await OutputUtilities.GetIsKnownAsync(unknown));
        Assert.Empty(_mocks.Calls);
    }

    [Fact]
    public async Task A_method_gets_its_resource_as_an_argument()
    {
        var answer = await RunAsync(() => Deployment.Instance.Call<Answer>("test:index:Group/get", CallArgs.Empty, new Group("group")));

        Assert.Equal(42, (await OutputUtilities.GetValueAsync(answer)).Number);
        Assert.Contains("__self__", Assert.Single(_mocks.Calls).Args.Keys);
    }

    private async Task<Output<T>> RunAsync<T>(Func<Output<T>> program, IMocks? mocks = null)
    {
        Output<T>? result = null;
        await Deployment.TestAsync(mocks ?? _mocks, new TestOptions(), () => result = program());
        return result!;
    }

    private sealed class NoIds : IMocks
    {
        public Task<object> CallAsync(MockCallArgs args) => Task.FromResult<object>(ImmutableDictionary<string, object>.Empty);

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) => Task.FromResult<(string?, object)>((null, args.Inputs));
    }

    private sealed class Question : InvokeArgs
    {
        [Input("query")]
        public Input<string>? Query { get; init; }
    }

    [OutputType]
    private sealed class Answer
    {
        public readonly double Number;

        [OutputConstructor]
        private Answer([OutputConstructorParameter("answer")] double number) => Number = number;
    }
}
