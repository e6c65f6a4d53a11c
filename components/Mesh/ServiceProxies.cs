using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>The proxies that see requests for a service on its own side, and how a rule for them names them.</summary>
public static class ServiceProxies
{
    // Istio takes so many in one object.
    private const int MostTargets = 16;

    /// <summary>Whether rules for what comes in can be written: each asks for pods by their labels, and a rule without labels would hold for all of the namespace.</summary>
    /// <remarks>In ambient mode too: pods must refuse whoever does not come by the waypoint.</remarks>
    public static bool AreKnown(MeshService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return !service.PodLabels.IsEmpty;
    }

    /// <summary>The Kubernetes Services whose requests are the service's: its own, and those of versions, each of which has one in ambient mode.</summary>
    internal static ImmutableArray<string> Services(MeshService service) =>
    [
        .. new[] { service.Service }
            .Concat(service.Routing?.Versions.Select(version => version.Value.Service ?? $"{service.Service}-{version.Key}") ?? [])
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The proxies that look into requests, as fields of a spec: those of the pods, or in ambient mode the waypoint's part for the service.</summary>
    /// <returns>One for each object that it takes.</returns>
    internal static ImmutableArray<(string Name, object Value)> Targets(MeshPlan mesh, MeshService service) => mesh.DataPlane == DataPlane.Sidecar
        ? [Pods(service)]
        :
        [
            .. Services(service).Chunk(MostTargets)
                .Select(names => ("targetRefs", (object)Fields.List(names.Select(name => Fields.Of(("group", ""), ("kind", "Service"), ("name", name)))))),
        ];

    /// <summary>The pods themselves.</summary>
    /// <exception cref="ArgumentException">Nothing is known of them (<see cref="AreKnown"/>).</exception>
    internal static (string Name, object Value) Pods(MeshService service) => AreKnown(service)
        ? ("selector", Fields.Of(("matchLabels", service.PodLabels)))
        : throw new ArgumentException($"the pods of service '{service.Name}' have no labels that are known", nameof(service));

    /// <summary>An object for each target, the first with the name itself.</summary>
    internal static IEnumerable<KubernetesObject> Objects(string apiVersion, string kind, string name, MeshPlan mesh, MeshService service, params (string Name, object? Value)[] spec) =>
        Targets(mesh, service).Select((target, index) => new KubernetesObject(
            apiVersion, kind, index == 0 ? name : $"{name}-{index + 1}", Fields.Of(("spec", Fields.Of([target, .. spec])))));
}
