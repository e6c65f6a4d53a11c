using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>The trust of a mesh that stands and the one that is asked for: that at each moment every cluster trusts whoever signed for any other.</summary>
internal static class MeshTrustChecks
{
    public static void Run(CheckContext context)
    {
        if (context.Deployed is not { Meshes.IsEmpty: false } deployed)
            return;
        var plans = context.Meshes.ToImmutableSortedDictionary(plan => plan.Name, plan => plan, StringComparer.Ordinal);
        foreach (var (name, standing) in deployed.Meshes)
        {
            var path = SpecPath.Root.Keys("meshes", name);
            if (plans.TryGetValue(name, out var plan))
                Mesh(context, path.Key("trust"), plan, standing);
            else if (context.IsRead(SpecPath.Root.Key("meshes")))
                Renamed(context, name, standing, plans);
        }
    }

    private static void Mesh(CheckContext context, SpecPath path, MeshPlan plan, DeployedMesh standing)
    {
        if (!context.IsRead(path))
            return;
        if (standing.TrustDomain.Length > 0 && plan.TrustDomain != standing.TrustDomain)
        {
            context.Report(
                Rules.Fixed,
                path.Key("domain"),
                $"found '{plan.TrustDomain}', and '{standing.TrustDomain}' stands, with which all identities begin: clusters that have changed would refuse those that have not; keep it, or take the mesh out, bring the stack up, and only then add it again");
        }

        var asked = DeployedMesh.Of(plan);
        if (asked.IsInstalled != standing.IsInstalled)
        {
            context.Report(
                Rules.Fixed,
                path.Key("provision"),
                $"found '{(asked.IsInstalled ? "install" : "existing")}', and '{(standing.IsInstalled ? "install" : "existing")}' stands: from one to the other nobody trusts both; take the mesh out, bring the stack up, and only then add it again");
        }
        else if (asked.IsInstalled)
        {
            Roots(context, path, asked, standing);
        }
    }

    private static void Roots(CheckContext context, SpecPath path, DeployedMesh asked, DeployedMesh standing)
    {
        var names = string.Join(", ", standing.Roots.Keys);
        if (!standing.Roots.ContainsKey(asked.Signer) && asked.Roots.ContainsKey(asked.Signer))
        {
            context.Report(
                Rules.RootTrusted,
                path.Key("signer"),
                $"root '{asked.Signer}' is to sign, and clusters trust {names} only; let '{standing.Signer}' sign still, bring the stack up so that every cluster trusts both, and only then change the signer");
        }

        if (!asked.Roots.ContainsKey(standing.Signer))
        {
            context.Report(
                Rules.RootStays,
                path.Key("roots"),
                $"root '{standing.Signer}' signs, and is not there any more; restore it, let another root sign, bring the stack up, and remove it a day later, when the certificates of all workloads are renewed");
        }

        foreach (var (name, issuer) in asked.Roots)
        {
            if (standing.Roots.TryGetValue(name, out var before) && before != issuer)
            {
                context.Report(
                    Rules.Fixed,
                    path.Keys("roots", name),
                    $"root '{name}' {Signs(issuer)}, and one that {Signs(before)} stands by that name; keep it, and give the other one a name of its own beside it");
            }
        }
    }

    private static void Renamed(CheckContext context, string name, DeployedMesh standing, ImmutableSortedDictionary<string, MeshPlan> plans)
    {
        foreach (var (other, plan) in plans)
        {
            var both = plan.Members.Select(member => member.Cluster).Intersect(standing.Clusters, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (both.Count > 0)
            {
                context.Report(
                    Rules.Fixed,
                    SpecPath.Root.Keys("meshes", other),
                    $"cluster '{both[0]}' is in mesh '{name}', which stands and is not declared any more; a mesh keeps its name: restore '{name}', or take it out, bring the stack up, and only then add '{other}'");
            }
        }
    }

    private static string Signs(string issuer) => issuer.Length == 0 ? "is the mesh's own" : $"is signed for by {issuer}";
}
