using System.Collections.Immutable;
using System.Text.Json;
using Infra.Stacks.Configuration;
using Infra.Stacks.Environments;
using Moq;
using Pulumi;
using Pulumi.Testing;
using Xunit;

namespace Infra.Stacks.Tests.Environments;

/// <summary>
/// Types and logical names decide what is replaced, so each stack's are frozen in Goldens/. A line that changes there
/// is a resource that is deleted and made anew; where it only moved, it needs an alias.
/// </summary>
public sealed class StackContractTests
{
    private const string ConfigurationVariable = "PULUMI_CONFIG";

    [Fact]
    public Task The_names_of_dev_are_frozen() => AssertFrozenAsync<DevStack>("dev");

    [Fact]
    public Task The_names_of_mgmt_are_frozen() => AssertFrozenAsync<MgmtStack>("mgmt");

    [Fact]
    public Task The_names_of_pre_are_frozen() => AssertFrozenAsync<PreStack>("pre");

    [Fact]
    public Task The_names_of_prod_are_frozen() => AssertFrozenAsync<ProdStack>("prod");

    [Fact]
    public Task The_names_of_edge_are_frozen() => AssertFrozenAsync<EdgeStack>("edge");

    [Fact]
    public async Task Members_of_other_stacks_use_the_Karmada_that_mgmt_installed()
    {
        var declared = await DeclareAsync<ProdStack>("prod");

        Assert.Equal("organization/infra/mgmt", Assert.Single(declared, resource => resource.Type == "pulumi:pulumi:StackReference").Id);
        Assert.Equal("the-kubeconfig", Assert.Single(declared, resource => resource.Name == "karmada-api").Inputs["kubeconfig"]);
    }

    [Theory]
    [InlineData(null, true, true)]
    [InlineData(null, false, null)]
    [InlineData(false, true, null)]
    [InlineData(true, false, true)]
    public void A_cluster_is_protected_as_it_says_or_else_as_its_environment_does(bool? itself, bool environment, bool? expected) => Assert.Equal(
        expected,
        new ClusterConfiguration { Name = "c", Kubeconfig = new KubeconfigConfiguration.File("k", null), ApiEndpoint = "https://c", IsProtected = itself }.Protection(environment));

    [Fact]
    public async Task A_plan_goes_on_without_the_kubeconfig_of_a_Karmada_that_was_only_planned()
    {
        var declared = await DeclareAsync<ProdStack>("prod", outputs: []);

        Assert.DoesNotContain("kubeconfig", Assert.Single(declared, resource => resource.Name == "karmada-api").Inputs.Keys);
        Assert.Contains(declared, resource => resource.Type == "kubernetes:cluster.karmada.io/v1alpha1:Cluster");
    }

    [Fact]
    public async Task An_update_without_that_kubeconfig_says_what_to_do()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => DeclareAsync<ProdStack>("prod", outputs: [], isPreview: false));

        Assert.Contains("stack 'mgmt' has no output 'karmadaKubeconfig'; bring it up first", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kubeconfig_may_be_an_encrypted_value_of_its_own()
    {
        var declared = new List<MockResourceArgs>();
        const string Platform = """{"karmada":{"existing":{"kubeconfig":{"secret":"karmadaKubeconfig","context":"c"}}}}""";
        var configuration = JsonSerializer.Serialize(new Dictionary<string, string> { ["infra:platform"] = Platform, ["infra:karmadaKubeconfig"] = "apiVersion: v1" });

        await RunAsync<DevStack>("dev", configuration, declared, outputs: ImmutableDictionary<string, object>.Empty, isPreview: true);

        var provider = Assert.Single(declared, resource => resource.Name == "karmada-api");
        Assert.Equal("apiVersion: v1", provider.Inputs["kubeconfig"]);
        Assert.Equal("c", provider.Inputs["context"]);
    }

    [Fact]
    public async Task A_stack_without_configuration_is_told_what_is_missing_and_registers_nothing()
    {
        var declared = new List<MockResourceArgs>();

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync<DevStack>("dev", "{}", declared, outputs: [], isPreview: true));

        Assert.Contains("INF003 stacks/Pulumi.dev.yaml infra:platform: is missing", error.Message, StringComparison.Ordinal);
        Assert.Empty(declared);
    }

    [Fact]
    public async Task Errors_of_the_configuration_are_all_told_with_their_lines_and_register_nothing()
    {
        var declared = new List<MockResourceArgs>();

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync<DevStack>(
            "dev", """{"infra:platform":"{\"karmada\":{\"stak\":\"mgmt\"},\"flets\":[]}"}""", declared, outputs: [], isPreview: true));

        Assert.Contains("INF007 stacks/Pulumi.dev.yaml:", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'stack'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'fleets'?", error.Message, StringComparison.Ordinal);
        Assert.Empty(declared);
    }

    private static async Task AssertFrozenAsync<TStack>(string stack)
        where TStack : Stack, new()
    {
        var declared = await DeclareAsync<TStack>(stack);
        var names = string.Concat(declared.Select(resource => $"{resource.Type} {resource.Name}\n").Order(StringComparer.Ordinal));
        var golden = Path.Combine(StackFiles.Root(), "tests", "Infra.Stacks.Tests", "Goldens", $"{stack}.txt");
        if (!File.Exists(golden))
        {
            await File.WriteAllTextAsync(golden, names, TestContext.Current.CancellationToken);
            Assert.Fail($"{golden} was not there and has been written; review it and run again");
        }

        Assert.Equal(await File.ReadAllTextAsync(golden, TestContext.Current.CancellationToken), names);
    }

    private static async Task<List<MockResourceArgs>> DeclareAsync<TStack>(string stack, ImmutableDictionary<string, object>? outputs = null, bool isPreview = true)
        where TStack : Stack, new()
    {
        var declared = new List<MockResourceArgs>();
        outputs ??= ImmutableDictionary<string, object>.Empty.Add("karmadaKubeconfig", "the-kubeconfig");
        var configuration = JsonSerializer.Serialize(new Dictionary<string, string> { ["infra:platform"] = StackFiles.Platform(StackFiles.Text(stack)) });
        await RunAsync<TStack>(stack, configuration, declared, outputs, isPreview);
        return declared;
    }

    private static async Task RunAsync<TStack>(
        string stack, string configuration, List<MockResourceArgs> declared, ImmutableDictionary<string, object> outputs, bool isPreview)
        where TStack : Stack, new()
    {
        var mocks = new Mock<IMocks>();
        mocks.Setup(engine => engine.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns<MockResourceArgs>(resource =>
        {
            lock (declared)
                declared.Add(resource);
            object state = resource.Type == "pulumi:pulumi:StackReference" ? resource.Inputs.Add("outputs", outputs) : resource.Inputs;
            return Task.FromResult<(string?, object)>((resource.Id ?? $"{resource.Name}-id", state));
        });
        mocks.Setup(engine => engine.CallAsync(It.IsAny<MockCallArgs>())).ReturnsAsync(ImmutableDictionary<string, object>.Empty);
        Environment.SetEnvironmentVariable(ConfigurationVariable, configuration);
        try
        {
            await Deployment.TestAsync<TStack>(
                mocks.Object, new TestOptions { ProjectName = "infra", StackName = stack, IsPreview = isPreview, RootDirectory = StackFiles.Root() });
        }
        finally
        {
            Environment.SetEnvironmentVariable(ConfigurationVariable, null);
        }
    }
}
