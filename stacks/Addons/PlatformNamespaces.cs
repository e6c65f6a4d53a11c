using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Management;
using Infra.Components.Monitoring;
using Infra.Components.Policies;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>The namespaces that are the platform's, in which policies for tenants have nothing to say.</summary>
internal static class PlatformNamespaces
{
    /// <summary>The parameter of packs that they are, where nobody says it.</summary>
    public const string Parameter = "platformNamespaces";

    /// <summary>Those that networks, storage and the watchers of clouds bring to clusters that somebody else set up, under the names that their makers give them.</summary>
    /// <remarks>
    /// Without its network no node is ready, and Kyverno does not run either. Calico and its operator: docs.tigera.io, "Install Calico"; flannel: its kube-flannel.yml; kind's and k3d's volumes:
    /// local-path-provisioner's manifest; Amazon EKS: the add-ons for CloudWatch and GuardDuty; Google: what GKE manages on nodes, as OpenTelemetry's OBI leaves it out too. Other plugins are in
    /// kube-system. A name more is one that tenants cannot have.
    /// </remarks>
    private static readonly ImmutableArray<string> OfDistributions =
    [
        "amazon-cloudwatch", "amazon-guardduty",
        "calico-apiserver", "calico-system", "kube-flannel", "tigera-operator",
        "gke-gmp-system", "gke-managed-cim", "gke-managed-filestorecsi", "gke-managed-lustrecsi", "gke-managed-metrics-server", "gke-managed-parallelstorecsi", "gke-managed-system",
        "gke-managed-volumepopulator", "gmp-public", "gmp-system",
        "local-path-storage",
    ];

    /// <summary>The users by whom clouds make and keep those namespaces: the managers of add-ons of EKS and of GKE.</summary>
    public static ImmutableArray<string> CloudUsers { get; } = ["eks:addon-manager", "system:addon-manager"];

    /// <summary>Those that are the platform's by what it makes there, and those that the stack calls so. A namespace that a fleet shares is its tenants', whatever else is in it.</summary>
    public static ImmutableArray<string> Own(PlatformSpec platform) =>
        Distinct(platform, Made(platform).Concat(Said(platform.Policies).Where(space => !space.EndsWith('*'))));

    /// <summary>Those of add-ons, of what clusters need to run and of the management cluster: what runs there may do what platforms do.</summary>
    public static ImmutableArray<string> Made(PlatformSpec platform) => Distinct(
        platform,
        AddonsOf(platform)
            .Concat(platform.Clusters.Values.SelectMany(OfCluster))
            .Concat(Brought(platform))
            .Concat(platform.ManagementCluster is null ? [] : OfManagement(platform).Select(home => home.Namespace)));

    /// <summary>Those of the stack's add-ons, other than what policies bring.</summary>
    public static ImmutableArray<string> OfAddons(PlatformSpec platform) => Distinct(platform, AddonsOf(platform));

    /// <summary>Those that clusters of the stack bring which the platform did not set up.</summary>
    public static ImmutableArray<string> Brought(PlatformSpec platform) => platform.Clusters.Values.Any(IsSetUpByOthers) ? OfDistributions : [];

    private static IEnumerable<string> AddonsOf(PlatformSpec platform) => AddonSources.All
        .Where(source => source is not PlatformPolicies)
        .SelectMany(source => source.AddonsOf(platform))
        .Select(placed => placed.Addon.Namespace);

    private static ImmutableArray<string> Distinct(PlatformSpec platform, IEnumerable<string> spaces) =>
        [.. spaces.Where(space => !platform.IsShared(space)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static bool IsSetUpByOthers(ClusterSpec cluster) => cluster is AttachedClusterSpec or EdgeClusterSpec or EksClusterSpec;

    // What connects its pods must never be cut off by what closes namespaces.
    private static IEnumerable<string> OfCluster(ClusterSpec cluster) => cluster switch
    {
        AwsClusterSpec aws => [.. NetworkPlugin.Namespaces(NodeParts.NetworkPlugin(aws.Network.Cni)), .. aws.PodIdentity ? [CertificateManager.Namespace] : Enumerable.Empty<string>()],
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
    // Kyverno's webhooks take their names from here, and an API server refuses a webhook for a name that none can be; what is wrong is told where it is said.
    private static IEnumerable<string> Said(PoliciesSpec? policies) =>
        (policies?.Parameters.GetValueOrDefault(Parameter)?.Value as ImmutableArray<object>? ?? []).OfType<string>().Where(CanBe);

    /// <summary>Whether namespaces can have a name, or names that begin so where a <c>*</c> is behind it.</summary>
    public static bool CanBe(string space) => TextForm.Of(Form.Name).Holds(space.EndsWith('*') ? $"{space[..^1]}0" : space) && space != "*";
}
