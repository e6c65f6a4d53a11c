using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>Monitoring itself: prometheus.io; github.com/prometheus-operator; github.com/prometheus/alertmanager; grafana.com, "Internal Grafana metrics".</content>
public static partial class Metrics
{
    private static ImmutableArray<Metric> AllOfMonitoring => [.. OfScrape, .. OfPrometheus, .. OfPrometheusOperator, .. OfAlertmanager, .. OfGrafana, .. OfProcess];

    private static ImmutableArray<Metric> OfScrape => Of(
        MetricProducer.Scrape,
        Gauge("up", ""),
        Gauge("scrape_duration_seconds", "seconds"),
        Gauge("scrape_samples_scraped", "samples"),
        Gauge("ALERTS", "", "alertname", "alertstate", "severity", "team"),
        Gauge("ALERTS_FOR_STATE", "seconds", "alertname", "severity", "team"));

    private static ImmutableArray<Metric> OfPrometheus => Of(
        MetricProducer.Prometheus,
        Gauge("prometheus_build_info", "", "version"),
        Gauge("prometheus_config_last_reload_successful", ""),
        Gauge("prometheus_config_last_reload_success_timestamp_seconds", "seconds"),
        Gauge("prometheus_tsdb_head_series", "series"),
        Counter("prometheus_tsdb_head_samples_appended_total", "samples", "type"),
        Gauge("prometheus_tsdb_storage_blocks_bytes", "bytes"),
        Gauge("prometheus_tsdb_lowest_timestamp_seconds", "seconds"),
        Counter("prometheus_tsdb_wal_corruptions_total", "corruptions"),
        Counter("prometheus_tsdb_wal_writes_failed_total", "writes"),
        Counter("prometheus_tsdb_compactions_failed_total", "compactions"),
        Counter("prometheus_tsdb_reloads_failures_total", "reloads"),
        // The same of an agent, which has a log and no blocks.
        Gauge("prometheus_agent_active_series", "series"),
        Counter("prometheus_agent_corruptions_total", "corruptions"),
        Counter("prometheus_agent_samples_appended_total", "samples", "type"),
        Counter("prometheus_target_scrapes_exceeded_sample_limit_total", "scrapes"),
        Counter("prometheus_target_scrapes_sample_duplicate_timestamp_total", "samples"),
        Counter("prometheus_target_sync_failed_total", "targets", "scrape_job"),
        Gauge("prometheus_sd_discovered_targets", "targets", "config", "name"),
        Counter("prometheus_rule_evaluation_failures_total", "evaluations", "rule_group"),
        Counter("prometheus_rule_evaluations_total", "evaluations", "rule_group"),
        Counter("prometheus_rule_group_iterations_missed_total", "evaluations", "rule_group"),
        Gauge("prometheus_rule_group_last_duration_seconds", "seconds", "rule_group"),
        Gauge("prometheus_rule_group_interval_seconds", "seconds", "rule_group"),
        Counter("prometheus_notifications_sent_total", "alerts", "alertmanager"),
        Counter("prometheus_notifications_errors_total", "alerts", "alertmanager"),
        Counter("prometheus_notifications_dropped_total", "alerts"),
        Gauge("prometheus_notifications_queue_length", "alerts"),
        Gauge("prometheus_notifications_queue_capacity", "alerts"),
        Gauge("prometheus_notifications_alertmanagers_discovered", "Alertmanagers"),
        Gauge("prometheus_remote_storage_samples_pending", "samples", "remote_name", "url"),
        Counter("prometheus_remote_storage_samples_total", "samples", "remote_name", "url"),
        Counter("prometheus_remote_storage_samples_failed_total", "samples", "remote_name", "url"),
        Counter("prometheus_remote_storage_samples_retried_total", "samples", "remote_name", "url"),
        Counter("prometheus_remote_storage_samples_dropped_total", "samples", "remote_name", "url", "reason"),
        Counter("prometheus_remote_storage_bytes_total", "bytes", "remote_name", "url"),
        // The queue's own newest sample, after relabelling: Prometheus 3.8 and later; the older name of all queues together is deprecated.
        Gauge("prometheus_remote_storage_queue_highest_timestamp_seconds", "seconds", "remote_name", "url"),
        Gauge("prometheus_remote_storage_queue_highest_sent_timestamp_seconds", "seconds", "remote_name", "url"),
        Gauge("prometheus_remote_storage_shards", "shards", "remote_name", "url"),
        Gauge("prometheus_remote_storage_shards_max", "shards", "remote_name", "url"),
        Gauge("prometheus_remote_storage_shards_desired", "shards", "remote_name", "url"));

    private static ImmutableArray<Metric> OfPrometheusOperator => Of(
        MetricProducer.PrometheusOperator,
        Counter("prometheus_operator_reconcile_errors_total", "reconciliations", "controller"),
        Counter("prometheus_operator_reconcile_operations_total", "reconciliations", "controller"),
        Gauge("prometheus_operator_ready", "", "controller"),
        Gauge("prometheus_operator_managed_resources", "objects", "state", "resource", "controller"));

    private static ImmutableArray<Metric> OfAlertmanager => Of(
        MetricProducer.Alertmanager,
        Gauge("alertmanager_alerts", "alerts", "state"),
        Gauge("alertmanager_silences", "silences", "state"),
        Gauge("alertmanager_config_last_reload_successful", ""),
        Gauge("alertmanager_config_hash", ""),
        Gauge("alertmanager_cluster_members", "members"),
        Gauge("alertmanager_cluster_failed_peers", "members"),
        Counter("alertmanager_alerts_received_total", "alerts", "status"),
        Counter("alertmanager_notifications_total", "notifications", "integration"),
        Counter("alertmanager_notifications_failed_total", "notifications", "integration", "reason"),
        Histogram("alertmanager_notification_latency_seconds", "seconds", "integration"));

    private static ImmutableArray<Metric> OfGrafana => Of(
        MetricProducer.Grafana,
        Gauge("grafana_build_info", "", "version"),
        Gauge("grafana_stat_totals_dashboard", "dashboards"),
        Histogram("grafana_http_request_duration_seconds", "seconds", "handler", "method", "status_code"));

    private static ImmutableArray<Metric> OfProcess => Of(
        MetricProducer.Process,
        Gauge("process_resident_memory_bytes", "bytes"),
        Counter("process_cpu_seconds_total", "seconds"),
        Gauge("process_start_time_seconds", "seconds"),
        Gauge("process_open_fds", "descriptors"),
        Gauge("process_max_fds", "descriptors"),
        Gauge("go_goroutines", "goroutines"),
        Gauge("go_memstats_heap_inuse_bytes", "bytes"),
        Gauge("go_info", "", "version"));
}
