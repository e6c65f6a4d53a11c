using Pulumi.Testing;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests;

public class MocksTests
{
    [Fact]
    public async Task Resources_come_back_in_the_order_of_registration_and_without_the_hidden_stack()
    {
        var resources = await Deployment.TestAsync(new EchoMocks(), new TestOptions(), () =>
        {
            var first = new Thing("first");
            _ = new Thing("second", new ThingArgs { Other = first.Id });
            _ = new Group("group", group => _ = new Thing("child", options: new() { Parent = group }));
        });

        Assert.Equal(["first", "second", "group", "child"], resources.Select(resource => resource.GetResourceName()));
    }

    [Fact]
    public async Task A_stack_class_comes_back_as_the_first_resource()
    {
        var resources = await Deployment.TestAsync<ThingStack>(new EchoMocks());

        Assert.Equal(["ThingStack", "Thing"], resources.Select(resource => resource.GetType().Name));
        Assert.Equal("project-stack", resources[0].GetResourceName());
    }

    [Fact]
    public async Task A_function_returns_its_outputs_beside_the_resources()
    {
        var (resources, outputs) = await Deployment.TestAsync(new EchoMocks(), new TestOptions(), () => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["size"] = new Thing("thing", new ThingArgs { Size = 3 }).Size,
        });

        Assert.Single(resources);
        Assert.Equal(3, await OutputUtilities.GetValueAsync((Output<double>)outputs["size"]!));
    }

    [Fact]
    public async Task Mocks_see_plain_inputs_only()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, new TestOptions(), () => _ = new Thing("thing", new ThingArgs
        {
            Size = 2,
            Secret = Output.CreateSecret("hush"),
            Other = OutputUtilities.CreateUnknown("later"),
            Tags = new() { ["a"] = "b" },
        }));

        var asked = Assert.Single(mocks.Resources);
        Assert.Equal("test:index:Thing", asked.Type);
        Assert.Equal(["secret", "size", "tags"], asked.Inputs.Keys.Order());
        Assert.Equal("hush", asked.Inputs["secret"]);
        Assert.IsType<double>(asked.Inputs["size"]);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task What_the_state_leaves_out_is_unknown_in_a_preview_which_is_the_default(bool? isPreview, bool isKnown)
    {
        var resources = await Deployment.TestAsync(new EchoMocks(), new TestOptions { IsPreview = isPreview }, () => _ = new Thing("thing"));

        Assert.Equal(isKnown, await OutputUtilities.GetIsKnownAsync(((Thing)resources[0]).Absent));
    }

    [Fact]
    public async Task Urns_keep_only_the_outermost_type_of_the_parents()
    {
        var resources = await Deployment.TestAsync(
            new EchoMocks(),
            new TestOptions { ProjectName = "p", StackName = "s" },
            () => _ = new Group("group", group => _ = new Thing("child", options: new() { Parent = group })));

        Assert.Equal("urn:pulumi:s::p::pulumi:pulumi:Stack$test:index:Group::group", await OutputUtilities.GetValueAsync(resources[0].Urn));
        Assert.Equal("urn:pulumi:s::p::pulumi:pulumi:Stack$test:index:Thing::child", await OutputUtilities.GetValueAsync(resources[1].Urn));
    }

    [Fact]
    public async Task One_failure_is_a_run_exception()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync(new EchoMocks(), new TestOptions(), () => Log.Error("no luck")));

        Assert.Equal("no luck", error.Message);
    }

    [Fact]
    public async Task Several_failures_are_an_aggregate_of_run_exceptions()
    {
        var error = await Assert.ThrowsAsync<AggregateException>(() => Deployment.TestAsync(new EchoMocks(), new TestOptions(), () =>
        {
            Log.Error("one");
            Log.Error("two");
        }));

        Assert.All(error.InnerExceptions, inner => Assert.IsType<RunException>(inner));
        Assert.Equal(["one", "two"], error.InnerExceptions.Select(inner => inner.Message));
    }

    [Fact]
    public async Task Component_outputs_reach_the_mocks()
    {
        var mocks = new EchoMocks();
        await Deployment.TestAsync(mocks, new TestOptions(), () => _ = new Group("group"));

        var told = Assert.Single(mocks.Outputs, outputs => outputs.Outputs.ContainsKey("name"));
        Assert.EndsWith("::group", told.Urn, StringComparison.Ordinal);
        Assert.Equal("group", await OutputUtilities.GetValueAsync(told.Outputs["name"]));
    }

    [Fact]
    public async Task Tests_in_different_contexts_run_side_by_side()
    {
        var names = await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            var (_, outputs) = await Deployment.TestAsync(new EchoMocks(), new TestOptions { StackName = $"s{number}" }, async () =>
            {
                await Task.Yield();
                return new Dictionary<string, object?>(StringComparer.Ordinal) { ["stack"] = Deployment.Instance.StackName };
            });
            return (string)outputs["stack"]!;
        }));

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"s{number}"), names);
    }

    [Fact]
    public async Task Nothing_of_a_deployment_is_left_after_it()
    {
        await Deployment.TestAsync(new EchoMocks(), new TestOptions(), () => _ = new Thing("thing"));

        Assert.Throws<InvalidOperationException>(() => Deployment.Instance);
    }

    private sealed class ThingStack : Stack
    {
        public ThingStack() => Id = new Thing("thing").Id;

        [Output]
        public Output<string> Id { get; private set; }
    }
}
