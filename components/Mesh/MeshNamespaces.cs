using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>What makes a namespace one of a mesh.</summary>
public static class MeshNamespaces
{
    /// <summary>The label that names the control plane whose proxies pods get, or a tag that stands for one.</summary>
    public const string Revision = "istio.io/rev";

    /// <summary>The labels of a namespace: pods in it are in the mesh by these alone.</summary>
    /// <returns>Nothing where the namespace is not of the mesh.</returns>
    public static ImmutableSortedDictionary<string, string> LabelsOf(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        if (!mesh.Namespaces.Contains(space, StringComparer.Ordinal))
            return ImmutableSortedDictionary<string, string>.Empty;
        var labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            .Add(Revision, mesh.IsUpgraded(space) ? MeshNames.CanaryTag : MeshNames.StableTag);
        return mesh.DataPlane == DataPlane.Sidecar
            ? labels
            // Entrances too send requests to the waypoint: otherwise nothing would route them, and a service that lets only the waypoint in would refuse them.
            : labels.Add("istio.io/dataplane-mode", "ambient").Add("istio.io/use-waypoint", Waypoint.Name).Add("istio.io/ingress-use-waypoint", "true");
    }
}
