using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>A kind of object of Cluster API or one of its providers, at the newest version that they serve.</summary>
/// <param name="Group">The group of its API.</param>
/// <param name="Version">The version.</param>
/// <param name="Name">The kind.</param>
internal sealed record ClusterApiKind(string Group, string Version, string Name)
{
    public static readonly ClusterApiKind Cluster = new("cluster.x-k8s.io", "v1beta2", "Cluster");
    public static readonly ClusterApiKind MachineDeployment = Cluster with { Name = "MachineDeployment" };
    public static readonly ClusterApiKind MachineHealthCheck = Cluster with { Name = "MachineHealthCheck" };
    public static readonly ClusterApiKind KubeadmControlPlane = new("controlplane.cluster.x-k8s.io", "v1beta2", "KubeadmControlPlane");
    public static readonly ClusterApiKind KubeadmConfigTemplate = new("bootstrap.cluster.x-k8s.io", "v1beta2", "KubeadmConfigTemplate");
    public static readonly ClusterApiKind ClusterResourceSet = new("addons.cluster.x-k8s.io", "v1beta2", "ClusterResourceSet");
    public static readonly ClusterApiKind HelmChartProxy = new("addons.cluster.x-k8s.io", "v1alpha1", "HelmChartProxy");
    public static readonly ClusterApiKind AwsCluster = new("infrastructure.cluster.x-k8s.io", "v1beta2", "AWSCluster");
    public static readonly ClusterApiKind AwsMachineTemplate = AwsCluster with { Name = "AWSMachineTemplate" };
    public static readonly ClusterApiKind AwsRoleIdentity = AwsCluster with { Name = "AWSClusterRoleIdentity" };

    /// <summary>As objects of the kind say what they are.</summary>
    public string ApiVersion => $"{Group}/{Version}";

    /// <summary>As one object refers to another of the kind.</summary>
    public ImmutableDictionary<string, object> Reference(string name) => Fields.Of(("apiGroup", Group), ("kind", Name), ("name", name));
}
