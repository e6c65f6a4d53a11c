using Pulumi.Testing;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests;

public class InheritanceTests
{
    private readonly EchoMocks _mocks = new();

    [Fact]
    public async Task A_child_uses_the_provider_of_its_package_from_its_ancestors()
    {
        await RunAsync(() =>
        {
            var outer = new Group("outer", options: new() { Providers = { new TestProvider("prov"), new ProviderResource("other", "other", ResourceArgs.Empty, null) } });
            var inner = new Group("inner", options: new() { Parent = outer });
            _ = new Thing("child", options: new() { Parent = inner });
        });

        Assert.Contains("pulumi:providers:test::prov::prov-id", ProviderOf("child"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_components_single_provider_serves_its_children()
    {
        await RunAsync(() =>
        {
            var group = new Group("group", options: new() { Provider = new TestProvider("prov") });
            _ = new Thing("child", options: new() { Parent = group });
        });

        Assert.Contains("::prov::", ProviderOf("child"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_childs_own_provider_wins()
    {
        await RunAsync(() =>
        {
            var group = new Group("group", options: new() { Provider = new TestProvider("prov") });
            _ = new Thing("child", options: new() { Parent = group, Provider = new TestProvider("own") });
        });

        Assert.Contains("::own::", ProviderOf("child"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_custom_resources_provider_serves_its_children_too()
    {
        await RunAsync(() =>
        {
            var parent = new Thing("parent", options: new() { Provider = new TestProvider("prov") });
            _ = new Thing("child", options: new() { Parent = parent });
        });

        Assert.Contains("::prov::", ProviderOf("child"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_with_both_kinds_of_providers_is_refused()
    {
        await Assert.ThrowsAsync<RunException>(() => RunAsync(() =>
        {
            var provider = new TestProvider("prov");
            _ = new Group("group", options: new() { Provider = provider, Providers = { provider } });
        }));
    }

    [Fact]
    public async Task Functions_use_the_providers_of_their_parent()
    {
        await RunAsync(() =>
        {
            var group = new Group("group", options: new() { Provider = new TestProvider("prov") });
            Deployment.Instance.Invoke<object>("test:index:get", InvokeArgs.Empty, new InvokeOptions { Parent = group });
        });

        Assert.Contains("::prov::", Assert.Single(_mocks.Calls).Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transformations_run_from_the_resource_outwards_and_may_change_arguments()
    {
        var seen = new List<string>();
        ResourceTransformation Note(string who) => args =>
        {
            if (args.Resource is Thing)
            {
                seen.Add(who);
                return new ResourceTransformationResult(new ThingArgs { Size = seen.Count }, args.Options);
            }
            return null;
        };
        await Deployment.TestAsync(_mocks, new TestOptions(), () =>
        {
            var group = new Group("group", options: new() { ResourceTransformations = { Note("group") } });
            _ = new Thing("child", options: new() { Parent = group, ResourceTransformations = { Note("own") } });
        });

        Assert.Equal(["own", "group"], seen);
        Assert.Equal(2.0, _mocks.Resources.Single(resource => resource.Name == "child").Inputs["size"]);
    }

    [Fact]
    public async Task Transformations_of_the_stack_reach_every_resource()
    {
        var resources = await Deployment.TestAsync<TransformedStack>(_mocks);

        Assert.Equal(7.0, Assert.Single(_mocks.Resources).Inputs["size"]);
        Assert.Equal(7, await OutputUtilities.GetValueAsync(((Thing)resources[1]).Size));
    }

    [Fact]
    public async Task A_transformation_may_not_change_the_parent()
    {
        await Assert.ThrowsAsync<RunException>(() => RunAsync(() =>
        {
            var group = new Group("group");
            _ = new Thing("thing", options: new()
            {
                ResourceTransformations =
                {
                    args => new ResourceTransformationResult(args.Args, CustomResourceOptions.Merge((CustomResourceOptions)args.Options, new() { Parent = group })),
                },
            });
        }));
    }

    [Theory]
    [InlineData("", "name")]
    [InlineData("type", "")]
    public async Task A_resource_needs_a_type_and_a_name(string type, string name) =>
        await Assert.ThrowsAsync<RunException>(() => RunAsync(() => _ = new CustomResource(type, name, ResourceArgs.Empty, null)));

    private async Task RunAsync(Action program) => await Deployment.TestAsync(_mocks, new TestOptions { IsPreview = false }, program);

    private string ProviderOf(string name) => _mocks.Resources.Single(resource => resource.Name == name).Provider!;

    private sealed class TransformedStack : Stack
    {
        public TransformedStack()
            : base(new StackOptions
            {
                ResourceTransformations =
                {
                    args => args.Resource is Thing ? new ResourceTransformationResult(new ThingArgs { Size = 7 }, args.Options) : null,
                },
            }) => _ = new Thing("thing");
    }
}
