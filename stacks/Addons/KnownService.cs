using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Stacks.Checking;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>A Kubernetes Service that the objects of an application, as far as they are known here, have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ports">Its ports, in their order.</param>
/// <param name="Selector">The labels of its pods; empty where it selects none itself.</param>
internal sealed record KnownService(string Name, ImmutableArray<int> Ports, ImmutableSortedDictionary<string, string> Selector)
{
    /// <summary>Its port, where it has only one.</summary>
    public int? OnlyPort => Ports is [var only] ? only : null;

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
    public static IEnumerable<KnownService> In(ImmutableArray<KubernetesObject> objects) =>
        objects.Where(item => item is { ApiVersion: "v1", Kind: "Service" }).Select(item => new KnownService(item.Name, PortsOf(item), SelectorOf(item)));

    /// <summary>That of a service of a mesh; null where nothing is known of it.</summary>
    public static KnownService? Of(PlatformSpec platform, string name, ServiceSpec spec) =>
        ObjectsOf(platform, MeshServices.ApplicationOf(name, spec)) is { } objects ? In(objects).FirstOrDefault(service => service.Name == (spec.Service ?? name)) : null;

    private static ImmutableArray<int> PortsOf(KubernetesObject service) =>
    [
        .. (Spec(service).GetValueOrDefault("ports") as ImmutableArray<object>? ?? [])
            .OfType<ImmutableDictionary<string, object>>()
            .Select(port => port.GetValueOrDefault("port"))
            .Where(port => port is int or long or double)
            .Select(port => Convert.ToInt32(port, CultureInfo.InvariantCulture)),
    ];

    private static ImmutableSortedDictionary<string, string> SelectorOf(KubernetesObject service) => Spec(service).GetValueOrDefault("selector") switch
    {
        ImmutableDictionary<string, object> labels => labels.Where(label => label.Value is string).ToImmutableSortedDictionary(label => label.Key, label => (string)label.Value, StringComparer.Ordinal),
        IReadOnlyDictionary<string, string> labels => labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal),
        _ => ImmutableSortedDictionary<string, string>.Empty,
    };

    private static ImmutableDictionary<string, object> Spec(KubernetesObject item) =>
        item.Content.GetValueOrDefault("spec") as ImmutableDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty;
}
