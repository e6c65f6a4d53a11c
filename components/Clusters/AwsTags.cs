using System.Collections.Immutable;

namespace Infra.Components.Clusters;

/// <summary>The tags of what a cluster consists of in AWS: by them a bill, a search and a person find what belongs together.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Shared">The tags that the whole environment puts on everything.</param>
public sealed record AwsTags(string Cluster, ImmutableSortedDictionary<string, string> Shared)
{
    /// <summary>The tag that names the cluster.</summary>
    public const string ClusterKey = "infra.internal/cluster";

    /// <summary>The tag by which AWS shows a resource.</summary>
    public const string NameKey = "Name";

    /// <summary>The tags of a resource.</summary>
    /// <param name="name">The resource's logical name.</param>
    public ImmutableDictionary<string, string> Of(string name) => Shared.ToImmutableDictionary(StringComparer.Ordinal).SetItem(ClusterKey, Cluster).SetItem(NameKey, name);

    /// <summary>The tags of a subnet, by which load balancers find theirs.</summary>
    /// <remarks>See docs.aws.amazon.com/eks, "Subnet requirements for load balancing".</remarks>
    public ImmutableDictionary<string, string> OfSubnet(string name, bool isPublic) => Of(name)
        .SetItem($"kubernetes.io/cluster/{Cluster}", "shared")
        .SetItem(SubnetRole(isPublic), "1");

    /// <summary>The tag of subnets in which load balancers are put: those for the internet, or those for inside.</summary>
    public static string SubnetRole(bool isPublic) => isPublic ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb";
}
