using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Clusters;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>A cluster that the platform makes.</summary>
public abstract record CreatedClusterSpec : ClusterSpec
{
    /// <summary>The version of Kubernetes. An upgrade goes through one minor version at a time.</summary>
    [Example("1.35.2")]
    public required KubernetesVersion Version { get; init; }

    /// <summary>The cluster's addresses.</summary>
    public CreatedNetworkSpec Network { get; init; } = new();

    /// <inheritdoc/>
    public override IClusterAddresses Addresses => Network;

    /// <inheritdoc/>
    public override KubernetesVersion? ControlPlaneVersion => Version;
}

/// <summary>A cluster on EC2 instances in a VPC.</summary>
public abstract record AwsHostedClusterSpec : CreatedClusterSpec
{
    /// <summary>The region of AWS that the cluster is in.</summary>
    [Form(Form.AwsRegion), Fixed("make another cluster in the other region"), Example("eu-central-1")]
    public required string AwsRegion { get; init; }

    /// <summary>The role that the platform assumes to make it; the credentials of whoever runs it if not said.</summary>
    [Form(Form.RoleArn)]
    public string? Role { get; init; }

    /// <summary>The VPC that it is in.</summary>
    public VpcSpec Vpc { get; init; } = new();

    /// <summary>The workers, by pool.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, NodePoolSpec> Pools { get; init; } = ImmutableSortedDictionary<string, NodePoolSpec>.Empty;

    /// <summary>Whether pods can take roles of IAM.</summary>
    public virtual bool PodIdentity { get; init; } = true;

    /// <summary>Whether the API can be reached from outside the VPC.</summary>
    public virtual bool PublicEndpoint { get; init; } = true;

    /// <summary>From where the API can be reached outside the VPC; from everywhere if not said. Only for kind <c>eks</c>.</summary>
    public ImmutableArray<Cidr> PublicAccessFrom { get; init; } = [];
}

/// <summary>A VPC: one to make, or one that exists.</summary>
public sealed record VpcSpec
{
    /// <summary>The VPC that exists; its subnets are found by their tags.</summary>
    [Form(Form.VpcId), Fixed("make another cluster in the other VPC")]
    public string? Id { get; init; }

    /// <summary>The addresses of the VPC: of the one to make, or, where one exists, what others have to keep clear of.</summary>
    [Fixed("make another cluster beside it, let the applications move there, and retire this one")]
    public Cidr? Cidr { get; init; }

    /// <summary>The zones of the VPC to make, in the order of its subnets; the first three that AWS offers the account if not said.</summary>
    [Form(Form.LabelValue), Fixed("make another cluster beside it, let the applications move there, and retire this one"), Example("eu-central-1a")]
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>How private subnets reach the internet.</summary>
    public NatGateways NatGateways { get; init; } = NatGateways.PerZone;
}

/// <summary>How private subnets reach the internet.</summary>
public enum NatGateways
{
    /// <summary>By a gateway in each zone: the loss of a zone stays in that zone.</summary>
    PerZone,

    /// <summary>By one gateway: cheaper, and gone with its zone.</summary>
    Single,
}

/// <summary>A cluster on EC2 instances whose control plane the platform runs itself, through Cluster API.</summary>
public sealed record AwsClusterSpec : AwsHostedClusterSpec
{
    /// <summary>The control plane.</summary>
    public required AwsControlPlaneSpec ControlPlane { get; init; }

    /// <summary>Whether pods can take roles of IAM.</summary>
    /// <remarks>With another issuer the API would refuse every token that pods have, until each is renewed.</remarks>
    [Fixed("make another cluster beside it: every pod's token names the issuer")]
    public override bool PodIdentity { get; init; } = true;

    /// <summary>Whether the API can be reached from outside the VPC.</summary>
    /// <remarks>A load balancer in AWS is of the internet or of its VPC for as long as it is there, and its name is in every certificate and kubeconfig.</remarks>
    [Fixed("make another cluster beside it: a load balancer stays where it was made, and every kubeconfig names it")]
    public override bool PublicEndpoint { get; init; } = true;

    /// <summary>The key pair for SSH; none if not said.</summary>
    [Form(Form.NotEmpty)]
    public string? SshKeyName { get; init; }

    /// <summary>The images that machines start from; those that Cluster API's project publishes if not said, which are for trying out.</summary>
    public MachineImagesSpec? Images { get; init; }

