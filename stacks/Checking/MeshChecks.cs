using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Meshes: their clusters, and what each of those does there.</summary>
internal static class MeshChecks
{
    private const string Whole = "mesh";

    public static void Run(CheckContext context)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plan in context.Meshes)
        {
            var (path, mesh) = (Meshes.PathOf(plan.Name), context.Platform.Meshes[plan.Name]);
            var clusters = SelectionChecks.Run(context, mesh.On, path.Key("on"));
            Once(context, plan.Name, clusters, path.Key("on"), taken);
            Networks(context, plan, mesh, clusters, path.Key("networks"));
            if (mesh.Leaves is { } leaves)
                SelectionChecks.Run(context, leaves, path.Key("leaves"), clusters.IsEmpty ? null : clusters, Whole);
            Primaries(context, plan, mesh, path.Key("primaries"));
            if (!clusters.IsEmpty && context.IsRead(path.Key("leaves")))
                Roles(context, plan, path);
            MeshNamespaceChecks.Run(context, plan, clusters, path.Key("namespaces"));
            MeshDrainChecks.Run(context, plan, mesh.Drained, path.Key("drained"));
            MeshEgressChecks.Run(context, plan, mesh.Egress, path.Keys("egress", "services"));
            MeshStandingChecks.Run(context, plan, path);
            foreach (var (key, exposures) in new[] { ("eastWest", mesh.Gateways.EastWest), ("ingress", mesh.Gateways.Ingress) })
            {
                foreach (var (index, exposure) in exposures.Index())
                    SelectionChecks.Run(context, exposure.On, path.Keys("gateways", key).Item(index).Key("on"), clusters.IsEmpty ? null : clusters, Whole);
            }
        }
    }

    /// <summary>Whether a cluster that is named is one of a mesh; if not, it is reported.</summary>
    public static bool RequireMember(CheckContext context, MeshPlan plan, string cluster, SpecPath path)
    {
        if (!context.Names.RequireCluster(cluster, path))
            return false;
        if (plan.Members.Any(member => member.Cluster == cluster) || !IsKnown(context, plan.Name))
            return true;
        // One that leaves is told by its state.
        if (context.Platform.Clusters.GetValueOrDefault(cluster) is not { State: ClusterState.Absent })
            context.Report(Rules.MeshMembers, path, $"cluster '{cluster}' is not in mesh '{plan.Name}'{Suggestion.For(cluster, plan.Members.Select(member => member.Cluster))}");
        return false;
    }

    /// <summary>Whether all clusters of a mesh are known.</summary>
    public static bool IsKnown(CheckContext context, string mesh) =>
        context.KnowsAllClusters && context.IsRead(Meshes.PathOf(mesh).Key("on")) && context.IsRead(SpecPath.Root.Key("fleets"));

    private static void Once(CheckContext context, string mesh, ImmutableArray<ClusterFacts> clusters, SpecPath path, Dictionary<string, string> taken)
    {
        var elsewhere = clusters.Where(cluster => !taken.TryAdd(cluster.Name, mesh)).Select(cluster => cluster.Name).ToLookup(cluster => taken[cluster], StringComparer.Ordinal);
        foreach (var other in elsewhere)
            context.Report(Rules.MeshMembers, path, $"{Some.Of([.. other])} {(other.Count() == 1 ? "is" : "are")} in mesh '{other.Key}' already; take {(other.Count() == 1 ? "it" : "them")} out of one of the two");
    }

    private static void Networks(CheckContext context, MeshPlan plan, MeshSpec mesh, ImmutableArray<ClusterFacts> clusters, SpecPath path)
    {
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (network, on) in mesh.Networks)
        {
            var at = path.Key(network);
            var those = SelectionChecks.Run(context, on, at, clusters.IsEmpty ? null : clusters, Whole);
            if (clusters.IsEmpty)
                continue;
            var elsewhere = those.Select(cluster => cluster.Name).Where(cluster => !taken.TryAdd(cluster, network)).ToList();
            if (elsewhere.Count > 0)
                context.Report(Rules.MeshMembers, at, $"{Some.Of(elsewhere)} {(elsewhere.Count == 1 ? "is" : "are")} in network '{taken[elsewhere[0]]}' already; a cluster is in one");
            if (plan.DataPlane == DataPlane.Ambient && those.Length > 1)
            {
                context.Report(Rules.Ability, at, "in ambient mode every cluster is a network of its own: pods reach other clusters through gateways only; remove it, or say 'dataPlane: sidecar'");
                continue;
            }

            // A network that is called like a cluster would be that cluster's own too.
            if (plan.Members.Any(member => member.Cluster == network && member.Network != network))
                context.Report(Rules.MeshMembers, at, $"'{network}' is a cluster, which is in another network; call this one something else");
            ConnectionChecks.Run(context, those, $"network '{network}' of mesh '{plan.Name}'");
        }
    }

    private static void Primaries(CheckContext context, MeshPlan plan, MeshSpec mesh, SpecPath path)
    {
        if (plan.DataPlane == DataPlane.Ambient && !mesh.Primaries.IsEmpty)
        {
            context.Report(Rules.Ability, path, "in ambient mode every cluster has a control plane of its own; remove 'primaries', or say 'dataPlane: sidecar'");
            return;
        }

        foreach (var (remote, primary) in mesh.Primaries)
        {
            var at = path.Key(remote);
            if (!RequireMember(context, plan, remote, at) || !RequireMember(context, plan, primary.Cluster, at.Key("cluster")))
                continue;
            if (primary.Cluster == remote)
                context.Report(Rules.MeshMembers, at.Key("cluster"), $"'{remote}' cannot follow itself; leave it out, which means that it has a control plane of its own");
            else if (mesh.Primaries.TryGetValue(primary.Cluster, out var next) && next.Cluster != primary.Cluster)
                context.Report(Rules.MeshMembers, at.Key("cluster"), $"'{primary.Cluster}' has no control plane of its own, for it follows '{next.Cluster}'; say '{next.Cluster}' here too, or let '{primary.Cluster}' have one");
            else if (IsLeaf(plan, primary.Cluster))
                context.Report(Rules.MeshMembers, at.Key("cluster"), $"'{primary.Cluster}' is a leaf, into which nobody looks, so nobody follows it; take one of the two out");
            else if (IsLeaf(plan, remote))
                context.Report(Rules.MeshMembers, at, $"'{remote}' is a leaf, which has a control plane of its own; take it out here, or out of 'leaves'");
        }
    }

    private static void Roles(CheckContext context, MeshPlan plan, SpecPath path)
    {
        var leaves = plan.Members.Count(member => member.Role == MeshRole.Leaf);
        if (leaves == plan.Members.Length)
            context.Report(Rules.MeshReach, path.Key("leaves"), "all clusters of the mesh are leaves, so there is nobody to call");
        if (plan.Members.Length - leaves > Meshes.MostDiscovered)
            context.Report(Rules.MeshSize, path.Key("on"), $"{plan.Members.Length - leaves} clusters would discover one another; allowed: {Meshes.MostDiscovered}");
        if (leaves > Meshes.MostLeaves)
            context.Report(Rules.MeshSize, path.Key("leaves"), $"the mesh would have {leaves} leaves; allowed: {Meshes.MostLeaves}");
        var hidden = plan.Discovered.Select(member => member.Cluster).Where(cluster => context.Platform.Clusters[cluster] is AttachedClusterSpec { Mode: ClusterMode.Pull }).ToList();
        if (hidden.Count > 0)
            context.Report(Rules.MeshReach, path.Key("on"), $"{Some.Of(hidden)} {(hidden.Count == 1 ? "pulls" : "pull")}, so nobody can look into {(hidden.Count == 1 ? "it" : "them")} and find services there; select {(hidden.Count == 1 ? "it" : "them")} by 'leaves', or say 'mode: push'");
    }

    private static bool IsLeaf(MeshPlan plan, string cluster) => plan.Members.Any(member => member.Cluster == cluster && member.Role == MeshRole.Leaf);
}
