using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>Add-ons: cert-manager.io, "Prometheus Metrics"; velero's pkg/metrics; kyverno.io, "Monitoring"; opencost.io, "Exporter metrics"; keda.sh, "Integrate with Prometheus"; external-secrets.io, "Metrics".</content>
public static partial class Metrics
{
    private static ImmutableArray<Metric> AllOfAddons => [.. OfCertManager, .. OfVelero, .. OfKyverno, .. OfOpenCost, .. OfKeda, .. OfExternalSecrets];

    private static ImmutableArray<Metric> OfCertManager => Of(
        MetricProducer.CertManager,
        Gauge("certmanager_certificate_expiration_timestamp_seconds", "seconds", "name", "issuer_name", "issuer_kind", "issuer_group"),
        Gauge("certmanager_certificate_renewal_timestamp_seconds", "seconds", "name", "issuer_name", "issuer_kind", "issuer_group"),
        Gauge("certmanager_certificate_ready_status", "", "name", "condition", "issuer_name", "issuer_kind", "issuer_group"),
        Counter("certmanager_controller_sync_error_count", "reconciliations", "controller"));

    private static ImmutableArray<Metric> OfVelero => Of(
        MetricProducer.Velero,
        Counter("velero_backup_attempt_total", "backups", "schedule"),
        Counter("velero_backup_success_total", "backups", "schedule"),
        Counter("velero_backup_partial_failure_total", "backups", "schedule"),
        Counter("velero_backup_failure_total", "backups", "schedule"),
        Gauge("velero_backup_last_successful_timestamp", "seconds", "schedule"),
        Gauge("velero_backup_location_status_gauge", "", "backup_location_name"),
        Gauge("velero_backup_tarball_size_bytes", "bytes", "schedule"),
        Histogram("velero_backup_duration_seconds", "seconds", "schedule"),
        Counter("velero_restore_failed_total", "restores", "schedule"));

    // github.com/kyverno/kyverno, pkg/metrics: each kind of policy is counted under a name of its own. The values of the chart say which labels are left out (PolicyPackManifests).
    private static ImmutableArray<Metric> OfKyverno => Of(
        MetricProducer.Kyverno,
        Counter("kyverno_validating_policy_results_total", "results", "policy_name", "policy_validation_mode", "resource_kind", "execution_cause", "result"),
        Counter("kyverno_image_validating_policy_results_total", "results", "policy_name", "policy_validation_mode", "resource_kind", "execution_cause", "result"),
        Counter("kyverno_mutating_policy_results_total", "results", "policy_name", "resource_kind", "execution_cause", "result"),
        Counter("kyverno_generating_policy_results_total", "results", "policy_name", "resource_kind", "execution_cause", "result"),
        Histogram("kyverno_validating_policy_execution_duration_seconds", "seconds", "policy_name", "execution_cause", "result"),
        Histogram("kyverno_image_validating_policy_execution_duration_seconds", "seconds", "policy_name", "execution_cause", "result"),
        Counter("kyverno_admission_requests_total", "requests", "resource_kind", "resource_request_operation", "request_allowed"),
        Histogram("kyverno_admission_review_duration_seconds", "seconds", "resource_request_operation", "request_allowed"));

    private static ImmutableArray<Metric> OfOpenCost => Of(
        MetricProducer.OpenCost,
        Gauge("node_total_hourly_cost", "dollars", "instance_type", "region"),
        // The price of a core, and of a GiB of memory.
        Gauge("node_cpu_hourly_cost", "dollars", "instance_type", "region"),
        Gauge("node_ram_hourly_cost", "dollars", "instance_type", "region"),
        Gauge("container_cpu_allocation", "cores"),
        Gauge("container_memory_allocation_bytes", "bytes"),
        Gauge("pv_hourly_cost", "dollars", "persistentvolume"));

    private static ImmutableArray<Metric> OfKeda => Of(
        MetricProducer.Keda,
        Gauge("keda_scaler_active", "", "scaledObject", "scaler"),
        Counter("keda_scaler_detail_errors_total", "errors", "scaledObject", "scaler"),
        Gauge("keda_scaled_object_paused", "", "scaledObject"));

    private static ImmutableArray<Metric> OfExternalSecrets => Of(
        MetricProducer.ExternalSecrets,
        Counter("externalsecret_sync_calls_total", "calls", "name"),
        Counter("externalsecret_sync_calls_error", "calls", "name"),
        Gauge("externalsecret_status_condition", "", "name", "condition", "status"));
}
