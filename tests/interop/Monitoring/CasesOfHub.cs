using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of the hub: Karmada, Thanos and Alertmanager.</summary>
internal static class CasesOfHub
{
    public static IEnumerable<AlertCase> All => [.. Karmada, .. Thanos, .. Alertmanager];

    private static IEnumerable<AlertCase> Karmada =>
    [
        Fires("ClusterUnreachable", "5m", "cluster=m1,member_cluster=m1,fleet=members", """
            cluster_ready_state{member_cluster="m1",pod="p"} 0x120
            cluster_ready_state{member_cluster="m2",pod="p"} 1x120
            """),
        // Nothing for a quarter of an hour, and five minutes more; the clock of the site is an hour ahead. It lasts for days, and ends when the cluster is no member any more.
        Fires("ClusterUnreachable", "50m", "cluster=site-1,member_cluster=site-1,fleet=members", """
            up{job="karmada-controller-manager"} 1x6000
            kube_lease_renew_time{job="karmada-heartbeats",lease="site-1",member_cluster="site-1",pod="p"} 3600+60x30 5400x5900
            kube_lease_owner{job="karmada-heartbeats",namespace="karmada-cluster",lease="site-1",member_cluster="site-1",pod="p"} 1x5931
            kube_lease_renew_time{job="karmada-heartbeats",lease="site-2",member_cluster="site-2",pod="p"} 0+60x6000
            kube_lease_owner{job="karmada-heartbeats",namespace="karmada-cluster",lease="site-2",member_cluster="site-2",pod="p"} 1x6000
            """, endsBy: "5951m"),
        Silent("ClusterUnreachable", "the reader of heartbeats starts anew, a line is down for ten minutes, and a lease that is no cluster's", """
            up{job="karmada-controller-manager"} 1x120
            kube_lease_renew_time{job="karmada-heartbeats",lease="s",member_cluster="s",pod="a"} 0+60x30
            kube_lease_owner{job="karmada-heartbeats",namespace="karmada-cluster",lease="s",member_cluster="s",pod="a"} 1x30
            kube_lease_renew_time{job="karmada-heartbeats",lease="s",member_cluster="s",pod="b"} _x31 1860+60x20 3060x10 3660+60x60
            kube_lease_owner{job="karmada-heartbeats",namespace="karmada-cluster",lease="s",member_cluster="s",pod="b"} _x31 1x90
            kube_lease_renew_time{job="karmada-heartbeats",lease="karmada-scheduler",member_cluster="karmada-scheduler",pod="b"} 5x120
            kube_lease_owner{job="karmada-heartbeats",namespace="karmada-system",lease="karmada-scheduler",member_cluster="karmada-scheduler",pod="b"} 1x120
            """),
        Silent("ClusterUnreachable", "a cluster that is pushed to, while nobody renews its lease because Karmada's controller-manager is away", """
            up{job="karmada-controller-manager"} 1x30 0x90
            cluster_ready_state{member_cluster="m1",pod="p"} 1x30
            kube_lease_renew_time{job="karmada-heartbeats",lease="m1",member_cluster="m1",pod="p"} 0+60x30 1800x90
            kube_lease_owner{job="karmada-heartbeats",namespace="karmada-cluster",lease="m1",member_cluster="m1",pod="p"} 1x120
            """),
        Silent("ClusterUnreachable", "a short break", """
            cluster_ready_state{member_cluster="m1",pod="p"} 1x20 0x4 1x90
            """),
        Fires("ClusterNodesNotReady", "15m", "cluster=m1,member_cluster=m1,fleet=members", """
            cluster_ready_node_number{member_cluster="m1",pod="p"} 2x120
            cluster_node_number{member_cluster="m1",pod="p"} 3x120
            """),
        Silent("ClusterNodesNotReady", "three of four, and a cluster without nodes", """
            cluster_ready_node_number{member_cluster="m1",pod="p"} 3x120
            cluster_node_number{member_cluster="m1",pod="p"} 4x120
            cluster_ready_node_number{member_cluster="m2",pod="p"} 0x120
            cluster_node_number{member_cluster="m2",pod="p"} 0x120
            """),
        Fires("ClusterMetricsMissing", "51m", "cluster=m1,fleet=members", """
            thanos_store_nodes_grpc_connections{store_type="sidecar",external_labels="{cluster=\"m1\", fleet=\"a\"}"} 1x30
            thanos_store_nodes_grpc_connections{store_type="sidecar",external_labels="{cluster=\"m2\", fleet=\"a\"}"} 1x120
            """),
        Silent("ClusterMetricsMissing", "there; and a part of the hub that goes", """
            thanos_store_nodes_grpc_connections{store_type="sidecar",external_labels="{cluster=\"m1\", fleet=\"a\"}"} 1x120
            thanos_store_nodes_grpc_connections{store_type="rule",external_labels="{ruler_replica=\"r\"}"} 1x30
            """),
        Silent("ClusterMetricsMissing", "a cluster that comes to another fleet, and one of two replicas that goes", """
            thanos_store_nodes_grpc_connections{store_type="sidecar",external_labels="{cluster=\"m1\", fleet=\"a\"}"} 1x30
            thanos_store_nodes_grpc_connections{store_type="sidecar",external_labels="{cluster=\"m1\", fleet=\"a+b\"}"} _x30 1x90
            thanos_store_nodes_grpc_connections{store_type="sidecar",external_labels="{cluster=\"m2\", fleet=\"a\", prometheus_replica=\"0\"}"} 1x120
            thanos_store_nodes_grpc_connections{store_type="sidecar",external_labels="{cluster=\"m2\", fleet=\"a\", prometheus_replica=\"1\"}"} 1x30
            """),
        Fires("KarmadaSilent", "10m", "", """
            up{job="other"} 1x120
            """),
        Fires("KarmadaSilent", "41m", "", """
            up{job="karmada-controller-manager"} 1x120
            up{job="karmada-heartbeats"} 1x30 0x90
            """),
        Silent("KarmadaSilent", "one of two pods is down, and there is no cluster that is pushed to", """
            up{job="karmada-heartbeats"} 1x120
            up{job="karmada-controller-manager",pod="a"} 0x120
            up{job="karmada-controller-manager",pod="b"} 1x120
            """),
        Fires("KarmadaWorksNotApplied", "21m", "cluster=m1,member_cluster=m1,fleet=members", """
            update_resource_to_cluster{member_cluster="m1",kind="Deployment",result="error",operationResult="none"} 0+1x120
            """),
        Silent("KarmadaWorksNotApplied", "conflicts that the next try settles", """
            update_resource_to_cluster{member_cluster="m1",kind="Deployment",result="error",operationResult="none"} 0x20 2x20 4x20 6x60
            update_resource_to_cluster{member_cluster="m1",kind="Deployment",result="success",operationResult="updated"} 0+100x120
            """),
        Fires("KarmadaBindingsFailing", "16m", "", """
            binding_sync_work_duration_seconds_count{result="error"} 0+20x120
            binding_sync_work_duration_seconds_count{result="success"} 0+80x120
            """),
        Silent("KarmadaBindingsFailing", "one of twenty", """
            binding_sync_work_duration_seconds_count{result="error"} 0+5x120
            binding_sync_work_duration_seconds_count{result="success"} 0+95x120
            """),
        Fires("KarmadaPoliciesFailing", "16m", "", """
            policy_apply_attempts_total{result="error"} 0+20x120
            policy_apply_attempts_total{result="success"} 0+80x120
            """),
        Silent("KarmadaPoliciesFailing", "one of twenty", """
            policy_apply_attempts_total{result="error"} 0+5x120
            policy_apply_attempts_total{result="success"} 0+95x120
            """),
        Fires("KarmadaUnschedulable", "30m", "", """
            scheduler_pending_bindings{queue="unschedulable"} 1x120
            """),
        Silent("KarmadaUnschedulable", "for some minutes, and some that wait their turn", """
            scheduler_pending_bindings{queue="unschedulable"} 0x20 3x20 0x80
            scheduler_pending_bindings{queue="active"} 9x120
            """),
    ];

