using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Prometheus itself, in both modes: whether it sees, decides and delivers.</summary>
internal static class RulesOfPrometheus
{
    private const string Pods = $"{Whose}, namespace, pod";

    public static RuleGroup Group { get; } = new("prometheus",
    [
        new AlertRule(
            "Watchdog",
            "vector(1)",
            TimeSpan.Zero,
            AlertSeverity.Info,
            "Alerts get from here to Alertmanager",
            "This alert fires always. Something outside the platform has to call when it stops hearing of it: then alerts do not get through."),
        new AlertRule(
            "TargetDown",
            $$"""
              count by ({{Whose}}, namespace, job) (up == 0) / count by ({{Whose}}, namespace, job) (up) > 0.1
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "Targets of {{ $labels.job }} cannot be scraped",
            "{{ $value | humanizePercentage }} of the targets of {{ $labels.namespace }}/{{ $labels.job }} have not answered for 15 minutes: they are down, or rules about them are blind."),
        new AlertRule(
            "RulesFailing",
            $$"""sum by ({{Pods}}, rule_group) (increase(prometheus_rule_evaluation_failures_total[10m])) > 0""",
            Minutes(10),
            AlertSeverity.Critical,
            "Rules of {{ $labels.rule_group }} cannot be evaluated",
            "{{ $value | humanize }} evaluations of {{ $labels.rule_group }} failed on {{ $labels.pod }} in 10 minutes: what they watch is unwatched."),
        new AlertRule(
            "RulesLate",
            $$"""sum by ({{Pods}}, rule_group) (increase(prometheus_rule_group_iterations_missed_total[10m])) > 0""",
            Minutes(20),
            AlertSeverity.Warning,
            "Rules of {{ $labels.rule_group }} are evaluated too seldom",
            "{{ $labels.pod }} left out {{ $value | humanize }} evaluations of {{ $labels.rule_group }} in 10 minutes, for the one before had not ended."),
        new AlertRule(
            "PrometheusReloadFailed",
            $$"""min by ({{Pods}}) (min_over_time(prometheus_config_last_reload_successful[5m])) == 0""",
            Minutes(10),
            AlertSeverity.Warning,
            "{{ $labels.pod }} refuses its configuration",
            "{{ $labels.pod }} goes on with its last good configuration: what was added since is not scraped or evaluated."),
        new AlertRule(
            "PrometheusLogCorrupt",
            $$"""
              sum by ({{Pods}}) (
                increase(prometheus_tsdb_wal_corruptions_total[1h])
                or increase(prometheus_agent_corruptions_total[1h])
              ) > 0
              """,
            TimeSpan.Zero,
            AlertSeverity.Warning,
            "{{ $labels.pod }} has lost part of its log",
            "{{ $labels.pod }} found {{ $value | humanize }} corruptions in its log within an hour and left out what came after; its disk is failing, or it was cut off while writing."),
        new AlertRule(
            "AlertsNotDelivered",
            $$"""
              sum by ({{Pods}}, alertmanager) (rate(prometheus_notifications_errors_total[15m]))
              / (sum by ({{Pods}}, alertmanager) (rate(prometheus_notifications_sent_total[15m])) > 0)
              > 0.1
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "{{ $labels.pod }} cannot deliver alerts to {{ $labels.alertmanager }}",
            "{{ $value | humanizePercentage }} of the alerts of {{ $labels.pod }} to {{ $labels.alertmanager }} failed in 15 minutes."),
        new AlertRule(
            "SidecarDisconnected",
            $$"""max by ({{Pods}}) (thanos_sidecar_prometheus_up) == 0""",
            Minutes(10),
            AlertSeverity.Warning,
            "The sidecar of {{ $labels.pod }} does not reach its Prometheus",
            "The Thanos sidecar of {{ $labels.pod }} has not reached its Prometheus for 10 minutes: the hub sees nothing newer, and no block is uploaded."),
        new AlertRule(
            "UploadsFailing",
            // A block is cut every two hours and each failure is tried again within a minute; local retention is days.
            $$"""sum by ({{Pods}}) (increase(thanos_shipper_upload_failures_total[30m])) > 0""",
            Hours(2),
            AlertSeverity.Warning,
            "{{ $labels.pod }} cannot upload its blocks",
            "{{ $value | humanize }} uploads of {{ $labels.pod }} failed in 30 minutes, for two hours now. Blocks wait on its disk, and are lost when local retention ends."),
    ]);

    public static RuleGroup RemoteWrite { get; } = new("remote-write",
    [
        new AlertRule(
            "RemoteWriteFailing",
            // Failed is what the receiver refused for good; what it could not take for now is tried again and counted elsewhere.
            $$"""
              sum by ({{Pods}}, remote_name) (rate(prometheus_remote_storage_samples_failed_total[15m]))
              / (sum by ({{Pods}}, remote_name) (rate(prometheus_remote_storage_samples_total[15m])) > 0)
              > 0.01
              """,
            Minutes(15),
            AlertSeverity.Critical,
            "The hub refuses samples of {{ $labels.pod }}",
            "{{ $value | humanizePercentage }} of the samples of {{ $labels.pod }} were refused by {{ $labels.remote_name }} and are lost."),
        new AlertRule(
            "RemoteWriteBehind",
            // A site that was cut off catches up; the time is longer than that takes after an hour of silence.
            $$"""
              max by ({{Pods}}, remote_name) (
                max_over_time(prometheus_remote_storage_queue_highest_timestamp_seconds[5m])
                - max_over_time(prometheus_remote_storage_queue_highest_sent_timestamp_seconds[5m])
              ) > 300
              """,
            Minutes(30),
            AlertSeverity.Warning,
            "{{ $labels.pod }} is behind with what it sends to the hub",
            "The newest sample that {{ $labels.remote_name }} has from {{ $labels.pod }} is {{ $value | humanizeDuration }} older than the newest that there is. Alerts about the cluster are late by as much."),
        new AlertRule(
            "RemoteWriteBacklog",
            $$"""
              max by ({{Pods}}, remote_name) (
                prometheus_remote_storage_shards_desired > prometheus_remote_storage_shards_max
              )
              """,
            Minutes(30),
            AlertSeverity.Warning,
            "{{ $labels.pod }} cannot send as fast as it scrapes",
            "{{ $labels.pod }} would need {{ $value | humanize }} senders to {{ $labels.remote_name }}, which is more than it may have: it falls behind, and loses what is older than its log."),
        new AlertRule(
            "RemoteWriteDropping",
            $$"""sum by ({{Pods}}, remote_name) (increase(prometheus_remote_storage_samples_dropped_total{reason=~"too_old|unintentional_dropped_series"}[15m])) > 0""",
            Minutes(5),
            AlertSeverity.Warning,
            "{{ $labels.pod }} drops samples before it sends them",
            "{{ $labels.pod }} dropped {{ $value | humanize }} samples for {{ $labels.remote_name }} in 15 minutes: they had waited too long, or their series were gone from its log."),
    ]);
}