    /// <summary>Objects that the cluster gets once it is ready, before anything is delivered to it.</summary>
    public ImmutableArray<BootstrapObjectSpec> BootstrapObjects { get; init; } = [];
}

/// <summary>A control plane on EC2 instances.</summary>
public sealed record AwsControlPlaneSpec
{
    /// <summary>How many instances: 1, 3 or 5, so that etcd keeps a majority.</summary>
    [Range(1, 7)]
    public int Replicas { get; init; } = 3;

    /// <summary>The type of the instances.</summary>
    [Form(Form.InstanceType), Example("m7i.large")]
    public required string InstanceType { get; init; }

    /// <summary>The disk of the system.</summary>
    public VolumeSpec RootVolume { get; init; } = new() { SizeGiB = 50 };

    /// <summary>More disks.</summary>
    public ImmutableArray<VolumeSpec> Volumes { get; init; } = [];

    /// <summary>The nodes' labels.</summary>
    [KeyForm(Form.LabelKey), Form(Form.LabelValue)]
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The nodes' taints.</summary>
    public ImmutableArray<TaintSpec> Taints { get; init; } = [];
}

/// <summary>The images that machines start from: of those that fit, the newest.</summary>
public sealed record MachineImagesSpec
{
    /// <summary>The account of AWS that has them.</summary>
    [Form(Form.NotEmpty), Example("123456789012")]
    public required string Owner { get; init; }

    /// <summary>Their name, in which <c>{{.BaseOS}}</c> stands for the operating system and <c>{{.K8sVersion}}</c> for the version of Kubernetes.</summary>
    [Form(Form.NotEmpty), Example("platform-{{.BaseOS}}-{{.K8sVersion}}-*")]
    public string Name { get; init; } = "capa-ami-{{.BaseOS}}-?{{.K8sVersion}}-*";

    /// <summary>The operating system, as image-builder calls it.</summary>
    [Form(Form.NotEmpty), Example("ubuntu-24.04")]
    public string OperatingSystem { get; init; } = "ubuntu-24.04";
}

/// <summary>An object that a cluster gets once it is ready.</summary>
public sealed record BootstrapObjectSpec
{
    /// <summary>Its kind.</summary>
    public required BootstrapKind Kind { get; init; }

    /// <summary>Its name.</summary>
    [Form(Form.Name)]
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    [Form(Form.Name)]
    public string Namespace { get; init; } = "default";

    /// <summary>What it holds, of a config map.</summary>
    [KeyForm(Form.FileName)]
    public ImmutableSortedDictionary<string, string> Data { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What it holds, of a secret.</summary>
    [KeyForm(Form.FileName)]
    public ImmutableSortedDictionary<string, SecretValue> SecretData { get; init; } = ImmutableSortedDictionary<string, SecretValue>.Empty;
}

/// <summary>The kinds of objects that a cluster gets once it is ready.</summary>
public enum BootstrapKind
{
    /// <summary>A config map.</summary>
    [Word("ConfigMap")]
    ConfigMap,

    /// <summary>A secret.</summary>
    [Word("Secret")]
    Secret,
}

/// <summary>A cluster on EC2 instances whose control plane AWS runs. Its pods have addresses of the VPC, so <c>network</c> decides those of services alone.</summary>
public sealed record EksClusterSpec : AwsHostedClusterSpec
{
    /// <inheritdoc/>
    /// <remarks>EKS gives pods addresses of the VPC, as it gives them to machines.</remarks>
    public override IClusterAddresses Addresses => new EksAddresses(
        Vpc.Cidr ?? (Vpc.Id is null ? Cidr.Parse(AwsNetworkPlan.DefaultVpc.ToString()) : null), Network.ServiceCidr, Network.From);

    /// <summary>The roles of IAM that administer the cluster, beside the one that made it.</summary>
    [Form(Form.RoleArn)]
    public ImmutableArray<string> AdministratorRoles { get; init; } = [];
}

/// <summary>The addresses of a cluster of EKS; null where the VPC exists and nobody said its range.</summary>
internal sealed record EksAddresses(Cidr? Vpc, Cidr? ServiceCidr, AllocationSpec From) : IClusterAddresses
{
    /// <inheritdoc/>
    public Cidr? NodeCidr => Vpc;

    /// <inheritdoc/>
    public Cidr? PodCidr => Vpc;
}
