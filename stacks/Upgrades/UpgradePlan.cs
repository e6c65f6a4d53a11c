using System.Collections.Immutable;
using System.Globalization;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Upgrades;

/// <summary>Tells what upgrades a plan holds. A plan's own list shows what changes; nobody sees from it in which order nodes go, and what they take along.</summary>
internal static class UpgradePlan
{
    /// <summary>The upgrades from what stands to what is specified, by cluster.</summary>
    /// <param name="deployed">What stands.</param>
    /// <param name="platform">What is specified.</param>
    public static IEnumerable<ClusterUpgrade> Of(DeployedPlatform deployed, PlatformSpec platform) =>
        from cluster in platform.Clusters
        where cluster.Value.State == ClusterState.Present
        let standing = deployed.Clusters.GetValueOrDefault(cluster.Key)
        where standing?.Version is not null
        let upgrade = Of(cluster.Key, cluster.Value, standing)
        where upgrade is { Steps.Length: > 0 }
        select upgrade;

    private static ClusterUpgrade? Of(string name, ClusterSpec cluster, DeployedCluster standing) => cluster switch
    {
        OnPremClusterSpec onPrem when $"{onPrem.Version}" != standing.Version => new(name, Change(standing.Version, onPrem.Version), OnPrem(onPrem, standing)),
        AwsClusterSpec aws => Hosted(name, aws, standing, ControlPlane(aws), version => $"{version}"),
        // AWS chooses the patch, so another one here changes nothing.
        EksClusterSpec eks => Hosted(name, eks, standing, EksControlPlane, version => version.Line),
        _ => null,
    };

    private static ImmutableArray<UpgradeStep> OnPrem(OnPremClusterSpec cluster, DeployedCluster standing)
    {
        var steward = cluster.StewardAfter(standing.Standing);
        ImmutableArray<string> controlPlanes = [.. Names(cluster, MachineRole.ControlPlane).OrderBy(name => name != steward)];
        var workers = Names(cluster, MachineRole.Worker);
        var api = controlPlanes.Length > 1
            ? $"the API stays at {cluster.Api.Address}, which another of them takes over"
            : "the API is away while it restarts";
        var steps = ImmutableArray.CreateBuilder<UpgradeStep>();
        steps.Add(new UpgradeStep(OneAtATime("control plane", controlPlanes), $"etcd is saved first; {api}"));
        if (!workers.IsEmpty)
        {
            var batches = workers.Chunk(cluster.UpgradeBatch).ToImmutableArray();
            var left = workers.Length - batches[0].Length;
            steps.Add(new UpgradeStep(
                cluster.UpgradeBatch == 1 ? OneAtATime("worker", workers) : $"workers {string.Join(", then ", batches.Select(Together))}",
                left == 0 ? "all are drained at once, so what runs on them is away meanwhile" : $"drained first; {Left(left, workers.Length)}"));
        }

        return steps.ToImmutable();
    }

    private static ClusterUpgrade Hosted(
        string name, AwsHostedClusterSpec cluster, DeployedCluster standing, UpgradeStep controlPlane, Func<KubernetesVersion, string> relevant)
    {
        var steps = ImmutableArray.CreateBuilder<UpgradeStep>();
        var upgradesControlPlane = Differs(standing.Version, cluster.Version, relevant);
        if (upgradesControlPlane)
            steps.Add(controlPlane);
        // In the order in which the cluster's component makes each pool wait for the one before.
        steps.AddRange(
            from pool in cluster.Pools.OrderBy(pool => pool.Key, StringComparer.Ordinal)
            where standing.PoolVersions.TryGetValue(pool.Key, out var its) && Differs(its, pool.Value.Version ?? cluster.Version, relevant)
            select Pool(pool.Key, pool.Value, cluster is AwsClusterSpec));
        var change = upgradesControlPlane ? Change(standing.Version, cluster.Version) : $"in its pools to {cluster.Version}";
        return new ClusterUpgrade(name, change, steps.ToImmutable());
    }

    private static UpgradeStep ControlPlane(AwsClusterSpec cluster) => new(
        string.Create(CultureInfo.InvariantCulture, $"control plane, {Count(cluster.ControlPlane.Replicas, "machine")}"),
        "replaced one at a time, a new one joins before an old one leaves; the API stays behind its load balancer");

    private static UpgradeStep EksControlPlane { get; } =
        new("control plane", "replaced by AWS; the API stays at its address, connections that stay open are cut once");

    // Where the platform runs the control plane itself, the nodes of each zone are a group of their own.
    private static UpgradeStep Pool(string name, NodePoolSpec pool, bool isByZone)
    {
        var size = pool.Autoscaling is { } bounds
            ? string.Create(CultureInfo.InvariantCulture, $"{bounds.Minimum} to {bounds.Maximum} nodes")
            : Count(pool.Replicas ?? 0, "node");
        return new UpgradeStep(
            $"pool {name}, {size}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"replaced, up to {pool.Rollout.MaximumSurge} more and {pool.Rollout.MaximumUnavailable} fewer at a time{(isByZone ? " in each zone" : "")}; drained as disruption budgets allow"));
    }

    private static bool Differs(string? standing, KubernetesVersion asked, Func<KubernetesVersion, string> relevant) =>
        KubernetesVersion.TryParse(standing ?? "", out var stands, out _) && relevant(stands) != relevant(asked);

    private static string Change(string? from, KubernetesVersion to) => $"from {from} to {to}";

    private static ImmutableArray<string> Names(OnPremClusterSpec cluster, MachineRole role) =>
        [.. cluster.Machines.Where(machine => machine.Value.Role == role && !machine.Value.Lost).Select(machine => machine.Key)];

    private static string OneAtATime(string what, ImmutableArray<string> names) =>
        names.Length == 1 ? $"{what} {names[0]}" : $"{what}s {string.Join(", ", names)}, one at a time";

    private static string Together(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private static string Left(int left, int all) => string.Create(CultureInfo.InvariantCulture, $"{left} of {all} take over what runs on them");

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
