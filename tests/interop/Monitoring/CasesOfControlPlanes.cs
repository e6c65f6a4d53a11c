using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of API servers, certificates and etcd.</summary>
internal static class CasesOfControlPlanes
{
    public static IEnumerable<AlertCase> All => [.. ApiServers, .. Certificates, .. Etcd];

    private static IEnumerable<AlertCase> ApiServers =>
    [
        // Well for 200 minutes, then 50 of 1,000 fail, fifty times the budget: after 18 minutes that is more than 14.4 times over the hour.
        Fires("ApiServerErrorsFast", "3h42m", "", """
            apiserver_request_total{verb="GET",code="200"} 0+1000x200 200950+950x60
            apiserver_request_total{verb="GET",code="500"} 0x200 50+50x60
            """),
        // Ten times the budget: more than 6 times over all that is known of six hours when two thirds of it were bad.
        Fires("ApiServerErrorsFast", "2h34m", "", """
            apiserver_request_total{verb="GET",code="200"} 0+1000x60 60990+990x150
            apiserver_request_total{verb="GET",code="500"} 0x60 10+10x150
            """),
        // A burst within a minute: over the hour there are too many for an hour, but nobody needs to hear of it for so long.
        Fires("ApiServerErrorsFast", "3h26m", "", """
            apiserver_request_total{verb="GET",code="200"} 0+1000x300
            apiserver_request_total{verb="GET",code="500"} 0x200 1200x100
            """, endsBy: "3h31m"),
        Silent("ApiServerErrorsFast", "half a percent", """
            apiserver_request_total{verb="GET",code="200"} 0+995x480
            apiserver_request_total{verb="GET",code="500"} 0+5x480
            """),
        Silent("ApiServerErrorsFast", "errors of the clients, and of pods behind it", """
            apiserver_request_total{verb="GET",code="200"} 0+500x120
            apiserver_request_total{verb="GET",code="404"} 0+500x120
            apiserver_request_total{verb="GET",subresource="proxy",code="503"} 0+500x120
            apiserver_request_total{verb="WATCH",code="500"} 0+500x120
            """),
        // Twice the budget from the first hour on: more than once over all that is known when half of it was bad.
        Fires("ApiServerErrorsSlow", "2h18m", "", """
            apiserver_request_total{verb="GET",code="200"} 0+1000x60 60998+998x120
            apiserver_request_total{verb="GET",code="500"} 0x60 2+2x120
            """),
        // A bad first hour: it is too much for three days, but over, and so is the alert when six hours have passed.
        Fires("ApiServerErrorsSlow", "16m", "", """
            apiserver_request_total{verb="GET",code="200"} 0+980x60 59800+1000x420
            apiserver_request_total{verb="GET",code="500"} 0+20x60 1200x420
            """, endsBy: "7h"),
        Silent("ApiServerErrorsSlow", "just what the budget allows", """
            apiserver_request_total{verb="GET",code="200"} 0+99901x480
            apiserver_request_total{verb="GET",code="500"} 0+99x480
            """),
        // As with errors; the budget is a hundredth.
        Fires("ApiServerSlowFast", "3h42m", "", """
            apiserver_request_sli_duration_seconds_count{verb="GET",scope="resource"} 0+1000x260
            apiserver_request_sli_duration_seconds_bucket{verb="GET",scope="resource",le="1"} 0+1000x200 200500+500x60
            apiserver_request_sli_duration_seconds_bucket{verb="GET",scope="resource",le="5"} 0+1000x260
            """),
        Fires("ApiServerSlowFast", "2h35m", "", """
            apiserver_request_sli_duration_seconds_count{verb="GET",scope="resource"} 0+1000x210
            apiserver_request_sli_duration_seconds_bucket{verb="GET",scope="resource",le="1.0"} 0+1000x60 60900+900x150
            """),
        Silent("ApiServerSlowFast", "slow reads over the whole cluster", """
            apiserver_request_sli_duration_seconds_count{verb="LIST",scope="cluster"} 0+1000x120
            apiserver_request_sli_duration_seconds_bucket{verb="LIST",scope="cluster",le="1"} 0+100x120
            apiserver_request_sli_duration_seconds_count{verb="GET",scope="resource"} 0+1000x120
            apiserver_request_sli_duration_seconds_bucket{verb="GET",scope="resource",le="1"} 0+970x120
            """),
        Fires("ApiServerSlowSlow", "2h18m", "", """
            apiserver_request_sli_duration_seconds_count{verb="GET",scope="resource"} 0+1000x180
            apiserver_request_sli_duration_seconds_bucket{verb="GET",scope="resource",le="1"} 0+1000x60 60980+980x120
            """),
        Silent("ApiServerSlowSlow", "just what the budget allows", """
            apiserver_request_sli_duration_seconds_count{verb="GET",scope="resource"} 0+1000x480
            apiserver_request_sli_duration_seconds_bucket{verb="GET",scope="resource",le="1"} 0+991x480
            """),
        Fires("AggregatedApiDown", "10m", "name=v1beta1.metrics.k8s.io", """
            aggregator_unavailable_apiservice{name="v1beta1.metrics.k8s.io"} 1x120
            """),
        Silent("AggregatedApiDown", "its server restarts", """
            aggregator_unavailable_apiservice{name="v1beta1.metrics.k8s.io"} 0x10 1x8 0x100
            """),
    ];

