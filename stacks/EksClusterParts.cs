using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Stacks.Specification;

namespace Infra.Stacks;

/// <summary>What a specification makes of a cluster of EKS.</summary>
internal static class EksClusterParts
{
    /// <summary>What the cluster's component needs to know.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="platform">The platform: its mirrors and versions.</param>
    /// <param name="stack">The stack that it belongs to.</param>
    public static EksClusterArgs Args(EksClusterSpec cluster, PlatformSpec platform, string stack) => new()
    {
        Version = cluster.Version.Line,
        AwsRegion = cluster.AwsRegion,
        Role = cluster.Role,
        Vpc = AwsParts.Vpc(cluster.Vpc),
        HasPublicEndpoint = cluster.PublicEndpoint,
        PublicAccessFrom = [.. cluster.PublicAccessFrom.Select(range => range.ToString())],
        AdministratorRoles = cluster.AdministratorRoles,
        ServiceCidr = cluster.Network.ServiceCidr.ToString(),
        Pools = cluster.Pools.ToImmutableSortedDictionary(pool => pool.Key, pool => AwsParts.Pool(pool.Value, version => version.Line), StringComparer.Ordinal),
        AllowsPodRoles = cluster.PodIdentity,
        Tags = AwsParts.Tags(stack),
        Charts = chart => PlatformCharts.Of(platform, chart),
        Mirrors = new ImageMirrors(platform.Mirrors.Registries),
        Region = cluster.Region,
        Provider = cluster.Provider,
        Zones = cluster.Zones,
        Labels = cluster.Labels,
    };
}
