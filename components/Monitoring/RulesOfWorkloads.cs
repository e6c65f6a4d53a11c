using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Workloads: pods that do not run, rollouts that do not end, and what is about to run out.</summary>
internal static class RulesOfWorkloads
{
    public static RuleGroup Pods { get; } = new("pods",
    [
        new AlertRule(
            "PodCrashLooping",
            // Between two starts the reason goes away for a moment; the window keeps it.
            $$"""max by ({{Whose}}, namespace, pod, container) (max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m])) == 1""",
            Minutes(15),
            AlertSeverity.Warning,
            "{{ $labels.namespace }}/{{ $labels.pod }} crashes again and again",
            "The container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} has been ending soon after each start for 15 minutes."),
        new AlertRule(
            "PodNotReady",
            $$"""
              max by ({{Whose}}, namespace, pod) (kube_pod_status_ready{condition=~"false|unknown"}) == 1
              unless on ({{Whose}}, namespace, pod) max by ({{Whose}}, namespace, pod) (kube_pod_status_phase{phase=~"Succeeded|Failed"}) == 1
              """,
            Minutes(30),
            AlertSeverity.Warning,
            "{{ $labels.namespace }}/{{ $labels.pod }} is not ready",
            "{{ $labels.namespace }}/{{ $labels.pod }} has not been ready for 30 minutes: it waits for a node, an image or a volume, or its own probe fails."),
        new AlertRule(
            "DeploymentStuck",
            $$"""
              max by ({{Whose}}, namespace, deployment) (kube_deployment_status_condition{condition="Progressing",status="false"}) == 1
              or (
                max by ({{Whose}}, namespace, deployment) (kube_deployment_spec_replicas)
                > max by ({{Whose}}, namespace, deployment) (kube_deployment_status_replicas_available)
                and max by ({{Whose}}, namespace, deployment) (changes(kube_deployment_status_replicas_updated[15m])) == 0
              )
              """,
            Minutes(20),
            AlertSeverity.Warning,
            "Deployment {{ $labels.namespace }}/{{ $labels.deployment }} does not get on",
            "{{ $labels.namespace }}/{{ $labels.deployment }} has had fewer pods available than it should for 20 minutes, and starts no more, or is past its progress deadline."),
        new AlertRule(
            "StatefulSetStuck",
            $$"""
              max by ({{Whose}}, namespace, statefulset) (kube_statefulset_replicas)
              > max by ({{Whose}}, namespace, statefulset) (kube_statefulset_status_replicas_ready)
              and max by ({{Whose}}, namespace, statefulset) (changes(kube_statefulset_status_replicas_updated[15m])) == 0
              """,
            Minutes(20),
            AlertSeverity.Warning,
            "StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} does not get on",
            "{{ $labels.namespace }}/{{ $labels.statefulset }} has had fewer pods ready than the {{ $value }} that it should for 20 minutes."),
        new AlertRule(
            "DaemonSetStuck",
            $$"""
              max by ({{Whose}}, namespace, daemonset) (
                kube_daemonset_status_desired_number_scheduled - kube_daemonset_status_number_available
              ) > 0
              and max by ({{Whose}}, namespace, daemonset) (changes(kube_daemonset_status_updated_number_scheduled[15m])) == 0
              """,
            Minutes(30),
            AlertSeverity.Warning,
            "DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} does not get on",
            "{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.daemonset }} have not been available on their nodes for 30 minutes."),
        new AlertRule(
            "JobFailed",
            $$"""max by ({{Whose}}, namespace, job_name) (kube_job_failed{condition="true"}) == 1""",
            Minutes(5),
            AlertSeverity.Warning,
            "Job {{ $labels.namespace }}/{{ $labels.job_name }} failed",
            "{{ $labels.namespace }}/{{ $labels.job_name }} has used up its tries. The alert ends when the Job is deleted."),
    ]);

    public static RuleGroup Capacity { get; } = new("capacity",
    [
        new AlertRule(
            "VolumeFilling",
            $$"""
              min by ({{Whose}}, namespace, persistentvolumeclaim) (
                kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.25
                and predict_linear(kubelet_volume_stats_available_bytes[6h], 3 * 24 * 3600) < 0
              )
              """,
            Hours(1),
            AlertSeverity.Warning,
            "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} will be full within three days",
            "{{ $value | humanizePercentage }} of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free, and at the pace of the last 6 hours nothing will be in three days."),
        new AlertRule(
            "VolumeAlmostFull",
            $$"""
              min by ({{Whose}}, namespace, persistentvolumeclaim) (
                kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes < 0.03
                or kubelet_volume_stats_inodes_free / (kubelet_volume_stats_inodes > 0) < 0.03
              )
              """,
            Minutes(5),
            AlertSeverity.Critical,
            "Volume {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is almost full",
            "{{ $value | humanizePercentage }} of the space or of the inodes of {{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }} is free."),
        new AlertRule(
            "AutoscalerAtMaximum",
            // One that may have a single size is no autoscaler.
            $$"""
              max by ({{Whose}}, namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_desired_replicas)
              >= max by ({{Whose}}, namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_max_replicas)
              and max by ({{Whose}}, namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_max_replicas)
              > max by ({{Whose}}, namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_min_replicas)
              """,
            Minutes(30),
            AlertSeverity.Warning,
            "Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} is at its maximum",
            "{{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has wanted all of its {{ $value }} pods for 30 minutes: more load has nowhere to go."),
        new AlertRule(
            "QuotaAlmostUsed",
            $$"""
              max by ({{Whose}}, namespace, resourcequota, resource) (kube_resourcequota{type="used"})
              / (max by ({{Whose}}, namespace, resourcequota, resource) (kube_resourcequota{type="hard"}) > 0)
              > 0.9
              """,
            Minutes(15),
            AlertSeverity.Info,
            "Namespace {{ $labels.namespace }} has almost used its quota of {{ $labels.resource }}",
            "{{ $value | humanizePercentage }} of {{ $labels.resource }} that {{ $labels.resourcequota }} allows in {{ $labels.namespace }} is used: rollouts that need more wait."),
    ]);
}