    private static IEnumerable<AlertCase> Certificates =>
    [
        Fires("CertificateNotReady", "15m", "namespace=web,name=site", """
            certmanager_certificate_ready_status{namespace="cert-manager",exported_namespace="web",name="site",condition="True"} 0x120
            certmanager_certificate_ready_status{namespace="cert-manager",exported_namespace="web",name="site",condition="False"} 1x120
            """),
        Silent("CertificateNotReady", "ready", """
            certmanager_certificate_ready_status{namespace="web",name="site",condition="True"} 1x120
            certmanager_certificate_ready_status{namespace="web",name="site",condition="False"} 0x120
            """),
        // Time starts at zero: it should have been renewed after ten minutes.
        Fires("CertificateRenewalLate", "1h26m", "namespace=web,name=site", """
            certmanager_certificate_renewal_timestamp_seconds{namespace="web",name="site"} 600x180
            """),
        Silent("CertificateRenewalLate", "renewed within the hour, and one that was never issued", """
            certmanager_certificate_renewal_timestamp_seconds{namespace="web",name="site"} 600x60 90000x60
            certmanager_certificate_renewal_timestamp_seconds{namespace="web",name="other"} 0x120
            """),
        // Renewal at 1 h, end at 3 h: a quarter of two hours before its end is 2 h 30 min.
        Fires("CertificateExpiring", "2h36m", "namespace=web,name=site", """
            certmanager_certificate_renewal_timestamp_seconds{namespace="cert-manager",exported_namespace="web",name="site"} 3600x200
            certmanager_certificate_expiration_timestamp_seconds{namespace="cert-manager",exported_namespace="web",name="site"} 10800x200
            """),
        Silent("CertificateExpiring", "an hour is left of two", """
            certmanager_certificate_renewal_timestamp_seconds{namespace="web",name="site"} 3600x120
            certmanager_certificate_expiration_timestamp_seconds{namespace="web",name="site"} 10800x120
            """),
        Fires("KubeletCertificateExpiring", "15m", "node=a", """
            kubelet_certificate_manager_client_ttl_seconds{node="a"} 7000000x120
            kubelet_certificate_manager_server_ttl_seconds{node="a"} 600000x120
            """),
        Fires("KubeletCertificateExpiring", "15m", "node=a", """
            kubelet_certificate_manager_client_ttl_seconds{node="a"} 600000x120
            kubelet_certificate_manager_server_ttl_seconds{node="a"} 7000000x120
            """),
        Silent("KubeletCertificateExpiring", "eight days", """
            kubelet_certificate_manager_client_ttl_seconds{node="a"} 691200x120
            kubelet_certificate_manager_server_ttl_seconds{node="a"} 691200x120
            """),
        Fires("ClientCertificateExpiring", "1h1m", "job=apiserver", """
            apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",le="345600"} 0x120
            apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",le="604800"} 0+50x120
            apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",le="2592000"} 0+100x120
            apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",le="+Inf"} 0+100x120
            apiserver_client_certificate_expiration_seconds_count{job="apiserver"} 0+100x120
            """),
        Silent("ClientCertificateExpiring", "all have weeks", """
            apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",le="604800"} 0x120
            apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",le="2592000"} 0+100x120
            apiserver_client_certificate_expiration_seconds_bucket{job="apiserver",le="+Inf"} 0+100x120
            apiserver_client_certificate_expiration_seconds_count{job="apiserver"} 0+100x120
            """),
    ];

