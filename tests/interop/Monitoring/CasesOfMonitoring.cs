using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of Prometheus, of what it sends, and of sites that are not heard of.</summary>
internal static class CasesOfMonitoring
{
    public static IEnumerable<AlertCase> All => [.. Prometheus, .. RemoteWrite, .. Sites];

    private static IEnumerable<AlertCase> Prometheus =>
    [
        Fires("Watchdog", "0m", "", """
            up{job="prometheus"} 1x10
            """),
        Fires("TargetDown", "15m", "namespace=web,job=shop", """
            up{namespace="web",job="shop",instance="a"} 0x120
            up{namespace="web",job="shop",instance="b"} 1x120
            up{namespace="web",job="shop",instance="c"} 1x120
            up{namespace="web",job="shop",instance="d"} 1x120
            """),
        Silent("TargetDown", "one of ten, and one that restarts", """
            up{namespace="web",job="node",instance="a"} 0x120
            up{namespace="web",job="node",instance="b"} 1x120
            up{namespace="web",job="node",instance="c"} 1x120
            up{namespace="web",job="node",instance="d"} 1x120
            up{namespace="web",job="node",instance="e"} 1x120
            up{namespace="web",job="node",instance="f"} 1x120
            up{namespace="web",job="node",instance="g"} 1x120
            up{namespace="web",job="node",instance="h"} 1x120
            up{namespace="web",job="node",instance="i"} 1x120
            up{namespace="web",job="node",instance="j"} 1x120
            up{namespace="web",job="shop",instance="a"} 1x10 0x10 1x100
            """),
        Fires("RulesFailing", "11m", "namespace=monitoring,pod=p,rule_group=g", """
            prometheus_rule_evaluation_failures_total{namespace="monitoring",pod="p",rule_group="g"} 0+1x120
            """),
        Silent("RulesFailing", "one failure", """
            prometheus_rule_evaluation_failures_total{namespace="monitoring",pod="p",rule_group="g"} 0x20 1x100
            """),
        Fires("RulesLate", "21m", "namespace=monitoring,pod=p,rule_group=g", """
            prometheus_rule_group_iterations_missed_total{namespace="monitoring",pod="p",rule_group="g"} 0+1x120
            """),
        Silent("RulesLate", "some while it started", """
            prometheus_rule_group_iterations_missed_total{namespace="monitoring",pod="p",rule_group="g"} 0 1 2 3 3x116
            """),
        Fires("PrometheusReloadFailed", "10m", "namespace=monitoring,pod=p", """
            prometheus_config_last_reload_successful{namespace="monitoring",pod="p"} 0x120
            """),
        Silent("PrometheusReloadFailed", "put right at once", """
            prometheus_config_last_reload_successful{namespace="monitoring",pod="p"} 1x10 0x4 1x100
            """),
        Fires("PrometheusLogCorrupt", "11m", "namespace=monitoring,pod=p", """
            prometheus_tsdb_wal_corruptions_total{namespace="monitoring",pod="p"} 0x10 1x100
            """),
        Fires("PrometheusLogCorrupt", "11m", "namespace=monitoring,pod=p", """
            prometheus_agent_corruptions_total{namespace="monitoring",pod="p"} 0x10 1x100
            """),
        Silent("PrometheusLogCorrupt", "long ago", """
            prometheus_tsdb_wal_corruptions_total{namespace="monitoring",pod="p"} 1x120
            """),
        Fires("AlertsNotDelivered", "16m", "namespace=monitoring,pod=p,alertmanager=https://hub/api/v2/alerts", """
            prometheus_notifications_sent_total{namespace="monitoring",pod="p",alertmanager="https://hub/api/v2/alerts"} 0+100x120
            prometheus_notifications_errors_total{namespace="monitoring",pod="p",alertmanager="https://hub/api/v2/alerts"} 0+20x120
            """),
        Silent("AlertsNotDelivered", "nine of a hundred", """
            prometheus_notifications_sent_total{namespace="monitoring",pod="p",alertmanager="https://hub/api/v2/alerts"} 0+100x120
            prometheus_notifications_errors_total{namespace="monitoring",pod="p",alertmanager="https://hub/api/v2/alerts"} 0+9x120
            """),
        Fires("SidecarDisconnected", "10m", "namespace=monitoring,pod=p", """
            thanos_sidecar_prometheus_up{namespace="monitoring",pod="p"} 0x120
            """),
        Silent("SidecarDisconnected", "connected", """
            thanos_sidecar_prometheus_up{namespace="monitoring",pod="p"} 1x120
            """),
        Fires("UploadsFailing", "2h1m", "namespace=monitoring,pod=p", """
            thanos_shipper_upload_failures_total{namespace="monitoring",pod="p"} 0+1x180
            """),
        Silent("UploadsFailing", "an hour's outage of the bucket", """
            thanos_shipper_upload_failures_total{namespace="monitoring",pod="p"} 0+1x60 60x130
            """),
    ];

