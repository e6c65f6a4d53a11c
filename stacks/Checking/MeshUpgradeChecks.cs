using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>The control planes that stand and those that are asked for: that none goes while proxies follow it, and that proxies beside pods are not left with rules for others.</summary>
/// <remarks>A proxy follows another one from its pod's next start. Until then it would be told of no pod that comes or goes, and within a day have no certificate.</remarks>
internal static class MeshUpgradeChecks
{
    private static readonly SpecPath Version = SpecPath.Root.Keys("versions", "istio");

    public static void Run(CheckContext context)
    {
        if (context.Deployed is not { Meshes.IsEmpty: false } deployed || !context.IsRead(Version))
            return;
        foreach (var plan in context.Meshes.Where(plan => plan.DataPlane == DataPlane.Ambient && deployed.Meshes.ContainsKey(plan.Name)))
        {
            var beside = deployed.Meshes[plan.Name].Followed.Values.SelectMany(spaces => spaces).Intersect(plan.Namespaces, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (beside.Count > 0)
                DataPlaneChanges(context, plan, string.Join(", ", beside));
        }

        foreach (var plan in context.Meshes.Where(plan => deployed.Meshes.ContainsKey(plan.Name) && context.IsRead(Addons.Meshes.PathOf(plan.Name).Key("upgrade"))))
        {
            foreach (var (version, spaces) in deployed.Meshes[plan.Name].Followed.Where(followed => !IstioMesh.Versions(plan).Contains(followed.Key, StringComparer.Ordinal)))
            {
                // Where it leaves the mesh, it is the application's to restart.
                var left = spaces.Where(space => plan.Namespaces.Contains(space, StringComparer.Ordinal)).ToList();
                if (left.Count > 0)
                    Report(context, plan, version, string.Join(", ", left));
            }
        }
    }

    private static void DataPlaneChanges(CheckContext context, MeshPlan plan, string spaces) => context.Report(
        Rules.MeshUpgrade,
        Addons.Meshes.PathOf(plan.Name).Key("dataPlane"),
        $"found ambient, and pods in {spaces} have proxies beside them, which what is said of services would not reach any more; take {spaces} out of mesh '{plan.Name}', bring the stack up, restart what runs there, and only then change it");

    private static void Report(CheckContext context, MeshPlan plan, string version, string spaces)
    {
        var path = Addons.Meshes.PathOf(plan.Name);
        context.Report(
            Rules.MeshUpgrade,
            context.Document is not null && context.Says(Version) ? Version : path,
            $"found {string.Join(" and ", IstioMesh.Versions(plan))}, and {version} stands, which proxies of mesh '{plan.Name}' in {spaces} follow: they would be told nothing any more; keep it as the mesh's version (infra:versions.istio) "
            + $"or as its upgrade, let {spaces} follow another one, bring the stack up, restart what runs there, and only then leave it out");
    }
}
