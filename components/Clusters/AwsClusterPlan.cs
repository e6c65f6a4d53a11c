using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>What decides about a cluster that Cluster API makes on AWS: its names, and how a pool is spread.</summary>
internal static class AwsClusterPlan
{
    // The letters that name a kind of machine in the name of its role: a role of IAM may have 64, and the ending below takes 37 of them.
    private const string ControlPlaneMachines = "cp";
    private const string WorkerMachines = "node";

    /// <summary>What the roles of machines end with. The policy that the provider for AWS documents for itself lets it hand on roles of this ending, and no others.</summary>
    /// <remarks>See cluster-api-aws.sigs.k8s.io, "IAM permissions used": <c>iam:PassRole</c>.</remarks>
    private const string RoleEnding = ".cluster-api-provider-aws.sigs.k8s.io";

    /// <summary>The tag by which AWS' cloud controllers find what belongs to a cluster.</summary>
    public static string OwnerTag(string cluster) => $"kubernetes.io/cluster/{cluster}";

    /// <summary>The name of the control plane's role and profile.</summary>
    public static string ControlPlaneRole(string cluster) => $"{cluster}-{ControlPlaneMachines}{RoleEnding}";

    /// <summary>The name of the workers' role and profile.</summary>
    public static string WorkerRole(string cluster) => $"{cluster}-{WorkerMachines}{RoleEnding}";

    /// <summary>The name of an object whose content never changes under one name: with other content it is another object, and machines are replaced by ones that follow it.</summary>
    public static string NameByContent(string name, ImmutableDictionary<string, object> content) => $"{name}-{PlainJson.Hash(content)}";

    /// <summary>How many of a pool's nodes are in each zone: the same everywhere, and the rest in the first zones.</summary>
    /// <remarks>A group of machines for each zone: Cluster API does not spread one group, and an autoscaler that needs a node in a zone, for a disk is there, gets it there.</remarks>
    public static ImmutableArray<NodeCount> Spread(NodeCount count, int zones) =>
        [.. Enumerable.Range(0, zones).Select(zone => new NodeCount(Share(count.Minimum, zone, zones), Share(count.Maximum, zone, zones)))];

    /// <summary>How many of a pool's nodes may be ill for it to be their fault: two fifths of the fewest there are, and one at least.</summary>
    /// <remarks>
    /// A number, and not a share of those that there happen to be: that is rounded down, so that of one node or two none would ever be replaced. Of the fewest, so that a pool
    /// that an autoscaler keeps small is not taken away as a whole; in one that it made large it adds nodes itself for what ill ones do not run.
    /// </remarks>
    public static int MostIll(NodeCount count) => Math.Max(1, count.Minimum * 2 / 5);

    /// <summary>What says of machines that none is left that follows an older template, as <c>kubectl wait</c> writes it.</summary>
    public const string RolledOut = "condition=RollingOut=False";

    /// <summary>What says that the nodes of a pool in one zone are as they are described, as <c>kubectl wait</c> writes it.</summary>
    /// <remarks>
    /// Of a new template Cluster API first says that it saw it, and only a moment later which machines do not follow it. Where their number is known, that of machines that do
    /// follow it counts too, which is none until the first of them is there.
    /// </remarks>
    /// <param name="count">How many of the pool's nodes are in the zone.</param>
    public static ImmutableArray<string> PoolIsReady(NodeCount count) => count is { IsFixed: true, Maximum: > 0 }
        ? ["condition=Available", RolledOut, string.Create(CultureInfo.InvariantCulture, $"jsonpath={{.status.deprecated.v1beta1.updatedReplicas}}={count.Maximum}")]
        : ["condition=Available", RolledOut];

    /// <summary>How long machines may take to be replaced: for each, as long as it may take to start, to be drained and to give back its disks, an hour in all.</summary>
    /// <param name="machines">How many there are at most.</param>
    /// <param name="atOnce">How many are replaced at the same time.</param>
    /// <returns>An hour at least.</returns>
    public static TimeSpan Patience(int machines, int atOnce)
    {
        var rounds = Math.Max(1, (machines + Math.Max(1, atOnce) - 1) / Math.Max(1, atOnce));
        return rounds * TimeSpan.FromSeconds(AwsClusterManifests.StartSeconds + KubeadmManifests.DrainSeconds + KubeadmManifests.DetachSeconds);
    }

    private static int Share(int nodes, int zone, int zones) => (nodes / zones) + (zone < nodes % zones ? 1 : 0);
}
