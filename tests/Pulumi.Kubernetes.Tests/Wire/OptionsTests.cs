using Pulumi.Command.Remote;
using Pulumi.Command.Remote.Inputs;
using Pulumi.Kubernetes.Core.V1;
using Xunit;

namespace Pulumi.Kubernetes.Tests.Wire;

public sealed class OptionsTests
{
    [Fact]
    public async Task A_resource_asks_for_the_providers_version() =>
        Assert.Equal("4.33.0", (await Recording.OptionsOf(options => new Namespace("ns", null, options))).Version);

    [Fact]
    public async Task A_version_that_the_program_states_wins() =>
        Assert.Equal("4.0.0", (await Recording.OptionsOf(options => new Namespace("ns", null, options), new() { Version = "4.0.0" })).Version);

    [Fact]
    public async Task A_custom_resource_asks_for_no_version() =>
        Assert.Null((await Recording.OptionsOf(options => new ApiExtensions.CustomResource("w", new WidgetArgs(), options))).Version);

    [Fact]
    public async Task A_kind_that_moved_between_groups_has_its_old_types_as_aliases()
    {
        var options = await Recording.OptionsOf(options => new Apps.V1.Deployment("d", null, options));

        Assert.Equal(
            ["kubernetes:apps/v1beta1:Deployment", "kubernetes:apps/v1beta2:Deployment", "kubernetes:extensions/v1beta1:Deployment"],
            await TypesOf(options));
    }

    [Fact]
    public async Task The_programs_aliases_follow_those_of_the_kind()
    {
        var options = await Recording.OptionsOf(
            options => new Rbac.V1.Role("r", null, options),
            new() { Aliases = { new Alias { Type = "mine" } } });

        Assert.Equal("mine", (await TypesOf(options))[^1]);
        Assert.Equal(3, options.Aliases.Count);
    }

    [Fact]
    public async Task The_data_of_a_secret_is_a_secret_output()
    {
        var options = await Recording.OptionsOf(options => new Secret("s", null, options), new() { AdditionalSecretOutputs = { "type" } });

        Assert.Equal(["data", "stringData", "type"], options.AdditionalSecretOutputs);
    }

    [Fact]
    public async Task The_data_of_a_secret_is_a_secret_input()
    {
        var args = new Types.Inputs.Core.V1.SecretArgs();

        await Recording.Of(() => args.StringData = new InputMap<string> { ["token"] = "t" });

        Assert.True(await Output.IsSecretAsync(args.StringData.ToOutput()));
    }

    [Fact]
    public async Task A_remote_command_hides_its_connection_and_is_replaced_by_its_triggers()
    {
        var options = await Recording.OptionsOf(
            options => new Pulumi.Command.Remote.Command("c", new CommandArgs { Connection = new ConnectionArgs { Host = "h" } }, options),
            new() { AdditionalSecretOutputs = { "stderr" }, ReplaceOnChanges = { "create" } });

        Assert.Equal("1.2.1", options.Version);
        Assert.Equal(["connection", "stderr"], options.AdditionalSecretOutputs);
        Assert.Equal(["triggers[*]", "create"], options.ReplaceOnChanges);
    }

    [Fact]
    public async Task The_callers_options_stay_as_they_are()
    {
        var options = new CustomResourceOptions();

        await Recording.OptionsOf(given => new Secret("s", null, given), options);

        Assert.Null(options.Version);
        Assert.Empty(options.AdditionalSecretOutputs);
    }

    private static async Task<List<string>> TypesOf(CustomResourceOptions options)
    {
        var types = new List<string>();
        await Recording.Of(() =>
        {
            foreach (var alias in options.Aliases)
                alias.ToOutput().Apply(value => value.Type!.ToOutput().Apply(type => { types.Add(type); return type; }));
        });
        return types;
    }

    private sealed class WidgetArgs() : ApiExtensions.CustomResourceArgs("example.com/v1", "Widget");
}
