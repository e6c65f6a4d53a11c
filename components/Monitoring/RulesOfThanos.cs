using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Thanos on the hub.</summary>
/// <remarks>The names of jobs are not relied on: the metrics are Thanos' own, or tell their handler.</remarks>
internal static class RulesOfThanos
{
    public static RuleGroup Group { get; } = new("thanos",
    [
        new AlertRule(
            "ThanosReceiveErrors",
            // What agents cannot write now they keep for a day, so there is time; but all of them are hit at once.
            $$"""
              sum by ({{Whose}}, job) (rate(http_requests_total{handler="receive",code=~"5.."}[5m]))
              / (sum by ({{Whose}}, job) (rate(http_requests_total{handler="receive"}[5m])) > 0)
              > 0.05
              """,
            Minutes(10),
            AlertSeverity.Critical,
            "The hub refuses what sites write",
            "{{ $value | humanizePercentage }} of writes to {{ $labels.job }} failed: sites keep their samples for 24 hours, and alerts about them are late."),
        new AlertRule(
            "ThanosReceiveReplicationFailing",
            $$"""
              sum by ({{Whose}}, job) (rate(thanos_receive_replications_total{result="error"}[5m]))
              / (sum by ({{Whose}}, job) (rate(thanos_receive_replications_total[5m])) > 0)
              > 0.05
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "Thanos Receive cannot keep enough copies",
            "{{ $value | humanizePercentage }} of the copies between the pods of {{ $labels.job }} failed: a pod of the ring is down, full or slow."),
        new AlertRule(
            "ThanosHashringStale",
            $$"""min by ({{Whose}}, job, pod) (thanos_receive_config_last_reload_successful) == 0""",
            Minutes(10),
            AlertSeverity.Warning,
            "Thanos Receive {{ $labels.pod }} refuses its ring",
            "{{ $labels.pod }} goes on with the ring that it had, and may send series to pods that are gone."),
        new AlertRule(
            "ThanosQueryErrors",
            $$"""
              sum by ({{Whose}}, job) (rate(http_requests_total{handler=~"query|query_range|query-frontend",code=~"5.."}[5m]))
              / (sum by ({{Whose}}, job) (rate(http_requests_total{handler=~"query|query_range|query-frontend"}[5m])) > 0)
              > 0.05
              """,
            Minutes(10),
            AlertSeverity.Critical,
            "Queries over all clusters fail",
            "{{ $value | humanizePercentage }} of the queries to {{ $labels.job }} failed: dashboards are empty, and so is what the Ruler decides by."),
        new AlertRule(
            "ClusterMetricsMissing",
            // Query drops a store that it does not reach. The labels of a store are one text: {cluster="a", fleet="b"}.
            // By the cluster's name in it, and not by the whole: a cluster that changes its fleets, or one of two replicas that is away, is no cluster that is gone.
            $$"""
              count by (cluster) ({{ClusterOfStore("""max_over_time(thanos_store_nodes_grpc_connections{store_type="sidecar"}[1d])""")}})
              unless on (cluster) count by (cluster) ({{ClusterOfStore("""thanos_store_nodes_grpc_connections{store_type="sidecar"} > 0""")}})
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "Cluster {{ $labels.cluster }} shows no recent metrics",
            "The hub has not reached the Prometheus of {{ $labels.cluster }} for 15 minutes, and did within the last day: what is newer than its last upload cannot be seen.")
        { Labels = RulesOfKarmada.OfMember },
        new AlertRule(
            "ThanosStoreErrors",
            $$"""
              sum by ({{Whose}}, job) (rate(grpc_server_handled_total{grpc_service="thanos.Store",grpc_code=~"Unknown|Internal|Unavailable|DataLoss|DeadlineExceeded"}[5m]))
              / (sum by ({{Whose}}, job) (rate(grpc_server_handled_total{grpc_service="thanos.Store"}[5m])) > 0)
              > 0.05
              """,
            Minutes(10),
            AlertSeverity.Warning,
            "The store {{ $labels.job }} fails",
            "{{ $value | humanizePercentage }} of what Query asked of {{ $labels.job }} failed: answers lack its part."),
        new AlertRule(
            "ThanosObjectStoreFailing",
            // Each is tried again; what matters is when most of a kind fail.
            $$"""
              sum by ({{Whose}}, job, operation) (rate(thanos_objstore_bucket_operation_failures_total[10m]))
              / (sum by ({{Whose}}, job, operation) (rate(thanos_objstore_bucket_operations_total[10m])) > 0)
              > 0.1
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "The bucket of metrics fails for {{ $labels.job }}",
            "{{ $value | humanizePercentage }} of the operations {{ $labels.operation }} of {{ $labels.job }} failed: credentials, network, or the store itself."),
        new AlertRule(
            "ThanosCompactorHalted",
            // Nothing is lost for weeks; but queries grow slow and nothing is deleted.
            $$"""max by ({{Whose}}, job, pod) (thanos_compact_halted) == 1""",
            Minutes(10),
            AlertSeverity.Warning,
            "The Compactor has stopped itself",
            "{{ $labels.pod }} has found blocks that it cannot put right, and does nothing any more: no downsampling, no retention."),
        new AlertRule(
            "ThanosCompactionFailing",
            $$"""sum by ({{Whose}}, job) (increase(thanos_compact_group_compactions_failures_total[1h])) > 0""",
            Hours(3),
            AlertSeverity.Warning,
            "Compaction fails again and again",
            "{{ $value | humanize }} compactions of {{ $labels.job }} failed in an hour, for three hours now."),
        new AlertRule(
            "RulerAlertsDropped",
            $$"""
              sum by ({{Whose}}, job, pod) (increase(thanos_alert_sender_alerts_dropped_total[10m])) > 0
              or sum by ({{Whose}}, job, pod) (increase(thanos_alert_queue_alerts_dropped_total[10m])) > 0
              """,
            Minutes(5),
            AlertSeverity.Critical,
            "The Ruler cannot deliver alerts about sites",
            "{{ $labels.pod }} dropped {{ $value | humanize }} alerts in 10 minutes: nobody was told of them."),
        new AlertRule(
            "RulerIncomplete",
            $$"""sum by ({{Whose}}, job, pod) (increase(thanos_rule_evaluation_with_warnings_total[15m])) > 0""",
            Minutes(15),
            AlertSeverity.Warning,
            "The Ruler decides by incomplete answers",
            "{{ $value | humanize }} evaluations of {{ $labels.pod }} in 15 minutes had an answer without some store: alerts about sites may be missing."),
    ]);

    private static string ClusterOfStore(string expression) =>
        $$"""label_replace(max by (external_labels) ({{expression}}), "cluster", "$1", "external_labels", ".*[{ ]cluster=\"([^\"]+)\".*")""";
}
