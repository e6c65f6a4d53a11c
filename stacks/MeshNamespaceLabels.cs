using System.Collections.Immutable;
using Infra.Components.Mesh;

namespace Infra.Stacks;

/// <summary>The labels by which a namespace that a fleet shares is one of a mesh, beside its own.</summary>
/// <remarks>Clusters of the fleet that are in no mesh have them too. Nothing reads them there.</remarks>
internal static class MeshNamespaceLabels
{
    /// <summary>All labels of a shared namespace.</summary>
    /// <param name="meshes">The meshes; those that have the namespace in common say the same of it.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="own">What it says of itself, which counts for more.</param>
    public static ImmutableSortedDictionary<string, string> Of(ImmutableArray<MeshPlan> meshes, string space, ImmutableSortedDictionary<string, string> own) =>
        meshes.Aggregate(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), (labels, mesh) => labels.SetItems(MeshNamespaces.LabelsOf(mesh, space))).SetItems(own);
}
