using Infra.Engine.Planning;
using Infra.Engine.Programs;
using Infra.Engine.State;
using Infra.Engine.Values;
using Xunit;

namespace Infra.Engine.Tests.Planning;

public sealed class ProviderTests
{
    [Fact]
    public async Task A_default_provider_has_the_packages_configuration_with_its_secrets()
    {
        var options = new SessionOptions
        {
            Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["test:region"] = "eu", ["test:token"] = "t", ["other:region"] = "us" },
            ConfigSecretKeys = ["test:token"],
        };

        var plan = await TestRun.PlanAsync(client => client.Custom("a"), options: options);

        Assert.Equal(V.Map(("region", V.S("eu")), ("token", V.Secret(V.S("t")))), plan.Step("default").New!.Inputs);
    }

    [Fact]
    public async Task Two_versions_of_a_package_have_two_default_providers()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            await client.Custom("a", change: request => request.Version = "1.0.0");
            await client.Custom("b", change: request => (request.Version, request.PluginDownloadURL) = ("1.0.0", "https://example.com/p"));
        });

        Assert.EndsWith($"::default_1_0_0::{plan.Step("default_1_0_0").New!.Id}", plan.Step("a").New!.Provider, StringComparison.Ordinal);
        Assert.Equal(V.S("https://example.com/p"), plan.Step("default_1_0_0_https___example_com_p").New!.Inputs["pluginDownloadURL"]);
    }

    [Fact]
    public async Task A_newer_version_of_a_default_provider_replaces_nothing()
    {
        var recorded = await TestRun.RecordAsync(client => client.Custom("a", change: request => request.Version = "1.0.0"));

        var plan = await TestRun.PlanAsync(client => client.Custom("a", change: request => request.Version = "1.1.0"), recorded);

        Assert.Equal(StepKind.Same, plan.Step("a").Kind);
        Assert.Equal(StepKind.Delete, plan.Step("default_1_0_0").Kind);
        Assert.Contains("default_1_1_0", plan.Step("a").New!.Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_keeps_its_id_until_it_is_replaced_and_then_so_is_what_it_made()
    {
        var first = await TestRun.PlanAsync(With(V.Map(("v", V.N(1)))));
        var updated = await TestRun.PlanAsync(With(V.Map(("v", V.N(2)))), first.Snapshot);
        var replaced = await TestRun.PlanAsync(With(V.Map(("place", V.N(2)))), first.Snapshot);

        Assert.Equal((StepKind.Update, StepKind.Same), (updated.Step("p").Kind, updated.Step("a").Kind));
        Assert.Equal(first.Step("p").New!.Id, updated.Step("p").New!.Id);
        Assert.Equal((StepKind.Replace, StepKind.Replace), (replaced.Step("p").Kind, replaced.Step("a").Kind));
        Assert.NotEqual(first.Step("p").New!.Id, replaced.Step("p").New!.Id);
        Assert.Equal(["provider"], replaced.Step("a").ReplaceReasons);
    }

    [Fact]
    public async Task Another_provider_replaces_even_if_it_is_set_up_alike()
    {
        var recorded = await TestRun.RecordAsync(With(V.Map(("place", V.N(1)))));

        Assert.Equal(["provider"], (await TestRun.PlanAsync(With(V.Map(("place", V.N(1))), "other"), recorded)).Step("a").ReplaceReasons);
        Assert.Equal(["provider"], (await TestRun.PlanAsync(client => client.Custom("a"), recorded)).Step("a").ReplaceReasons);
    }

    [Fact]
    public async Task A_newer_version_of_a_default_provider_that_leads_elsewhere_replaces()
    {
        static Task<Plan> Plan(string place, string version, DeploymentSnapshot? previous) => TestRun.PlanAsync(
            client => client.Custom("a", change: request => request.Version = version),
            previous,
            new() { Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["test:place"] = place } });
        var first = await Plan("here", "1.0.0", null);

        Assert.Equal(StepKind.Same, (await Plan("here", "1.1.0", first.Snapshot)).Step("a").Kind);
        Assert.Equal(["provider"], (await Plan("there", "1.1.0", first.Snapshot)).Step("a").ReplaceReasons);
    }

    [Fact]
    public async Task A_reference_with_an_id_that_was_not_known_yet_is_good()
    {
        var plan = await TestRun.PlanAsync(async client =>
        {
            var provider = await client.Custom("p", type: "pulumi:providers:test");
            await client.Custom("a", change: request => request.Provider = $"{provider}::{Signatures.Unknown}");
        });

        Assert.Equal($"{plan.Step("p").Urn}::{plan.Step("p").New!.Id}", plan.Step("a").New!.Provider);
    }

    [Theory]
    [InlineData("nonsense", "is not of the form <urn>::<id>")]
    [InlineData("urn:pulumi:dev::proj::pulumi:providers:test::gone::id", "is not a registered resource")]
    [InlineData(TestRun.StackUrn + "::id", "is a pulumi:pulumi:Stack, not a provider")]
    public async Task A_reference_to_no_provider_is_refused(string reference, string message)
    {
        var plan = await TestRun.PlanAsync(client => Assert.ThrowsAsync<Grpc.Core.RpcException>(() => client.Custom("a", change: request => request.Provider = reference)));

        Assert.Contains(message, plan.Error(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Default_providers_can_be_forbidden()
    {
        var options = new SessionOptions { Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["pulumi:disable-default-providers"] = "[\"test\"]" } };

        var plan = await TestRun.PlanAsync(client => Assert.ThrowsAsync<Grpc.Core.RpcException>(() => client.Custom("a")), options: options);

        Assert.Contains("forbids the default provider of 'test'", plan.Error(), StringComparison.Ordinal);
    }

    private static Func<TestClient, Task> With(PropertyMap inputs, string name = "p") => async client =>
    {
        var provider = await client.CustomAnswer(name, inputs, type: "pulumi:providers:test");
        await client.Custom("a", change: request => request.Provider = $"{provider.Urn}::{provider.Id}");
    };
}
