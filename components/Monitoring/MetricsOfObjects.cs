using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>The state of Kubernetes' objects: github.com/kubernetes/kube-state-metrics, docs/metrics; fluxcd.io, "Flux Prometheus metrics".</content>
public static partial class Metrics
{
    private static ImmutableArray<Metric> AllOfObjects => [.. KubeStateMetricsOfNodesAndPods, .. KubeStateMetricsOfWorkloads, .. KubeStateMetricsOfTheRest, .. OfFluxState, .. OfPolicyState];

    private static ImmutableArray<Metric> KubeStateMetricsOfNodesAndPods => Of(
        MetricProducer.KubeStateMetrics,
        Gauge("kube_node_info", "", "node", "kubelet_version", "os_image", "kernel_version", "container_runtime_version", "internal_ip"),
        Gauge("kube_node_labels", "", "node"),
        Gauge("kube_node_role", "", "node", "role"),
        Gauge("kube_node_spec_unschedulable", "", "node"),
        Gauge("kube_node_spec_taint", "", "node", "key", "effect", "value"),
        Gauge("kube_node_status_condition", "", "node", "condition", "status"),
        Gauge("kube_node_status_allocatable", "of resource", "node", "resource", "unit"),
        Gauge("kube_node_status_capacity", "of resource", "node", "resource", "unit"),
        Gauge("kube_node_created", "seconds", "node"),
        Gauge("kube_namespace_created", "seconds"),
        Gauge("kube_namespace_labels", ""),
        Gauge("kube_namespace_status_phase", "", "phase"),
        Gauge("kube_pod_info", "", "node", "host_ip", "pod_ip", "created_by_kind", "created_by_name", "host_network"),
        Gauge("kube_pod_owner", "", "owner_kind", "owner_name", "owner_is_controller"),
        Gauge("kube_pod_labels", ""),
        Gauge("kube_pod_created", "seconds"),
        Gauge("kube_pod_start_time", "seconds"),
        Gauge("kube_pod_status_phase", "", "phase"),
        Gauge("kube_pod_status_ready", "", "condition"),
        Gauge("kube_pod_status_reason", "", "reason"),
        Gauge("kube_pod_status_unschedulable", ""),
        Counter("kube_pod_container_status_restarts_total", "restarts"),
        Gauge("kube_pod_container_status_ready", ""),
        Gauge("kube_pod_container_status_running", ""),
        Gauge("kube_pod_container_status_waiting_reason", "", "reason"),
        Gauge("kube_pod_container_status_terminated_reason", "", "reason"),
        Gauge("kube_pod_container_status_last_terminated_reason", "", "reason"),
        Gauge("kube_pod_container_resource_requests", "of resource", "resource", "unit", "node"),
        Gauge("kube_pod_container_resource_limits", "of resource", "resource", "unit", "node"),
        Gauge("kube_pod_container_info", "", "image", "image_spec", "image_id"));

    private static ImmutableArray<Metric> KubeStateMetricsOfWorkloads => Of(
        MetricProducer.KubeStateMetrics,
        Gauge("kube_deployment_created", "seconds", "deployment"),
        Gauge("kube_deployment_spec_replicas", "pods", "deployment"),
        Gauge("kube_deployment_spec_paused", "", "deployment"),
        Gauge("kube_deployment_status_replicas", "pods", "deployment"),
        Gauge("kube_deployment_status_replicas_ready", "pods", "deployment"),
        Gauge("kube_deployment_status_replicas_available", "pods", "deployment"),
        Gauge("kube_deployment_status_replicas_unavailable", "pods", "deployment"),
        Gauge("kube_deployment_status_replicas_updated", "pods", "deployment"),
        Gauge("kube_deployment_status_observed_generation", "generation", "deployment"),
        Gauge("kube_deployment_metadata_generation", "generation", "deployment"),
        Gauge("kube_deployment_status_condition", "", "deployment", "condition", "status", "reason"),
        Gauge("kube_replicaset_owner", "", "replicaset", "owner_kind", "owner_name"),
        Gauge("kube_statefulset_replicas", "pods", "statefulset"),
        Gauge("kube_statefulset_status_replicas", "pods", "statefulset"),
        Gauge("kube_statefulset_status_replicas_ready", "pods", "statefulset"),
        Gauge("kube_statefulset_status_replicas_updated", "pods", "statefulset"),
        Gauge("kube_statefulset_status_replicas_current", "pods", "statefulset"),
        Gauge("kube_statefulset_status_current_revision", "", "statefulset", "revision"),
        Gauge("kube_statefulset_status_update_revision", "", "statefulset", "revision"),
        Gauge("kube_daemonset_status_desired_number_scheduled", "pods", "daemonset"),
        Gauge("kube_daemonset_status_current_number_scheduled", "pods", "daemonset"),
        Gauge("kube_daemonset_status_number_ready", "pods", "daemonset"),
        Gauge("kube_daemonset_status_number_available", "pods", "daemonset"),
        Gauge("kube_daemonset_status_number_unavailable", "pods", "daemonset"),
        Gauge("kube_daemonset_status_number_misscheduled", "pods", "daemonset"),
        Gauge("kube_daemonset_status_updated_number_scheduled", "pods", "daemonset"),
        Gauge("kube_job_status_failed", "pods", "job_name", "reason"),
        Gauge("kube_job_failed", "", "job_name", "condition"),
        Gauge("kube_job_complete", "", "job_name", "condition"),
        Gauge("kube_job_status_start_time", "seconds", "job_name"),
        Gauge("kube_job_owner", "", "job_name", "owner_kind", "owner_name"),
        Gauge("kube_cronjob_info", "", "cronjob", "schedule", "concurrency_policy"),
        Gauge("kube_cronjob_created", "seconds", "cronjob"),
        Gauge("kube_cronjob_spec_suspend", "", "cronjob"),
        Gauge("kube_cronjob_status_active", "jobs", "cronjob"),
        Gauge("kube_cronjob_status_last_schedule_time", "seconds", "cronjob"),
        Gauge("kube_cronjob_status_last_successful_time", "seconds", "cronjob"),
        Gauge("kube_cronjob_next_schedule_time", "seconds", "cronjob"));

