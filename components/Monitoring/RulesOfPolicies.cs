using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Policies: whether more is refused than usual.</summary>
internal static class RulesOfPolicies
{
    public static RuleGroup Group { get; } = new("policies",
    [
        // Requests only: background scans find the same again every hour. Kinds of policies are counted apart, and summed here. Zero where a policy was kept.
        new RecordingRule(
            "policy_name:policy_violations:increase1h",
            $$"""
              sum by ({{Whose}}, policy_name) (
                increase(kyverno_policy_results_total{rule_result=~"(?i)fail",rule_execution_cause="admission_request"}[1h])
                or increase(kyverno_validating_policy_execution_duration_seconds_count{result=~"(?i)fail",execution_cause="admission_request"}[1h])
              )
              or 0 * sum by ({{Whose}}, policy_name) (kyverno_policy_results_total or kyverno_validating_policy_execution_duration_seconds_count)
              """),
        new AlertRule(
            "PolicyViolationsRising",
            // Beside the day before, so that a cluster with many known offenders is not always red; with a floor, for three is no trend; and not before there is
            // something to compare with.
            $$"""
              policy_name:policy_violations:increase1h > 20
              and policy_name:policy_violations:increase1h > 3 * avg_over_time(policy_name:policy_violations:increase1h[1d] offset 1h)
              and policy_name:policy_violations:increase1h offset 3h
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "The policy {{ $labels.policy_name }} refuses or reports more than usual",
            "{{ $value | humanize }} requests broke {{ $labels.policy_name }} within an hour, more than three times the hourly count of the day before."),
        new AlertRule(
            "PolicyEngineSlow",
            // The webhooks give up after 10 seconds by default, and then requests fail.
            $$"""
              histogram_quantile(0.99, sum by ({{Whose}}, le) (rate(kyverno_admission_review_duration_seconds_bucket[10m]))) > 3
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "Policies take long to decide",
            "One of a hundred requests waits {{ $value | humanizeDuration }} for its policies; after 10 seconds the API server gives up, and refuses."),
    ]);
}
