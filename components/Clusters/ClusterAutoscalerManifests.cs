using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>What decides about the autoscaler of a cluster that Cluster API makes: it runs beside the cluster's objects and sees those of no other.</summary>
/// <remarks>See github.com/kubernetes/autoscaler, the provider <c>clusterapi</c>.</remarks>
internal static class ClusterAutoscalerManifests
{
    private const string Image = "registry.k8s.io/autoscaling/cluster-autoscaler";

    /// <summary>The chart's values.</summary>
    /// <param name="cluster">The cluster's name, which is that of its namespace.</param>
    /// <param name="mirrors">Where images come from.</param>
    public static ImmutableDictionary<string, object> Values(string cluster, ImageMirrors mirrors) => Fields.Of(
        ("fullnameOverride", Name(cluster)),
        ("cloudProvider", "clusterapi"),
        // The nodes it sees by the cluster's kubeconfig, the machines by its own account.
        ("clusterAPIMode", "kubeconfig-incluster"),
        ("clusterAPIKubeconfigSecret", ClusterKubeconfig.SecretName(cluster)),
        ("clusterAPIWorkloadKubeconfigPath", $"/etc/kubernetes/{ClusterKubeconfig.SecretKey}"),
        ("autoDiscovery", Fields.Of(("clusterName", cluster), ("namespace", cluster))),
        ("extraArgs", Fields.Of(
            // The groups of a pool differ in their zone alone, and are to be of one size.
            ("balance-similar-node-groups", true),
            ("expander", "least-waste"))),
        ("image", mirrors.Apply(Image) is var image && image != Image ? Fields.Of(("repository", image)) : null),
        ("rbac", Fields.Of(
            ("clusterScoped", false),
            // The sizes of machines, for groups that have none.
            ("additionalRules", Fields.List(new[]
            {
                Fields.Of(
                    ("apiGroups", new[] { ClusterApiKind.AwsMachineTemplate.Group }),
                    ("resources", new[] { "awsmachinetemplates" }),
                    ("verbs", new[] { "get", "list", "watch" })),
            })))));

    /// <summary>The autoscaler's name.</summary>
    public static string Name(string cluster) => $"{cluster}-autoscaler";
}
