using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>What decides about the autoscaler of a cluster, which is different for each who makes machines: Cluster API, or EKS.</summary>
/// <remarks>See github.com/kubernetes/autoscaler, the providers <c>clusterapi</c> and <c>aws</c>.</remarks>
internal static class ClusterAutoscalerManifests
{
    private const string Image = "registry.k8s.io/autoscaling/cluster-autoscaler";

    /// <summary>The autoscaler's account in a cluster of EKS.</summary>
    public const string Account = "cluster-autoscaler";

    /// <summary>The chart's values for a cluster that Cluster API makes: it runs beside the cluster's objects and sees those of no other.</summary>
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
            ("expander", "least-waste"),
            // A minimum that is raised is kept although no pod waits.
            ("enforce-node-group-min-size", true))),
        ("image", From(mirrors)),
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

    /// <summary>The chart's values for a cluster of EKS: it runs in the cluster, and finds the groups by the tags that EKS gives them.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="region">The region of AWS.</param>
    /// <param name="mirrors">Where images come from.</param>
    public static ImmutableDictionary<string, object> EksValues(string cluster, string region, ImageMirrors mirrors) => Fields.Of(
        ("fullnameOverride", Account),
        ("cloudProvider", "aws"),
        ("awsRegion", region),
        ("autoDiscovery", Fields.Of(("clusterName", cluster))),
        ("extraArgs", Fields.Of(("expander", "least-waste"))),
        ("image", From(mirrors)),
        ("priorityClassName", "system-cluster-critical"),
        ("rbac", Fields.Of(("serviceAccount", Fields.Of(("name", Account))))));

    /// <summary>What the autoscaler of a cluster of EKS may do: see what there is, and change the size of the cluster's own groups.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <remarks>To describe is about everything there is: AWS offers no less. See docs.aws.amazon.com/eks, "Cluster Autoscaler".</remarks>
    public static string EksPolicy(string cluster) => AwsPolicy.Json(
        new AwsStatement(
            [
                "autoscaling:DescribeAutoScalingGroups", "autoscaling:DescribeAutoScalingInstances", "autoscaling:DescribeLaunchConfigurations",
                "autoscaling:DescribeScalingActivities", "autoscaling:DescribeTags", "ec2:DescribeImages", "ec2:DescribeInstanceTypes",
                "ec2:DescribeLaunchTemplateVersions", "ec2:GetInstanceTypesFromInstanceRequirements", "eks:DescribeNodegroup",
            ],
            ["*"]),
        new AwsStatement(["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"], ["*"])
        {
            Condition = AwsPolicy.Equal($"aws:ResourceTag/k8s.io/cluster-autoscaler/{cluster}", "owned"),
        });

    private static ImmutableDictionary<string, object>? From(ImageMirrors mirrors) =>
        mirrors.Apply(Image) is var image && image != Image ? Fields.Of(("repository", image)) : null;

    /// <summary>The autoscaler's name.</summary>
    public static string Name(string cluster) => $"{cluster}-autoscaler";
}
