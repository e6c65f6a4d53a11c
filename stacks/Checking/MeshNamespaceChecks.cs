using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>The namespaces of a mesh: that fleets share each on all of its clusters.</summary>
internal static class MeshNamespaceChecks
{
    public static void Run(CheckContext context, MeshPlan plan, ImmutableArray<ClusterFacts> clusters, SpecPath path)
    {
        var namespaces = context.Platform.Fleets
            .SelectMany(fleet => fleet.Value.Namespaces.Keys.Select(shared => (Namespace: shared, Fleet: fleet.Key)))
            .ToLookup(shared => shared.Namespace, shared => shared.Fleet, StringComparer.Ordinal);
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, space) in context.Platform.Meshes[plan.Name].Namespaces.Index())
        {
            var at = path.Item(index);
            if (!said.Add(space))
            {
                context.Report(Rules.Unique, at, $"'{space}' is said twice; remove one of them");
            }
            else if (space == MeshNames.System || space == MeshNames.Ingress(plan.Name))
            {
                context.Report(Rules.Consistent, at, $"'{space}' is Istio's own, and not for what is in the mesh; remove it");
            }
            else if (context.IsRead(SpecPath.Root.Key("fleets")) && context.Names.Require("shared namespace", null, namespaces.Contains, namespaces.Select(shared => shared.Key), space, at))
            {
                Everywhere(context, plan.Name, space, clusters, [.. namespaces[space]], at);
                Alike(context, plan, space, at);
                Own(context, space, [.. namespaces[space]]);
            }
        }
    }

    // To Karmada a namespace is one, whichever clusters it goes to.
    private static void Alike(CheckContext context, MeshPlan plan, string space, SpecPath path)
    {
        var labels = MeshNamespaces.LabelsOf(plan, space);
        if (context.Meshes.TakeWhile(mesh => mesh != plan).FirstOrDefault(mesh => mesh.Namespaces.Contains(space, StringComparer.Ordinal) && !MeshNamespaces.LabelsOf(mesh, space).SequenceEqual(labels)) is { } other)
            context.Report(Rules.MeshNamespaces, path, $"'{space}' is in mesh '{other.Name}' too, and there it follows another data plane or version; give them the same, or each a namespace of its own");
    }

    private static void Own(CheckContext context, string space, ImmutableArray<string> fleets)
    {
        foreach (var (fleet, label) in from fleet in fleets
                                       from label in context.Platform.Fleets[fleet].Namespaces[space].Labels.Keys
                                       where label.StartsWith("istio.io/", StringComparison.Ordinal) || label == "istio-injection"
                                       select (fleet, label))
        {
            var path = SpecPath.Root.Keys("fleets", fleet, "namespaces", space, "labels", label);
            if (!context.Findings.Any(finding => finding.Path.Equals(path)))
                context.Report(Rules.Consistent, path, $"'{label}' is how a namespace becomes one of a mesh, which 'infra:meshes' says; remove it");
        }
    }

    private static void Everywhere(CheckContext context, string mesh, string space, ImmutableArray<ClusterFacts> clusters, ImmutableArray<string> fleets, SpecPath path)
    {
        var without = clusters.Where(cluster => !cluster.Fleets.Intersect(fleets, StringComparer.Ordinal).Any()).Select(cluster => cluster.Name).ToList();
        if (without.Count > 0)
            context.Report(Rules.MeshNamespaces, path, $"{Some.Of(without)} of mesh '{mesh}' would not have the namespace '{space}', which only {string.Join(", ", fleets)} shares");
    }
}
