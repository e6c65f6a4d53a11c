using System.Collections.Immutable;
using Infra.Components.Management;
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

    private readonly ImmutableArray<(string Name, ImmutableArray<string> Values)> _known;

    private PlatformParameters(ImmutableArray<(string Name, ImmutableArray<string> Values)> known) => _known = known;

    /// <summary>What the program knows of a stack, the same for all of its fleets.</summary>
    public static PlatformParameters Of(PlatformSpec platform) => new(
    [
        (PlatformNamespaces.Parameter, [.. PlatformNamespaces.All(platform).OfType<string>()]),
        // Progressive delivery scales what Karmada brought, and backups restore it, with their labels. Operators of networks make their own namespaces.
        (Agents, [CertificateManager.Namespace, .. PlatformNamespaces.Made(platform)]),
        (Users, PlatformNamespaces.Brought(platform).IsEmpty ? [] : PlatformNamespaces.CloudUsers),
        // Monitoring, gateways, webhooks: what serves all namespaces must reach them.
        (Callers, [GlobalMonitoring.Namespace, .. PlatformNamespaces.OfAddons(platform)]),
    ]);

    /// <summary>All that a fleet's packs are told, of what is said about them and of what the program knows.</summary>
    public ImmutableSortedDictionary<string, object> With(ImmutableSortedDictionary<string, object> said) =>
        said.SetItems(_known.Select(parameter => KeyValuePair.Create(parameter.Name, (object)Filled(parameter.Values, said.GetValueOrDefault(parameter.Name)))));

    private static ImmutableArray<object> Filled(ImmutableArray<string> known, object? said) =>
        known
            .Concat((said as ImmutableArray<object>? ?? []).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToImmutableArray<object>();
}
