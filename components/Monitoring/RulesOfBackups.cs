using Infra.Components.Management;
using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Backups: those of Velero in any cluster, and the snapshots of Karmada's etcd on the hub.</summary>
internal static class RulesOfBackups
{
    private const string Snapshots = $"namespace=\"{KarmadaControlPlaneManifests.Namespace}\",cronjob=\"{KarmadaBackupManifests.Name}\"";

    public static RuleGroup Volumes { get; } = new("backups",
    [
        new AlertRule(
            "BackupMissed",
            // A day and two hours for a schedule that was tried since, and a week and a day for one that is weekly or was not tried at all.
            $$"""
              max by ({{Whose}}, schedule) (
                time() - velero_backup_last_successful_timestamp{schedule!=""} > 26 * 3600
                and on ({{Whose}}, schedule) sum by ({{Whose}}, schedule) (increase(velero_backup_attempt_total[26h])) > 0
              )
              or max by ({{Whose}}, schedule) (time() - velero_backup_last_successful_timestamp{schedule!=""}) > 8 * 24 * 3600
              """,
            Minutes(30),
            AlertSeverity.Critical,
            "No backup of {{ $labels.schedule }} succeeded in time",
            "The last good backup of {{ $labels.schedule }} is {{ $value | humanizeDuration }} old: what changed since is lost with the cluster."),
        new AlertRule(
            "BackupIncomplete",
            $$"""sum by ({{Whose}}, schedule) (increase(velero_backup_partial_failure_total{schedule!=""}[1d])) > 0""",
            Minutes(30),
            AlertSeverity.Warning,
            "A backup of {{ $labels.schedule }} lacks some objects",
            "{{ $value | humanize }} backups of {{ $labels.schedule }} within a day left something out."),
        new AlertRule(
            "BackupStorageDown",
            $$"""min by ({{Whose}}, backup_location_name) (velero_backup_location_status_gauge) == 0""",
            Minutes(30),
            AlertSeverity.Critical,
            "The storage of backups {{ $labels.backup_location_name }} cannot be reached",
            "Velero has not reached {{ $labels.backup_location_name }} for 30 minutes: nothing is saved there, and nothing can be restored."),
    ]);

    public static RuleGroup Karmada { get; } = new("karmada-backups",
    [
        new AlertRule(
            "KarmadaBackupMissed",
            // Twice the time between two runs, whatever the schedule is, and an hour for the run itself; or none since it was made, or it is off.
            $$"""
              max by ({{Whose}}, namespace, cronjob) (
                time() - kube_cronjob_status_last_successful_time{ {{Snapshots}} }
                > 3600 + 2 * (kube_cronjob_next_schedule_time{ {{Snapshots}} } - kube_cronjob_status_last_schedule_time{ {{Snapshots}} })
              )
              or max by ({{Whose}}, namespace, cronjob) (
                (time() - kube_cronjob_created{ {{Snapshots}} } > 24 * 3600) unless kube_cronjob_status_last_successful_time{ {{Snapshots}} }
              )
              or max by ({{Whose}}, namespace, cronjob) (kube_cronjob_spec_suspend{ {{Snapshots}} }) == 1
              """,
            Minutes(30),
            AlertSeverity.Critical,
            "Karmada's etcd is not being saved",
            "{{ $labels.namespace }}/{{ $labels.cronjob }} has missed at least two snapshots, or is suspended. What Karmada knows of clusters and placements is nowhere else."),
    ]);
}
