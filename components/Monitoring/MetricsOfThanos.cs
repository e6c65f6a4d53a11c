using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>Thanos: thanos.io, "Components"; the metrics are those of v0.42.</content>
public static partial class Metrics
{
    private static ImmutableArray<Metric> AllOfThanos => [.. OfThanos, .. OfThanosSidecar, .. OfThanosReceive, .. OfThanosQuery, .. OfThanosStore, .. OfThanosCompactor, .. OfThanosRuler];

    private static ImmutableArray<Metric> OfThanos => Of(
        MetricProducer.Thanos,
        Gauge("thanos_build_info", "", "version"),
        Gauge("thanos_status", "", "check", "component"),
        Counter("thanos_objstore_bucket_operations_total", "operations", "bucket", "operation"),
        Counter("thanos_objstore_bucket_operation_failures_total", "operations", "bucket", "operation"),
        Histogram("thanos_objstore_bucket_operation_duration_seconds", "seconds", "bucket", "operation"),
        Gauge("thanos_objstore_bucket_last_successful_upload_time", "seconds", "bucket", "component"),
        Counter("thanos_shipper_uploads_total", "blocks"),
        Counter("thanos_shipper_upload_failures_total", "blocks"),
        Counter("http_requests_total", "requests", "code", "handler", "method"),
        Histogram("http_request_duration_seconds", "seconds", "code", "handler", "method"),
        Counter("grpc_server_handled_total", "requests", "grpc_code", "grpc_method", "grpc_service", "grpc_type"),
        Counter("grpc_server_started_total", "requests", "grpc_method", "grpc_service", "grpc_type"),
        Histogram("grpc_server_handling_seconds", "seconds", "grpc_method", "grpc_service", "grpc_type"),
        Counter("grpc_client_handled_total", "requests", "grpc_code", "grpc_method", "grpc_service", "grpc_type"));

    private static ImmutableArray<Metric> OfThanosSidecar => Of(
        MetricProducer.ThanosSidecar,
        Gauge("thanos_sidecar_prometheus_up", ""),
        Gauge("thanos_sidecar_last_heartbeat_success_time_seconds", "seconds"));

    private static ImmutableArray<Metric> OfThanosReceive => Of(
        MetricProducer.ThanosReceive,
        Counter("thanos_receive_replications_total", "requests", "result"),
        Counter("thanos_receive_forward_requests_total", "requests", "result"),
        Gauge("thanos_receive_replication_factor", "copies"),
        Gauge("thanos_receive_config_last_reload_successful", ""),
        Counter("thanos_receive_hashrings_file_errors_total", "reads"),
        Gauge("thanos_receive_hashring_nodes", "nodes", "name"),
        Gauge("thanos_receive_hashring_tenants", "tenants", "name"),
        Histogram("thanos_receive_write_samples", "samples", "code", "tenant"),
        Histogram("thanos_receive_write_timeseries", "series", "code", "tenant"));

    private static ImmutableArray<Metric> OfThanosQuery => Of(
        MetricProducer.ThanosQuery,
        Gauge("thanos_store_nodes_grpc_connections", "stores", "external_labels", "store_type"),
        Counter("thanos_query_store_apis_dns_failures_total", "lookups"),
        Counter("thanos_query_store_apis_dns_lookups_total", "lookups"),
        Gauge("thanos_query_concurrent_gate_queries_in_flight", "queries"),
        Gauge("thanos_query_concurrent_gate_queries_max", "queries"),
        Histogram("thanos_query_concurrent_gate_duration_seconds", "seconds"),
        Counter("thanos_query_frontend_queries_total", "queries", "op"));

    private static ImmutableArray<Metric> OfThanosStore => Of(
        MetricProducer.ThanosStore,
        Gauge("thanos_bucket_store_blocks_loaded", "blocks"),
        Counter("thanos_bucket_store_block_loads_total", "blocks"),
        Counter("thanos_bucket_store_block_load_failures_total", "blocks"),
        Histogram("thanos_bucket_store_series_gate_duration_seconds", "seconds"),
        Counter("thanos_bucket_store_queries_dropped_total", "queries", "reason"));

    private static ImmutableArray<Metric> OfThanosCompactor => Of(
        MetricProducer.ThanosCompactor,
        Gauge("thanos_compact_halted", ""),
        Counter("thanos_compact_retries_total", "retries"),
        Counter("thanos_compact_iterations_total", "iterations"),
        Counter("thanos_compact_group_compactions_total", "compactions", "resolution"),
        Counter("thanos_compact_group_compactions_failures_total", "compactions", "resolution"),
        Counter("thanos_compact_downsample_failures_total", "blocks", "resolution"),
        Gauge("thanos_compact_todo_compactions", "compactions"),
        Gauge("thanos_compact_todo_downsample_blocks", "blocks"));

    private static ImmutableArray<Metric> OfThanosRuler => Of(
        MetricProducer.ThanosRuler,
        Counter("thanos_rule_evaluation_with_warnings_total", "evaluations", "strategy"),
        Gauge("thanos_rule_config_last_reload_successful", ""),
        Counter("thanos_rule_query_apis_dns_failures_total", "lookups"),
        Counter("thanos_alert_queue_alerts_dropped_total", "alerts"),
        Counter("thanos_alert_sender_alerts_dropped_total", "alerts"),
        Counter("thanos_alert_sender_alerts_sent_total", "alerts", "alertmanager"),
        Counter("thanos_alert_sender_errors_total", "requests", "alertmanager"));
}
