using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>The workers of a cluster that Cluster API makes on AWS, as objects.</summary>
internal static class AwsPoolManifests
{
    /// <summary>The label by which the machines of a pool are found in whichever zone they are.</summary>
    public const string PoolLabel = "infra.internal/pool";

    private const string ClusterNameLabel = "cluster.x-k8s.io/cluster-name";
    private const string GroupLabel = "cluster.x-k8s.io/deployment-name";
    private const string LeastNodes = "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size";
    private const string MostNodes = "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size";

    // What an autoscaler cannot see of a group that has no node. The sizes of machines it reads where the provider writes them.
    private const string LabelsOfNone = "capacity.cluster-autoscaler.kubernetes.io/labels";
    private const string TaintsOfNone = "capacity.cluster-autoscaler.kubernetes.io/taints";

    /// <summary>What the objects of a pool's machines are told apart by.</summary>
    public static ImmutableDictionary<string, object> MachinesOf(string cluster, string pool) => Fields.Of((ClusterNameLabel, cluster), (PoolLabel, pool));

    /// <summary>What the machines of a control plane are found by.</summary>
    public static ImmutableDictionary<string, object> MachinesOfControlPlane(string cluster) =>
        Fields.Of((ClusterNameLabel, cluster), ("cluster.x-k8s.io/control-plane", ""));

    // Where a pool that an autoscaler scaled gets a number instead, the number is ours again; the API server would take it for a conflict.
    private const string Force = "pulumi.com/patchForce";

    // As nodes get them from AWS' cloud controller and from the driver of disks.
    private static readonly ImmutableArray<string> ZoneLabels = ["topology.ebs.csi.aws.com/zone", "topology.kubernetes.io/zone"];

    /// <summary>What Pulumi and an autoscaler have to know of the machines of a pool in one zone.</summary>
    /// <remarks>See github.com/kubernetes/autoscaler, the provider <c>clusterapi</c>, and pulumi.com/registry/packages/kubernetes, "Server-Side Apply".</remarks>
    /// <param name="pool">The pool.</param>
    /// <param name="count">How many of its nodes are in the zone.</param>
    /// <param name="zone">The zone; null for whichever the provider chooses.</param>
    public static ImmutableDictionary<string, string> Annotations(NodePool pool, NodeCount count, string? zone)
    {
        var annotations = ImmutableDictionary<string, string>.Empty.Add(Force, "true");
        if (count.IsFixed)
            return annotations;
        annotations = annotations.Add(LeastNodes, Text(count.Minimum)).Add(MostNodes, Text(count.Maximum));
        if (count.Minimum > 0)
            return annotations;
        // A pod that waits for a disk in a zone gets its node there.
        var labels = zone is null ? pool.Labels : pool.Labels.SetItems(ZoneLabels.Select(label => KeyValuePair.Create(label, zone)));
        if (!labels.IsEmpty)
            annotations = annotations.Add(LabelsOfNone, string.Join(',', labels.Select(label => $"{label.Key}={label.Value}")));
        return pool.Taints.IsEmpty ? annotations : annotations.Add(TaintsOfNone, string.Join(',', pool.Taints.Select(taint => $"{taint.Key}={taint.Value}:{taint.Effect}")));
    }

    /// <summary>The machines of a pool in one zone.</summary>
    /// <param name="group">Which they are.</param>
    /// <param name="zone">The zone; null for whichever the provider chooses.</param>
    public static ImmutableDictionary<string, object> Group(AwsPoolGroup group, string? zone)
    {
        var labels = MachinesOf(group.Cluster, group.PoolName).Add(GroupLabel, group.Name);
        return Fields.Of(
            ("clusterName", group.Cluster),
            // How many there are is the autoscaler's where there are bounds: it would be set back on every change otherwise.
            ("replicas", group.Count.IsFixed ? group.Count.Minimum : null),
            ("selector", Fields.Of(("matchLabels", labels))),
            ("rollout", Fields.Of(("strategy", Fields.Of(
                ("type", "RollingUpdate"),
                ("rollingUpdate", Fields.Of(("maxSurge", group.Pool.MaximumSurge), ("maxUnavailable", group.Pool.MaximumUnavailable))))))),
            ("template", Fields.Of(
                ("metadata", Fields.Of(("labels", Merged(labels, KubeadmManifests.OutsideLabels(group.Pool.Labels))))),
                ("spec", Fields.Of(
                    ("clusterName", group.Cluster),
                    ("version", $"v{group.Version}"),
                    ("failureDomain", zone),
                    ("deletion", KubeadmManifests.Deletion),
                    ("bootstrap", Fields.Of(("configRef", ClusterApiKind.KubeadmConfigTemplate.Reference(group.Join)))),
                    ("infrastructureRef", ClusterApiKind.AwsMachineTemplate.Reference(group.Machine)))))));
    }

    private static ImmutableDictionary<string, object> Merged(ImmutableDictionary<string, object> labels, object? more) =>
        more is ImmutableDictionary<string, object> map ? labels.SetItems(map) : labels;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The machines of a pool in one zone, which Cluster API keeps as one group.</summary>
/// <param name="Name">The group's name.</param>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="PoolName">The pool's name.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Count">How many of its nodes are in the zone.</param>
/// <param name="Version">The version of Kubernetes with its patch.</param>
/// <param name="Machine">The name of what the machines are.</param>
/// <param name="Join">The name of how they join.</param>
internal sealed record AwsPoolGroup(string Name, string Cluster, string PoolName, NodePool Pool, NodeCount Count, string Version, string Machine, string Join);
