using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of delivery, backups and traffic.</summary>
internal static class CasesOfDelivery
{
    public static IEnumerable<AlertCase> All => [.. Delivery, .. Backups, .. Rest];

    private static IEnumerable<AlertCase> Delivery =>
    [
        // It goes to and fro, and is never ready.
        Fires("AddonUnhealthy", "30m", "exported_namespace=infra-system,customresource_kind=HelmRelease,name=keda", """
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="keda",ready="False"} 1x5 _x5 1x5 _x5 1x5 _x5 1x5 _x5 1x100
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="keda",ready="Unknown"} _x5 1x5 _x5 1x5 _x5 1x5 _x5 1x5
            """),
        Silent("AddonUnhealthy", "one that is ready, one that is being installed, and one that is suspended", """
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="a",ready="True"} 1x120
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="b",ready="Unknown"} 1x20 _x100
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="c",ready="False",suspended="true"} 1x120
            """),
        Silent("AddonUnhealthy", "a repository that is a registry, which Flux gives no condition", """
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRepository",name="charts",url="oci://registry.example.com/charts"} 1x120
            """),
        Fires("AddonSuspended", "1d", "exported_namespace=infra-system,customresource_kind=HelmRelease,name=keda", """
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="keda",ready="True",suspended="true"} 1x1500
            """),
        Silent("AddonSuspended", "for an afternoon", """
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="keda",ready="True",suspended="true"} 1x300 _x1200
            gotk_resource_info{exported_namespace="infra-system",customresource_kind="HelmRelease",name="keda",ready="True",suspended="false"} _x300 1x1200
            """),
        Fires("FluxReconcileStuck", "36m", "namespace=flux-system,pod=p,name=helmrelease", """
            workqueue_longest_running_processor_seconds{namespace="flux-system",pod="p",name="helmrelease"} 0+60x120
            """),
        Silent("FluxReconcileStuck", "twenty minutes, and another program", """
            workqueue_longest_running_processor_seconds{namespace="flux-system",pod="p",name="helmrelease"} 1200x120
            workqueue_longest_running_processor_seconds{namespace="web",pod="p",name="shop"} 0+60x120
            """),
        Fires("FluxReconcileFailing", "31m", "namespace=flux-system,controller=helmrelease", """
            controller_runtime_reconcile_total{namespace="flux-system",controller="helmrelease",result="error"} 0+6x120
            controller_runtime_reconcile_total{namespace="flux-system",controller="helmrelease",result="success"} 0+4x120
            """),
        Silent("FluxReconcileFailing", "four of ten", """
            controller_runtime_reconcile_total{namespace="flux-system",controller="helmrelease",result="error"} 0+4x120
            controller_runtime_reconcile_total{namespace="flux-system",controller="helmrelease",result="success"} 0+6x120
            """),
        Fires("RolloutFailed", "21m", "namespace=web,name=shop", """
            flagger_canary_status{namespace="flagger-system",exported_namespace="web",name="shop"} 0x19 2x100
            """),
        Silent("RolloutFailed", "under way, then done", """
            flagger_canary_status{namespace="web",name="shop"} 0x20 1x100
            """),
        Fires("RolloutStuck", "12h", "namespace=web,name=shop", """
            flagger_canary_status{namespace="web",name="shop"} 0x800
            """),
        Silent("RolloutStuck", "within three hours", """
            flagger_canary_status{namespace="web",name="shop"} 0x180 1x600
            """),
    ];

