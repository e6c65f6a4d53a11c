using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Requests between services, within clusters and across them, as the mesh sees them.</summary>
internal static class MeshDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-mesh";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Mesh",
        "For application teams and whoever runs the mesh: requests, errors and latency by source, destination and cluster.",
        Scope.OfServices,
        [Now, Services, Paths, Latencies, ControlPlane]);

    /// <summary>Matches requests to the chosen services, as the receiving side counts them: each once. What never arrived is known to the sender alone.</summary>
    public const string Received = Chosen + ",reporter=\"destination\"";
    private const string Sent = Chosen + ",reporter=\"source\"";
    private const string SentToKnown = Sent + ",source_cluster!=\"unknown\",destination_cluster!=\"unknown\"";
    private const string Chosen = Scope.Clusters + ",destination_service_namespace=~\"$namespace\",destination_service_name=~\"$service\"";

    /// <summary>The share of requests that failed by the service's fault or got no answer, from 0 to 1.</summary>
    /// <param name="by">The labels to aggregate by.</param>
    /// <param name="matchers">Which requests.</param>
    /// <param name="window">Over which time.</param>
    public static string ErrorRatio(string by, string matchers, string window = Rate) =>
        $$"""
        (sum{{By(by)}} (rate(istio_requests_total{{{matchers}},response_code=~"5..|0"}[{{window}}])) or 0 * {{Requests(by, matchers, window)}})
          / {{Requests(by, matchers, window)}}
        """;

    /// <summary>The milliseconds that a share of requests takes at most.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="by">The labels to aggregate by.</param>
    /// <param name="matchers">Which requests.</param>
    public static string Latency(double share, string by, string matchers) => Quantile(share, by, $"istio_request_duration_milliseconds_bucket{{{matchers}}}");

    private static Row Now => new(
        "Now",
        new StatPanel("Requests", "What all chosen services receive together.", Unit.RequestsPerSecond, Requests("", Received)) { Width = 6 },
        new StatPanel(
            "Errors",
            "The share of requests that failed by the service's fault or got no answer.",
            Unit.Ratio,
            ErrorRatio("", Received))
        {
            Width = 6,
            Decimals = 2,
            Thresholds = Thresholds.Errors,
        },
        new StatPanel(
            "Latency",
            "What 95 of 100 requests take at most.",
            Unit.Milliseconds,
            Latency(0.95, "", Received))
        {
            Width = 6,
            Thresholds = Thresholds.Rising(500, 1000),
        },
        new StatPanel(
            "Across clusters",
            "The share of requests that were answered in another cluster than they came from.",
            Unit.Ratio,
            $"sum({Crossing(SentToKnown)}) / {Requests("", SentToKnown)}")
        {
            Width = 6,
        });

    private static Row Services => new(
        "Services",
        new TimeSeriesPanel(
            "Requests by service",
            "The ten that receive the most.",
            Unit.RequestsPerSecond,
            new Target($"topk(10, {Requests("destination_service_name", Received)})", "{{destination_service_name}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Errors by service",
            "The share of requests that failed by the service's fault or got no answer: the ten worst.",
            Unit.Ratio,
            new Target($"topk(10, {ErrorRatio("destination_service_name", Received)})", "{{destination_service_name}}"))
        {
            Width = 8,
            Minimum = 0,
            Thresholds = Thresholds.Errors,
        },
        new TimeSeriesPanel(
            "Requests by cluster",
            "In the cluster that answers.",
            Unit.RequestsPerSecond,
            new Target(Requests("cluster", Received), "{{cluster}}"))
        {
            Width = 8,
        },
        ServicesAndClusters);

    private static TablePanel ServicesAndClusters => new TablePanel(
        "Services and clusters",
        "One line for each service and cluster that answers. A click on a service compares its clusters.",
        [
            new TableKey("destination_service_namespace", "Namespace"),
            new TableKey("destination_service_name", "Service", DrillDown.ToService),
            new TableKey("cluster", "Cluster", DrillDown.ToCluster),
        ],
        new TableColumn("Requests", Unit.RequestsPerSecond, Requests(ServiceKeys, Received)) { Width = 130 },
        new TableColumn("Errors", Unit.Ratio, ErrorRatio(ServiceKeys, Received)) { Width = 110, Thresholds = Thresholds.Errors },
        new TableColumn("Half take at most", Unit.Milliseconds, Latency(0.5, ServiceKeys, Received)) { Width = 140 },
        new TableColumn(
            "95 % take at most",
            Unit.Milliseconds,
            Latency(0.95, ServiceKeys, Received))
        {
            Width = 140,
            Thresholds = Thresholds.Rising(500, 1000),
        },
        new TableColumn(
            "99 % take at most",
            Unit.Milliseconds,
            Latency(0.99, ServiceKeys, Received))
        { Width = 140, Thresholds = Thresholds.Rising(1000, 5000) })
    {
        Width = 24,
        Height = 9,
        SortedBy = "Requests",
    };

    private static Row Paths => new(
        "Who calls whom",
        new TablePanel(
            "From source to destination",
            "As the sender sees it, so that calls which never arrived are there too.",
            [
                new TableKey("source_cluster", "From cluster"),
                new TableKey("source_workload", "From"),
                new TableKey("destination_service_name", "To"),
                new TableKey("destination_cluster", "To cluster"),
            ],
            new TableColumn("Requests", Unit.RequestsPerSecond, Requests(PathKeys, Sent)) { Width = 130 },
            new TableColumn("Errors", Unit.Ratio, ErrorRatio(PathKeys, Sent)) { Width = 110, Thresholds = Thresholds.Errors },
            new TableColumn("95 % take at most", Unit.Milliseconds, Latency(0.95, PathKeys, Sent)) { Width = 140, Thresholds = Thresholds.Rising(500, 1000) })
        {
            Width = 16,
            Height = 9,
            SortedBy = "Requests",
        },
        new TimeSeriesPanel(
            "Across clusters",
            "Requests by the cluster that sends and the one that answers, where they differ: failover shows here.",
            Unit.RequestsPerSecond,
            new Target($"topk(10, {Crossing(SentToKnown)})", "{{source_cluster}} → {{destination_cluster}}"))
        {
            Width = 8,
            Height = 9,
        });

    private static Row Latencies => new(
        "Latency",
        new HeatmapPanel(
            "How latencies spread",
            "How many requests took how long: two bands tell of two kinds of answer, such as a cache's hits and misses.",
            Unit.Milliseconds,
            new Target($$"""sum by (le) (increase(istio_request_duration_milliseconds_bucket{{{Received}}}[$__rate_interval]))""", "{{le}}")),
        new TimeSeriesPanel(
            "Latency by cluster",
            "What 95 of 100 requests take at most, in the cluster that answers.",
            Unit.Milliseconds,
            new Target(Latency(0.95, "cluster", Received), "{{cluster}}"))
        {
            Thresholds = Thresholds.Rising(500, 1000),
        });

    private static Row ControlPlane => new(
        "Control plane of the mesh",
        new TimeSeriesPanel(
            "Proxies",
            "Proxies that istiod tells what to do.",
            Unit.Count,
            new Target($$"""sum by (cluster) (pilot_xds{{{Scope.Clusters}}})""", "{{cluster}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Time to change",
            "How long 99 of 100 changes of configuration take to reach a proxy at most.",
            Unit.Seconds,
            new Target(Quantile(0.99, "cluster", $$"""pilot_proxy_convergence_time_bucket{{{Scope.Clusters}}}"""), "{{cluster}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(5, 30),
        },
        new TimeSeriesPanel(
            "Refused configuration",
            "What proxies refused of istiod's configuration: it keeps the last one that it took.",
            Unit.OperationsPerSecond,
            new Target($$"""sum by (cluster) (rate(pilot_total_xds_rejects{{{Scope.Clusters}}}[$__rate_interval]))""", "{{cluster}}"))
        { Width = 8 })
    {
        IsCollapsed = true,
    };

    private const string Rate = "$__rate_interval";
    private const string ServiceKeys = "destination_service_namespace, destination_service_name, cluster";
    private const string PathKeys = "source_cluster, source_workload, destination_service_name, destination_cluster";

    // PromQL compares no label to another. So: all pairs, without those of a cluster with itself.
    private static string Crossing(string matchers) =>
        $$"""
        ({{Requests("source_cluster, destination_cluster", matchers)}} unless
          label_replace(group by (destination_cluster) (istio_requests_total{{{matchers}}}), "source_cluster", "$1", "destination_cluster", "(.+)"))
        """;

    private static string Requests(string by, string matchers, string window = Rate) =>
        $$"""sum{{By(by)}} (rate(istio_requests_total{{{matchers}}}[{{window}}]))""";
}