    private static IEnumerable<AlertCase> RemoteWrite =>
    [
        Fires("RemoteWriteFailing", "16m", "namespace=monitoring,pod=p,remote_name=hub", """
            prometheus_remote_storage_samples_total{namespace="monitoring",pod="p",remote_name="hub",url="u"} 0+1000x120
            prometheus_remote_storage_samples_failed_total{namespace="monitoring",pod="p",remote_name="hub",url="u"} 0+20x120
            """),
        Silent("RemoteWriteFailing", "nine of a thousand", """
            prometheus_remote_storage_samples_total{namespace="monitoring",pod="p",remote_name="hub",url="u"} 0+1000x120
            prometheus_remote_storage_samples_failed_total{namespace="monitoring",pod="p",remote_name="hub",url="u"} 0+9x120
            """),
        // What was sent stands still: five minutes and more behind from the sixth.
        Fires("RemoteWriteBehind", "36m", "namespace=monitoring,pod=p,remote_name=hub", """
            prometheus_remote_storage_queue_highest_timestamp_seconds{namespace="monitoring",pod="p",remote_name="hub",url="u"} 0+60x120
            prometheus_remote_storage_queue_highest_sent_timestamp_seconds{namespace="monitoring",pod="p",remote_name="hub",url="u"} 0x120
            """),
        Silent("RemoteWriteBehind", "four minutes", """
            prometheus_remote_storage_queue_highest_timestamp_seconds{namespace="monitoring",pod="p",remote_name="hub",url="u"} 240+60x120
            prometheus_remote_storage_queue_highest_sent_timestamp_seconds{namespace="monitoring",pod="p",remote_name="hub",url="u"} 0+60x120
            """),
        Fires("RemoteWriteBacklog", "30m", "namespace=monitoring,pod=p,remote_name=hub", """
            prometheus_remote_storage_shards_desired{namespace="monitoring",pod="p",remote_name="hub",url="u"} 6x120
            prometheus_remote_storage_shards_max{namespace="monitoring",pod="p",remote_name="hub",url="u"} 5x120
            """),
        Silent("RemoteWriteBacklog", "all that it may have", """
            prometheus_remote_storage_shards_desired{namespace="monitoring",pod="p",remote_name="hub",url="u"} 5x120
            prometheus_remote_storage_shards_max{namespace="monitoring",pod="p",remote_name="hub",url="u"} 5x120
            """),
        Fires("RemoteWriteDropping", "6m", "namespace=monitoring,pod=p,remote_name=hub", """
            prometheus_remote_storage_samples_dropped_total{namespace="monitoring",pod="p",remote_name="hub",url="u",reason="too_old"} 0+10x120
            """),
        Silent("RemoteWriteDropping", "what relabelling is told to drop, and some long ago", """
            prometheus_remote_storage_samples_dropped_total{namespace="monitoring",pod="p",remote_name="hub",url="u",reason="dropped_series"} 0+10x120
            prometheus_remote_storage_samples_dropped_total{namespace="monitoring",pod="p",remote_name="hub",url="u",reason="too_old"} 5x120
            """),
    ];

    private static IEnumerable<AlertCase> Sites =>
    [
        // Five minutes pass until the last sample is too old to be looked at.
        Fires("EdgeSiteSilent", "1h6m", "cluster=s1,fleet=edge,region=north,provider=none", """
            up{cluster="s1",fleet="edge",region="north",provider="none",job="node"} 1x30
            up{cluster="s2",fleet="edge",region="north",provider="none",job="node"} 1x180
            """),
        Silent("EdgeSiteSilent", "a line that is down for twenty minutes, and a site that is down but heard of", """
            up{cluster="s1",fleet="edge",region="north",provider="none",job="node"} 1x30 _x20 1x70
            up{cluster="s2",fleet="edge",region="north",provider="none",job="node"} 0x120
            """),
        Fires("ManyEdgeSitesSilent", "46m", "fleet=edge,region=north", """
            up{cluster="s1",fleet="edge",region="north",provider="none"} 1x30
            up{cluster="s2",fleet="edge",region="north",provider="none"} 1x30
            up{cluster="s3",fleet="edge",region="north",provider="none"} 1x30
            up{cluster="s4",fleet="edge",region="north",provider="none"} 1x180
            up{cluster="s5",fleet="edge",region="north",provider="none"} 1x180
            """),
        Silent("ManyEdgeSitesSilent", "two of four", """
            up{cluster="s1",fleet="edge",region="north",provider="none"} 1x30
            up{cluster="s2",fleet="edge",region="north",provider="none"} 1x30
            up{cluster="s3",fleet="edge",region="north",provider="none"} 1x180
            up{cluster="s4",fleet="edge",region="north",provider="none"} 1x180
            """),
        Silent("ManyEdgeSitesSilent", "three of sixteen", string.Join('\n', Enumerable.Range(1, 16).Select(site =>
            $"up{{cluster=\"s{site}\",fleet=\"edge\",region=\"north\",provider=\"none\"}} 1x{(site < 4 ? 30 : 180)}"))),
    ];
}
