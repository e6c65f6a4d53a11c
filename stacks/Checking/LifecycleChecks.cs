using System.Collections.Immutable;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What stands and what is asked for: that the way from one to the other can be gone, and nothing goes by a slip.</summary>
internal static class LifecycleChecks
{
    public static void Run(CheckContext context)
    {
        foreach (var (name, deployed) in context.Deployed?.Clusters ?? DeployedPlatform.Empty.Clusters)
        {
            var path = CheckContext.Cluster(name);
            if (context.Platform.Clusters.TryGetValue(name, out var cluster))
                Cluster(context, path, cluster, deployed);
            else if (context.IsWhole && context.IsRead(path))
                context.Report(Rules.Retired, path, $"cluster '{name}' stands, and nothing declares it any more; restore it, and set state: absent to let it leave");
        }

        MeshTrustChecks.Run(context);
        MeshUpgradeChecks.Run(context);
    }

    private static void Cluster(CheckContext context, SpecPath path, ClusterSpec cluster, DeployedCluster deployed)
    {
        if (cluster.State == ClusterState.Absent)
        {
            if (deployed.IsProtected)
            {
                context.Report(
                    Rules.ProtectedCluster,
                    path.Key("state"),
                    "the cluster is protected; first set protected: false with state: present, bring the stack up, and only then make it absent");
            }
            return;
        }

        if (DeployedCluster.KindOf(cluster) is var kind && kind != deployed.Kind)
        {
            context.Report(
                Rules.Fixed,
                path.Key("kind"),
                $"found '{kind}', and '{deployed.Kind}' stands, which cannot be changed; make another cluster beside it, and retire this one");
            return;
        }

        FixedFields(context, path, cluster, deployed);
        if (cluster is OnPremClusterSpec onPrem)
        {
            Renamed(context, path.Key("machines"), onPrem, deployed);
            MajorityChecks.Run(context, path.Key("machines"), onPrem, deployed);
        }
        if (cluster.ControlPlaneVersion is { } version && deployed.Version is { } standing)
            Version(context, path.Key("version"), version, standing);
        foreach (var (name, pool) in (cluster as AwsHostedClusterSpec)?.Pools ?? ImmutableSortedDictionary<string, NodePoolSpec>.Empty)
        {
            // Of a pool that follows the control plane now and before, all is said above.
            if (deployed.PoolVersions.TryGetValue(name, out var its) && (pool.Version is not null || its != deployed.Version))
                Version(context, path.Keys("pools", name, "version"), pool.Version ?? cluster.ControlPlaneVersion!.Value, its);
        }
    }

    private static void FixedFields(CheckContext context, SpecPath path, ClusterSpec cluster, DeployedCluster deployed)
    {
        foreach (var (at, name, text, attribute) in DeployedCluster.FixedValues(cluster, path))
        {
            // What an earlier version of this program did not record is not compared.
            if (!deployed.Fixed.TryGetValue(name, out var standing) || standing == text || (standing.Length == 0 && attribute.MayBeSaidLater) || !context.IsRead(at))
                continue;
            var found = text.Length == 0 ? "nothing" : $"'{text}'";
            context.Report(
                Rules.Fixed,
                at,
                $"found {found}, and {(standing.Length == 0 ? "nothing was said when it was made" : $"'{standing}' stands")}, which cannot be changed; {attribute.Instead}");
        }
    }

    // It is the other machine that goes last, and with it what its successor has just become: they are one.
    private static void Renamed(CheckContext context, SpecPath path, OnPremClusterSpec cluster, DeployedCluster deployed)
    {
        if (!context.IsRead(path))
            return;
        var gone = deployed.MachineAddresses.RemoveRange(cluster.Machines.Keys).ToLookup(machine => machine.Value, machine => machine.Key, StringComparer.Ordinal);
        foreach (var (name, machine) in cluster.Machines.Where(machine => !deployed.MachineAddresses.ContainsKey(machine.Key)))
        {
            foreach (var before in gone[$"{machine.Address}"])
            {
                context.Report(
                    Rules.Fixed,
                    path.Keys(name, "address"),
                    $"'{machine.Address}' stands as machine '{before}', and a machine keeps its name; call it '{before}' again, or take '{before}' out, bring the stack up, and only then add '{name}'");
            }
        }
    }

    private static void Version(CheckContext context, SpecPath path, KubernetesVersion version, string recorded)
    {
        if (!KubernetesVersion.TryParse(recorded, out var standing, out _))
            return; // Not what this program writes; there is nothing to compare with.
        var (asked, stands) = ((version.Major, version.Minor), (standing.Major, standing.Minor));
        if (asked.CompareTo(stands) < 0)
        {
            context.Report(Rules.NoDowngrade, path, $"found {version}, and {standing} stands; allowed: {standing.Line} or the next minor");
        }
        else if (version.Major != standing.Major || version.Minor > standing.Minor + 1)
        {
            context.Report(
                Rules.OneMinorAtATime,
                path,
                $"found {version}, and {standing} stands; allowed: {standing.Line} or {standing.Major}.{standing.Minor + 1}");
        }
        else if (version < standing)
        {
            context.Report(Rules.OlderPatch, path, $"found {version}, and {standing} stands, a newer patch of {standing.Line}");
        }
    }
}
