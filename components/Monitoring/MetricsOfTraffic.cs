using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>Requests: istio.io, "Istio Standard Metrics"; envoyproxy.io, "Upstream cluster statistics", as its Prometheus endpoint names them; prometheus.io, client libraries.</content>
public static partial class Metrics
{
    // What each of Istio's request metrics has.
    private static ImmutableArray<string> IstioLabels =>
    [
        "reporter", "response_code", "response_flags", "request_protocol", "grpc_response_status", "connection_security_policy",
        "source_workload", "source_workload_namespace", "source_cluster", "source_app",
        "destination_workload", "destination_workload_namespace", "destination_service", "destination_service_name",
        "destination_service_namespace", "destination_cluster", "destination_app",
    ];

    private static ImmutableArray<Metric> AllOfTraffic => [.. OfIstio, .. OfIstiod, .. OfEnvoy];

    private static ImmutableArray<Metric> OfIstio => Of(
        MetricProducer.Istio,
        Counter("istio_requests_total", "requests", IstioLabels),
        Histogram("istio_request_duration_milliseconds", "milliseconds", IstioLabels),
        Histogram("istio_request_bytes", "bytes", IstioLabels),
        Histogram("istio_response_bytes", "bytes", IstioLabels),
        Counter("istio_tcp_sent_bytes_total", "bytes", IstioLabels),
        Counter("istio_tcp_received_bytes_total", "bytes", IstioLabels),
        Counter("istio_tcp_connections_opened_total", "connections", IstioLabels),
        Counter("istio_tcp_connections_closed_total", "connections", IstioLabels),
        Gauge("istio_build", "", "component", "tag"));

    private static ImmutableArray<Metric> OfIstiod => Of(
        MetricProducer.Istiod,
        Gauge("pilot_xds", "proxies", "version", "type"),
        Counter("pilot_xds_pushes", "pushes", "type"),
        Counter("pilot_total_xds_rejects", "pushes", "type"),
        Counter("pilot_xds_push_errors", "pushes", "type"),
        Histogram("pilot_proxy_convergence_time", "seconds"),
        Gauge("pilot_services", "services"),
        Gauge("pilot_conflict_inbound_listener", "conflicts"),
        Gauge("citadel_server_root_cert_expiry_timestamp", "seconds"),
        Gauge("citadel_server_cert_chain_expiry_timestamp", "seconds"),
        // What Istio calls "cluster" is "remote_cluster" here: the other says whose the series is (MeshMonitoring).
        Gauge("istiod_remote_cluster_sync_status", "", "remote_cluster", "cluster_type", "status"),
        Counter("galley_validation_failed", "objects", "group", "version", "resource", "reason"));

    private static ImmutableArray<Metric> OfEnvoy => Of(
        MetricProducer.Envoy,
        Counter("envoy_cluster_upstream_rq_xx", "requests", "envoy_cluster_name", "envoy_response_code_class"),
        Counter("envoy_cluster_upstream_rq_total", "requests", "envoy_cluster_name"),
        Histogram("envoy_cluster_upstream_rq_time", "milliseconds", "envoy_cluster_name"),
        Counter("envoy_http_downstream_rq_xx", "requests", "envoy_http_conn_manager_prefix", "envoy_response_code_class"),
        Counter("envoy_http_downstream_rq_total", "requests", "envoy_http_conn_manager_prefix"));
}