    private static IEnumerable<AlertCase> Etcd =>
    [
        Fires("EtcdNoLeader", "1m", "job=kube-etcd,instance=a", """
            etcd_server_has_leader{job="kube-etcd",instance="a"} 0x120
            etcd_server_has_leader{job="kube-etcd",instance="b"} 1x120
            """),
        Silent("EtcdNoLeader", "all have one", """
            etcd_server_has_leader{job="kube-etcd",instance="a"} 1x120
            """),
        Fires("EtcdQuorumAtRisk", "3m", "job=kube-etcd", """
            up{job="kube-etcd",instance="a"} 0x120
            up{job="kube-etcd",instance="b"} 1x120
            up{job="kube-etcd",instance="c"} 1x120
            """),
        Silent("EtcdQuorumAtRisk", "one of five is down; one alone is up", """
            up{job="kube-etcd",instance="a"} 0x120
            up{job="kube-etcd",instance="b"} 1x120
            up{job="kube-etcd",instance="c"} 1x120
            up{job="kube-etcd",instance="d"} 1x120
            up{job="kube-etcd",instance="e"} 1x120
            up{job="karmada-etcd",instance="f"} 1x120
            """),
        Fires("EtcdSlowDisk", "11m", "job=kube-etcd,instance=a", """
            etcd_disk_wal_fsync_duration_seconds_bucket{job="kube-etcd",instance="a",le="0.064"} 0+95x120
            etcd_disk_wal_fsync_duration_seconds_bucket{job="kube-etcd",instance="a",le="0.128"} 0+98x120
            etcd_disk_wal_fsync_duration_seconds_bucket{job="kube-etcd",instance="a",le="0.256"} 0+100x120
            etcd_disk_wal_fsync_duration_seconds_bucket{job="kube-etcd",instance="a",le="+Inf"} 0+100x120
            """),
        Silent("EtcdSlowDisk", "sixty milliseconds", """
            etcd_disk_wal_fsync_duration_seconds_bucket{job="kube-etcd",instance="a",le="0.064"} 0+100x120
            etcd_disk_wal_fsync_duration_seconds_bucket{job="kube-etcd",instance="a",le="0.128"} 0+100x120
            etcd_disk_wal_fsync_duration_seconds_bucket{job="kube-etcd",instance="a",le="+Inf"} 0+100x120
            """),
        Fires("EtcdDatabaseNearQuota", "10m", "job=kube-etcd,instance=a", """
            etcd_mvcc_db_total_size_in_bytes{job="kube-etcd",instance="a"} 1721000000x120
            etcd_server_quota_backend_bytes{job="kube-etcd",instance="a"} 2147483648x120
            """),
        Silent("EtcdDatabaseNearQuota", "three quarters", """
            etcd_mvcc_db_total_size_in_bytes{job="kube-etcd",instance="a"} 1610612736x120
            etcd_server_quota_backend_bytes{job="kube-etcd",instance="a"} 2147483648x120
            """),
        Fires("EtcdLeaderChanges", "9m", "job=kube-etcd", """
            etcd_server_leader_changes_seen_total{job="kube-etcd",instance="a"} 0+1x20 20+0x100
            """),
        Silent("EtcdLeaderChanges", "each of three restarts", """
            etcd_server_leader_changes_seen_total{job="kube-etcd",instance="a"} 1x20 2x10 3x10 4x80
            """),
        Fires("EtcdProposalsFailing", "21m", "job=kube-etcd,instance=a", """
            etcd_server_proposals_failed_total{job="kube-etcd",instance="a"} 0+1x120
            """),
        Silent("EtcdProposalsFailing", "some when a leader changed", """
            etcd_server_proposals_failed_total{job="kube-etcd",instance="a"} 0x20 5x100
            """),
    ];
}
