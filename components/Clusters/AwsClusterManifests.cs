using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>The objects that say to Cluster API what a cluster on AWS is: the cluster, where it is, and what its machines are.</summary>
/// <remarks>See cluster-api.sigs.k8s.io and cluster-api-aws.sigs.k8s.io; every field is checked against their definitions.</remarks>
internal static class AwsClusterManifests
{
    /// <summary>The label by which what is for one cluster finds it.</summary>
    public const string ClusterLabel = AwsTags.ClusterKey;

    /// <summary>For how long a machine may take to become a node; after that it is ill.</summary>
    public const int StartSeconds = 1200;

    // The account and role of the provider's own, which may take on others.
    private const string OwnIdentity = "AWSClusterControllerIdentity";
    private const string DefaultIdentity = "default";

    // How Kubernetes numbers the disks beside the first one.
    private const char FirstDisk = 'b';

    /// <summary>The cluster.</summary>
    public static ImmutableDictionary<string, object> Cluster(string name, AwsClusterArgs args) => Fields.Of(
        ("clusterNetwork", Fields.Of(
            ("pods", Fields.Of(("cidrBlocks", new[] { args.PodCidr.ToString() }))),
            ("services", Fields.Of(("cidrBlocks", new[] { args.ServiceCidr.ToString() }))),
            ("serviceDomain", "cluster.local"))),
        ("controlPlaneRef", ClusterApiKind.KubeadmControlPlane.Reference(KubeadmManifests.ControlPlaneName(name))),
        ("infrastructureRef", ClusterApiKind.AwsCluster.Reference(name)));

    /// <summary>Where the cluster is.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="args">The cluster.</param>
    /// <param name="vpc">The id of the VPC, which the provider uses and does not own.</param>
    /// <param name="subnets">The ids of its subnets, public and private.</param>
    public static ImmutableDictionary<string, object> Infrastructure(string name, AwsClusterArgs args, string vpc, IEnumerable<string> subnets) => Fields.Of(
        ("region", args.AwsRegion),
        ("partition", AwsIdentity.Partition(args.AwsRegion)),
        ("identityRef", args.Role is null ? Identity(OwnIdentity, DefaultIdentity) : Identity(ClusterApiKind.AwsRoleIdentity.Name, name)),
        // An empty name is no key; without it the provider takes one that is called 'default'.
        ("sshKeyName", args.SshKeyName ?? ""),
        ("bastion", Fields.Of(("enabled", false))),
        ("controlPlaneLoadBalancer", Fields.Of(
            ("loadBalancerType", "nlb"),
            ("scheme", args.HasPublicEndpoint ? "internet-facing" : "internal"),
            ("healthCheckProtocol", "HTTPS"),
            // A client in a zone whose control plane is away reaches one in another.
            ("crossZoneLoadBalancing", true))),
        ("network", Fields.Of(
            ("vpc", Fields.Of(("id", vpc))),
            ("subnets", Fields.List(subnets.Select(subnet => Fields.Of(("id", subnet))))),
            ("cni", Fields.Of(("cniIngressRules", Fields.List(NetworkPlugin.Ports(args.NetworkPlugin).Select(port => Fields.Of(
                ("description", port.Purpose), ("protocol", port.Protocol), ("fromPort", port.Port), ("toPort", port.Port))))))))),
        ("additionalTags", args.Tags.SetItem(AwsTags.ClusterKey, name)));

    /// <summary>The role that the provider assumes for this cluster, and for no other.</summary>
    public static ImmutableDictionary<string, object> RoleIdentity(string name, string role) => Fields.Of(
        ("roleARN", role),
        ("sessionName", $"infra-{name}"),
        ("sourceIdentityRef", Identity(OwnIdentity, DefaultIdentity)),
        ("allowedNamespaces", Fields.Of(("list", new[] { name }))));

    /// <summary>What the machines of the control plane are.</summary>
    public static ImmutableDictionary<string, object> ControlPlaneMachine(string name, AwsClusterArgs args) => Machine(
        args,
        args.ControlPlane.InstanceType,
        args.ControlPlane.RootVolume,
        args.ControlPlane.Volumes,
        AwsClusterPlan.ControlPlaneRole(name),
        isSpot: false);

    /// <summary>What the machines of a pool are.</summary>
    public static ImmutableDictionary<string, object> Worker(string name, AwsClusterArgs args, NodePool pool) =>
        Machine(args, pool.InstanceType, pool.RootVolume, pool.Volumes, AwsClusterPlan.WorkerRole(name), pool.IsSpot);

    /// <summary>The health of machines: which are replaced, and how many at most may be ill for that to help.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="labels">The labels by which its machines are found.</param>
    /// <param name="most">How many may be ill: a number, or a share such as <c>40%</c>. If more are, it is not the machines' fault.</param>
    public static ImmutableDictionary<string, object> HealthCheck(string cluster, ImmutableDictionary<string, object> labels, object most) => Fields.Of(
        ("clusterName", cluster),
        ("selector", Fields.Of(("matchLabels", labels))),
        ("checks", Fields.Of(
            ("nodeStartupTimeoutSeconds", StartSeconds),
            ("unhealthyNodeConditions", Fields.List(new[] { NotReady("Unknown"), NotReady("False") })))),
        ("remediation", Fields.Of(("triggerIf", Fields.Of(("unhealthyLessThanOrEqualTo", most))))));

    private static ImmutableDictionary<string, object> Machine(
        AwsClusterArgs args, string instanceType, NodeVolume root, ImmutableArray<NodeVolume> volumes, string profile, bool isSpot) => Fields.Of(
        ("template", Fields.Of(("spec", Fields.Of(
            ("instanceType", instanceType),
            ("iamInstanceProfile", profile),
            ("sshKeyName", args.SshKeyName ?? ""),
            ("imageLookupOrg", args.Images.Owner),
            ("imageLookupFormat", args.Images.Name),
            ("imageLookupBaseOS", args.Images.OperatingSystem),
            ("instanceMetadataOptions", Fields.Of(
                ("httpEndpoint", "enabled"),
                ("httpTokens", "required"),
                ("httpPutResponseHopLimit", EksNodePoolPlan.MetadataHops(args.AllowsPodRoles)))),
            ("rootVolume", Disk(root)),
            ("nonRootVolumes", Fields.ListOrNone(volumes.Select((volume, index) => Disk(volume).Add("deviceName", $"/dev/sd{(char)(FirstDisk + index)}")))),
            ("marketType", isSpot ? "Spot" : null),
            ("spotMarketOptions", isSpot ? Fields.Of() : null))))));

    private static ImmutableDictionary<string, object> NotReady(string status) => Fields.Of(("type", "Ready"), ("status", status), ("timeoutSeconds", 300));

    private static ImmutableDictionary<string, object> Disk(NodeVolume volume) => Fields.Of(
        ("size", volume.SizeGiB), ("type", volume.Type), ("encrypted", true), ("iops", EksNodePoolPlan.Iops(volume)));

    private static ImmutableDictionary<string, object> Identity(string kind, string name) => Fields.Of(("kind", kind), ("name", name));
}
