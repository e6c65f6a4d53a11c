using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What a mesh stands on: the version that is on its way, and the management cluster that keeps its root.</summary>
internal static class MeshStandingChecks
{
    public static void Run(CheckContext context, MeshPlan plan, SpecPath path)
    {
        Trust(context, context.Platform.Meshes[plan.Name].Trust, path.Key("trust"));
        if (plan.Upgrade is not { } upgrade)
            return;
        var at = path.Key("upgrade");
        if (ReleaseNumbers.Of(upgrade.Version) is { } next && ReleaseNumbers.Of(plan.Charts.Version) is { } current && context.IsRead(SpecPath.Root.Key("versions")))
        {
            if (upgrade.Version == plan.Charts.Version)
                context.Report(Rules.MeshUpgrade, at.Key("version"), $"'{upgrade.Version}' is the version that the mesh has; the upgrade is over, so remove it");
            else if (next <= current)
                context.Report(Rules.MeshUpgrade, at.Key("version"), $"found {upgrade.Version}; allowed: newer than {plan.Charts.Version}, which the mesh has (infra:versions.istio)");
            else if (next.Major != current.Major || next.Minor > current.Minor + 1)
                context.Report(Rules.MeshUpgrade, at.Key("version"), $"found {upgrade.Version}; allowed: {current.Major}.{current.Minor} or {current.Major}.{current.Minor + 1}, for the mesh has {plan.Charts.Version}");
        }

        foreach (var (index, space) in context.Platform.Meshes[plan.Name].Upgrade!.Namespaces.Index())
        {
            if (!plan.Namespaces.Contains(space, StringComparer.Ordinal) && context.IsRead(path.Key("namespaces")))
                context.Report(Rules.MeshUpgrade, at.Key("namespaces").Item(index), $"'{space}' is no namespace of mesh '{plan.Name}'{Suggestion.For(space, plan.Namespaces)}");
        }
    }

    /// <summary>Checks that each root has a management cluster that keeps it, be that another stack's.</summary>
    /// <param name="context">The specification.</param>
    /// <param name="others">What the other stacks say, by name.</param>
    public static void Hub(CheckContext context, ImmutableSortedDictionary<string, YamlMap> others)
    {
        if (!context.IsRead(SpecPath.Root.Key("karmada"), deep: false) || !context.IsRead(SpecPath.Root.Key("managementCluster")))
            return;
        var missing = context.Platform switch
        {
            { ManagementCluster: not null } => null,
            // That there is no such stack, others tell.
            { Karmada.Stack: { } stack } => others.TryGetValue(stack, out var config) && config["managementCluster"] is null ? $"stack '{stack}' has no infra:managementCluster" : null,
            _ => "there is no infra:managementCluster",
        };
        if (missing is null)
            return;
        foreach (var name in context.Platform.Meshes.Where(mesh => mesh.Value.Trust.Provision == Provision.Install).Select(mesh => mesh.Key))
            context.Report(Rules.MeshTrust, Addons.Meshes.PathOf(name), $"{missing} on which cert-manager would keep the mesh's root; name one, or say 'trust: {{ provision: existing }}' where somebody else gives each cluster its certificate authority");
    }

    private static void Trust(CheckContext context, MeshTrustSpec trust, SpecPath path)
    {
        if (!context.IsRead(path))
            return;
        if (trust.Provision == Provision.Existing)
        {
            foreach (var key in new[] { ("roots", trust.Roots.IsEmpty), ("signer", trust.Signer is null) }.Where(key => !key.Item2).Select(key => key.Item1))
                context.Report(Rules.Consistent, path.Key(key), $"'{key}' is for authorities that the platform makes; remove it, or 'provision: existing'");
            return;
        }

        if (trust.Signer is null && trust.Roots.Count > 1)
            context.Report(Rules.MeshTrust, path, $"'signer' is missing: which of {string.Join(", ", trust.Roots.Keys)} signs the clusters' authorities");
        if (trust.Signer is { } signer && !(trust.Roots.IsEmpty ? signer == TrustPlan.FirstRoot : trust.Roots.ContainsKey(signer)))
            context.Report(Rules.Reference, path.Key("signer"), $"root '{signer}' does not exist{Suggestion.For(signer, trust.Roots.Keys)}");
    }
}
