using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The add-ons of <c>network.loadBalancer</c> of clusters of machines: MetalLB once, and the addresses of each cluster.</summary>
internal sealed class LoadBalancers : IAddonSource
{
    public IEnumerable<PlacedAddon> AddonsOf(PlatformSpec platform)
    {
        var clusters = Of(platform).ToImmutableSortedDictionary(cluster => cluster.Name, cluster => cluster.Spec, StringComparer.Ordinal);
        if (clusters.IsEmpty)
            yield break;
        var origin = PathOf(clusters.Keys.First());
        var on = ClusterSelection.Named([.. clusters.Keys]);
        yield return new PlacedAddon
        {
            Addon = LoadBalancerAddresses.EngineAddon(PlatformCharts.Of(platform, Versions.MetalLb), new ImageMirrors(platform.Mirrors.Registries)),
            On = on,
            Origin = origin,
            Overrides = LoadBalancerAddresses.EngineOverrides([.. clusters.Where(cluster => cluster.Value.WorkloadsOnControlPlanes).Select(cluster => cluster.Key)]),
        };
        yield return new PlacedAddon
        {
            Addon = LoadBalancerAddresses.PoolsAddon(),
            On = on,
            Origin = origin,
            Overrides = LoadBalancerAddresses.PoolsOverrides(clusters.ToImmutableSortedDictionary(
                cluster => cluster.Key,
                cluster => cluster.Value.Network.LoadBalancer!.Addresses.Select(range => range.ToString()).ToImmutableArray(),
                StringComparer.Ordinal)),
        };
    }

    /// <summary>The clusters that have addresses to give.</summary>
    public static IEnumerable<(string Name, OnPremClusterSpec Spec)> Of(PlatformSpec platform) => platform.Clusters
        .Where(cluster => cluster.Value is OnPremClusterSpec { State: ClusterState.Present, Network.LoadBalancer.Addresses.IsEmpty: false })
        .Select(cluster => (cluster.Key, (OnPremClusterSpec)cluster.Value));

    /// <summary>Where the addresses of a cluster stand.</summary>
    public static SpecPath PathOf(string cluster) => SpecPath.Root.Keys("clusters", cluster, "network", "loadBalancer");
}
