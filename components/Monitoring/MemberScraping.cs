using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What a member looks at, and what of it it keeps.</summary>
internal static class MemberScraping
{
    // What is only on the hub: a site has none of it.
    private static readonly ImmutableHashSet<MetricProducer> OfTheHub =
    [
        MetricProducer.Alertmanager, MetricProducer.Grafana, MetricProducer.Karmada, MetricProducer.Rules, MetricProducer.Thanos, MetricProducer.ThanosCompactor,
        MetricProducer.ThanosQuery, MetricProducer.ThanosReceive, MetricProducer.ThanosRuler, MetricProducer.ThanosSidecar, MetricProducer.ThanosStore,
    ];

    /// <summary>The kinds whose state is told: those that a rule or a dashboard asks about.</summary>
    public static ImmutableArray<string> Collectors { get; } =
    [
        "cronjobs", "daemonsets", "deployments", "endpointslices", "horizontalpodautoscalers", "jobs", "namespaces", "nodes", "persistentvolumeclaims", "persistentvolumes",
        "poddisruptionbudgets", "pods", "replicasets", "resourcequotas", "services", "statefulsets",
    ];

    /// <summary>The node that a pod is on, as a label: of what runs on each node it is the one thing that people know.</summary>
    public static ImmutableDictionary<string, object> NodeOfPod { get; } = Fields.Of(
        ("action", "replace"),
        ("sourceLabels", new[] { "__meta_kubernetes_pod_node_name" }),
        ("targetLabel", "node"));

    /// <summary>What keeps a small site small: a class of scraping that every monitor has unless it names another, by which only what a rule or dashboard may ask about is kept.</summary>
    /// <remarks>
    /// At the scrape and not when it is sent, so that it takes neither memory nor log. An application's own metrics are kept where its monitor names the class
    /// <see cref="Everything"/>.
    /// </remarks>
    public static ImmutableArray<object> Classes { get; } = Fields.List(new[]
    {
        Fields.Of(("name", "known"), ("default", true), ("metricRelabelings", Fields.List(new[]
        {
            Fields.Of(("action", "keep"), ("sourceLabels", new[] { "__name__" }), ("regex", string.Join('|', Known))),
        }))),
        Fields.Of(("name", Everything)),
    });

    /// <summary>The class by which everything is kept.</summary>
    public const string Everything = "everything";

    /// <summary>The series that rules and dashboards may name, of what is in a member.</summary>
    public static IEnumerable<string> Known => Metrics.All.Where(metric => !OfTheHub.Contains(metric.Producer)).SelectMany(metric => metric.Series).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>What is scraped of the cluster itself.</summary>
    public static ImmutableDictionary<string, object> ControlPlane(MemberMonitoringPlan plan)
    {
        var hidden = Fields.Of(("enabled", plan.ScrapesControlPlane));
        return Fields.Of(
            ("kubelet", Fields.Of(("serviceMonitor", Fields.Of(
                // The chart asks about containers every ten seconds, which is a third of all samples of a cluster.
                ("cAdvisorInterval", Seconds(plan.ScrapeSeconds)),
                // Whether a probe failed is told by the pod's state too.
                ("probes", false))))),
            // Never on EKS, and elsewhere only where kubeadm was told not to bind them to the machine itself.
            ("kubeControllerManager", hidden),
            ("kubeScheduler", hidden),
            ("kubeEtcd", hidden),
            // As the others; and Cilium does without it.
            ("kubeProxy", Fields.Of(("enabled", false))));
    }

    /// <summary>Seconds as Prometheus writes them.</summary>
    public static string Seconds(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds}s");
}
