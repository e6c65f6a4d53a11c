using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of a mesh of several clusters.</summary>
internal static class CasesOfMesh
{
    public static IEnumerable<AlertCase> All =>
    [
        // After a day and an hour the other cluster takes over.
        Fires("MeshFailingOver", "25h20m", "destination_service_namespace=web,destination_service_name=shop", """
            istio_requests_total{reporter="source",source_cluster="a",destination_cluster="a",destination_service_namespace="web",destination_service_name="shop"} 0+60x1500 90000x200
            istio_requests_total{reporter="source",source_cluster="a",destination_cluster="b",destination_service_namespace="web",destination_service_name="shop"} 0x1500 60+60x200
            """),
        Silent("MeshFailingOver", "one that was answered elsewhere yesterday too; one that hardly anybody calls; one that is new; and what the receiver counts", """
            istio_requests_total{reporter="source",source_cluster="a",destination_cluster="b",destination_service_namespace="web",destination_service_name="standby"} 0+60x1700
            istio_requests_total{reporter="source",source_cluster="a",destination_cluster="a",destination_service_namespace="web",destination_service_name="quiet"} 0+5x1500 7500x200
            istio_requests_total{reporter="source",source_cluster="a",destination_cluster="b",destination_service_namespace="web",destination_service_name="quiet"} 0x1500 5+5x200
            istio_requests_total{reporter="source",source_cluster="a",destination_cluster="b",destination_service_namespace="web",destination_service_name="new"} _x1500 60+60x200
            istio_requests_total{reporter="destination",source_cluster="a",destination_cluster="a",destination_service_namespace="web",destination_service_name="shop"} 0+60x1500 90000x200
            istio_requests_total{reporter="destination",source_cluster="a",destination_cluster="b",destination_service_namespace="web",destination_service_name="shop"} 0x1500 60+60x200
            """),
        Fires("MeshGatewayDown", "5m", "namespace=istio-system,deployment=mesh-prod-eastwest", """
            kube_deployment_status_replicas_available{namespace="istio-system",deployment="mesh-prod-eastwest"} 0x120
            kube_deployment_spec_replicas{namespace="istio-system",deployment="mesh-prod-eastwest"} 2x120
            """),
        Fires("MeshGatewayDown", "5m", "namespace=mesh-prod-ingress,deployment=entrance-istio", """
            kube_deployment_status_replicas_available{namespace="mesh-prod-ingress",deployment="entrance-istio"} 0x120
            kube_deployment_spec_replicas{namespace="mesh-prod-ingress",deployment="entrance-istio"} 2x120
            """),
        Silent("MeshGatewayDown", "one of two is left; none is asked for; and another namespace's", """
            kube_deployment_status_replicas_available{namespace="istio-system",deployment="mesh-prod-eastwest"} 1x120
            kube_deployment_spec_replicas{namespace="istio-system",deployment="mesh-prod-eastwest"} 2x120
            kube_deployment_status_replicas_available{namespace="mesh-prod-ingress",deployment="entrance-istio"} 0x120
            kube_deployment_spec_replicas{namespace="mesh-prod-ingress",deployment="entrance-istio"} 0x120
            kube_deployment_status_replicas_available{namespace="web",deployment="entrance"} 0x120
            kube_deployment_spec_replicas{namespace="web",deployment="entrance"} 2x120
            """),
        // Of two replicas one knows it.
        Fires("MeshRemoteClusterUnknown", "15m", "remote_cluster=b", """
            istiod_remote_cluster_sync_status{pod="one",remote_cluster="b",cluster_type="remote",status="timeout"} 1x120
            istiod_remote_cluster_sync_status{pod="two",remote_cluster="b",cluster_type="remote",status="timeout"} 0x120
            istio_build{pod="one",component="pilot",tag="1.31.0"} 1x120
            """),
        Silent("MeshRemoteClusterUnknown", "a version that always says so", """
            istiod_remote_cluster_sync_status{pod="one",remote_cluster="b",cluster_type="remote",status="timeout"} 1x120
            istio_build{pod="one",component="pilot",tag="1.30.5"} 1x120
            """),
        Silent("MeshRemoteClusterUnknown", "a start; and credentials that were replaced", """
            istiod_remote_cluster_sync_status{remote_cluster="b",cluster_type="remote",status="syncing"} 1x10 0x110
            istiod_remote_cluster_sync_status{remote_cluster="b",cluster_type="remote",status="synced"} 0x10 1x110
            istiod_remote_cluster_sync_status{remote_cluster="b",cluster_type="remote",status="closed"} 1x120
            """),
        // Time begins at zero.
        Fires("MeshAuthorityExpiring", "15m", "", """
            citadel_server_cert_chain_expiry_timestamp{pod="one"} 600000x120
            """),
        Silent("MeshAuthorityExpiring", "eight days are left", """
            citadel_server_cert_chain_expiry_timestamp{pod="one"} 700000x120
            """),
        Fires("MeshRootExpiring", "1h", "", """
            citadel_server_root_cert_expiry_timestamp{pod="one"} 5000000x120
            """),
        Silent("MeshRootExpiring", "seventy days are left", """
            citadel_server_root_cert_expiry_timestamp{pod="one"} 6050000x120
            """),
    ];
}
