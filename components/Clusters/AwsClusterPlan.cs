using System.Collections.Immutable;
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

    /// <summary>How many of a pool's nodes may be ill for it to be their fault. A share is rounded down, so that of one node or two none would ever be replaced.</summary>
    public static object MostIll(NodeCount count) => count.Maximum < 3 ? 1 : "40%";

    private static int Share(int nodes, int zone, int zones) => (nodes / zones) + (zone < nodes % zones ? 1 : 0);
}
