using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

[Collection(Deployments.Name)]
public sealed class EksClusterTests
{
    private const string Cluster = "aws:eks/cluster:Cluster";
    private const string NodeGroup = "aws:eks/nodeGroup:NodeGroup";
    private const string Template = "aws:ec2/launchTemplate:LaunchTemplate";
    private const string Addon = "aws:eks/addon:Addon";
    private const string Attachment = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    private const string Role = "arn:aws:iam::123456789012:role/platform";

    // What AWS gives no tags to.
    private static readonly ImmutableArray<string> Untagged =
    [
        "aws:ec2/route:Route", "aws:ec2/routeTableAssociation:RouteTableAssociation", Attachment, "aws:iam/rolePolicy:RolePolicy", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    ];

    [Theory]
    [InlineData("aws:ec2/subnet:Subnet prod-cloud-private-0", $"{Cluster} prod-cloud")]
    [InlineData($"{Attachment} prod-cloud-control-AmazonEKSClusterPolicy", $"{Cluster} prod-cloud")]
    [InlineData("aws:kms/key:Key prod-cloud-secrets", $"{Cluster} prod-cloud")]
    [InlineData("aws:cloudwatch/logGroup:LogGroup prod-cloud-logs", $"{Cluster} prod-cloud")]
    [InlineData($"{NodeGroup} prod-cloud-batch", $"{NodeGroup} prod-cloud-web")]
    [InlineData($"{Cluster} prod-cloud", $"{Addon} prod-cloud-vpc-cni")]
    [InlineData("aws:eks/podIdentityAssociation:PodIdentityAssociation prod-cloud-vpc-cni", $"{Addon} prod-cloud-vpc-cni")]
    [InlineData($"{Addon} prod-cloud-vpc-cni", $"{NodeGroup} prod-cloud-web")]
    [InlineData($"{Addon} prod-cloud-kube-proxy", $"{NodeGroup} prod-cloud-web")]
    [InlineData("aws:ec2/route:Route prod-cloud-public", "aws:ec2/natGateway:NatGateway prod-cloud-nat-1")]
    [InlineData($"{Attachment} prod-cloud-ebs-csi-AmazonEBSCSIDriverPolicy", "aws:eks/podIdentityAssociation:PodIdentityAssociation prod-cloud-aws-ebs-csi-driver")]
    [InlineData("aws:ec2/route:Route prod-cloud-private-2", $"{NodeGroup} prod-cloud-web")]
    [InlineData($"{Attachment} prod-cloud-nodes-AmazonEKSWorkerNodePolicy", $"{NodeGroup} prod-cloud-web")]
    [InlineData($"{NodeGroup} prod-cloud-web", $"{Addon} prod-cloud-coredns")]
    [InlineData($"{NodeGroup} prod-cloud-batch", $"{Addon} prod-cloud-aws-ebs-csi-driver")]
    [InlineData("aws:eks/podIdentityAssociation:PodIdentityAssociation prod-cloud-aws-ebs-csi-driver", $"{Addon} prod-cloud-aws-ebs-csi-driver")]
    [InlineData($"{Addon} prod-cloud-coredns", "pulumi:providers:kubernetes prod-cloud")]
    [InlineData("aws:iam/rolePolicy:RolePolicy prod-cloud-autoscaler", "aws:eks/podIdentityAssociation:PodIdentityAssociation prod-cloud-autoscaler")]
    [InlineData("aws:eks/podIdentityAssociation:PodIdentityAssociation prod-cloud-autoscaler", "kubernetes:helm.sh/v3:Release prod-cloud-autoscaler")]
    public async Task Each_part_waits_for_what_it_needs(string first, string then) =>
        Assert.True(await Declared.AwaitsAsync(() => _ = new EksCluster("prod-cloud", Aws.Cluster), Aws.Answers, first, then));