    private static ImmutableArray<Metric> KubeStateMetricsOfTheRest => Of(
        MetricProducer.KubeStateMetrics,
        Gauge("kube_horizontalpodautoscaler_spec_max_replicas", "pods", "horizontalpodautoscaler"),
        Gauge("kube_horizontalpodautoscaler_spec_min_replicas", "pods", "horizontalpodautoscaler"),
        Gauge("kube_horizontalpodautoscaler_status_current_replicas", "pods", "horizontalpodautoscaler"),
        Gauge("kube_horizontalpodautoscaler_status_desired_replicas", "pods", "horizontalpodautoscaler"),
        Gauge("kube_horizontalpodautoscaler_status_condition", "", "horizontalpodautoscaler", "condition", "status"),
        Gauge("kube_poddisruptionbudget_status_desired_healthy", "pods", "poddisruptionbudget"),
        Gauge("kube_poddisruptionbudget_status_current_healthy", "pods", "poddisruptionbudget"),
        Gauge("kube_poddisruptionbudget_status_pod_disruptions_allowed", "pods", "poddisruptionbudget"),
        Gauge("kube_persistentvolumeclaim_info", "", "persistentvolumeclaim", "storageclass", "volumename"),
        Gauge("kube_persistentvolumeclaim_status_phase", "", "persistentvolumeclaim", "phase"),
        Gauge("kube_persistentvolumeclaim_resource_requests_storage_bytes", "bytes", "persistentvolumeclaim"),
        Gauge("kube_persistentvolumeclaim_access_mode", "", "persistentvolumeclaim", "access_mode"),
        Gauge("kube_persistentvolume_status_phase", "", "persistentvolume", "phase"),
        Gauge("kube_resourcequota", "of resource", "resourcequota", "resource", "type"),
        Gauge("kube_service_info", "", "service", "cluster_ip"),
        Gauge("kube_endpoint_address", "addresses", "endpoint", "ready", "ip", "port_name"),
        Counter("kube_state_metrics_list_total", "lists", "resource", "result"),
        Counter("kube_state_metrics_watch_total", "watches", "resource", "result"));

    private static ImmutableArray<Metric> OfFluxState => Of(
        MetricProducer.FluxState,
        Gauge(
            "gotk_resource_info",
            "",
            "customresource_group",
            "customresource_kind",
            "customresource_version",
            "exported_namespace",
            "name",
            "ready",
            "suspended",
            "revision",
            "chart_name",
            "url",
            "source_name"));

    private static ImmutableArray<Metric> OfPolicyState => Of(
        MetricProducer.PolicyState,
        Gauge("policy_info", "", "customresource_kind", "policy_name", "policy", "severity", "action", "native", "generated", "ready"),
        Gauge("policy_exception_expiry_timestamp_seconds", "seconds", "exception", "policy_name"),
        Gauge("policy_report_violation_info", "", "policy_name", "severity", "resource_api", "resource_kind", "resource_name"),
        Gauge("policy_report_error_info", "", "policy_name", "severity", "resource_api", "resource_kind", "resource_name"));
}