    private static IEnumerable<AlertCase> Thanos =>
    [
        Fires("ThanosReceiveErrors", "11m", "job=thanos-receive", """
            http_requests_total{job="thanos-receive",handler="receive",code="200"} 0+90x120
            http_requests_total{job="thanos-receive",handler="receive",code="500"} 0+10x120
            """),
        Silent("ThanosReceiveErrors", "samples that are too old, four of a hundred that fail, and another handler", """
            http_requests_total{job="thanos-receive",handler="receive",code="200"} 0+90x120
            http_requests_total{job="thanos-receive",handler="receive",code="409"} 0+10x120
            http_requests_total{job="thanos-receive",handler="receive",code="503"} 0+4x120
            http_requests_total{job="thanos-receive",handler="metrics",code="500"} 0+10x120
            """),
        Fires("ThanosReceiveReplicationFailing", "16m", "job=thanos-receive", """
            thanos_receive_replications_total{job="thanos-receive",result="success"} 0+90x120
            thanos_receive_replications_total{job="thanos-receive",result="error"} 0+10x120
            """),
        Silent("ThanosReceiveReplicationFailing", "four of a hundred", """
            thanos_receive_replications_total{job="thanos-receive",result="success"} 0+96x120
            thanos_receive_replications_total{job="thanos-receive",result="error"} 0+4x120
            """),
        Fires("ThanosHashringStale", "10m", "job=thanos-receive,pod=p", """
            thanos_receive_config_last_reload_successful{job="thanos-receive",pod="p"} 0x120
            """),
        Silent("ThanosHashringStale", "read", """
            thanos_receive_config_last_reload_successful{job="thanos-receive",pod="p"} 1x120
            """),
        Fires("ThanosQueryErrors", "11m", "job=thanos-query", """
            http_requests_total{job="thanos-query",handler="query",code="200"} 0+90x120
            http_requests_total{job="thanos-query",handler="query_range",code="502"} 0+10x120
            """),
        Silent("ThanosQueryErrors", "questions that are wrong, and four of a hundred that fail", """
            http_requests_total{job="thanos-query",handler="query",code="200"} 0+80x120
            http_requests_total{job="thanos-query",handler="query",code="400"} 0+20x120
            http_requests_total{job="thanos-query",handler="query",code="503"} 0+4x120
            """),
        Fires("ThanosStoreErrors", "11m", "job=thanos-storegateway", """
            grpc_server_handled_total{job="thanos-storegateway",grpc_service="thanos.Store",grpc_code="OK"} 0+90x120
            grpc_server_handled_total{job="thanos-storegateway",grpc_service="thanos.Store",grpc_code="Internal"} 0+10x120
            """),
        Silent("ThanosStoreErrors", "questions that nobody waits for any more, four of a hundred that fail, and another service", """
            grpc_server_handled_total{job="thanos-storegateway",grpc_service="thanos.Store",grpc_code="OK"} 0+90x120
            grpc_server_handled_total{job="thanos-storegateway",grpc_service="thanos.Store",grpc_code="Canceled"} 0+10x120
            grpc_server_handled_total{job="thanos-storegateway",grpc_service="thanos.Store",grpc_code="Internal"} 0+4x120
            grpc_server_handled_total{job="etcd",grpc_service="etcdserverpb.KV",grpc_code="Unavailable"} 0+10x120
            """),
        Fires("ThanosObjectStoreFailing", "16m", "job=thanos-compactor,operation=upload", """
            thanos_objstore_bucket_operations_total{job="thanos-compactor",operation="upload"} 0+100x120
            thanos_objstore_bucket_operation_failures_total{job="thanos-compactor",operation="upload"} 0+20x120
            """),
        Silent("ThanosObjectStoreFailing", "nine of a hundred", """
            thanos_objstore_bucket_operations_total{job="thanos-compactor",operation="get"} 0+100x120
            thanos_objstore_bucket_operation_failures_total{job="thanos-compactor",operation="get"} 0+9x120
            """),
        Fires("ThanosCompactorHalted", "10m", "job=thanos-compactor,pod=p", """
            thanos_compact_halted{job="thanos-compactor",pod="p"} 1x120
            """),
        Silent("ThanosCompactorHalted", "at work", """
            thanos_compact_halted{job="thanos-compactor",pod="p"} 0x120
            """),
        Fires("ThanosCompactionFailing", "3h1m", "job=thanos-compactor", """
            thanos_compact_group_compactions_failures_total{job="thanos-compactor",resolution="0"} 0+1x240
            """),
        Silent("ThanosCompactionFailing", "an hour's outage of the bucket", """
            thanos_compact_group_compactions_failures_total{job="thanos-compactor",resolution="0"} 0+1x60 60x180
            """),
        Fires("RulerAlertsDropped", "6m", "job=thanos-ruler,pod=p", """
            thanos_alert_sender_alerts_dropped_total{job="thanos-ruler",pod="p"} 0+1x120
            thanos_alert_queue_alerts_dropped_total{job="thanos-ruler",pod="p"} 0x120
            """),
        Fires("RulerAlertsDropped", "6m", "job=thanos-ruler,pod=p", """
            thanos_alert_sender_alerts_dropped_total{job="thanos-ruler",pod="p"} 0x120
            thanos_alert_queue_alerts_dropped_total{job="thanos-ruler",pod="p"} 0+1x120
            """),
        Silent("RulerAlertsDropped", "none", """
            thanos_alert_sender_alerts_dropped_total{job="thanos-ruler",pod="p"} 4x120
            thanos_alert_queue_alerts_dropped_total{job="thanos-ruler",pod="p"} 0x120
            """),
        Fires("RulerIncomplete", "16m", "job=thanos-ruler,pod=p", """
            thanos_rule_evaluation_with_warnings_total{job="thanos-ruler",pod="p"} 0+1x120
            """),
        Silent("RulerIncomplete", "none since", """
            thanos_rule_evaluation_with_warnings_total{job="thanos-ruler",pod="p"} 4x120
            """),
    ];

