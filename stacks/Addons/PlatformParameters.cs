using System.Collections.Immutable;
using Infra.Components.Management;
using Infra.Components.Monitoring;
using Infra.Policies;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The parameters of packs of which the program knows a part: nobody could list what it makes, and go on listing it. What is said comes on top.</summary>
internal static class PlatformParameters
{
    /// <summary>The namespaces whose service accounts act for the platform.</summary>
    public const string Agents = "platformAgents";

    /// <summary>The users who act as the platform.</summary>
    public const string Users = "platformUsers";

    /// <summary>The namespaces whose pods may call all pods.</summary>
    public const string Callers = "ingressNamespaces";

    /// <summary>All that a fleet's packs are told, of what is said about them and of what the program knows.</summary>
    public static ImmutableSortedDictionary<string, object> With(PlatformSpec platform, ImmutableSortedDictionary<string, object> said)
    {
        return said.SetItems(
        [
            Filled(said, PlatformNamespaces.Parameter, PlatformNamespaces.All(platform).OfType<string>()),
            // Progressive delivery scales what Karmada brought, and backups restore it, with their labels. Operators of networks make their own namespaces.
            Filled(said, Agents, [CertificateManager.Namespace, .. PlatformNamespaces.Made(platform)]),
            Filled(said, Users, PlatformNamespaces.Brought(platform).IsEmpty ? [] : PlatformNamespaces.CloudUsers),
            // Monitoring, gateways, webhooks: what serves all namespaces must reach them.
            Filled(said, Callers, [GlobalMonitoring.Namespace, .. PlatformNamespaces.OfAddons(platform)]),
        ]);
    }

    private static KeyValuePair<string, object> Filled(ImmutableSortedDictionary<string, object> said, string parameter, IEnumerable<string> known) => KeyValuePair.Create(
        parameter,
        (object)known
            .Concat((said.GetValueOrDefault(parameter) as ImmutableArray<object>? ?? []).OfType<string>())
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToImmutableArray<object>());
}
