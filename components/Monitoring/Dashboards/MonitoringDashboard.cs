using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>What watches everything else: Prometheus in members, Thanos and Alertmanager on the hub.</summary>
internal static class MonitoringDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-monitoring";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Monitoring itself",
        "For whoever runs the platform: whether metrics arrive, are kept and can be asked for, and whether alerts reach people.",
        Scope.OfClusters,
        [Now, Members, Writing, Reading, Keeping, Alerting]);

    private static Row Now => new(
        "Now",
        new StatPanel(
            "Series",
            "Series that Prometheus holds at this moment, in all chosen clusters.",
            Unit.Count,
            $$"""sum(prometheus_tsdb_head_series{{{Scope.Clusters}}} or prometheus_agent_active_series{{{Scope.Clusters}}})"""),
        new StatPanel(
            "Targets down",
            "What Prometheus should scrape and cannot.",
            Unit.Count,
            OrZero($$"""count(up{{{Scope.Clusters}}} == 0)"""))
        {
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Rules that fail",
            "Evaluations within an hour that ended with an error: their alerts are blind.",
            Unit.Count,
            OrZero(Happened("", $"prometheus_rule_evaluation_failures_total{{{Scope.Clusters}}}", "1h")))
        {
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Notifications lost",
            "What Alertmanager could not tell people within an hour.",
            Unit.Count,
            OrZero(Happened("", "alertmanager_notifications_failed_total", "1h")))
        {
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Uploads that fail",
            "Blocks within a day that could not be written to the object store; each is tried again.",
            Unit.Count,
            OrZero(Happened("", "thanos_shipper_upload_failures_total", "1d")))
        {
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Compactor",
            "A halted compactor found a block that it does not understand, and waits for a person.",
            Unit.Count,
            new Target("max(thanos_compact_halted)"))
        {
            Texts = [new(0, "Runs", Colours.Good), new(1, "Halted", Colours.Bad)],
            Thresholds = Thresholds.AnyIsBad,
        });

    private static Row Members => new(
        "Prometheus in each cluster",
        new TablePanel(
            "Prometheus",
            "One line for each cluster; replicas are added up.",
            [new TableKey("cluster", "Cluster", DrillDown.ToCluster), new TableKey("fleet", "Fleets")],
            new TableColumn(
                "Series",
                Unit.Count,
                $$"""sum by (cluster, fleet) (prometheus_tsdb_head_series{{{Scope.Clusters}}} or prometheus_agent_active_series{{{Scope.Clusters}}})"""),
            new TableColumn(
                "Samples",
                Unit.PerSecond,
                $$"""
                sum by (cluster, fleet) (
                  rate(prometheus_tsdb_head_samples_appended_total{{{Scope.Clusters}}}[$__rate_interval])
                  or rate(prometheus_agent_samples_appended_total{{{Scope.Clusters}}}[$__rate_interval]))
                """),
            new TableColumn("Memory", Unit.Bytes, $$"""sum by (cluster, fleet) (container_memory_working_set_bytes{{{Scope.Clusters}},container="prometheus"})"""),
            new TableColumn(
                "CPU",
                Unit.Cores,
                $$"""sum by (cluster, fleet) (rate(container_cpu_usage_seconds_total{{{Scope.Clusters}},container="prometheus"}[$__rate_interval]))"""),
            new TableColumn("Targets down", Unit.Count, $$"""count by (cluster, fleet) (up{{{Scope.Clusters}}} == 0)""") { Thresholds = Thresholds.AnyIsWarning },
            new TableColumn(
                "Rules that fail, 1 h",
                Unit.Count,
                Happened("cluster, fleet", $"prometheus_rule_evaluation_failures_total{{{Scope.Clusters}}}", "1h"))
            {
                Thresholds = Thresholds.AnyIsBad,
            },
            new TableColumn(
                "Newest block",
                Unit.When,
                $$"""1000 * max by (cluster, fleet) (thanos_objstore_bucket_last_successful_upload_time{{{Scope.Clusters}},component="sidecar"} > 0)"""))
        {
            Width = 24,
            Height = 9,
            SortedBy = "Series",
        });

    private static Row Writing => new(
        "Metrics that arrive at the hub",
        new TimeSeriesPanel(
            "Requests of agents",
            "Answers of Thanos Receive by code: 409 is a sample that is there already, 5xx is tried again by the site.",
            Unit.RequestsPerSecond,
            new Target($$"""sum by (code) (rate(http_requests_total{namespace="monitoring",handler="receive"}[$__rate_interval]))""", "{{code}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Samples",
            "What arrived and was taken.",
            Unit.PerSecond,
            new Target($$"""sum(rate(thanos_receive_write_samples_sum{code="200"}[$__rate_interval]))""", "samples"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Copies",
            "Copies that one part of the ring gives to another, by result.",
            Unit.RequestsPerSecond,
            new Target($$"""sum by (result) (rate(thanos_receive_replications_total[$__rate_interval]))""", "{{result}}"))
        {
            Width = 8,
        });

    private static Row Reading => new(
        "Questions",
        new TimeSeriesPanel(
            "Questions",
            "By what is asked: a moment, a range, names.",
            Unit.RequestsPerSecond,
            new Target(
                $$"""sum by (handler) (rate(http_requests_total{namespace="monitoring",handler=~"query|query_range|series|label_values|label_names"}[$__rate_interval]))""",
                "{{handler}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Time to answer",
            "What 95 of 100 questions take at most.",
            Unit.Seconds,
            new Target(Quantile(0.95, "handler", """http_request_duration_seconds_bucket{namespace="monitoring",handler=~"query|query_range"}"""), "{{handler}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(5, 20),
        },
        new TimeSeriesPanel(
            "Stores",
            "Where Thanos Query asks: sidecars, store gateways, receivers.",
            Unit.Count,
            new Target("sum by (store_type) (thanos_store_nodes_grpc_connections)", "{{store_type}}"))
        {
            Width = 8,
        });

    private static Row Keeping => new(
        "The object store",
        new TimeSeriesPanel(
            "Operations that fail",
            "By operation. The store's own limits show here first.",
            Unit.OperationsPerSecond,
            new Target($$"""sum by (operation) (rate(thanos_objstore_bucket_operation_failures_total[$__rate_interval]))""", "{{operation}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Work for the compactor",
            "Blocks that wait to be put together or thinned out. A number that only rises means that it is too slow.",
            Unit.Count,
            new Target("sum(thanos_compact_todo_compactions)", "to put together"),
            new Target("sum(thanos_compact_todo_downsample_blocks)", "to thin out"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Blocks",
            "Blocks that each store gateway knows.",
            Unit.Count,
            new Target("sum by (pod) (thanos_bucket_store_blocks_loaded)", "{{pod}}"))
        {
            Width = 8,
        });

    private static Row Alerting => new(
        "Alerts",
        new TimeSeriesPanel(
            "Alerts that fire",
            "By severity, in all chosen clusters.",
            Unit.Count,
            new Target($$"""count by (severity) (ALERTS{{{Scope.Clusters}},alertstate="firing"})""", "{{severity}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Alerts by state",
            "What Alertmanager holds; suppressed ones are silenced, or a worse alert tells of them.",
            Unit.Count,
            new Target("max by (state) (alertmanager_alerts)", "{{state}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Notifications",
            "What went to people, and what could not, by the way it goes.",
            Unit.PerSecond,
            new Target($$"""sum by (integration) (rate(alertmanager_notifications_total[$__rate_interval])) > 0""", "{{integration}}"),
            new Target($$"""sum by (integration) (rate(alertmanager_notifications_failed_total[$__rate_interval])) > 0""", "{{integration}}, failed"))
        {
            Width = 8,
        });
}
