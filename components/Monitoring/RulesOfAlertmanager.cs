using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Alertmanager on the hub.</summary>
internal static class RulesOfAlertmanager
{
    public static RuleGroup Group { get; } = new("alertmanager",
    [
        new AlertRule(
            "NotificationsFailing",
            $$"""
              sum by ({{Whose}}, integration) (rate(alertmanager_notifications_failed_total[10m]))
              / (sum by ({{Whose}}, integration) (rate(alertmanager_notifications_total[10m])) > 0)
              > 0.05
              """,
            Minutes(10),
            AlertSeverity.Critical,
            "Alertmanager cannot notify through {{ $labels.integration }}",
            "{{ $value | humanizePercentage }} of the notifications through {{ $labels.integration }} failed: people are not told."),
        new AlertRule(
            "AlertmanagerReloadFailed",
            $$"""min by ({{Whose}}, namespace, pod) (alertmanager_config_last_reload_successful) == 0""",
            Minutes(10),
            AlertSeverity.Critical,
            "{{ $labels.pod }} refuses its configuration",
            "{{ $labels.pod }} goes on with the routes and receivers that it had."),
        new AlertRule(
            "AlertmanagerInconsistent",
            $$"""count by ({{Whose}}, namespace) (count_values by ({{Whose}}, namespace) ("configuration", alertmanager_config_hash)) > 1""",
            Minutes(20),
            AlertSeverity.Warning,
            "The Alertmanagers have different configurations",
            "{{ $value }} configurations are in use in {{ $labels.namespace }}: who is told depends on which pod decides."),
        new AlertRule(
            "AlertmanagerApart",
            $$"""
              min by ({{Whose}}, namespace) (alertmanager_cluster_members)
              < count by ({{Whose}}, namespace) (alertmanager_cluster_members)
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "The Alertmanagers do not see each other",
            "An Alertmanager in {{ $labels.namespace }} sees {{ $value }} members, fewer than there are: notifications come twice, and silences reach only some."),
    ]);
}
