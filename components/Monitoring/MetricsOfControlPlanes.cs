using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>Control planes: kubernetes.io, "Kubernetes Metrics Reference"; etcd.io, "Metrics"; coredns.io, plugin "metrics"; karmada.io, "Karmada Metrics Reference".</content>
public static partial class Metrics
{
    private static ImmutableArray<Metric> AllOfControlPlanes => [.. OfApiServer, .. OfEtcd, .. OfCoreDns, .. OfKarmada, .. OfHeartbeats];

    private static ImmutableArray<Metric> OfApiServer => Of(
        MetricProducer.ApiServer,
        Counter("apiserver_request_total", "requests", "verb", "code", "resource", "subresource", "scope", "group", "version"),
        Histogram("apiserver_request_duration_seconds", "seconds", "verb", "resource", "subresource", "scope", "group", "version"),
        // As the one before, without what a request waited for webhooks and admission of its own.
        Histogram("apiserver_request_sli_duration_seconds", "seconds", "verb", "resource", "subresource", "scope", "group", "version"),
        Counter("apiserver_request_terminations_total", "requests", "code", "component", "verb"),
        Gauge("apiserver_current_inflight_requests", "requests", "request_kind"),
        Gauge("apiserver_longrunning_requests", "requests", "verb", "resource"),
        Counter("apiserver_flowcontrol_rejected_requests_total", "requests", "priority_level", "reason"),
        Histogram("apiserver_client_certificate_expiration_seconds", "seconds"),
        Counter("apiserver_admission_webhook_rejection_count", "requests", "name", "operation", "error_type"),
        Counter("apiserver_admission_webhook_fail_open_count", "requests", "name", "type"),
        Counter("apiserver_validating_admission_policy_check_total", "checks", "policy", "policy_binding", "enforcement_action", "error_type"),
        Histogram("apiserver_admission_webhook_admission_duration_seconds", "seconds", "name", "operation", "rejected"),
        Gauge("apiserver_storage_objects", "objects", "resource"),
        Gauge("aggregator_unavailable_apiservice", "", "name"),
        Counter("apiserver_audit_event_total", "events"),
        Counter("apiserver_audit_error_total", "events", "plugin"),
        Histogram("etcd_request_duration_seconds", "seconds", "operation", "type"),
        Gauge("kubernetes_build_info", "", "git_version", "major", "minor", "platform"));

    private static ImmutableArray<Metric> OfEtcd => Of(
        MetricProducer.Etcd,
        Gauge("etcd_server_has_leader", ""),
        Gauge("etcd_server_is_leader", ""),
        Counter("etcd_server_leader_changes_seen_total", "changes"),
        Gauge("etcd_server_proposals_pending", "proposals"),
        Counter("etcd_server_proposals_failed_total", "proposals"),
        Counter("etcd_server_proposals_committed_total", "proposals"),
        Gauge("etcd_server_quota_backend_bytes", "bytes"),
        Gauge("etcd_mvcc_db_total_size_in_bytes", "bytes"),
        Gauge("etcd_mvcc_db_total_size_in_use_in_bytes", "bytes"),
        Histogram("etcd_disk_wal_fsync_duration_seconds", "seconds"),
        Histogram("etcd_disk_backend_commit_duration_seconds", "seconds"),
        Histogram("etcd_network_peer_round_trip_time_seconds", "seconds", "To"),
        Counter("etcd_network_peer_sent_failures_total", "messages", "To"));

    private static ImmutableArray<Metric> OfCoreDns => Of(
        MetricProducer.CoreDns,
        Counter("coredns_dns_requests_total", "requests", "server", "zone", "type", "proto"),
        Counter("coredns_dns_responses_total", "responses", "server", "zone", "rcode"),
        Histogram("coredns_dns_request_duration_seconds", "seconds", "server", "zone"),
        Counter("coredns_forward_healthcheck_broken_total", "failures"),
        Counter("coredns_cache_hits_total", "hits", "server", "type"),
        Counter("coredns_cache_misses_total", "misses", "server"),
        Counter("coredns_panics_total", "panics"));

    // kubernetes/kube-state-metrics, docs/metrics: Lease. The member's name is the lease's, under the label that Karmada's own metrics have.
    private static ImmutableArray<Metric> OfHeartbeats => Of(
        MetricProducer.KarmadaHeartbeats,
        Gauge("kube_lease_renew_time", "seconds", "lease", "member_cluster"),
        Gauge("kube_lease_owner", "", "lease", "member_cluster", "owner_kind", "owner_name", "lease_holder"));

    private static ImmutableArray<Metric> OfKarmada => Of(
        MetricProducer.Karmada,
        // Since v1.18 the member is told by `member_cluster` alone; `cluster_name` is gone. `cluster` is the cluster that Karmada runs on.
        Gauge("cluster_ready_state", "", "member_cluster"),
        Gauge("cluster_node_number", "nodes", "member_cluster"),
        Gauge("cluster_ready_node_number", "nodes", "member_cluster"),
        Gauge("cluster_memory_allocatable_bytes", "bytes", "member_cluster"),
        Gauge("cluster_memory_allocated_bytes", "bytes", "member_cluster"),
        Gauge("cluster_cpu_allocatable_number", "cores", "member_cluster"),
        Gauge("cluster_cpu_allocated_number", "cores", "member_cluster"),
        Gauge("cluster_pod_allocatable_number", "pods", "member_cluster"),
        Gauge("cluster_pod_allocated_number", "pods", "member_cluster"),
        Histogram("cluster_sync_status_duration_seconds", "seconds", "member_cluster"),
        Counter("create_resource_to_cluster", "objects", "result", "apiversion", "kind", "member_cluster"),
        Counter("update_resource_to_cluster", "objects", "result", "apiversion", "kind", "member_cluster"),
        Counter("delete_resource_from_cluster", "objects", "result", "apiversion", "kind", "member_cluster"),
        Histogram("resource_match_policy_duration_seconds", "seconds"),
        Histogram("resource_apply_policy_duration_seconds", "seconds", "result"),
        Counter("policy_apply_attempts_total", "attempts", "result"),
        Counter("policy_preemption_total", "takeovers", "result"),
        Histogram("binding_sync_work_duration_seconds", "seconds", "result"),
        Histogram("work_sync_workload_duration_seconds", "seconds", "result"),
        Gauge("eviction_queue_depth", "tasks", "name"),
        Counter("eviction_processing_total", "tasks", "name", "result"),
        Gauge("scheduler_pending_bindings", "bindings", "queue"),
        Counter("karmada_scheduler_schedule_attempts_total", "attempts", "result", "schedule_type"),
        Histogram("karmada_scheduler_e2e_scheduling_duration_seconds", "seconds", "result", "schedule_type"),
        Gauge("karmada_build_info", "", "git_version"));
}
