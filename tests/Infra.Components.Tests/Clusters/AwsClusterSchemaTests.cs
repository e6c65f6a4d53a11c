using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Infra.Interop.Tests.Schemas;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>Every object that is declared for Cluster API is one that the real schemas accept, unknown fields refused.</summary>
[Collection(Deployments.Name)]
public sealed class AwsClusterSchemaTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Shared.Find("."))));

    // Skips every test of this class, before it asserts anything, where the schemas are not there.
    public AwsClusterSchemaTests() => _ = Shared.Find(".");

    public static TheoryData<string, Func<AwsClusterArgs, AwsClusterArgs>> Clusters { get; } = new()
    {
        { "as it is", args => args },
        { "with everything", WithEverything },
        { "with nothing", args => args with { Pools = ImmutableSortedDictionary<string, NodePool>.Empty, AllowsPodRoles = false, ControlPlane = args.ControlPlane with { Replicas = 1 } } },
        { "in a VPC that exists", args => args with { Vpc = new AwsVpc.Existing("vpc-0a1b2c3d"), Zones = ["eu-central-1a", "eu-central-1b"] } },
    };

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task Every_object_is_valid(string name, Func<AwsClusterArgs, AwsClusterArgs> change)
    {
        Assert.NotEmpty(name);
        var objects = (await SelfManagedAws.MakeAsync(change)).Resources.Where(resource => resource.Type!.Contains("cluster.x-k8s.io/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(objects);
        Assert.All(objects, target => Assert.Empty(Validator.Value.Validate(JsonNode.Parse(Tree.Json(target.Inputs))).Select(problem => problem.ToString())));
    }

    [Fact]
    public async Task The_number_of_machines_that_a_pool_waits_for_is_one_that_Cluster_API_tells()
    {
        var group = JsonNode.Parse(Tree.Json((await SelfManagedAws.MakeAsync()).Named("kubernetes:cluster.x-k8s.io/v1beta2:MachineDeployment", "prod-cloud-web-0").Inputs))!;

        Assert.Contains("jsonpath={.status.deprecated.v1beta1.updatedReplicas}=2", group.ToJsonString(), StringComparison.Ordinal);
        Assert.Empty(Problems(group, "updatedReplicas"));
        Assert.NotEmpty(Problems(group, "updated"));

        static IEnumerable<string> Problems(JsonNode group, string field)
        {
            var answered = group.DeepClone();
            answered["status"] = JsonNode.Parse($$"""{ "deprecated": { "v1beta1": { "{{field}}": 2 } } }""");
            return Validator.Value.Validate(answered).Select(problem => problem.ToString());
        }
    }

    internal static AwsClusterArgs WithEverything(AwsClusterArgs args) => SelfManagedAws.WithPool(
        args with
        {
            Role = SelfManagedAws.Role,
            SshKeyName = "operators",
            HasPublicEndpoint = false,
            Images = new AwsMachineImages("123456789012", "{{.BaseOS}}-{{.K8sVersion}}", "ubuntu-24.04"),
            NetworkPlugin = NetworkPluginKind.Cilium,
            Mirrors = new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty
                .Add("docker.io", "mirror.example.com/hub").Add("quay.io", "mirror.example.com/quay").Add("registry.k8s.io", "mirror.example.com/k8s")),
            ControlPlane = new AwsControlPlane
            {
                Replicas = 5,
                InstanceType = "m7i.large",
                Volumes = [new NodeVolume(20, "io2")],
                Labels = ImmutableSortedDictionary<string, string>.Empty.Add("role", "control").Add("node-role.kubernetes.io/infra", ""),
                Taints = [new NodeTaint("extra", "true", NodeTaintEffect.NoExecute)],
            },
            BootstrapObjects =
            [
                new BootstrapObject { Name = "registry", IsSecret = true, Data = Data("password", Output.CreateSecret("hidden")) },
                new BootstrapObject { Name = "settings", Namespace = "shop", Data = Data("level", Output.Create("7")) },
            ],
        },
        "web",
        pool => pool with
        {
            Version = "1.34.4",
            Volumes = [new NodeVolume(100), new NodeVolume(200, "io1")],
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("a", "b").Add("node-role.kubernetes.io/web", ""),
            Taints = [new NodeTaint("web", null, NodeTaintEffect.PreferNoSchedule)],
            MaximumSurge = 2,
            MaximumUnavailable = 1,
        });

    private static ImmutableSortedDictionary<string, Output<string>> Data(string key, Output<string> value) =>
        ImmutableSortedDictionary<string, Output<string>>.Empty.Add(key, value);
}
