using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;

namespace Infra.Components.Policies;

/// <summary>What decides about the values of Kyverno's chart.</summary>
/// <remarks>Facts are those of chart 3.9.0 and its templates in github.com/kyverno/kyverno, charts/kyverno.</remarks>
internal static class PolicyPackManifests
{
    private const string KyvernoRegistry = "reg.kyverno.io";
    private const string HookRegistry = "ghcr.io";

    /// <summary>The controllers, by the end of their deployments' names.</summary>
    public static ImmutableArray<string> Controllers { get; } = ["admission-controller", "background-controller", "cleanup-controller", "reports-controller"];

    /// <summary>The definitions that the chart brings.</summary>
    /// <remarks>
    /// The kinds of the group kyverno.io are on their way out and no policy here is one; but the controllers of this version watch them, and do not start where they are missing.
    /// </remarks>
    public static ImmutableArray<string> Definitions { get; } =
    [
        .. Of("kyverno.io", "cleanuppolicies", "clustercleanuppolicies", "clusterpolicies", "globalcontextentries", "policies", "policyexceptions", "updaterequests"),
        .. Of(
            "policies.kyverno.io",
            "deletingpolicies", "generatingpolicies", "imagevalidatingpolicies", "mutatingpolicies", "namespaceddeletingpolicies", "namespacedgeneratingpolicies",
            "namespacedimagevalidatingpolicies", "namespacedmutatingpolicies", "namespacedvalidatingpolicies", "policyexceptions", "validatingpolicies"),
        .. Of("reports.kyverno.io", "clusterephemeralreports", "ephemeralreports"),
        .. Of("wgpolicyk8s.io", "clusterpolicyreports", "policyreports"),
    ];

    // The chart keeps Kyverno out of its own namespace; these come before anything that Kyverno could let through, or bring it back.
    private static readonly ImmutableArray<string> OfKubernetes = ["kube-node-lease", "kube-public", "kube-system"];
    private static readonly ImmutableArray<string> OfTheDelivery = [GitOpsDeliveryManifests.Namespace, MembershipNames.ClusterNamespace, MembershipNames.SystemNamespace, PullAgentHandover.Home];

    /// <summary>The namespaces in which policies are silent on every cluster.</summary>
    public static ImmutableArray<string> Silent => [.. OfKubernetes, .. OfTheDelivery, PolicyPack.Namespace];

    /// <summary>The chart's values.</summary>
    public static ImmutableDictionary<string, object> Values(PolicyPackPlan plan) => Fields.Of(
        ("fullnameOverride", PolicyPack.Name),
        ("global", plan.Authorities is { } authorities ? Fields.Of(("caCertificates", Fields.Of(("data", authorities)))) : null),
        ("existingImagePullSecrets", Fields.ListOrNone(plan.PullSecrets)),
        ("config", Config(plan)),
        ("metricsConfig", Metrics),
        ("features", Features(plan)),
        // Rewrites what is stored in an older version after an upgrade.
        ("crds", Image(plan, KyvernoRegistry) is { } image ? Fields.Of(("migration", image)) : null),
        // Webhooks that outlive their server refuse everything for ever.
        ("webhooksCleanup", Fields.Of(("enabled", true)).SetItems(Image(plan, HookRegistry) ?? Fields.Of())),
        ("test", Image(plan, HookRegistry)),
        ("admissionController", AdmissionController(plan)),
        ("backgroundController", BackgroundController(plan)),
        ("cleanupController", Controller(plan, "cleanup-controller", plan.Size.BackgroundMiB)),
        ("reportsController", ReportsController(plan)));

    private static ImmutableDictionary<string, object> Config(PolicyPackPlan plan) => Fields.Of(
        // Otherwise it stays when Kyverno goes, and what it says then stands in the way of the next one.
        ("preserve", false),
        ("webhooks", Fields.Of(("namespaceSelector", Fields.Of(("matchExpressions", Fields.List(new[]
        {
            Fields.Of(
                ("key", "kubernetes.io/metadata.name"),
                ("operator", "NotIn"),
                ("values", Sorted([.. Silent, .. plan.PlatformNamespaces]))),
        })))))),
        ("excludeKyvernoNamespace", true),
        // What no request tells of, scans and generated objects, is filtered by these. They come on top of the chart's own filters, where a list of filters would replace them.
        ("resourceFiltersIncludeNamespaces", Sorted([.. OfTheDelivery, .. plan.PlatformNamespaces])));

