using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>Delivery: fluxcd.io, "Flux Prometheus metrics"; controller-runtime's book, "Metrics Reference"; docs.flagger.app, "Monitoring"; tekton.dev, "Pipeline Controller Metrics".</content>
public static partial class Metrics
{
    private static ImmutableArray<Metric> AllOfDelivery => [.. OfFluxController, .. OfControllerRuntime, .. OfFlagger, .. OfTekton];

    private static ImmutableArray<Metric> OfFluxController => Of(
        MetricProducer.FluxController,
        Histogram("gotk_reconcile_duration_seconds", "seconds", "kind", "name", "exported_namespace"),
        Counter("gotk_cache_events_total", "events", "event_type", "name"));

    private static ImmutableArray<Metric> OfControllerRuntime => Of(
        MetricProducer.ControllerRuntime,
        Counter("controller_runtime_reconcile_total", "reconciliations", "controller", "result"),
        Counter("controller_runtime_reconcile_errors_total", "reconciliations", "controller"),
        Histogram("controller_runtime_reconcile_time_seconds", "seconds", "controller"),
        Gauge("controller_runtime_active_workers", "workers", "controller"),
        Gauge("controller_runtime_max_concurrent_reconciles", "workers", "controller"),
        Counter("controller_runtime_webhook_requests_total", "requests", "webhook", "code"),
        Gauge("workqueue_depth", "items", "name", "controller"),
        Counter("workqueue_adds_total", "items", "name", "controller"),
        Counter("workqueue_retries_total", "items", "name", "controller"),
        Histogram("workqueue_queue_duration_seconds", "seconds", "name", "controller"),
        Histogram("workqueue_work_duration_seconds", "seconds", "name", "controller"),
        Gauge("workqueue_unfinished_work_seconds", "seconds", "name", "controller"),
        Gauge("workqueue_longest_running_processor_seconds", "seconds", "name", "controller"),
        Counter("rest_client_requests_total", "requests", "code", "host", "method"),
        Gauge("leader_election_master_status", "", "name"));

    private static ImmutableArray<Metric> OfFlagger => Of(
        MetricProducer.Flagger,
        Gauge("flagger_info", "", "version", "mesh_provider"),
        Gauge("flagger_canary_total", "canaries"),
        // 0 while it runs, 1 when it succeeded, 2 when it failed.
        Gauge("flagger_canary_status", "phase", "name"),
        Gauge("flagger_canary_weight", "percent", "workload"),
        Histogram("flagger_canary_duration_seconds", "seconds", "name"));

    private static ImmutableArray<Metric> OfTekton => Of(
        MetricProducer.Tekton,
        Counter("tekton_pipelines_controller_pipelinerun_total", "runs", "status"),
        Histogram("tekton_pipelines_controller_pipelinerun_duration_seconds", "seconds", "pipeline", "status"),
        Gauge("tekton_pipelines_controller_running_pipelineruns", "runs"),
        Counter("tekton_pipelines_controller_taskrun_total", "runs", "status"));
}
