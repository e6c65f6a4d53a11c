using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>A Kubernetes Service that the objects of an application, as far as they are known here, have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="All">Its ports, in their order.</param>
/// <param name="Selector">The labels of its pods; empty where it selects none itself.</param>
internal sealed record KnownService(string Name, ImmutableArray<KnownPort> All, ImmutableSortedDictionary<string, string> Selector)
{
    /// <summary>Its own labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The pods that it selects, as far as what makes them is known.</summary>
    public ImmutableArray<KnownPods> Pods { get; init; } = [];

    /// <summary>The numbers of its ports.</summary>
    public ImmutableArray<int> Ports => [.. All.Select(port => port.Number)];

    /// <summary>Its port, where it has only one.</summary>
    public int? OnlyPort => All is [var only] ? only.Number : null;

    /// <summary>The port of the pods behind a port.</summary>
    /// <value>Null: not known, or the same number.</value>
    public string? TargetOf(int port) => All.FirstOrDefault(known => known.Number == port)?.Target;

    /// <summary>The objects of an application, where they are known here: those of a chart, a repository or a registry are not.</summary>
    /// <value>Null: not known.</value>
    public static ImmutableArray<KubernetesObject>? ObjectsOf(PlatformSpec platform, string application)
    {
        if (platform.Applications.GetValueOrDefault(application) is not { } spec)
            return null;
        if (spec.Workload is not null && ApplicationParts.Content(spec, platform.Mirrors) is ApplicationContent.Service service)
            return WorkloadManifests.Objects(application, service.Workload);
        return spec.Manifests.IsEmpty ? null : Manifests.Objects(spec.Manifests);
    }

    /// <summary>The Services among objects.</summary>
    public static IEnumerable<KnownService> In(ImmutableArray<KubernetesObject> objects) => objects.Where(item => item is { ApiVersion: "v1", Kind: "Service" }).Select(item =>
    {
        var selector = Texts(Map(item.Content, "spec").GetValueOrDefault("selector"));
        return new KnownService(item.Name, PortsOf(item), selector)
        {
            Labels = item.Labels,
            Pods = [.. KnownPods.In(objects).Where(pods => !selector.IsEmpty && selector.All(label => pods.Labels.TryGetValue(label.Key, out var value) && value == label.Value))],
        };
    });

    /// <summary>That of a service of a mesh; null where nothing is known of it.</summary>
    public static KnownService? Of(PlatformSpec platform, string name, ServiceSpec spec) =>
        ObjectsOf(platform, MeshServices.ApplicationOf(name, spec)) is { } objects ? In(objects).FirstOrDefault(service => service.Name == (spec.Service ?? name)) : null;

    /// <summary>That of a name in a namespace, whichever application has it; null where nothing is known of it.</summary>
    public static KnownService? Named(PlatformSpec platform, string space, string name) => platform.Applications
        .Where(application => application.Value.Namespace == space)
        .SelectMany(application => ObjectsOf(platform, application.Key) is { } objects ? In(objects) : [])
        .FirstOrDefault(service => service.Name == name);

    /// <summary>A map in a map; nothing where there is none.</summary>
    public static ImmutableDictionary<string, object> Map(ImmutableDictionary<string, object> map, string key) =>
        map.GetValueOrDefault(key) as ImmutableDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty;

    /// <summary>A map of texts, whichever way it was made.</summary>
    public static ImmutableSortedDictionary<string, string> Texts(object? map) => map switch
    {
        ImmutableDictionary<string, object> values => values.Where(value => value.Value is string).ToImmutableSortedDictionary(value => value.Key, value => (string)value.Value, StringComparer.Ordinal),
        IReadOnlyDictionary<string, string> texts => texts.ToImmutableSortedDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal),
        _ => ImmutableSortedDictionary<string, string>.Empty,
    };

    private static ImmutableArray<KnownPort> PortsOf(KubernetesObject service) =>
    [
        .. (Map(service.Content, "spec").GetValueOrDefault("ports") as ImmutableArray<object>? ?? [])
            .OfType<ImmutableDictionary<string, object>>()
            .Where(port => port.GetValueOrDefault("port") is int)
            .Select(port => new KnownPort((int)port["port"], port.GetValueOrDefault("targetPort") switch
            {
                string name => name,
                int number => number.ToString(CultureInfo.InvariantCulture),
                _ => null,
            })),
    ];
}

/// <summary>A port of a Kubernetes Service.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Target">The port of the pods behind it, by number or by name; null for the same number.</param>
internal sealed record KnownPort(int Number, string? Target);

/// <summary>Pods that an object makes.</summary>
/// <param name="Labels">Their labels.</param>
/// <param name="Ports">Their ports that have a name, by it.</param>
internal sealed record KnownPods(ImmutableSortedDictionary<string, string> Labels, ImmutableSortedDictionary<string, int> Ports)
{
    /// <summary>Those that objects make which run for as long as they are asked to.</summary>
    public static IEnumerable<KnownPods> In(ImmutableArray<KubernetesObject> objects) => objects
        .Where(item => item.Kind is "Deployment" or "StatefulSet" or "DaemonSet")
        .Select(item => KnownService.Map(KnownService.Map(item.Content, "spec"), "template"))
        .Select(template => new KnownPods(KnownService.Texts(KnownService.Map(template, "metadata").GetValueOrDefault("labels")), PortsOf(KnownService.Map(template, "spec"))));

    private static ImmutableSortedDictionary<string, int> PortsOf(ImmutableDictionary<string, object> pod) => Maps(pod, "containers").SelectMany(container => Maps(container, "ports"))
        .Where(port => port.GetValueOrDefault("name") is string && port.GetValueOrDefault("containerPort") is int)
        .DistinctBy(port => (string)port["name"], StringComparer.Ordinal)
        .ToImmutableSortedDictionary(port => (string)port["name"], port => (int)port["containerPort"], StringComparer.Ordinal);

    private static IEnumerable<ImmutableDictionary<string, object>> Maps(ImmutableDictionary<string, object> map, string key) =>
        (map.GetValueOrDefault(key) as ImmutableArray<object>? ?? []).OfType<ImmutableDictionary<string, object>>();
}
