using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What decides about the values of kube-prometheus-stack in members: everything around Prometheus, which is in <see cref="MemberPrometheus"/>.</summary>
internal static class MemberMonitoringManifests
{
    /// <summary>What the chart's objects are called after, the same on all clusters. The chart cuts longer names.</summary>
    public const string FullName = "monitoring";

    /// <summary>The Secret with the credential for the hub.</summary>
    public const string HubSecret = "hub";

    /// <summary>The Secret with the object store, and its key.</summary>
    public const string ObjectStoreSecret = "object-store";

    /// <inheritdoc cref="ObjectStoreSecret"/>
    public const string ObjectStoreKey = "objstore.yml";

    private const string Quay = "quay.io";

    /// <summary>The definitions that the chart brings.</summary>
    public static ImmutableArray<string> Definitions { get; } =
    [
        .. new[]
        {
            "alertmanagerconfigs", "alertmanagers", "podmonitors", "probes", "prometheusagents", "prometheuses", "prometheusrules", "scrapeconfigs", "servicemonitors", "thanosrulers",
        }.Select(plural => $"{plural}.monitoring.coreos.com"),
    ];

    /// <summary>What the operator calls the pods of Prometheus.</summary>
    public static string StatefulSet(MemberMode mode) => mode == MemberMode.Agent ? $"prom-agent-{FullName}-prometheus" : $"prometheus-{FullName}-prometheus";

    /// <summary>The chart's values.</summary>
    public static ImmutableDictionary<string, object> Values(MemberMonitoringPlan plan)
    {
        var values = Fields.Of(
            ("fullnameOverride", FullName),
            // Names without the doubled word would lose the volumes of those who have them; nobody gains enough for that.
            ("cleanPrometheusOperatorObjectNames", false),
            // What is evaluated is ours, here or at the hub; alerts and dashboards are the hub's affair.
            ("defaultRules", Fields.Of(("create", false))),
            ("alertmanager", Fields.Of(("enabled", false))),
            ("grafana", Fields.Of(("enabled", false))),
            ("prometheusOperator", Operator(plan)),
            ("prometheus", MemberPrometheus.Values(plan)),
            ("kube-state-metrics", KubeStateMetrics(plan)),
            ("prometheus-node-exporter", NodeExporter(plan)))
            .SetItems(MemberScraping.ControlPlane(plan));
        return plan.Mode == MemberMode.Agent
            ? values
            : values.SetItems(Fields.Of(
                ("additionalPrometheusRulesMap", plan.Rules.IsEmpty ? null : plan.Rules),
                ("extraManifests", plan.StoreApi is { } store ? Fields.List(new[] { MemberPrometheus.StoreService(store) }) : null)));
    }

    /// <summary>Resources: what is reserved, and how much memory at most. CPU has no limit: a throttled Prometheus misses scrapes.</summary>
    public static ImmutableDictionary<string, object> Resources(string cpu, int memoryMiB, int mostMemoryMiB) => PodResources.Of(cpu, MiB(memoryMiB), MiB(mostMemoryMiB));

    /// <summary>The registry of an image where that has a mirror.</summary>
    public static ImmutableDictionary<string, object>? Image(ImageMirrors mirrors, string registry) =>
        mirrors.Of(registry) is { } mirror ? Fields.Of(("registry", mirror)) : null;

    private static ImmutableDictionary<string, object> Operator(MemberMonitoringPlan plan)
    {
        var isAgent = plan.Mode == MemberMode.Agent;
        return Fields.Of(
            ("image", Image(plan.Mirrors, Quay)),
            ("thanosImage", Image(plan.Mirrors, Quay)),
            ("prometheusConfigReloader", Fields.Of(("image", Image(plan.Mirrors, Quay)), ("resources", Resources("10m", 32, 64)))),
            // The most that Go takes before it cleans up; less than the limit, for there is more to a process than its heap.
            ("env", Fields.Of(("GOGC", "30"), ("GOMEMLIMIT", isAgent ? "110MiB" : "220MiB"))),
            ("resources", isAgent ? Resources("10m", 64, 128) : Resources("50m", 128, 256)),
            // Without rules there is nothing to admit, and a small site is spared two jobs and a certificate. Its own endpoint has TLS by the same certificate.
            ("tls", isAgent ? Fields.Of(("enabled", false)) : null),
            ("admissionWebhooks", isAgent
                ? Fields.Of(("enabled", false))
                : Fields.Of(
                    // Its own jobs make the certificate: cert-manager need not be on the cluster. A webhook that is away must not keep other add-ons from being installed.
                    ("failurePolicy", "Ignore"),
                    ("patch", Fields.Of(("image", Image(plan.Mirrors, "ghcr.io")), ("resources", Resources("10m", 32, 64)))))));
    }

    private static ImmutableDictionary<string, object> KubeStateMetrics(MemberMonitoringPlan plan) => Fields.Of(
        ("image", Image(plan.Mirrors, "registry.k8s.io")),
        ("resources", plan.Mode == MemberMode.Agent ? Resources("10m", 48, 128) : Resources("50m", 128, 512)),
        // Kinds that no rule and no dashboard asks about cost memory and rights: secrets and config maps above all.
        ("collectors", MemberScraping.Collectors),
        ("rbac", Fields.Of(("extraRules", CustomResourceState.Rules))),
        ("customResourceState", CustomResourceState.State),
        // Whether it sees what it should is a metric of its own.
        ("selfMonitor", Fields.Of(("enabled", true))));

    private static ImmutableDictionary<string, object> NodeExporter(MemberMonitoringPlan plan) => Fields.Of(
        ("image", Image(plan.Mirrors, Quay)),
        ("resources", Resources("20m", 32, 96)),
        ("securityContext", PodHardening.Pod(65_534)),
        ("containerSecurityContext", PodHardening.Container),
        // A node without its exporter is a node that nobody sees.
        ("priorityClassName", "system-node-critical"),
        ("prometheus", Fields.Of(("monitor", Fields.Of(("relabelings", Fields.List(new[] { MemberScraping.NodeOfPod })))))));

    private static string MiB(int size) => string.Create(CultureInfo.InvariantCulture, $"{size}Mi");
}
