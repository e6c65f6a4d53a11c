using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Upgrades;

/// <summary>Tells of meshes whose trust changes: a plan shows that secrets differ, and nobody sees from that which step of a rotation it is, or what comes next.</summary>
internal static class TrustChange
{
    /// <summary>The changes from what stands to what is specified, in the order of the meshes' names.</summary>
    /// <param name="deployed">What stands.</param>
    /// <param name="platform">What is specified.</param>
    public static IEnumerable<string> Of(DeployedPlatform deployed, PlatformSpec platform) =>
        from plan in MeshPlans.Of(platform)
        let standing = deployed.Meshes.GetValueOrDefault(plan.Name)
        where standing is { IsInstalled: true } && plan.Trust.IsInstalled
        from step in Steps(plan, standing)
        select $"mesh '{plan.Name}': {step}";

    private static IEnumerable<string> Steps(MeshPlan plan, DeployedMesh standing)
    {
        var trust = plan.Trust;
        foreach (var added in trust.Roots.Keys.Except(standing.Roots.Keys, StringComparer.Ordinal))
            yield return $"every cluster learns to trust root '{added}', and '{trust.Signer}' goes on to sign; control planes restart, and nothing is cut. Next: let '{added}' sign";
        if (trust.Signer != standing.Signer)
        {
            yield return $"root '{trust.Signer}' signs from here on, and '{standing.Signer}' no more; each workload has a certificate of the new authority within a day, and until then both are trusted. "
                + $"Next: remove '{standing.Signer}', no earlier than a day after this";
        }

        foreach (var removed in standing.Roots.Keys.Except(trust.Roots.Keys, StringComparer.Ordinal))
            yield return $"root '{removed}' is trusted no more; what it stands behind has ended, if '{trust.Signer}' has signed for a day. Control planes restart";
    }
}