    // What each cluster's monitoring keeps of it: which policy, which kind of object, with which result. Every label more is a multiple of series, at every site.
    private static ImmutableDictionary<string, object> Metrics { get; } = Fields.Of(
        ("bucketBoundaries", new[] { 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30 }),
        ("metricsExposure", new[] { "validating", "image_validating", "mutating", "generating" }
            .SelectMany(kind => new[]
            {
                Without($"kyverno_{kind}_policy_results_total", "resource_namespace", "policy_namespace", "policy_background_mode", "resource_request_operation"),
                Without(
                    $"kyverno_{kind}_policy_execution_duration_seconds",
                    "resource_namespace", "policy_namespace", "policy_background_mode", "policy_validation_mode", "resource_kind", "resource_request_operation"),
            })
            .Append(Without("kyverno_admission_review_duration_seconds", "resource_namespace", "resource_kind"))));

    private static KeyValuePair<string, object> Without(string metric, params ImmutableArray<string> labels) =>
        KeyValuePair.Create(metric, (object)Fields.Of(("disabledLabelDimensions", labels)));

    private static ImmutableDictionary<string, object> Features(PolicyPackPlan plan) => Fields.Of(
        ("admissionReports", Fields.Of(("enabled", plan.Size.ReportsInFlight > 0))),
        ("aggregateReports", Fields.Of(("enabled", true))),
        ("policyReports", Fields.Of(("enabled", true))),
        // A report says what breaks a rule. That an object was completed is no news, and would be a line for each of them.
        ("reporting", Fields.Of(("validate", true), ("imageVerify", true), ("mutate", false), ("mutateExisting", false), ("generate", false))),
        ("backgroundScan", Fields.Of(
            ("enabled", true),
            ("backgroundScanWorkers", plan.Size == PolicyPackSize.Large ? 4 : 2),
            ("backgroundScanInterval", string.Create(CultureInfo.InvariantCulture, $"{plan.Size.ScanHours}h")),
            // The chart has true, by which a scan does not care for the filters, and reports on what no policy is for.
            ("skipResourceFilters", false))),
        // Policies that must hold without Kyverno become Kubernetes' own. The chart gives the right to make them by this too.
        ("generateValidatingAdmissionPolicy", Fields.Of(("enabled", true))),
        ("validatingAdmissionPolicyReports", Fields.Of(("enabled", true))),
        ("generateMutatingAdmissionPolicy", Fields.Of(("enabled", false))),
        // All policies would let everything pass while Kyverno is away, whatever they say themselves.
        ("forceFailurePolicyIgnore", Fields.Of(("enabled", false))),
        // A node that cannot register cannot run Kyverno either.
        ("excludeBootstrapResources", Fields.Of(("enabled", true))),
        // What a tenant may do with generated objects is for roles to say; a policy that generates puts back what was changed.
        ("protectManagedResources", Fields.Of(("enabled", false))),
        ("policyExceptions", Fields.Of(("enabled", true), ("namespace", PolicyException.Namespace))),
        ("registryClient", Fields.Of(("allowInsecure", false))),
        ("tuf", plan.Sigstore is { } sigstore ? Fields.Of(("enabled", true), ("mirror", sigstore.Mirror), ("root", sigstore.Root)) : null),
        ("logging", Fields.Of(("format", "json"))));

    private static ImmutableDictionary<string, object> AdmissionController(PolicyPackPlan plan)
    {
        var image = Image(plan, KyvernoRegistry);
        return Placed("admission-controller", plan.Replicas).SetItems(Fields.Of(
            ("initContainer", image),
            ("container", (image ?? Fields.Of()).SetItems(Fields.Of(
                ("resources", Resources("100m", plan.Size.AdmissionMiB)),
                // Until no API server sends it anything any more: who is asked and gone refuses.
                ("lifecycle", Fields.Of(("preStop", Fields.Of(("sleep", Fields.Of(("seconds", 10)))))))))),
            ("featuresOverride", plan.Size.ReportsInFlight > 0 ? Fields.Of(("admissionReports", Fields.Of(("backPressureThreshold", plan.Size.ReportsInFlight)))) : null)));
    }

