using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>etcd: that of a cluster, and on the hub Karmada's, told apart by their jobs.</summary>
internal static class RulesOfEtcd
{
    public static RuleGroup Group { get; } = new("etcd",
    [
        new AlertRule(
            "EtcdNoLeader",
            $$"""max by ({{Whose}}, job, instance) (etcd_server_has_leader) == 0""",
            Minutes(1),
            AlertSeverity.Critical,
            "etcd {{ $labels.instance }} has no leader",
            "The member {{ $labels.instance }} of {{ $labels.job }} knows no leader: it takes no writes, and where all say so, the control plane stands still."),
        new AlertRule(
            "EtcdQuorumAtRisk",
            // Down by one is not yet at risk with five; with three it is.
            $$"""
              sum by ({{Whose}}, job) (up{job=~".*etcd.*"}) <= floor(count by ({{Whose}}, job) (up{job=~".*etcd.*"}) / 2) + 1
              and sum by ({{Whose}}, job) (up{job=~".*etcd.*"}) < count by ({{Whose}}, job) (up{job=~".*etcd.*"})
              """,
            Minutes(3),
            AlertSeverity.Critical,
            "etcd {{ $labels.job }} cannot lose another member",
            "{{ $value }} members of {{ $labels.job }} answer: with one less there is no majority, and nothing can be written."),
        new AlertRule(
            "EtcdSlowDisk",
            // etcd.io, "Hardware recommendations": below 10 ms. At 100 ms, the interval of heartbeats, leaders are lost.
            $$"""histogram_quantile(0.99, sum by ({{Whose}}, job, instance, le) (rate(etcd_disk_wal_fsync_duration_seconds_bucket[5m]))) > 0.1""",
            Minutes(10),
            AlertSeverity.Warning,
            "The disk of etcd {{ $labels.instance }} is slow",
            "One of a hundred writes of the log of {{ $labels.instance }} takes {{ $value | humanizeDuration }}; 10 ms is what etcd asks for."),
        new AlertRule(
            "EtcdDatabaseNearQuota",
            // At the quota etcd refuses every write until somebody makes room and disarms the alarm.
            $$"""
              max by ({{Whose}}, job, instance) (
                etcd_mvcc_db_total_size_in_bytes / (etcd_server_quota_backend_bytes > 0)
              ) > 0.8
              """,
            Minutes(10),
            AlertSeverity.Critical,
            "The database of etcd {{ $labels.instance }} is almost full",
            "{{ $value | humanizePercentage }} of the quota of {{ $labels.instance }} is used; at 100 % etcd takes no more writes."),
        new AlertRule(
            "EtcdLeaderChanges",
            // A restart of each of three members is up to three.
            $$"""max by ({{Whose}}, job) (increase(etcd_server_leader_changes_seen_total[1h])) > 3.5""",
            Minutes(5),
            AlertSeverity.Warning,
            "etcd {{ $labels.job }} changes its leader often",
            "{{ $labels.job }} has had {{ $value | humanize }} leaders in an hour: the network between its members or their disks are too slow."),
        new AlertRule(
            "EtcdProposalsFailing",
            $$"""sum by ({{Whose}}, job, instance) (increase(etcd_server_proposals_failed_total[15m])) > 5""",
            Minutes(15),
            AlertSeverity.Warning,
            "etcd {{ $labels.instance }} loses writes",
            "{{ $value | humanize }} proposals of {{ $labels.instance }} failed in 15 minutes: writes that their clients have to try again."),
    ]);
}
