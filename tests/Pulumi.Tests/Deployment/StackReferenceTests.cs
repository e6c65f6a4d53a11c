using System.Collections.Immutable;
using Pulumi.Testing;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests;

public class StackReferenceTests
{
    [Fact]
    public async Task A_reference_is_read_by_the_name_of_the_stack()
    {
        var mocks = new OtherStack();
        await Deployment.TestAsync(mocks, new TestOptions(), () => _ = new StackReference("alias", new StackReferenceArgs { Name = "org/proj/other" }));

        Assert.Equal("alias", mocks.Asked!.Name);
        Assert.Equal("org/proj/other", mocks.Asked.Id);
        Assert.Equal("org/proj/other", mocks.Asked.Inputs["name"]);
    }

    [Fact]
    public async Task An_output_is_secret_exactly_if_the_other_stack_says_so()
    {
        await RunAsync(async reference =>
        {
            Assert.False(await Output.IsSecretAsync(reference.GetOutput("plain")));
            Assert.True(await Output.IsSecretAsync(reference.GetOutput("hidden")));
            Assert.Equal("A", await OutputUtilities.GetValueAsync(reference.GetOutput("plain")));
            Assert.Equal("B", await OutputUtilities.GetValueAsync(reference.RequireOutput("hidden")));
        });
    }

    [Fact]
    public async Task A_missing_output_is_null_and_an_error_when_it_is_required()
    {
        await RunAsync(async reference => Assert.Null(await OutputUtilities.GetValueAsync(reference.GetOutput("missing"))));
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(reference => OutputUtilities.GetValueAsync(reference.RequireOutput("missing"))));

        Assert.Contains("missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_values_are_given_and_secret_ones_refused()
    {
        await RunAsync(async reference =>
        {
            Assert.Equal("A", await reference.GetValueAsync("plain"));
            Assert.Equal("A", await reference.RequireValueAsync("plain"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => reference.GetValueAsync("hidden"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => reference.RequireValueAsync("hidden"));
        });
    }

    [Fact]
    public async Task Details_tell_plain_and_secret_values_apart()
    {
        await RunAsync(async reference =>
        {
            var plain = await reference.GetOutputDetailsAsync("plain");
            var hidden = await reference.GetOutputDetailsAsync("hidden");

            Assert.Equal(("A", null), (plain.Value, plain.SecretValue));
            Assert.Equal((null, "B"), (hidden.Value, hidden.SecretValue));
        });
    }

    private static async Task RunAsync(Func<StackReference, Task> program) => await Deployment.TestAsync(
        new OtherStack(),
        new TestOptions(),
        () => program(new StackReference("org/proj/other")));

    private sealed class OtherStack : IMocks
    {
        public MockResourceArgs? Asked { get; private set; }

        public Task<object> CallAsync(MockCallArgs args) => throw new NotSupportedException();

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
        {
            Asked = args;
            var outputs = ImmutableDictionary<string, object>.Empty.Add("plain", "A").Add("hidden", Output.CreateSecret("B"));
            return Task.FromResult<(string?, object)>((null, args.Inputs.Add("outputs", outputs).Add("secretOutputNames", ImmutableArray.Create("hidden"))));
        }
    }
}
