using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of workloads, and of what is about to run out.</summary>
internal static class CasesOfWorkloads
{
    public static IEnumerable<AlertCase> All => [.. Pods, .. Capacity];

    private static IEnumerable<AlertCase> Pods =>
    [
        // The reason is there every other minute only.
        Fires("PodCrashLooping", "15m", "namespace=web,pod=p,container=c", """
            kube_pod_container_status_waiting_reason{namespace="web",pod="p",container="c",reason="CrashLoopBackOff"} 1 1 _ _ 1 _ _ _ 1 1 _ 1 _ 1 _ 1 1x100
            """),
        Silent("PodCrashLooping", "twice, then it runs; and one that waits for its image", """
            kube_pod_container_status_waiting_reason{namespace="web",pod="p",container="c",reason="CrashLoopBackOff"} 1x8 0x110
            kube_pod_container_status_waiting_reason{namespace="web",pod="q",container="c",reason="ImagePullBackOff"} 1x120
            """),
        Fires("PodNotReady", "30m", "namespace=web,pod=p", """
            kube_pod_status_ready{namespace="web",pod="p",condition="false"} 1x120
            kube_pod_status_ready{namespace="web",pod="p",condition="true"} 0x120
            kube_pod_status_phase{namespace="web",pod="p",phase="Pending"} 1x120
            kube_pod_status_phase{namespace="web",pod="p",phase="Succeeded"} 0x120
            """),
        Silent("PodNotReady", "a Job's pod that has ended, and one that is ready", """
            kube_pod_status_ready{namespace="web",pod="p",condition="false"} 1x120
            kube_pod_status_phase{namespace="web",pod="p",phase="Succeeded"} 1x120
            kube_pod_status_ready{namespace="web",pod="q",condition="false"} 0x120
            """),
        Fires("DeploymentStuck", "20m", "namespace=web,deployment=d", """
            kube_deployment_spec_replicas{namespace="web",deployment="d"} 3x120
            kube_deployment_status_replicas_available{namespace="web",deployment="d"} 2x120
            kube_deployment_status_replicas_updated{namespace="web",deployment="d"} 1x120
            """),
        Fires("DeploymentStuck", "20m", "namespace=web,deployment=d", """
            kube_deployment_status_condition{namespace="web",deployment="d",condition="Progressing",status="false"} 1x120
            """),
        Silent("DeploymentStuck", "a long rollout that gets on", """
            kube_deployment_spec_replicas{namespace="web",deployment="d"} 12x120
            kube_deployment_status_replicas_available{namespace="web",deployment="d"} 11x120
            kube_deployment_status_replicas_updated{namespace="web",deployment="d"} 1x9 2x9 3x9 4x9 5x9 6x9 7x9 8x9 9x9 10x9 11x9 12x9
            """),
        Silent("DeploymentStuck", "all there", """
            kube_deployment_spec_replicas{namespace="web",deployment="d"} 3x120
            kube_deployment_status_replicas_available{namespace="web",deployment="d"} 3x120
            kube_deployment_status_replicas_updated{namespace="web",deployment="d"} 3x120
            """),
        Fires("StatefulSetStuck", "20m", "namespace=web,statefulset=s", """
            kube_statefulset_replicas{namespace="web",statefulset="s"} 3x120
            kube_statefulset_status_replicas_ready{namespace="web",statefulset="s"} 2x120
            kube_statefulset_status_replicas_updated{namespace="web",statefulset="s"} 1x120
            """),
        Silent("StatefulSetStuck", "one pod restarts", """
            kube_statefulset_replicas{namespace="web",statefulset="s"} 3x120
            kube_statefulset_status_replicas_ready{namespace="web",statefulset="s"} 3x20 2x10 3x90
            kube_statefulset_status_replicas_updated{namespace="web",statefulset="s"} 3x120
            """),
        Fires("DaemonSetStuck", "30m", "namespace=web,daemonset=d", """
            kube_daemonset_status_desired_number_scheduled{namespace="web",daemonset="d"} 3x120
            kube_daemonset_status_number_available{namespace="web",daemonset="d"} 2x120
            kube_daemonset_status_updated_number_scheduled{namespace="web",daemonset="d"} 3x120
            """),
        Silent("DaemonSetStuck", "all there", """
            kube_daemonset_status_desired_number_scheduled{namespace="web",daemonset="d"} 3x120
            kube_daemonset_status_number_available{namespace="web",daemonset="d"} 3x120
            kube_daemonset_status_updated_number_scheduled{namespace="web",daemonset="d"} 3x120
            """),
        Fires("JobFailed", "5m", "namespace=web,job_name=j", """
            kube_job_failed{namespace="web",job_name="j",condition="true"} 1x120
            """),
        Silent("JobFailed", "one that did not", """
            kube_job_failed{namespace="web",job_name="j",condition="true"} 0x120
            kube_job_failed{namespace="web",job_name="j",condition="false"} 1x120
            """),
    ];

