using Pulumi.Testing;
using Pulumi.Utilities;
using Xunit;

namespace Pulumi.Tests;

public class OptionsTests
{
    [Fact]
    public void Merging_nothing_gives_empty_options()
    {
        Assert.Null(CustomResourceOptions.Merge(null, null).Version);
        Assert.Empty(ComponentResourceOptions.Merge(null, null).Providers);
    }

    [Fact]
    public void Single_values_of_the_second_win_and_those_of_the_first_stay_otherwise()
    {
        var merged = CustomResourceOptions.Merge(
            new() { Version = "1", Protect = true, ImportId = "a", DeleteBeforeReplace = true, RetainOnDelete = true },
            new() { Version = "2", Protect = false, RetainOnDelete = false });

        Assert.Equal("2", merged.Version);
        Assert.False(merged.Protect);
        Assert.False(merged.RetainOnDelete);
        Assert.Equal("a", merged.ImportId);
        Assert.True(merged.DeleteBeforeReplace);
    }

    [Fact]
    public void Lists_are_joined_the_first_before_the_second()
    {
        var merged = CustomResourceOptions.Merge(
            new() { IgnoreChanges = { "a" }, ReplaceOnChanges = { "r" }, AdditionalSecretOutputs = { "x" }, HideDiffs = { "h" }, Aliases = { new Alias { Name = "one" } } },
            new() { IgnoreChanges = { "b" }, AdditionalSecretOutputs = { "y" }, Aliases = { new Alias { Name = "two" } } });

        Assert.Equal(["a", "b"], merged.IgnoreChanges);
        Assert.Equal(["r"], merged.ReplaceOnChanges);
        Assert.Equal(["x", "y"], merged.AdditionalSecretOutputs);
        Assert.Equal(["h"], merged.HideDiffs);
        Assert.Equal(2, merged.Aliases.Count);
    }

    [Fact]
    public void Merging_changes_neither_of_the_given_options()
    {
        var first = new CustomResourceOptions { IgnoreChanges = { "a" }, EnvVarMappings = { ["A"] = "1" } };
        var second = new CustomResourceOptions { IgnoreChanges = { "b" }, EnvVarMappings = { ["A"] = "2", ["B"] = "3" } };

        var merged = CustomResourceOptions.Merge(first, second);
        merged.IgnoreChanges.Add("c");

        Assert.Equal(["a"], first.IgnoreChanges);
        Assert.Equal(["b"], second.IgnoreChanges);
        Assert.Equal("1", first.EnvVarMappings["A"]);
        Assert.Equal(2, merged.EnvVarMappings.Count);
        Assert.Equal("2", merged.EnvVarMappings["A"]);
    }

    [Fact]
    public async Task Dependencies_are_joined()
    {
        await Deployment.TestAsync(new EchoMocks(), new TestOptions(), async () =>
        {
            var first = new Thing("first");
            var second = new Thing("second");
            var merged = CustomResourceOptions.Merge(new() { DependsOn = { first } }, new() { DependsOn = { second } });

            Assert.Equal([first, second], await OutputUtilities.GetValueAsync(merged.DependsOn.ToOutput()));
        });
    }

    [Fact]
    public async Task The_second_provider_of_a_package_wins()
    {
        await Deployment.TestAsync(new EchoMocks(), new TestOptions(), () =>
        {
            var first = new TestProvider("first");
            var second = new TestProvider("second");
            var other = new ProviderResource("other", "other", ResourceArgs.Empty, null);

            var merged = ComponentResourceOptions.Merge(new() { Providers = { first, other } }, new() { Providers = { second } });
            Assert.Equal(["other", "second"], merged.Providers.Select(provider => provider.GetResourceName()).Order());
        });
    }

    [Fact]
    public async Task Options_changed_after_the_constructor_affect_only_later_resources()
    {
        var engine = new EchoMocks();
        var resources = await Deployment.TestAsync(engine, new TestOptions(), () =>
        {
            var options = new CustomResourceOptions();
            _ = new Thing("first", options: options);
            options.Provider = new TestProvider("prov");
            _ = new Thing("second", options: options);
        });

        Assert.Equal(3, resources.Length);
        Assert.Equal("", engine.Resources.Single(resource => resource.Name == "first").Provider);
        Assert.NotEqual("", engine.Resources.Single(resource => resource.Name == "second").Provider);
    }

    [Fact]
    public async Task Hook_bindings_are_joined_and_copied()
    {
        await Deployment.TestAsync(new EchoMocks(), new TestOptions(), () =>
        {
            var first = new ResourceHook("first", (_, _) => Task.CompletedTask);
            var second = new ResourceHook("second", (_, _) => Task.CompletedTask);
            var given = new CustomResourceOptions { Hooks = { AfterCreate = { first } } };
            var merged = CustomResourceOptions.Merge(given, new() { Hooks = { AfterCreate = { second } } });

            Assert.Equal([first, second], merged.Hooks.AfterCreate);
            Assert.Equal([first], given.Hooks.AfterCreate);
            Assert.False(merged.Hooks.IsEmpty);
            Assert.True(new ResourceHookBinding().IsEmpty);
        });
    }
}
