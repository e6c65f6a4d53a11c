using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Delivery: what Flux brings to a cluster, and versions that Flagger rolls out.</summary>
internal static class RulesOfDelivery
{
    private const string Object = $"{Whose}, exported_namespace, customresource_kind, name";

    public static RuleGroup Addons { get; } = new("delivery",
    [
        new AlertRule(
            "AddonUnhealthy",
            // `Unknown` counts too: what fails and is tried again goes to and fro between the two, and neither would last. What has no condition at all has no state to judge:
            // a repository of charts that is a registry never gets one.
            $$"""max by ({{Object}}) (gotk_resource_info{ready=~"False|Unknown",suspended!="true"}) == 1""",
            Minutes(30),
            AlertSeverity.Warning,
            "{{ $labels.customresource_kind }} {{ $labels.exported_namespace }}/{{ $labels.name }} is not ready",
            "Flux has not got {{ $labels.customresource_kind }} {{ $labels.exported_namespace }}/{{ $labels.name }} ready for 30 minutes: the cluster does not run what was declared."),
        new AlertRule(
            "AddonSuspended",
            $$"""max by ({{Object}}) (gotk_resource_info{suspended="true"}) == 1""",
            Days(1),
            AlertSeverity.Info,
            "{{ $labels.customresource_kind }} {{ $labels.exported_namespace }}/{{ $labels.name }} is suspended",
            "{{ $labels.customresource_kind }} {{ $labels.exported_namespace }}/{{ $labels.name }} has been suspended for a day: changes of it reach nobody."),
        new AlertRule(
            "FluxReconcileStuck",
            // A release may wait for its pods as long as its timeout, which is minutes.
            $$"""
              max by ({{Whose}}, namespace, pod, name) (
                workqueue_longest_running_processor_seconds{name=~"helmrelease|kustomization|gitrepository|helmrepository|helmchart|ocirepository|bucket"}
              ) > 1800
              """,
            Minutes(5),
            AlertSeverity.Warning,
            "Flux's {{ $labels.name }} controller is stuck",
            "The {{ $labels.name }} controller in {{ $labels.pod }} has been busy with one object for {{ $value | humanizeDuration }}."),
        new AlertRule(
            "FluxReconcileFailing",
            $$"""
              sum by ({{Whose}}, namespace, controller) (rate(controller_runtime_reconcile_total{controller=~"helmrelease|kustomization|gitrepository|helmrepository|helmchart|ocirepository|bucket",result="error"}[15m]))
              / (sum by ({{Whose}}, namespace, controller) (rate(controller_runtime_reconcile_total{controller=~"helmrelease|kustomization|gitrepository|helmrepository|helmchart|ocirepository|bucket"}[15m])) > 0)
              > 0.5
              """,
            Minutes(30),
            AlertSeverity.Warning,
            "Flux's {{ $labels.controller }} controller fails at most of what it does",
            "{{ $value | humanizePercentage }} of the reconciliations of the {{ $labels.controller }} controller ended in an error: the cause is common, such as a registry, a proxy or the API server."),
    ]);

    public static RuleGroup Rollouts { get; } = new("rollouts",
    [
        new AlertRule(
            "RolloutFailed",
            $$"""max by ({{Whose}}, namespace, name) ({{OwnNamespace("flagger_canary_status")}}) == 2""",
            Minutes(1),
            AlertSeverity.Warning,
            "The rollout of {{ $labels.namespace }}/{{ $labels.name }} failed",
            "Flagger has gone back to the version before: the new one of {{ $labels.namespace }}/{{ $labels.name }} did not meet its metrics, or never became ready."),
        new AlertRule(
            "RolloutStuck",
            // Flagger's phases take minutes each; whoever waits for a person's word for half a day has been forgotten.
            $$"""max by ({{Whose}}, namespace, name) ({{OwnNamespace("flagger_canary_status")}}) == 0""",
            Hours(12),
            AlertSeverity.Info,
            "The rollout of {{ $labels.namespace }}/{{ $labels.name }} does not end",
            "{{ $labels.namespace }}/{{ $labels.name }} has been between two versions for 12 hours."),
    ]);
}