    private static IEnumerable<AlertCase> Capacity =>
    [
        Fires("VolumeFilling", "1h51m", "namespace=web,persistentvolumeclaim=v", """
            kubelet_volume_stats_capacity_bytes{namespace="web",persistentvolumeclaim="v"} 1000x180
            kubelet_volume_stats_available_bytes{namespace="web",persistentvolumeclaim="v"} 300-1x180
            """),
        Silent("VolumeFilling", "much room, and little that does not shrink", """
            kubelet_volume_stats_capacity_bytes{namespace="web",persistentvolumeclaim="v"} 1000x120
            kubelet_volume_stats_available_bytes{namespace="web",persistentvolumeclaim="v"} 900-4x120
            kubelet_volume_stats_capacity_bytes{namespace="web",persistentvolumeclaim="w"} 1000x120
            kubelet_volume_stats_available_bytes{namespace="web",persistentvolumeclaim="w"} 100x120
            """),
        Fires("VolumeAlmostFull", "5m", "namespace=web,persistentvolumeclaim=v", """
            kubelet_volume_stats_capacity_bytes{namespace="web",persistentvolumeclaim="v"} 1000x120
            kubelet_volume_stats_available_bytes{namespace="web",persistentvolumeclaim="v"} 29x120
            """),
        Fires("VolumeAlmostFull", "5m", "namespace=web,persistentvolumeclaim=v", """
            kubelet_volume_stats_inodes{namespace="web",persistentvolumeclaim="v"} 1000x120
            kubelet_volume_stats_inodes_free{namespace="web",persistentvolumeclaim="v"} 10x120
            """),
        Silent("VolumeAlmostFull", "little, and a filesystem that counts no inodes", """
            kubelet_volume_stats_capacity_bytes{namespace="web",persistentvolumeclaim="v"} 1000x120
            kubelet_volume_stats_available_bytes{namespace="web",persistentvolumeclaim="v"} 31x120
            kubelet_volume_stats_inodes{namespace="web",persistentvolumeclaim="v"} 0x120
            kubelet_volume_stats_inodes_free{namespace="web",persistentvolumeclaim="v"} 0x120
            kubelet_volume_stats_inodes{namespace="web",persistentvolumeclaim="w"} 1000x120
            kubelet_volume_stats_inodes_free{namespace="web",persistentvolumeclaim="w"} 31x120
            """),
        Fires("AutoscalerAtMaximum", "30m", "namespace=web,horizontalpodautoscaler=h", """
            kube_horizontalpodautoscaler_status_desired_replicas{namespace="web",horizontalpodautoscaler="h"} 10x120
            kube_horizontalpodautoscaler_spec_max_replicas{namespace="web",horizontalpodautoscaler="h"} 10x120
            kube_horizontalpodautoscaler_spec_min_replicas{namespace="web",horizontalpodautoscaler="h"} 2x120
            """),
        Silent("AutoscalerAtMaximum", "one below, and one of a single size", """
            kube_horizontalpodautoscaler_status_desired_replicas{namespace="web",horizontalpodautoscaler="h"} 9x120
            kube_horizontalpodautoscaler_spec_max_replicas{namespace="web",horizontalpodautoscaler="h"} 10x120
            kube_horizontalpodautoscaler_spec_min_replicas{namespace="web",horizontalpodautoscaler="h"} 2x120
            kube_horizontalpodautoscaler_status_desired_replicas{namespace="web",horizontalpodautoscaler="i"} 3x120
            kube_horizontalpodautoscaler_spec_max_replicas{namespace="web",horizontalpodautoscaler="i"} 3x120
            kube_horizontalpodautoscaler_spec_min_replicas{namespace="web",horizontalpodautoscaler="i"} 3x120
            """),
        Fires("QuotaAlmostUsed", "15m", "namespace=web,resourcequota=q,resource=limits.cpu", """
            kube_resourcequota{namespace="web",resourcequota="q",resource="limits.cpu",type="used"} 9.5x120
            kube_resourcequota{namespace="web",resourcequota="q",resource="limits.cpu",type="hard"} 10x120
            """),
        Silent("QuotaAlmostUsed", "ninety of a hundred, and one that allows none", """
            kube_resourcequota{namespace="web",resourcequota="q",resource="pods",type="used"} 90x120
            kube_resourcequota{namespace="web",resourcequota="q",resource="pods",type="hard"} 100x120
            kube_resourcequota{namespace="web",resourcequota="q",resource="services.nodeports",type="used"} 0x120
            kube_resourcequota{namespace="web",resourcequota="q",resource="services.nodeports",type="hard"} 0x120
            """),
    ];
}