    [Fact]
    public async Task What_others_decide_is_left_to_them()
    {
        var ignored = new List<string>();
        var watching = new ComponentResourceOptions
        {
            ResourceTransformations =
            {
                resource =>
                {
                    lock (ignored)
                        ignored.AddRange(resource.Options.IgnoreChanges.Select(property => $"{resource.Resource.GetResourceName()} {property}"));
                    return null;
                },
            },
        };

        await Declared.ByAsync(() => _ = new EksCluster("prod-cloud", Aws.Cluster with { Vpc = new AwsVpc.Created() }, watching), Aws.Answers);

        Assert.Equal(
            [
                "prod-cloud-batch scalingConfig.desiredSize",
                .. Enumerable.Range(0, 3).Select(zone => $"prod-cloud-private-{zone} availabilityZone"),
                .. Enumerable.Range(0, 3).Select(zone => $"prod-cloud-public-{zone} availabilityZone"),
            ],
            ignored.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pools_come_and_go_in_a_cluster_that_is_protected()
    {
        var free = new List<string>();
        var watching = new ComponentResourceOptions
        {
            Protect = true,
            ResourceTransformations =
            {
                resource =>
                {
                    // What says nothing is protected as what it is in.
                    if (resource.Options.Protect is false)
                    {
                        lock (free)
                            free.Add($"{resource.Resource.GetResourceType()[(resource.Resource.GetResourceType().LastIndexOf(':') + 1)..]} {resource.Resource.GetResourceName()}");
                    }

                    return null;
                },
            },
        };

        await Declared.ByAsync(() => _ = new EksCluster("prod-cloud", Aws.Cluster, watching), Aws.Answers);

        Assert.Equal(
            Aws.Cluster.Pools.Keys.Select(pool => $"EksNodePool prod-cloud-{pool}"),
            free.Where(name => !name.Contains("prod-cloud-nat-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_control_plane_is_as_was_asked_for_and_safe_where_nothing_was_said()
    {
        var cluster = (await Aws.MakeAsync(args => args with { PublicAccessFrom = ["203.0.113.0/24"] })).Single(Cluster);

        Assert.Equal(
            Tree.Json("""
            {
              "accessConfig": { "authenticationMode": "API", "bootstrapClusterCreatorAdminPermissions": true },
              "bootstrapSelfManagedAddons": false,
              "enabledClusterLogTypes": [ "api", "audit", "authenticator", "controllerManager", "scheduler" ],
              "encryptionConfig": { "provider": { "keyArn": "arn:aws:kms:eu-central-1:123456789012:key/made" }, "resources": [ "secrets" ] },
              "kubernetesNetworkConfig": { "ipFamily": "ipv4", "serviceIpv4Cidr": "10.96.0.0/16" },
              "name": "prod-cloud",
              "roleArn": "arn:aws:iam::123456789012:role/made",
              "tags": { "Name": "prod-cloud", "infra.internal/cluster": "prod-cloud", "infra.internal/stack": "prod" },
              "version": "1.35",
              "vpcConfig": {
                "endpointPrivateAccess": true,
                "endpointPublicAccess": true,
                "publicAccessCidrs": [ "203.0.113.0/24" ],
                "subnetIds": [ "prod-cloud-private-0-id", "prod-cloud-private-1-id", "prod-cloud-private-2-id" ]
              }
            }
            """),
            Tree.Json(cluster.Inputs));
    }

    [Fact]
    public async Task A_cluster_that_only_its_VPC_reaches_says_nothing_of_who_else_may()
    {
        var cluster = (await Aws.MakeAsync(args => args with { HasPublicEndpoint = false, PublicAccessFrom = ["203.0.113.0/24"] })).Single(Cluster);

        Assert.Equal(false, Tree.At(cluster.Inputs["vpcConfig"], "endpointPublicAccess"));
        Assert.Null(Tree.At(cluster.Inputs["vpcConfig"], "publicAccessCidrs"));
    }

    [Fact]
    public async Task A_node_group_is_as_its_pool_says()
    {
        var declared = await Aws.MakeAsync(args => Aws.WithPool(args, "batch", pool => pool with
        {
            Version = "1.34",
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("work", "batch"),
            Taints = [new NodeTaint("batch", "true", NodeTaintEffect.NoSchedule), new NodeTaint("spot", null, NodeTaintEffect.PreferNoSchedule)],
            MaximumSurge = 2,
        }));

        Assert.Equal(
            Tree.Json("""
            {
              "amiType": "AL2023_ARM_64_STANDARD",
              "capacityType": "SPOT",
              "clusterName": "prod-cloud",
              "labels": { "work": "batch" },
              "launchTemplate": { "id": "prod-cloud-batch-id", "version": "1" },
              "nodeRoleArn": "arn:aws:iam::123456789012:role/made",
              "scalingConfig": { "desiredSize": 1, "maxSize": 10, "minSize": 0 },
              "subnetIds": [ "prod-cloud-private-0-id", "prod-cloud-private-1-id", "prod-cloud-private-2-id" ],
              "tags": { "Name": "prod-cloud-batch", "infra.internal/cluster": "prod-cloud", "infra.internal/stack": "prod" },
              "taints": [ { "effect": "NO_SCHEDULE", "key": "batch", "value": "true" }, { "effect": "PREFER_NO_SCHEDULE", "key": "spot" } ],
              "updateConfig": { "maxUnavailable": 2, "updateStrategy": "DEFAULT" },
              "version": "1.34"
            }
            """),
            Tree.Json(declared.Named(NodeGroup, "prod-cloud-batch").Inputs));
    }

    [Fact]
    public async Task Machines_have_encrypted_disks_and_keep_their_role_from_pods()
    {
        var template = (await Aws.MakeAsync(args => Aws.WithPool(args, "web", pool => pool with { Volumes = [new NodeVolume(100, "io2")] }))).Named(Template, "prod-cloud-web").Inputs;

        Assert.Equal("m7i.xlarge", template["instanceType"]);
        Assert.Equal(Tree.Json("""{ "httpEndpoint": "enabled", "httpPutResponseHopLimit": 1, "httpTokens": "required" }"""), Tree.Json(template["metadataOptions"]));
        Assert.Equal(
            [
                Tree.Json("""{ "deviceName": "/dev/xvda", "ebs": { "deleteOnTermination": "true", "encrypted": "true", "volumeSize": 50, "volumeType": "gp3" } }"""),
                Tree.Json("""{ "deviceName": "/dev/xvdb", "ebs": { "deleteOnTermination": "true", "encrypted": "true", "iops": 3000, "volumeSize": 100, "volumeType": "io2" } }"""),
            ],
            ((ImmutableArray<object>)template["blockDeviceMappings"]).Select(Tree.Json));
        Assert.All((ImmutableArray<object>)template["tagSpecifications"], tags => Assert.Equal("prod-cloud", Tree.At(tags, "tags", AwsTags.ClusterKey)));
    }

    [Fact]
    public async Task Everything_that_can_have_tags_says_whose_it_is()
    {
        var declared = await Aws.MakeAsync(args => args with { AdministratorRoles = [Role] });

        Assert.All(
            declared.Resources.Where(resource => resource.Type!.StartsWith("aws:", StringComparison.Ordinal) && !Untagged.Contains(resource.Type)),
            resource =>
            {
                Assert.Equal("prod-cloud", Tree.At(resource.Inputs["tags"], AwsTags.ClusterKey));
                Assert.Equal("prod", Tree.At(resource.Inputs["tags"], "infra.internal/stack"));
                Assert.Equal(resource.Name, Tree.At(resource.Inputs["tags"], AwsTags.NameKey));
            });
    }

    [Fact]
    public async Task Everything_in_AWS_goes_through_the_clusters_own_provider()
    {
        var declared = await Aws.MakeAsync(args => args with { Role = Role, AdministratorRoles = ["arn:aws:iam::123456789012:role/people/admins"] });

        var provider = declared.Single("pulumi:providers:aws");
        Assert.Equal("eu-central-1", provider.Inputs["region"]);
        Assert.Equal(Role, JsonNode.Parse((string)provider.Inputs["assumeRoles"])![0]!["roleArn"]!.GetValue<string>());
        Assert.All(
            declared.Resources.Where(resource => resource.Type!.StartsWith("aws:", StringComparison.Ordinal)),
            resource => Assert.Equal("prod-cloud-aws", Declared.ProviderOf(resource)));
    }

    [Fact]
    public async Task A_claim_that_names_no_class_gets_a_disk() => Assert.Equal(
        """{"defaultStorageClass":{"enabled":true}}""",
        (await Aws.MakeAsync()).Named(Addon, "prod-cloud-aws-ebs-csi-driver").Inputs["configurationValues"]);

    [Fact]
    public async Task Add_ons_have_the_version_that_fits_the_clusters() => Assert.All(
        (await Aws.MakeAsync()).Resources.Where(resource => resource.Type == Addon),
        addon => Assert.Equal($"{addon.Inputs["addonName"]} for 1.35", addon.Inputs["addonVersion"]));

    [Fact]
    public async Task The_kubeconfig_is_a_secret_and_yet_holds_no_credential()
    {
        bool? isSecret = null;
        var declared = await Declared.ByAsync(
            () =>
            {
                var kubeconfig = new EksCluster("prod-cloud", Aws.Cluster with { Role = Role }).Member.Access!.Kubeconfig;
                _ = Output.Create(Task.Run(async () => isSecret = await Output.IsSecretAsync(kubeconfig)));
            },
            Aws.Answers);

        Assert.True(isSecret);
        var provider = declared.Single("pulumi:providers:kubernetes");
        Assert.Equal("prod-cloud", provider.Inputs["clusterIdentifier"]);
        Assert.Equal(
            Tree.Json($$"""
            {
              "apiVersion": "v1",
              "kind": "Config",
              "clusters": [ { "name": "prod-cloud", "cluster": { "server": "{{Aws.Endpoint}}", "certificate-authority-data": "Q0E=" } } ],
              "users": [ { "name": "prod-cloud", "user": { "exec": {
                "apiVersion": "client.authentication.k8s.io/v1beta1",
                "command": "aws",
                "args": [ "eks", "get-token", "--output", "json", "--cluster-name", "prod-cloud", "--region", "eu-central-1", "--role-arn", "{{Role}}" ],
                "interactiveMode": "Never"
              } } } ],
              "contexts": [ { "name": "prod-cloud", "context": { "cluster": "prod-cloud", "user": "prod-cloud" } } ],
              "current-context": "prod-cloud"
            }
            """),
            Tree.Json((string)provider.Inputs["kubeconfig"]));
    }

    [Fact]
    public async Task It_joins_fleets_as_any_cluster_does()
    {
        var declared = await Declared.ByAsync(
            () => _ = new FleetMembership(
                "prod-cloud",
                new FleetMembershipArgs { Cluster = new EksCluster("prod-cloud", Aws.Cluster).Member, Karmada = new Pulumi.Kubernetes.Provider("karmada"), Fleets = ["fleet-global"] }),
            Aws.Answers);

        var member = declared.Single("kubernetes:cluster.karmada.io/v1alpha1:Cluster").Inputs;
        Assert.Equal(Aws.Endpoint, Tree.At(member["spec"], "apiEndpoint"));
        Assert.Equal("cloud", Tree.At(member["metadata"], "labels", "tier"));
        Assert.Equal("prod-cloud", Declared.ProviderOf(declared.Named("kubernetes:core/v1:ConfigMap", "prod-cloud-identity")));
    }
}
