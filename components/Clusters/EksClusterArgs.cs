using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>What <see cref="EksCluster"/> needs to know.</summary>
public sealed record EksClusterArgs : MemberClusterArgs
{
    /// <summary>The minor version of Kubernetes, for example <c>1.35</c>; EKS chooses the patch.</summary>
    public required string Version { get; init; }

    /// <summary>The region of AWS, for example <c>eu-central-1</c>.</summary>
    public required string AwsRegion { get; init; }

    /// <summary>The role that is assumed to make the cluster and to talk to it.</summary>
    /// <value>Null: the credentials of whoever runs the program.</value>
    public string? Role { get; init; }

    /// <summary>The VPC.</summary>
    /// <value>One of its own over three zones.</value>
    public AwsVpc Vpc { get; init; } = new AwsVpc.Created();

    /// <summary>Whether the API can be reached from outside the VPC. From inside it always can.</summary>
    /// <value>True.</value>
    public bool HasPublicEndpoint { get; init; } = true;

    /// <summary>The ranges of addresses from which the API can be reached outside the VPC.</summary>
    /// <value>Empty: all.</value>
    public ImmutableArray<string> PublicAccessFrom { get; init; } = [];

    /// <summary>The roles of IAM that administer the cluster, beside the one that makes it.</summary>
    public ImmutableArray<string> AdministratorRoles { get; init; } = [];

    /// <summary>The addresses of services.</summary>
    /// <value>Null: EKS chooses them.</value>
    public string? ServiceCidr { get; init; }

    /// <summary>The workers, by pool.</summary>
    public ImmutableSortedDictionary<string, NodePool> Pools { get; init; } = ImmutableSortedDictionary<string, NodePool>.Empty;

    /// <summary>Whether pods can take roles of IAM, by pod identity or by tokens of the cluster's issuer; otherwise they have what their node may do.</summary>
    /// <value>True.</value>
    public bool AllowsPodRoles { get; init; } = true;

    /// <summary>The tags that the whole environment puts on everything.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What becomes of a chart: another version, or a mirror of its repository.</summary>
    /// <value>Charts stay as <see cref="Versions"/> has them.</value>
    public Func<Chart, Chart> Charts { get; init; } = chart => chart;

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}
