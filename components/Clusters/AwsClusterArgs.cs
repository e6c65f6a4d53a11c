using System.Collections.Immutable;
using System.Net;
using Pulumi;

namespace Infra.Components.Clusters;

/// <summary>What <see cref="AwsCluster"/> needs to know.</summary>
/// <remarks>In a VPC that exists, pools are spread over <see cref="MemberClusterArgs.Zones"/>.</remarks>
public sealed record AwsClusterArgs : MemberClusterArgs
{
    /// <summary>The management cluster, whose Cluster API makes the cluster.</summary>
    public required ClusterAccess Management { get; init; }

    /// <summary>What must be there on the management cluster: Cluster API and its providers, which leave after the cluster.</summary>
    /// <value>Empty: they are there already.</value>
    public ImmutableArray<Resource> ClusterApi { get; init; } = [];

    /// <summary>The version of Kubernetes with its patch, for example <c>1.35.2</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The region of AWS, for example <c>eu-central-1</c>.</summary>
    public required string AwsRegion { get; init; }

    /// <summary>The role that is assumed to make the cluster: by this program, and by Cluster API.</summary>
    /// <value>Null: the credentials of whoever runs the program, and Cluster API's own.</value>
    public string? Role { get; init; }

    /// <summary>The VPC.</summary>
    /// <value>One of its own over three zones.</value>
    public AwsVpc Vpc { get; init; } = new AwsVpc.Created();

    /// <summary>Whether the internet reaches the API; otherwise only the VPC and what it is connected to, among which the management cluster and Karmada then have to be.</summary>
    /// <value>True.</value>
    public bool HasPublicEndpoint { get; init; } = true;

    /// <summary>The control plane.</summary>
    public required AwsControlPlane ControlPlane { get; init; }

    /// <summary>The workers, by pool. Each pool is spread over all zones.</summary>
    public ImmutableSortedDictionary<string, NodePool> Pools { get; init; } = ImmutableSortedDictionary<string, NodePool>.Empty;

    /// <summary>What connects pods.</summary>
    /// <value>Calico.</value>
    public NetworkPluginKind NetworkPlugin { get; init; } = NetworkPluginKind.Calico;

    /// <summary>Whether the cluster is in a service mesh, which has a part in connecting its pods.</summary>
    /// <value>False.</value>
    public bool IsInMesh { get; init; }

    /// <summary>The addresses of pods.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>The addresses of services.</summary>
    public required IPNetwork ServiceCidr { get; init; }

    /// <summary>Whether pods can take roles of IAM, by tokens of the cluster's own issuer; otherwise they have what their node may do.</summary>
    /// <value>True.</value>
    public bool AllowsPodRoles { get; init; } = true;

    /// <summary>The key pair for SSH.</summary>
    /// <value>Null: none.</value>
    public string? SshKeyName { get; init; }

    /// <summary>The images that machines start from.</summary>
    /// <value><see cref="AwsMachineImages.Public"/>.</value>
    public AwsMachineImages Images { get; init; } = AwsMachineImages.Public;

    /// <summary>The objects that the cluster gets once it is ready, before anything is delivered to it.</summary>
    public ImmutableArray<BootstrapObject> BootstrapObjects { get; init; } = [];

    /// <summary>The tags that the whole environment puts on everything.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What becomes of a chart: another version, or a mirror of its repository.</summary>
    /// <value>Charts stay as <see cref="Versions"/> has them.</value>
    public Func<Chart, Chart> Charts { get; init; } = chart => chart;

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}

/// <summary>A control plane on EC2 instances, one or several, with etcd on them.</summary>
public sealed record AwsControlPlane
{
    /// <summary>How many: 1, 3 or 5, so that etcd keeps a majority.</summary>
    /// <value>3.</value>
    public int Replicas { get; init; } = 3;

    /// <summary>Their type, for example <c>m7i.large</c>.</summary>
    public required string InstanceType { get; init; }

    /// <summary>The disk of the system, with etcd on it.</summary>
    public NodeVolume RootVolume { get; init; } = new(50);

    /// <summary>More disks.</summary>
    public ImmutableArray<NodeVolume> Volumes { get; init; } = [];

    /// <summary>The nodes' labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The nodes' taints beside the one that every control plane has.</summary>
    public ImmutableArray<NodeTaint> Taints { get; init; } = [];
}

/// <summary>Where Cluster API's provider for AWS looks for the images of machines; it takes the newest that fits.</summary>
/// <remarks>See cluster-api-aws.sigs.k8s.io, "AMIs".</remarks>
/// <param name="Owner">The account that has them.</param>
/// <param name="Name">Their name, with <c>{{.BaseOS}}</c> and <c>{{.K8sVersion}}</c> in it, which are replaced.</param>
/// <param name="OperatingSystem">What stands for <c>{{.BaseOS}}</c>, for example <c>ubuntu-24.04</c>.</param>
public sealed record AwsMachineImages(string? Owner, string? Name, string? OperatingSystem)
{
    /// <summary>Those that the provider's project publishes: good for trying out, but only for some versions, and without updates.</summary>
    public static AwsMachineImages Public { get; } = new(null, null, null);
}

/// <summary>An object that a cluster gets once it is ready.</summary>
public sealed record BootstrapObject
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace; it is made where it is not there.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Whether it is a secret; otherwise it is a config map.</summary>
    public bool IsSecret { get; init; }

    /// <summary>What it holds.</summary>
    public required ImmutableSortedDictionary<string, Output<string>> Data { get; init; }
}
