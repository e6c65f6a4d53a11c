using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks;

/// <summary>What a specification makes of a cluster on AWS that runs its own control plane.</summary>
internal static class AwsClusterParts
{
    /// <summary>What the cluster's component needs to know.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="platform">The platform: its mirrors and versions.</param>
    /// <param name="management">The management cluster that makes it.</param>
    /// <param name="stack">The stack that it belongs to.</param>
    /// <param name="secret">Reveals a secret.</param>
    public static AwsClusterArgs Args(AwsClusterSpec cluster, PlatformSpec platform, ManagementParts management, string stack, Func<SecretValue, Output<string>> secret) => new()
    {
        Management = management.Access,
        ClusterApi = management.ClusterApi,
        Version = cluster.Version.ToString(),
        AwsRegion = cluster.AwsRegion,
        Role = cluster.Role,
        Vpc = AwsParts.Vpc(cluster.Vpc),
        HasPublicEndpoint = cluster.PublicEndpoint,
        ControlPlane = ControlPlane(cluster.ControlPlane),
        Pools = cluster.Pools.ToImmutableSortedDictionary(
            pool => pool.Key, pool => AwsParts.Pool(pool.Value, version => version.ToString()), StringComparer.Ordinal),
        NetworkPlugin = NodeParts.NetworkPlugin(cluster.Network.Cni),
        PodCidr = cluster.Network.PodCidr.Network,
        ServiceCidr = cluster.Network.ServiceCidr.Network,
        AllowsPodRoles = cluster.PodIdentity,
        SshKeyName = cluster.SshKeyName,
        Images = cluster.Images is { } images ? new AwsMachineImages(images.Owner, images.Name, images.OperatingSystem) : AwsMachineImages.Public,
        BootstrapObjects = [.. cluster.BootstrapObjects.Select(target => Bootstrap(target, secret))],
        Tags = AwsParts.Tags(stack),
        Charts = chart => PlatformCharts.Of(platform, chart),
        Mirrors = new ImageMirrors(platform.Mirrors.Registries),
        Region = cluster.Region,
        Provider = cluster.Provider,
        Zones = cluster.Zones,
        Labels = cluster.Labels,
    };

    private static AwsControlPlane ControlPlane(AwsControlPlaneSpec controlPlane) => new()
    {
        Replicas = controlPlane.Replicas,
        InstanceType = controlPlane.InstanceType,
        RootVolume = AwsParts.Volume(controlPlane.RootVolume),
        Volumes = [.. controlPlane.Volumes.Select(AwsParts.Volume)],
        Labels = controlPlane.Labels,
        Taints = [.. controlPlane.Taints.Select(NodeParts.Taint)],
    };

    private static BootstrapObject Bootstrap(BootstrapObjectSpec target, Func<SecretValue, Output<string>> secret) => new()
    {
        Name = target.Name,
        Namespace = target.Namespace,
        IsSecret = target.Kind == BootstrapKind.Secret,
        Data = target.Kind == BootstrapKind.Secret
            ? target.SecretData.ToImmutableSortedDictionary(entry => entry.Key, entry => secret(entry.Value), StringComparer.Ordinal)
            : target.Data.ToImmutableSortedDictionary(entry => entry.Key, entry => Output.Create(entry.Value), StringComparer.Ordinal),
    };
}
