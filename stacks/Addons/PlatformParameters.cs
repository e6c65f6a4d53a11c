using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Management;
using Infra.Components.Mesh;
using Infra.Components.Monitoring;
using Infra.Policies;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The parameters of packs of which the program knows a part: nobody could list what it makes, and go on listing it. What is said comes on top.</summary>
internal sealed class PlatformParameters
{
    /// <summary>The namespaces whose service accounts act for the platform.</summary>
    public const string Agents = "platformAgents";

    /// <summary>The users who act as the platform.</summary>
    public const string Users = "platformUsers";

    /// <summary>The namespaces whose pods may call all pods.</summary>
    public const string Callers = "ingressNamespaces";

    /// <summary>The registries that images may come from.</summary>
    public const string Registries = "registries";

    /// <summary>The version of the mesh that namespaces follow which leave it to the platform.</summary>
    public const string MeshRevision = "meshRevision";

    private readonly ImmutableArray<(string Name, ImmutableArray<string> Values)> _known;

    // Nobody may be let in by it who says nothing: without the rest of a list it would refuse everything else.
    private readonly ImmutableArray<(string Name, ImmutableArray<string> Values)> _besides;

    private readonly ImmutableSortedDictionary<string, object> _otherwise;

    private PlatformParameters(
        ImmutableArray<(string Name, ImmutableArray<string> Values)> known,
        ImmutableArray<(string Name, ImmutableArray<string> Values)> besides,
        ImmutableSortedDictionary<string, object> otherwise) => (_known, _besides, _otherwise) = (known, besides, otherwise);

    /// <summary>What the program knows of a stack, the same for all of its fleets.</summary>
    public static PlatformParameters Of(PlatformSpec platform) => new(Known(platform), Besides(platform), Otherwise(platform));

    /// <summary>All that a fleet's packs are told, of what is said about them and of what the program knows.</summary>
    public ImmutableSortedDictionary<string, object> With(ImmutableSortedDictionary<string, object> said) => _otherwise
        .SetItems(said)
        .SetItems(_known.Concat(_besides.Where(parameter => said.ContainsKey(parameter.Name)))
            .Select(parameter => KeyValuePair.Create(parameter.Name, (object)Filled(parameter.Values, said.GetValueOrDefault(parameter.Name)))));

    private static ImmutableArray<(string Name, ImmutableArray<string> Values)> Known(PlatformSpec platform) =>
    [
        (PlatformNamespaces.Parameter, [.. PlatformNamespaces.All(platform).OfType<string>()]),
        // Progressive delivery scales what Karmada brought, and backups restore it, with their labels. Operators of networks make their own namespaces.
        (Agents, [CertificateManager.Namespace, .. PlatformNamespaces.Made(platform)]),
        (Users, PlatformNamespaces.Brought(platform).IsEmpty ? [] : PlatformNamespaces.CloudUsers),
        // Monitoring, gateways, webhooks: what serves all namespaces must reach them.
        (Callers, [GlobalMonitoring.Namespace, .. PlatformNamespaces.OfAddons(platform)]),
    ];

    // Istio puts proxies into tenants' pods, whatever registries those are held to.
    private static ImmutableArray<(string Name, ImmutableArray<string> Values)> Besides(PlatformSpec platform) =>
        platform.Meshes.IsEmpty ? [] : [(Registries, [$"{IstioMesh.ImageRegistry(new ImageMirrors(platform.Mirrors.Registries))}/"])];

    private static ImmutableSortedDictionary<string, object> Otherwise(PlatformSpec platform) => platform.Meshes.IsEmpty
        ? ImmutableSortedDictionary<string, object>.Empty
        : ImmutableSortedDictionary<string, object>.Empty.Add(MeshRevision, MeshNames.StableTag);

    private static ImmutableArray<object> Filled(ImmutableArray<string> known, object? said) =>
        known
            .Concat((said as ImmutableArray<object>? ?? []).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToImmutableArray<object>();
}
