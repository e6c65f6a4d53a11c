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
        ? Pods(service)
        :
        [
            .. Services(service).Chunk(MostTargets)
                .Select(names => ("targetRefs", (object)Fields.List(names.Select(name => Fields.Of(("group", ""), ("kind", "Service"), ("name", name)))))),
        ];

    /// <summary>The pods themselves: the service's, and those of versions that have others.</summary>
    /// <exception cref="ArgumentException">Nothing is known of them (<see cref="AreKnown"/>).</exception>
    internal static ImmutableArray<(string Name, object Value)> Pods(MeshService service) => [.. Labels(service).Select(labels => ("selector", (object)Fields.Of(("matchLabels", labels))))];

    /// <summary>The labels by which the pods are found, one of them for each that takes an object of its own.</summary>
    /// <exception cref="ArgumentException">Nothing is known of them (<see cref="AreKnown"/>).</exception>
    internal static ImmutableArray<ImmutableSortedDictionary<string, string>> Labels(MeshService service)
    {
        if (!AreKnown(service))
            throw new ArgumentException($"the pods of service '{service.Name}' have no labels that are known", nameof(service));
        var all = new List<ImmutableSortedDictionary<string, string>> { service.PodLabels };
        foreach (var labels in (service.Routing?.Versions.Values ?? []).Select(version => version.PodLabels).Where(labels => !labels.IsEmpty && !all.Any(known => known.All(labels.Contains))))
            all.Add(labels);
        return [.. all];
    }

    /// <summary>What one of several objects for the same thing is called.</summary>
    internal static string Name(string name, int index) => index == 0 ? name : FormattableString.Invariant($"{name}-{index + 1}");

    /// <summary>An object for each target, the first with the name itself.</summary>
    internal static IEnumerable<KubernetesObject> Objects(string apiVersion, string kind, string name, MeshPlan mesh, MeshService service, params (string Name, object? Value)[] spec) =>
        Targets(mesh, service).Select((target, index) => new KubernetesObject(apiVersion, kind, Name(name, index), Fields.Of(("spec", Fields.Of([target, .. spec])))));
}
