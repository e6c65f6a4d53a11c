using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Management;
using Infra.Components.Mesh;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks;

/// <summary>What a specification makes of meshes before any part of Istio is delivered: by whom clusters know one another, and how they find one another.</summary>
internal static class MeshParts
{
    private const string Discovery = "mesh-discovery";

    /// <summary>Whether authorities are made, for which the management cluster is needed.</summary>
    public static bool MakesAuthorities(PlatformSpec platform) => platform.Meshes.Values.Any(mesh => mesh.Trust.Provision == Provision.Install);

    /// <summary>Makes the clusters of the meshes members of them.</summary>
    /// <param name="plans">The meshes.</param>
    /// <param name="members">The clusters.</param>
    /// <param name="karmada">The Karmada that orchestrates them.</param>
    /// <param name="management">The management cluster; null where there is none.</param>
    /// <returns>By the mesh's name, what its parts depend on.</returns>
    public static ImmutableDictionary<string, ImmutableArray<Resource>> Join(
        ImmutableArray<MeshPlan> plans, ImmutableArray<FleetMembership> members, KarmadaControlPlane karmada, ManagementParts? management)
    {
        if (plans.IsEmpty)
            return ImmutableDictionary<string, ImmutableArray<Resource>>.Empty;
        var byName = members.ToImmutableDictionary(member => member.ClusterName, StringComparer.Ordinal);
        var joined = plans.Select(plan => Join(plan, byName, karmada, management)).ToImmutableArray();
        var secrets = new RemoteSecrets(Discovery, new RemoteSecretsArgs { Karmada = karmada.Connection, Meshes = joined });
        return joined.ToImmutableDictionary(
            mesh => mesh.Plan.Name,
            mesh => mesh.Plan.Members.SelectMany(member => mesh.Members[member.Cluster].Ready).Concat(secrets.Of(mesh.Plan.Name)).ToImmutableArray(),
            StringComparer.Ordinal);
    }

    private static JoinedMesh Join(MeshPlan plan, ImmutableDictionary<string, FleetMembership> members, KarmadaControlPlane karmada, ManagementParts? management)
    {
        var root = plan.Trust.IsInstalled
            ? new MeshRoot(plan.Name, new MeshRootArgs
            {
                Plan = plan,
                Management = management?.Access ?? throw new ArgumentException($"the authorities of mesh '{plan.Name}' are made on a management cluster, and there is none", nameof(management)),
                Needs = management.Certificates,
            })
            : null;
        return new JoinedMesh(plan, plan.Members.ToImmutableDictionary(
            member => member.Cluster,
            member => new MeshMembership($"{plan.Name}/{member.Cluster}", new MeshMembershipArgs
            {
                Plan = plan,
                Member = member,
                Access = members[member.Cluster].Member.Access,
                Karmada = karmada.Connection,
                Root = root,
                // Its namespace there is the platform's, and it is left before the cluster leaves.
                Needs = [members[member.Cluster]],
            }),
            StringComparer.Ordinal));
    }
}