    private static IEnumerable<AlertCase> Alertmanager =>
    [
        Fires("NotificationsFailing", "11m", "integration=webhook", """
            alertmanager_notifications_total{integration="webhook",pod="p"} 0+100x120
            alertmanager_notifications_failed_total{integration="webhook",pod="p",reason="serverError"} 0+10x120
            """),
        Silent("NotificationsFailing", "four of a hundred", """
            alertmanager_notifications_total{integration="webhook",pod="p"} 0+100x120
            alertmanager_notifications_failed_total{integration="webhook",pod="p",reason="serverError"} 0+4x120
            """),
        Fires("AlertmanagerReloadFailed", "10m", "namespace=monitoring,pod=p", """
            alertmanager_config_last_reload_successful{namespace="monitoring",pod="p"} 0x120
            """),
        Silent("AlertmanagerReloadFailed", "read", """
            alertmanager_config_last_reload_successful{namespace="monitoring",pod="p"} 1x120
            """),
        Fires("AlertmanagerInconsistent", "20m", "namespace=monitoring", """
            alertmanager_config_hash{namespace="monitoring",pod="p"} 111x120
            alertmanager_config_hash{namespace="monitoring",pod="q"} 222x120
            """),
        Silent("AlertmanagerInconsistent", "one after the other reads the new one", """
            alertmanager_config_hash{namespace="monitoring",pod="p"} 111x20 222x100
            alertmanager_config_hash{namespace="monitoring",pod="q"} 111x25 222x95
            """),
        Fires("AlertmanagerApart", "15m", "namespace=monitoring", """
            alertmanager_cluster_members{namespace="monitoring",pod="p"} 1x120
            alertmanager_cluster_members{namespace="monitoring",pod="q"} 1x120
            """),
        Silent("AlertmanagerApart", "together", """
            alertmanager_cluster_members{namespace="monitoring",pod="p"} 2x120
            alertmanager_cluster_members{namespace="monitoring",pod="q"} 2x120
            """),
    ];
}
