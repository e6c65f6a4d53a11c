using System.Collections.Immutable;
using System.Text.Json;
using Infra.Stacks.Specification;
using Moq;
using Pulumi;
using Pulumi.Testing;
using Xunit;

namespace Infra.Stacks.Tests.Environments;

/// <summary>
/// Types and logical names decide what is replaced, so each stack's are frozen in Goldens/. A line that changes there
/// is a resource that is deleted and made anew; where it only moved, it needs an alias.
/// </summary>
[Collection(Deployments.Name)]
public sealed class StackContractTests
{
    private const string ConfigurationVariable = "PULUMI_CONFIG";

    [Fact]
    public Task The_names_of_dev_are_frozen() => AssertFrozenAsync("dev");

    [Fact]
    public Task The_names_of_mgmt_are_frozen() => AssertFrozenAsync("mgmt");

    [Fact]
    public Task The_names_of_pre_are_frozen() => AssertFrozenAsync("pre");

    [Fact]
    public Task The_names_of_prod_are_frozen() => AssertFrozenAsync("prod");

    [Fact]
    public Task The_names_of_edge_are_frozen() => AssertFrozenAsync("edge");

    [Fact]
    public async Task The_names_of_a_cluster_of_EKS_are_frozen() => AssertFrozen("eks", await DeclareEksAsync());

