using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Management;
using Infra.Components.Monitoring;
using Infra.Components.Policies;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The namespaces that are the platform's, in which policies for tenants have nothing to say.</summary>
internal static class PlatformNamespaces
{
    /// <summary>The parameter of packs that they are, where nobody says it.</summary>
    public const string Parameter = "platformNamespaces";

    /// <summary>Those of add-ons and of what clusters need to run, and those that the stack calls so. A namespace that a fleet shares is its tenants', whatever else is in it.</summary>
    public static ImmutableArray<string> Own(PlatformSpec platform) =>
    [
        .. AddonSources.All
            .Where(source => source is not PlatformPolicies)
            .SelectMany(source => source.AddonsOf(platform))
            .Select(placed => placed.Addon.Namespace)
            .Concat(platform.Clusters.Values.SelectMany(OfCluster))
            .Concat(Said(platform.Policies).Where(space => !space.EndsWith('*')))
            .Concat(platform.ManagementCluster is null ? [] : OfManagement(platform).Select(home => home.Namespace))
            .Where(space => !platform.IsShared(space))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];

    // What connects its pods must never be cut off by what closes namespaces.
    private static IEnumerable<string> OfCluster(ClusterSpec cluster) => cluster switch
    {
        AwsClusterSpec aws => [.. NetworkPlugin.Namespaces(NodeParts.NetworkPlugin(aws.Network.Cni)), .. aws.PodIdentity ? [CertificateManager.Namespace] : Enumerable.Empty<string>()],
        EksClusterSpec => [],
        OnPremClusterSpec onPrem => NetworkPlugin.Namespaces(NodeParts.NetworkPlugin(onPrem.Network.Cni)),
        _ => [],
    };

    /// <summary>Those of the management cluster, and what makes each of them there.</summary>
    public static IEnumerable<(string Namespace, string Owner)> OfManagement(PlatformSpec platform)
    {
        var management = platform.Management ?? new ManagementSpec();
        if (management.CertManager == Provision.Install)
            yield return (CertificateManager.Namespace, "cert-manager, which is installed there (infra:management)");
        if (management.Flux == Provision.Install)
            yield return (GitOpsEngine.Namespace, "Flux, which is installed there (infra:management)");
        if (platform.Karmada.Install is not null)
            yield return (KarmadaControlPlaneManifests.Namespace, "Karmada (infra:karmada)");
        if (platform.Monitoring?.Hub is not null)
            yield return (GlobalMonitoring.Namespace, "the hub of monitoring (infra:monitoring)");
        if (management.ClusterApi is null)
            yield break;
        foreach (var space in ClusterApiOperatorManifests.Namespaces)
            yield return (space, "Cluster API (infra:management)");
    }

    /// <summary>All of them, Kubernetes' own among them, and patterns that the stack says.</summary>
    public static ImmutableArray<object> All(PlatformSpec platform) =>
        [.. PolicyPack.SilentNamespaces.Concat(Own(platform)).Concat(Said(platform.Policies)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // What the stack says comes on top: nobody could list what the platform makes, and go on listing it.
    private static IEnumerable<string> Said(PoliciesSpec? policies) => (policies?.Parameters.GetValueOrDefault(Parameter)?.Value as ImmutableArray<object>? ?? []).OfType<string>();
}
