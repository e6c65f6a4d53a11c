using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

[Collection(Deployments.Name)]
public sealed class AwsClusterTests
{
    private const string Space = "kubernetes:core/v1:Namespace prod-cloud";
    private const string Infrastructure = "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSCluster prod-cloud";
    private const string Cluster = "kubernetes:cluster.x-k8s.io/v1beta2:Cluster prod-cloud";
    private const string ControlPlane = "kubernetes:controlplane.cluster.x-k8s.io/v1beta2:KubeadmControlPlane prod-cloud-control-plane";
    private const string Group = "kubernetes:cluster.x-k8s.io/v1beta2:MachineDeployment";
    private const string Machine = "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSMachineTemplate";
    private const string Join = "kubernetes:bootstrap.cluster.x-k8s.io/v1beta2:KubeadmConfigTemplate";
    private const string Chart = "kubernetes:addons.cluster.x-k8s.io/v1alpha1:HelmChartProxy";
    private const string Connection = "pulumi:providers:kubernetes prod-cloud";
    private const string Autoscaler = "kubernetes:helm.sh/v3:Release prod-cloud-autoscaler";

    // What AWS gives no tags to.
    private static readonly ImmutableArray<string> Untagged =
    [
        "aws:ec2/route:Route", "aws:ec2/routeTableAssociation:RouteTableAssociation", "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "aws:iam/rolePolicy:RolePolicy",
        "aws:s3/bucketPolicy:BucketPolicy", "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    ];

    /// <summary>What comes first and what then; a destroy goes the other way.</summary>
    [Theory]
    [InlineData(Space, Infrastructure)]
    [InlineData("aws:ec2/subnet:Subnet prod-cloud-public-2", Infrastructure)]
    [InlineData(Infrastructure, Cluster)]
    [InlineData("aws:ec2/route:Route prod-cloud-private-2", Cluster)]
    [InlineData("aws:iam/instanceProfile:InstanceProfile prod-cloud-control-plane", Cluster)]
    [InlineData("aws:iam/rolePolicy:RolePolicy prod-cloud-nodes", Cluster)]
    [InlineData("aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-cloud-nodes-AmazonEC2ContainerRegistryPullOnly", Cluster)]
    [InlineData(Cluster, ControlPlane)]
    [InlineData($"{Machine} prod-cloud-control-plane", ControlPlane)]
    [InlineData("aws:s3/bucket:Bucket prod-cloud-issuer", ControlPlane)]
    [InlineData(ControlPlane, $"{Group} prod-cloud-web-2")]
    [InlineData($"{Group} prod-cloud-batch-2", $"{Group} prod-cloud-web-0")]
    [InlineData($"{Machine} prod-cloud-web", $"{Group} prod-cloud-web-0")]
    [InlineData($"{Join} prod-cloud-web", $"{Group} prod-cloud-web-0")]
    [InlineData(Cluster, $"{Chart} prod-cloud-calico")]
    [InlineData(ControlPlane, "aws:s3/bucketObjectv2:BucketObjectv2 prod-cloud-issuer-keys")]
    [InlineData("aws:s3/bucketObjectv2:BucketObjectv2 prod-cloud-issuer-keys", "aws:iam/openIdConnectProvider:OpenIdConnectProvider prod-cloud-issuer")]
    [InlineData("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock prod-cloud-issuer", "aws:s3/bucketPolicy:BucketPolicy prod-cloud-issuer")]
    [InlineData("aws:iam/rolePolicyAttachment:RolePolicyAttachment prod-cloud-disks", $"{Chart} prod-cloud-aws-ebs-csi-driver")]
    [InlineData(ControlPlane, Autoscaler)]
    [InlineData($"{Group} prod-cloud-web-0", Connection)]
    [InlineData($"{Chart} prod-cloud-aws-cloud-controller-manager", Connection)]
    [InlineData(Autoscaler, Connection)]
    [InlineData("kubernetes:addons.cluster.x-k8s.io/v1beta2:ClusterResourceSet prod-cloud-bootstrap", Connection)]
    [InlineData("kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSClusterRoleIdentity prod-cloud", Infrastructure)]
    public async Task Each_part_waits_for_what_it_needs(string first, string then) => Assert.True(
        await Declared.AwaitsAsync(
            () => _ = SelfManagedAws.Make(args => args with { Role = SelfManagedAws.Role, BootstrapObjects = AwsClusterSchemaTests.WithEverything(args).BootstrapObjects }),
            SelfManagedAws.Answers,
            first,
            then));

    [Fact]
    public async Task The_cluster_waits_for_Cluster_API_and_so_leaves_before_it() => Assert.True(await Declared.AwaitsAsync(
        () =>
        {
            var provider = new Pulumi.Kubernetes.Core.V1.Namespace("capi");
            _ = SelfManagedAws.Make(args => args with { ClusterApi = [provider] });
        },
        SelfManagedAws.Answers,
        "kubernetes:core/v1:Namespace capi",
        Space));

    [Fact]
    public async Task Of_a_cluster_that_leaves_only_the_cluster_is_deleted_and_Cluster_API_does_the_rest_in_its_order()
    {
        var byItself = new List<string>();
        var watching = new ComponentResourceOptions
        {
            ResourceTransformations =
            {
                resource =>
                {
                    if (resource.Resource.GetResourceType().Contains("cluster.x-k8s.io/", StringComparison.Ordinal) && resource.Options.DeletedWith is null)
                    {
                        lock (byItself)
                            byItself.Add($"{resource.Resource.GetResourceType()} {resource.Options.CustomTimeouts?.Delete}");
                    }

                    return null;
                },
            },
        };

        await Declared.ByAsync(() => _ = SelfManagedAws.Make(AwsClusterSchemaTests.WithEverything, watching), SelfManagedAws.Answers);

        Assert.Equal(
            ["kubernetes:cluster.x-k8s.io/v1beta2:Cluster 01:00:00", "kubernetes:infrastructure.cluster.x-k8s.io/v1beta2:AWSClusterRoleIdentity 01:00:00"],
            byItself.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(ControlPlane, """["condition=Available","condition=RollingOut=False","jsonpath={.status.version}=v1.35.2"]""")]
    [InlineData($"{Group} prod-cloud-web-1", """["condition=Available","condition=RollingOut=False","jsonpath={.status.deprecated.v1beta1.updatedReplicas}=2"]""")]
    [InlineData($"{Group} prod-cloud-batch-1", """["condition=Available","condition=RollingOut=False"]""")]
    [InlineData($"{Chart} prod-cloud-aws-ebs-csi-driver", "condition=HelmReleaseProxiesReady")]
    public async Task What_others_need_is_ready_when_its_conditions_say_so(string resource, string expected)
    {
        var words = resource.Split(' ');

        Assert.Equal(expected, Tree.At((await SelfManagedAws.MakeAsync()).Named(words[0], words[1]).Inputs["metadata"], "annotations", "pulumi.com/waitFor"));
    }

    [Fact]
    public async Task The_larger_what_is_replaced_the_longer_it_may_take()
    {
        var patience = new Dictionary<string, TimeSpan?>(StringComparer.Ordinal);
        var watching = new ComponentResourceOptions
        {
            ResourceTransformations =
            {
                resource =>
                {
                    lock (patience)
                        patience[$"{resource.Resource.GetResourceType()} {resource.Resource.GetResourceName()}"] = resource.Options.CustomTimeouts?.Update;
                    return null;
                },
            },
        };

        await Declared.ByAsync(() => _ = SelfManagedAws.Make(options: watching), SelfManagedAws.Answers);

        Assert.Equal(TimeSpan.FromHours(3), patience[ControlPlane]);
        Assert.Equal(TimeSpan.FromHours(2), patience[$"{Group} prod-cloud-web-0"]);
        Assert.Equal(TimeSpan.FromHours(1), patience[$"{Group} prod-cloud-web-2"]);
    }

    [Fact]
    public async Task The_kubeconfig_is_a_secret_and_the_address_of_the_API_is_none()
    {
        bool? kubeconfigIsSecret = null, endpointIsSecret = null;
        var declared = await Declared.ByAsync(
            () =>
            {
                var access = SelfManagedAws.Make().Member.Access!;
                _ = Output.Create(Task.Run(async () => (kubeconfigIsSecret, endpointIsSecret) = (await Output.IsSecretAsync(access.Kubeconfig), await Output.IsSecretAsync(access.ApiEndpoint))));
            },
            SelfManagedAws.Answers);

        Assert.True(kubeconfigIsSecret);
        Assert.False(endpointIsSecret);
        var provider = declared.Named("pulumi:providers:kubernetes", "prod-cloud");
        Assert.Equal(SelfManagedAws.Kubeconfig, provider.Inputs["kubeconfig"]);
        Assert.Equal("prod-cloud", provider.Inputs["clusterIdentifier"]);
        Assert.Equal("prod-cloud/prod-cloud-kubeconfig", declared.Named("kubernetes:core/v1:Secret", "prod-cloud-kubeconfig").Id);
    }

    [Fact]
    public async Task Everything_in_AWS_goes_through_the_clusters_own_provider_and_everything_else_to_the_management_cluster()
    {
        var declared = await SelfManagedAws.MakeAsync(AwsClusterSchemaTests.WithEverything);

        Assert.Equal(SelfManagedAws.Role, JsonNode.Parse((string)declared.Single("pulumi:providers:aws").Inputs["assumeRoles"])![0]!["roleArn"]!.GetValue<string>());
        Assert.All(declared.Resources.Where(resource => resource.Type!.StartsWith("aws:", StringComparison.Ordinal)), resource => Assert.Equal("prod-cloud-aws", Declared.ProviderOf(resource)));
        Assert.All(
            declared.Resources.Where(resource => resource.Type!.StartsWith("kubernetes:", StringComparison.Ordinal)),
            resource => Assert.Equal("kurator-mgmt", Declared.ProviderOf(resource)));
    }

    [Fact]
    public async Task Everything_that_can_have_tags_says_whose_it_is()
    {
        var declared = await SelfManagedAws.MakeAsync();

        Assert.All(
            declared.Resources.Where(resource => resource.Type!.StartsWith("aws:", StringComparison.Ordinal) && !Untagged.Contains(resource.Type)),
            resource =>
            {
                Assert.Equal("prod-cloud", Tree.At(resource.Inputs["tags"], AwsTags.ClusterKey));
                Assert.Equal("prod", Tree.At(resource.Inputs["tags"], "infra.internal/stack"));
            });
        Assert.Equal(
            Tree.Json("""{ "infra.internal/cluster": "prod-cloud", "infra.internal/stack": "prod" }"""),
            Tree.Json(Tree.At(declared.Named(Infrastructure.Split(' ')[0], "prod-cloud").Inputs["spec"], "additionalTags")!));
    }

    [Fact]
    public async Task A_pool_is_spread_over_the_zones()
    {
        var groups = (await SelfManagedAws.MakeAsync()).Resources.Where(resource => resource.Type == Group).OrderBy(resource => resource.Name, StringComparer.Ordinal);

        Assert.Equal(
            [
                "prod-cloud-batch-0 eu-central-1a ", "prod-cloud-batch-1 eu-central-1b ", "prod-cloud-batch-2 eu-central-1c ",
                "prod-cloud-web-0 eu-central-1a 2", "prod-cloud-web-1 eu-central-1b 2", "prod-cloud-web-2 eu-central-1c 1",
            ],
            groups.Select(group => $"{group.Name} {Tree.At(group.Inputs["spec"], "template", "spec", "failureDomain")} {Tree.At(group.Inputs["spec"], "replicas")}"));
    }

    [Theory]
    [InlineData(new string[0], new[] { "prod-cloud-web-0 5" })]
    [InlineData(new[] { "a", "b" }, new[] { "prod-cloud-web-0 a3", "prod-cloud-web-1 b2" })]
    public async Task In_a_VPC_that_exists_pools_are_spread_as_far_as_zones_are_said(string[] zones, string[] expected)
    {
        var declared = await SelfManagedAws.MakeAsync(args => args with { Vpc = new AwsVpc.Existing("vpc-0a1b2c3d"), Zones = [.. zones], Pools = args.Pools.Remove("batch") });

        Assert.Equal(
            expected,
            declared.Resources.Where(resource => resource.Type == Group).OrderBy(resource => resource.Name, StringComparer.Ordinal).Select(group =>
                $"{group.Name} {Tree.At(group.Inputs["spec"], "template", "spec", "failureDomain")}{Tree.At(group.Inputs["spec"], "replicas")}"));
    }

    [Theory]
    [InlineData(true, "internet-facing")]
    [InlineData(false, "internal")]
    public async Task The_API_is_reached_from_where_it_is_said_to_be(bool isPublic, string scheme)
    {
        var declared = await SelfManagedAws.MakeAsync(args => args with { HasPublicEndpoint = isPublic });

        Assert.Equal(scheme, Tree.At(declared.Named(Infrastructure.Split(' ')[0], "prod-cloud").Inputs["spec"], "controlPlaneLoadBalancer", "scheme"));
    }

    [Fact]
    public async Task A_VPC_that_exists_needs_subnets_that_the_internet_reaches_only_for_an_API_that_it_reaches()
    {
        var answers = SelfManagedAws.Answers with
        {
            Functions = SelfManagedAws.Answers.Functions.SetItem("aws:ec2/getSubnets:getSubnets", asked => ImmutableDictionary<string, object>.Empty.Add(
                "ids",
                Tree.Json(asked).Contains("role/internal-elb", StringComparison.Ordinal) ? ImmutableArray.Create<object>("subnet-a", "subnet-b") : [])),
        };

        var error = await Assert.ThrowsAnyAsync<Exception>(() => MakeAsync(isPublic: true));
        var closed = await MakeAsync(isPublic: false);

        Assert.Contains("vpc-0a1b2c3d has no subnet with the tag kubernetes.io/role/elb", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            Tree.Json("""[ { "id": "subnet-a" }, { "id": "subnet-b" } ]"""),
            Tree.Json(Tree.At(closed.Named(Infrastructure.Split(' ')[0], "prod-cloud").Inputs["spec"], "network", "subnets")!));

        Task<Declared> MakeAsync(bool isPublic) => Declared.ByAsync(
            () => _ = SelfManagedAws.Make(args => args with { Vpc = new AwsVpc.Existing("vpc-0a1b2c3d"), HasPublicEndpoint = isPublic }), answers);
    }

    [Fact]
    public async Task An_autoscaler_is_there_only_for_pools_that_it_scales()
    {
        var without = await SelfManagedAws.MakeAsync(args => args with { Pools = args.Pools.Remove("batch") });

        Assert.DoesNotContain(without.Resources, resource => resource.Type == "kubernetes:helm.sh/v3:Release");
        Assert.Equal("prod-cloud", (await SelfManagedAws.MakeAsync()).Single("kubernetes:helm.sh/v3:Release").Inputs["namespace"]);
    }

    [Fact]
    public async Task Without_roles_for_pods_nothing_is_public_and_the_control_plane_has_the_policy_of_disks()
    {
        var declared = await SelfManagedAws.MakeAsync(args => args with { AllowsPodRoles = false });

        Assert.DoesNotContain(declared.Resources, resource => resource.Type!.StartsWith("aws:s3/", StringComparison.Ordinal) || resource.Name == "prod-cloud-cert-manager");
        Assert.Contains(declared.Resources, resource => resource.Name == "prod-cloud-control-plane-AmazonEBSCSIDriverPolicy");
    }

    [Fact]
    public async Task It_joins_fleets_as_any_cluster_does()
    {
        var declared = await Declared.ByAsync(
            () => _ = new FleetMembership(
                "prod-cloud",
                new FleetMembershipArgs { Cluster = SelfManagedAws.Make().Member, Karmada = new Pulumi.Kubernetes.Provider("karmada"), Fleets = ["fleet-global"] }),
            SelfManagedAws.Answers);

        var member = declared.Single("kubernetes:cluster.karmada.io/v1alpha1:Cluster").Inputs;
        Assert.Equal(SelfManagedAws.Endpoint, Tree.At(member["spec"], "apiEndpoint"));
        Assert.Equal("prod", Tree.At(member["metadata"], "labels", "tier"));
        Assert.Equal("prod-cloud", Declared.ProviderOf(declared.Named("kubernetes:core/v1:ConfigMap", "prod-cloud-identity")));
    }
}