    [Fact]
    public async Task A_cluster_of_EKS_is_in_its_fleets_at_the_address_that_AWS_gave_it()
    {
        var declared = await DeclareEksAsync();

        var member = Assert.Single(declared, resource => resource.Type == "kubernetes:cluster.karmada.io/v1alpha1:Cluster");
        Assert.Equal("https://0A1B.eks.amazonaws.com", ((ImmutableDictionary<string, object>)member.Inputs["spec"])["apiEndpoint"]);
        Assert.Equal("true", ((ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)member.Inputs["metadata"])["labels"])["fleet.infra.internal/fleet-global"]);
    }

    [Fact]
    public async Task A_cluster_of_EKS_is_made_as_it_is_specified()
    {
        var declared = await DeclareEksAsync();

        var cluster = Assert.Single(declared, resource => resource.Type == "aws:eks/cluster:Cluster").Inputs;
        Assert.Equal("1.35", cluster["version"]);
        Assert.Equal("eks", ((ImmutableDictionary<string, object>)cluster["tags"])["infra.internal/stack"]);
        var network = (ImmutableDictionary<string, object>)cluster["vpcConfig"];
        Assert.Equal(false, network["endpointPublicAccess"]);
        Assert.Equal("10.97.0.0/16", ((ImmutableDictionary<string, object>)cluster["kubernetesNetworkConfig"])["serviceIpv4Cidr"]);
        Assert.Equal("10.8.0.0/16", Assert.Single(declared, resource => resource.Type == "aws:ec2/vpc:Vpc").Inputs["cidrBlock"]);
        var web = Assert.Single(declared, resource => resource is { Type: "aws:eks/nodeGroup:NodeGroup", Name: "prod-cloud-web" }).Inputs;
        Assert.Equal(5.0, ((ImmutableDictionary<string, object>)web["scalingConfig"])["desiredSize"]);
        Assert.Equal("1.34", web["version"]);
        var batch = Assert.Single(declared, resource => resource is { Type: "aws:eks/nodeGroup:NodeGroup", Name: "prod-cloud-batch" }).Inputs;
        Assert.Equal(20.0, ((ImmutableDictionary<string, object>)batch["scalingConfig"])["maxSize"]);
        Assert.Equal("SPOT", batch["capacityType"]);
        Assert.Equal("NO_SCHEDULE", ((ImmutableDictionary<string, object>)Assert.Single((ImmutableArray<object>)batch["taints"]))["effect"]);
    }

    [Fact]
    public async Task Control_planes_are_installed_on_a_cluster_of_machines_once_its_nodes_are_ready()
    {
        var declared = new List<MockResourceArgs>();
        const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
        var configuration = new Dictionary<string, string>
        {
            ["infra:managementCluster"] = "machines",
            ["infra:management"] = """{"clusterApi":{}}""",
            ["infra:karmada"] = """{"install":{"apiEndpoint":"https://karmada.example.com:5443"}}""",
            ["infra:clusters"] = $$$"""
                {"machines":{"kind":"onprem","version":"1.35.2","api":{"address":"10.20.0.10"},
                "machines":{"c1":{"address":"10.20.0.11","role":"controlPlane","hostKey":"{{{Key}}}"},"w1":{"address":"10.20.0.21","hostKey":"{{{Key}}}"} } } }
                """,
        };

        await RunAsync("machines", JsonSerializer.Serialize(configuration), declared, outputs: [], isPreview: true);

        var last = declared.FindLastIndex(resource => resource.Type == "command:remote:Command");
        var releases = declared.Where(resource => resource.Type == "kubernetes:helm.sh/v3:Release" && resource.Name != "machines/calico" && resource.Name != "machines/calico-definitions").ToList();
        Assert.Equal(["cert-manager", "cluster-api", "delivery-flux", "flux", "karmada"], releases.Select(release => release.Name!).Order(StringComparer.Ordinal));
        // That one goes to Karmada, and waits for it.
        Assert.All(releases.Where(release => release.Name != "delivery-flux"), release =>
        {
            Assert.EndsWith("::machines::machines-id", release.Provider, StringComparison.Ordinal);
            Assert.True(declared.IndexOf(release) > last, $"{release.Name} does not wait for the nodes");
        });
    }

    [Fact]
    public async Task Members_of_other_stacks_use_the_Karmada_that_mgmt_installed()
    {
        var declared = await DeclareAsync("prod");

        Assert.Equal("organization/infra/mgmt", Assert.Single(declared, resource => resource is { Type: "pulumi:pulumi:StackReference", Name: "mgmt" }).Id);
        Assert.Equal("{server: https://karmada.example.com:5443}", Assert.Single(declared, resource => resource.Name == "karmada-api").Inputs["kubeconfig"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("kurator-mgmt")]
    public async Task Clusters_of_other_stacks_are_made_from_the_management_cluster_of_mgmt(string? context)
    {
        var outputs = ImmutableDictionary<string, object>.Empty.Add("karmadaKubeconfig", "{}").Add("managementKubeconfig", "~/.kube/kurator-mgmt.config");
        var declared = await DeclareAsync("prod", context is null ? outputs : outputs.Add("managementContext", context));

        var management = Assert.Single(declared, resource => resource is { Type: "pulumi:providers:kubernetes", Name: "management" });
        Assert.Equal("~/.kube/kurator-mgmt.config", management.Inputs["kubeconfig"]);
        Assert.Equal(context, management.Inputs.GetValueOrDefault("context"));
        var cluster = Assert.Single(declared, resource => resource.Type == "kubernetes:cluster.x-k8s.io/v1beta2:Cluster");
        Assert.EndsWith($"::management::{management.Name}-id", cluster.Provider, StringComparison.Ordinal);
        Assert.Single(declared, resource => resource.Type == "pulumi:pulumi:StackReference");
    }

    [Fact]
    public async Task A_deployment_stops_without_the_management_cluster_that_its_clusters_are_made_from()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() =>
            DeclareAsync("prod", ImmutableDictionary<string, object>.Empty.Add("karmadaKubeconfig", "{}"), isPreview: false));

        Assert.Contains("stack 'mgmt' has no output 'managementKubeconfig'; bring it up first", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, EnvironmentTier.Production, true)]
    [InlineData(null, EnvironmentTier.PreProduction, false)]
    [InlineData(false, EnvironmentTier.Production, false)]
    [InlineData(true, EnvironmentTier.Development, true)]
    public void A_cluster_is_protected_as_it_says_or_else_as_its_environment_does(bool? itself, EnvironmentTier tier, bool expected)
    {
        var clusters = ImmutableSortedDictionary<string, ClusterSpec>.Empty.Add("c", new AttachedClusterSpec { Protected = itself });

        Assert.Equal(expected, new PlatformSpec { Karmada = new KarmadaSpec(), Clusters = clusters, Environment = new EnvironmentSpec { Tier = tier } }.IsProtected("c"));
    }

    [Fact]
    public async Task A_cluster_that_nothing_reaches_is_only_in_Karmada()
    {
        var declared = await DeclareAsync("edge");

        var cluster = Assert.Single(declared, resource => resource.Name == "shanghai-01-cluster");
        Assert.Equal("Pull", ((ImmutableDictionary<string, object>)cluster.Inputs["spec"])["syncMode"]);
        Assert.Equal("true", ((ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)cluster.Inputs["metadata"])["labels"])["fleet.infra.internal/fleet-edge"]);
        Assert.DoesNotContain(declared, resource => resource.Type == "pulumi:providers:kubernetes" && resource.Name == "shanghai-01");
    }

    [Fact]
    public async Task A_plan_goes_on_without_the_kubeconfig_of_a_Karmada_that_was_only_planned()
    {
        var declared = await DeclareAsync("prod", outputs: []);

        Assert.DoesNotContain("kubeconfig", Assert.Single(declared, resource => resource.Name == "karmada-api").Inputs.Keys);
        Assert.Contains(declared, resource => resource.Type == "kubernetes:cluster.karmada.io/v1alpha1:Cluster");
    }

    [Fact]
    public async Task An_update_without_that_kubeconfig_says_what_to_do()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => DeclareAsync("prod", outputs: [], isPreview: false));

        Assert.Contains("stack 'mgmt' has no output 'karmadaKubeconfig'; bring it up first", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"existing":{"kubeconfig":{"content":"apiVersion: v1","context":"c"}}}""", "{}")]
    [InlineData("""{"existing":{"kubeconfig":{"content":{"secret":"karmada"},"context":"c"}}}""", """{"karmada":"apiVersion: v1"}""")]
    public async Task A_kubeconfig_may_be_a_secret_where_it_is_used_or_by_name(string karmada, string secrets)
    {
        var declared = new List<MockResourceArgs>();
        var configuration = JsonSerializer.Serialize(new Dictionary<string, string> { ["infra:karmada"] = karmada, ["infra:secrets"] = secrets });

        await RunAsync("elsewhere", configuration, declared, outputs: ImmutableDictionary<string, object>.Empty, isPreview: true);

        var provider = Assert.Single(declared, resource => resource.Name == "karmada-api");
        Assert.Equal("apiVersion: v1", provider.Inputs["kubeconfig"]);
        Assert.Equal("c", provider.Inputs["context"]);
    }

    [Fact]
    public async Task A_stack_without_configuration_is_told_what_is_missing_and_registers_nothing()
    {
        var declared = new List<MockResourceArgs>();

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync("dev", "{}", declared, outputs: [], isPreview: true));

        Assert.Contains("INF003 stacks/Pulumi.dev.yaml:6:1 'karmada' is missing", error.Message, StringComparison.Ordinal);
        Assert.Empty(declared);
    }

    [Fact]
    public async Task Errors_of_the_configuration_are_all_told_with_their_lines_and_register_nothing()
    {
        var declared = new List<MockResourceArgs>();

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(
            "dev", """{"infra:karmada":"{\"stak\":\"mgmt\"}","infra:fleets":"[]"}""", declared, outputs: [], isPreview: true));

        Assert.Contains("The configuration has 3 errors:", error.Message, StringComparison.Ordinal);
        Assert.Contains("INF007 stacks/Pulumi.dev.yaml:13:5 karmada: found none", error.Message, StringComparison.Ordinal);
        Assert.Contains("unknown key 'stak'; allowed: existing, stack, install; did you mean 'stack'?", error.Message, StringComparison.Ordinal);
        Assert.Contains("fleets: found a list; allowed: a map", error.Message, StringComparison.Ordinal);
        Assert.Empty(declared);
    }

    private static async Task AssertFrozenAsync(string stack)
    {
        AssertFrozen(stack, await DeclareAsync(stack));
    }

    private static void AssertFrozen(string golden, List<MockResourceArgs> declared)
    {
        var names = string.Concat(declared.Select(resource => $"{resource.Type} {resource.Name}\n").Order(StringComparer.Ordinal));
        var file = Path.Combine(StackFiles.Root(), "tests", "Infra.Stacks.Tests", "Goldens", $"{golden}.txt");
        if (!File.Exists(file))
        {
            File.WriteAllText(file, names);
            Assert.Fail($"{file} was not there and has been written; review it and run again");
        }

        Assert.Equal(File.ReadAllText(file), names);
    }

    private static async Task<List<MockResourceArgs>> DeclareEksAsync()
    {
        var declared = new List<MockResourceArgs>();
        var configuration = new Dictionary<string, string>
        {
            ["infra:karmada"] = """{"existing":{"kubeconfig":{"path":"karmada.config"}}}""",
            ["infra:environment"] = """{"tier":"production"}""",
            ["infra:clusters"] = """
                {"prod-cloud":{"kind":"eks","version":"1.35.2","awsRegion":"eu-central-1","region":"frankfurt","provider":"aws","labels":{"tier":"cloud"},
                "publicEndpoint":false,"role":"arn:aws:iam::123456789012:role/platform","administratorRoles":["arn:aws:iam::123456789012:role/admins"],
                "network":{"serviceCidr":"10.97.0.0/16"},
                "vpc":{"cidr":"10.8.0.0/16","zones":["eu-central-1a","eu-central-1b","eu-central-1c"]},
                "pools":{"web":{"replicas":5,"instanceType":"m7i.xlarge","version":"1.34.6"},
                "batch":{"autoscaling":{"minimum":1,"maximum":20},"instanceType":"m7g.xlarge","spot":true,"taints":[{"key":"batch","effect":"NoSchedule"}]}}}}
                """,
            ["infra:fleets"] = """{"fleet-global":{"members":{"matchLabels":{"tier":"cloud"}},"policy":"strict"}}""",
        };
        await RunAsync("eks", JsonSerializer.Serialize(configuration), declared, outputs: [], isPreview: true);
        return declared;
    }

    private static async Task<List<MockResourceArgs>> DeclareAsync(string stack, ImmutableDictionary<string, object>? outputs = null, bool isPreview = true)
    {
        var declared = new List<MockResourceArgs>();
        outputs ??= ImmutableDictionary<string, object>.Empty.Add("karmadaKubeconfig", "{server: https://karmada.example.com:5443}");
        var configuration = StackFiles.Configuration(stack);
        await RunAsync(stack, configuration, declared, outputs, isPreview);
        return declared;
    }

    private static async Task RunAsync(
        string stack, string configuration, List<MockResourceArgs> declared, ImmutableDictionary<string, object> outputs, bool isPreview)
    {
        var mocks = new Mock<IMocks>();
        mocks.Setup(engine => engine.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns<MockResourceArgs>(resource =>
        {
            lock (declared)
                declared.Add(resource);
            object state = resource.Type switch
            {
                "pulumi:pulumi:StackReference" => resource.Inputs.Add("outputs", outputs),
                "aws:eks/cluster:Cluster" => resource.Inputs.Add("endpoint", "https://0A1B.eks.amazonaws.com"),
                // What is read holds what nobody knows here.
                "kubernetes:core/v1:Secret" when resource.Id is { Length: > 0 } => resource.Inputs.Remove("data"),
                _ => resource.Inputs,
            };
            return Task.FromResult<(string?, object)>((resource.Id is { Length: > 0 } id ? id : $"{resource.Name}-id", state));
        });
        mocks.Setup(engine => engine.CallAsync(It.IsAny<MockCallArgs>())).ReturnsAsync(ImmutableDictionary<string, object>.Empty);
        Environment.SetEnvironmentVariable(ConfigurationVariable, configuration);
        try
        {
            await Deployment.TestAsync(
                mocks.Object,
                new TestOptions { ProjectName = "infra", StackName = stack, IsPreview = isPreview, RootDirectory = StackFiles.Root() },
                PlatformProgram.DeployAsync);
        }
        finally
        {
            Environment.SetEnvironmentVariable(ConfigurationVariable, null);
        }
    }
}