    private static ImmutableDictionary<string, object> BackgroundController(PolicyPackPlan plan) => Controller(plan, "background-controller", plan.Size.BackgroundMiB).SetItem("rbac", Fields.Of(
        // In place of the chart's list, by which it may also write roles, their bindings and config maps: more than our policies generate.
        ("coreClusterRole", Fields.Of(("extraResources", Rules(plan.Generates, "get", "list", "watch", "create", "update", "patch", "delete"))))));

    private static ImmutableDictionary<string, object> ReportsController(PolicyPackPlan plan) => Controller(plan, "reports-controller", plan.Size.ReportsMiB).SetItem("rbac", Fields.Of(
        // Kyverno asks about a subresource by its whole name, and view does not have this one: without it no policy of pods would be ready.
        ("clusterRole", Fields.Of(("extraResources", Rules([new("", ["pods/ephemeralcontainers"]), .. plan.Reads], "get", "list", "watch"))))));

    // One works and the other waits to take over; a third would wait too.
    private static ImmutableDictionary<string, object> Controller(PolicyPackPlan plan, string name, int memoryMiB) =>
        Placed(name, Math.Min(plan.Replicas, 2)).SetItems(Image(plan, KyvernoRegistry) ?? Fields.Of()).SetItem("resources", Resources(name == "reports-controller" ? "100m" : "20m", memoryMiB));

    private static ImmutableDictionary<string, object> Placed(string name, int replicas) => Fields.Of(
        ("replicas", replicas),
        // Above every workload that waits for it: what pushes Kyverno out would then not be admitted.
        ("priorityClassName", "system-cluster-critical"),
        ("podDisruptionBudget", Fields.Of(
            ("enabled", replicas > 1),
            ("minAvailable", Math.Max(1, replicas - 1)),
            // A pod that is broken anyway must not keep its node from being emptied.
            ("unhealthyPodEvictionPolicy", "AlwaysAllow"))),
        // Wished and not demanded: on two nodes or in one zone it must run too.
        ("topologySpreadConstraints", replicas > 1 ? Fields.List(new[] { Spread(name, "topology.kubernetes.io/zone"), Spread(name, "kubernetes.io/hostname") }) : null));

    private static ImmutableDictionary<string, object> Spread(string name, string topology) => Fields.Of(
        ("maxSkew", 1),
        ("topologyKey", topology),
        ("whenUnsatisfiable", "ScheduleAnyway"),
        ("labelSelector", Fields.Of(("matchLabels", Fields.Of(("app.kubernetes.io/component", name), ("app.kubernetes.io/instance", PolicyPack.Name))))));

    // No limit of CPU: who waits for a throttled admission controller is the API server.
    private static ImmutableDictionary<string, object> Resources(string cpu, int memoryMiB) => PodResources.Of(cpu, MiB(memoryMiB / 2), MiB(memoryMiB));

    private static ImmutableArray<object> Rules(ImmutableArray<KindAccess> kinds, params ImmutableArray<string> verbs) => Fields.List(kinds
        .GroupBy(kind => kind.Group, StringComparer.Ordinal)
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => Fields.Of(
            ("apiGroups", new[] { group.Key }),
            ("resources", Sorted(group.SelectMany(kind => kind.Resources))),
            ("verbs", verbs))));

    private static ImmutableDictionary<string, object>? Image(PolicyPackPlan plan, string registry) =>
        plan.Mirrors.Of(registry) is { } mirror ? Fields.Of(("image", Fields.Of(("registry", mirror)))) : null;

    private static IEnumerable<string> Sorted(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Of(string group, params ImmutableArray<string> plurals) => plurals.Select(plural => $"{plural}.{group}");

    private static string MiB(int size) => string.Create(CultureInfo.InvariantCulture, $"{size}Mi");
}