    private static IEnumerable<AlertCase> Backups =>
    [
        // Tried every day; the last good one is that of the first hour.
        Fires("BackupMissed", "27h40m", "schedule=daily", """
            velero_backup_last_successful_timestamp{schedule="daily"} 3600x1800
            velero_backup_attempt_total{schedule="daily"} 0x600 1x1200
            """),
        Silent("BackupMissed", "good every day, and one that somebody made by hand", """
            velero_backup_last_successful_timestamp{schedule="daily"} 3600x1440 90000x300
            velero_backup_attempt_total{schedule="daily"} 1x1440 2x300
            velero_backup_last_successful_timestamp{schedule=""} 0x1740
            velero_backup_attempt_total{schedule=""} 0x600 1x1140
            """),
        Fires("BackupMissed", "8d1h40m", "schedule=weekly", """
            velero_backup_last_successful_timestamp{schedule="weekly"} 3600x12000
            """),
        Silent("BackupMissed", "weekly, with no run since", """
            velero_backup_last_successful_timestamp{schedule="weekly"} 3600x10000
            velero_backup_attempt_total{schedule="weekly"} 1x10000
            """),
        Fires("BackupIncomplete", "51m", "schedule=daily", """
            velero_backup_partial_failure_total{schedule="daily"} 0x20 1x120
            """),
        Silent("BackupIncomplete", "none since", """
            velero_backup_partial_failure_total{schedule="daily"} 3x120
            """),
        Fires("BackupStorageDown", "30m", "backup_location_name=default", """
            velero_backup_location_status_gauge{backup_location_name="default"} 0x120
            """),
        Silent("BackupStorageDown", "for a while", """
            velero_backup_location_status_gauge{backup_location_name="default"} 1x20 0x20 1x80
            """),
        // Every six hours, and none since the first hour: 1 h + 2 × 6 h after that.
        Fires("KarmadaBackupMissed", "14h40m", "namespace=karmada-system,cronjob=etcd-backup", """
            kube_cronjob_status_last_successful_time{namespace="karmada-system",cronjob="etcd-backup"} 3600x1000
            kube_cronjob_status_last_schedule_time{namespace="karmada-system",cronjob="etcd-backup"} 3600x359 25200x359 46800x300
            kube_cronjob_next_schedule_time{namespace="karmada-system",cronjob="etcd-backup"} 25200x359 46800x359 68400x300
            kube_cronjob_created{namespace="karmada-system",cronjob="etcd-backup"} 0x1000
            kube_cronjob_spec_suspend{namespace="karmada-system",cronjob="etcd-backup"} 0x1000
            """),
        Fires("KarmadaBackupMissed", "30m", "namespace=karmada-system,cronjob=etcd-backup", """
            kube_cronjob_spec_suspend{namespace="karmada-system",cronjob="etcd-backup"} 1x120
            """),
        Fires("KarmadaBackupMissed", "24h40m", "namespace=karmada-system,cronjob=etcd-backup", """
            kube_cronjob_created{namespace="karmada-system",cronjob="etcd-backup"} 0x1500
            kube_cronjob_spec_suspend{namespace="karmada-system",cronjob="etcd-backup"} 0x1500
            """),
        Silent("KarmadaBackupMissed", "every six hours, and another job", """
            kube_cronjob_status_last_successful_time{namespace="karmada-system",cronjob="etcd-backup"} 3660x359 25260x359 46860x300
            kube_cronjob_status_last_schedule_time{namespace="karmada-system",cronjob="etcd-backup"} 3600x359 25200x359 46800x300
            kube_cronjob_next_schedule_time{namespace="karmada-system",cronjob="etcd-backup"} 25200x359 46800x359 68400x300
            kube_cronjob_spec_suspend{namespace="karmada-system",cronjob="etcd-backup"} 0x1000
            kube_cronjob_created{namespace="karmada-system",cronjob="etcd-backup"} 0x1000
            kube_cronjob_spec_suspend{namespace="web",cronjob="report"} 1x1000
            """),
    ];

    private static IEnumerable<AlertCase> Rest =>
    [
        Fires("GatewayErrors", "13m", "source_workload=istio-ingressgateway,destination_service_namespace=web,destination_service_name=shop", """
            istio_requests_total{reporter="source",source_workload="istio-ingressgateway",destination_service_namespace="web",destination_service_name="shop",response_code="200"} 0+11x120
            istio_requests_total{reporter="source",source_workload="istio-ingressgateway",destination_service_namespace="web",destination_service_name="shop",response_code="503"} 0+1x120
            """),
        Silent("GatewayErrors", "few errors; few requests; calls between services", """
            istio_requests_total{reporter="source",source_workload="istio-ingressgateway",destination_service_namespace="web",destination_service_name="a",response_code="200"} 0+96x120
            istio_requests_total{reporter="source",source_workload="istio-ingressgateway",destination_service_namespace="web",destination_service_name="a",response_code="503"} 0+4x120
            istio_requests_total{reporter="source",source_workload="istio-ingressgateway",destination_service_namespace="web",destination_service_name="b",response_code="503"} 0+5x120
            istio_requests_total{reporter="source",source_workload="cart",destination_service_namespace="web",destination_service_name="c",response_code="503"} 0+90x120
            """),
        Fires("MeshConfigurationRejected", "11m", "type=cds", """
            pilot_total_xds_rejects{type="cds"} 0+1x120
            """),
        Silent("MeshConfigurationRejected", "once", """
            pilot_total_xds_rejects{type="cds"} 0x20 1x100
            """),
    ];
}
