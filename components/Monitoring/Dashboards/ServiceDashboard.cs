using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>The same workload in every cluster, side by side.</summary>
internal static class ServiceDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-service";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Service across clusters",
        "For application teams: one service, or all of a namespace, compared between the clusters that it runs on.",
        Scope.OfServices,
        [Clusters, Resources, Requests, Network]);

    // Of each sample of cAdvisor, the container's own: the pod's sum has no container.
    private const string Containers = Scope.PodsOfServices + ",container!=\"\"";

    private static Row Clusters => new(
        "Clusters",
        SideBySide,
        new TablePanel(
            "Versions",
            "Which images run where, and in how many containers: more than one line of a cluster tells of a rollout.",
            [
                new TableKey("cluster", "Cluster") { Width = 140 },
                new TableKey("namespace", "Namespace") { Width = 110 },
                new TableKey("container", "Container") { Width = 110 },
                new TableKey("image_spec", "Image"),
            ],
            new TableColumn(
                "Containers",
                Unit.Count,
                $$"""count by (cluster, namespace, container, image_spec) (kube_pod_container_info{{{Scope.PodsOfServices}}})""")
            { Width = 110 })
        {
            Height = 8,
        },
        new StatesPanel(
            "Pods that are not ready",
            "Clusters in which some pod was not ready, and when.",
            new Target($$"""sum by (cluster) (kube_pod_status_ready{{{Scope.PodsOfServices}},condition="false"}) > bool 0""", "{{cluster}}"))
        {
            Thresholds = Thresholds.AnyIsBad,
            Texts = [new(0, "Ready", Colours.Good), new(1, "Not ready", Colours.Bad)],
        });

    private static TablePanel SideBySide => new TablePanel(
        "Side by side",
        "One line for each cluster and namespace. Requests are there where the mesh is, or a gateway of it.",
        [
            new TableKey("cluster", "Cluster", DrillDown.ToCluster),
            new TableKey("fleet", "Fleets"),
            new TableKey("namespace", "Namespace"),
        ],
        new TableColumn("Pods", Unit.Count, $$"""count by ({{Keys}}) (kube_pod_info{{{Scope.PodsOfServices}}})""") { Width = 80 },
        new TableColumn("Ready", Unit.Count, $$"""sum by ({{Keys}}) (kube_pod_status_ready{{{Scope.PodsOfServices}},condition="true"})""") { Width = 80 },
        new TableColumn("CPU", Unit.Cores, Cpu(Keys)),
        new TableColumn("CPU of request", Unit.Ratio, $"{Cpu(Keys)} / {Asked("requests", "cpu")}") { Thresholds = Thresholds.Rising(1, 2) },
        new TableColumn("Memory", Unit.Bytes, Memory(Keys)),
        new TableColumn(
            "Memory of limit",
            Unit.Ratio,
            $"{Memory(Keys)} / {Asked("limits", "memory")}")
        {
            IsBar = true,
            Thresholds = Thresholds.Rising(0.8, 0.95),
        },
        new TableColumn(
            "Restarts, 1 h",
            Unit.Count,
            Happened(Keys, $"kube_pod_container_status_restarts_total{{{Scope.PodsOfServices}}}", "1h"))
        {
            Thresholds = Thresholds.Rising(1, 5),
        },
        new TableColumn(
            "Requests",
            Unit.RequestsPerSecond,
            OfNamespaces($$"""sum by (cluster, fleet, destination_service_namespace) (rate(istio_requests_total{{{MeshDashboard.Received}}}[$__rate_interval]))""")),
        new TableColumn(
            "Errors",
            Unit.Ratio,
            OfNamespaces(Errors("cluster, fleet, destination_service_namespace")))
        { Thresholds = Thresholds.Errors })
    {
        Width = 24,
        Height = 9,
    };

    private static Row Resources => new(
        "Resources",
        new TimeSeriesPanel("CPU", "What the containers use.", Unit.Cores, new Target(Cpu("cluster"), "{{cluster}}")),
        new TimeSeriesPanel("Memory", "What the containers hold and cannot give back.", Unit.Bytes, new Target(Memory("cluster"), "{{cluster}}")),
        new TimeSeriesPanel(
            "CPU held back",
            "The share of periods in which containers hit their limit and had to wait.",
            Unit.Ratio,
            new Target(
                $$"""
                sum by (cluster) (rate(container_cpu_cfs_throttled_periods_total{{{Containers}}}[$__rate_interval]))
                  / sum by (cluster) (rate(container_cpu_cfs_periods_total{{{Containers}}}[$__rate_interval]))
                """,
                "{{cluster}}"))
        { Width = 8, Minimum = 0, Maximum = 1, Thresholds = Thresholds.Rising(0.1, 0.25) },
        new TimeSeriesPanel(
            "Restarts",
            "How often containers started again within an hour.",
            Unit.Count,
            new Target(Happened("cluster", $"kube_pod_container_status_restarts_total{{{Scope.PodsOfServices}}}", "1h"), "{{cluster}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(1, 5),
        },
        new TimeSeriesPanel(
            "Pods ready",
            "How many pods take requests.",
            Unit.Count,
            new Target($$"""sum by (cluster) (kube_pod_status_ready{{{Scope.PodsOfServices}},condition="true"})""", "{{cluster}}"))
        {
            Width = 8,
        });

    private static Row Requests => new(
        "Requests (where the mesh is)",
        new TimeSeriesPanel(
            "Requests",
            "What the service received.",
            Unit.RequestsPerSecond,
            new Target($$"""sum by (cluster) (rate(istio_requests_total{{{MeshDashboard.Received}}}[$__rate_interval]))""", "{{cluster}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Errors",
            "The share of answers 5xx, and of requests that got none.",
            Unit.Ratio,
            new Target(Errors("cluster"), "{{cluster}}"))
        {
            Width = 8,
            Minimum = 0,
            Thresholds = Thresholds.Errors,
        },
        new TimeSeriesPanel(
            "Latency",
            "What 95 of 100 requests take at most.",
            Unit.Milliseconds,
            new Target(MeshDashboard.Latency(0.95, "cluster", MeshDashboard.Received), "{{cluster}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(500, 1000),
        });

    private static Row Network => new(
        "Network",
        new TimeSeriesPanel(
            "Received",
            "By all pods of the service in a cluster.",
            Unit.BytesPerSecond,
            new Target($$"""sum by (cluster) (rate(container_network_receive_bytes_total{{{Scope.PodsOfServices}}}[$__rate_interval]))""", "{{cluster}}")),
        new TimeSeriesPanel(
            "Sent",
            "By all pods of the service in a cluster.",
            Unit.BytesPerSecond,
            new Target($$"""sum by (cluster) (rate(container_network_transmit_bytes_total{{{Scope.PodsOfServices}}}[$__rate_interval]))""", "{{cluster}}")));

    private const string Keys = "cluster, fleet, namespace";

    private static string Cpu(string by) => $$"""sum by ({{by}}) (rate(container_cpu_usage_seconds_total{{{Containers}}}[$__rate_interval]))""";

    private static string Memory(string by) => $$"""sum by ({{by}}) (container_memory_working_set_bytes{{{Containers}}})""";

    private static string Asked(string kind, string resource) => $$"""sum by ({{Keys}}) (kube_pod_container_resource_{{kind}}{{{Scope.PodsOfServices}},resource="{{resource}}"})""";

    private static string Errors(string by) => MeshDashboard.ErrorRatio(by, MeshDashboard.Received);

    // The namespace of a request is that of the service which received it, not of the proxy that counted it, which may be a gateway.
    private static string OfNamespaces(string expression) =>
        $$"""sum by ({{Keys}}) (label_replace({{expression}}, "namespace", "$1", "destination_service_namespace", "(.+)"))""";
}
