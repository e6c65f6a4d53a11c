using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Policies: whether they hold, whether more is refused than usual, and whether what decides about them lives.</summary>
/// <remarks>
/// Each kind of policy is counted by a metric of its own; a policy is of one kind, so the counts are put together and never added. Kyverno counts what it finds in requests and in scans:
/// scans find the same again every time. What it made Kubernetes' own, only the API server counts.
/// </remarks>
internal static class RulesOfPolicies
{
    // The API server calls the webhooks by what they are for (validate, mutate, vpol.validate, ivpol.mutate …) and by the service that answers.
    private const string Webhooks = """name=~".*kyverno.*" """;

    /// <summary>What the API server refused, and neither noted nor warned of.</summary>
    public const string Denied = ",enforcement_action=\"deny\"";

    private static readonly string[] Counted = ["validating", "image_validating", "mutating", "generating"];

    private static readonly string[] Refusing = ["validating", "image_validating"];

    /// <summary>The counts of requests by what the API server itself decides with, by the name of the policy that Kyverno made it of: Kyverno does not hear of these.</summary>
    /// <param name="function">What is asked of the counts, as <c>increase</c>; empty for the counts themselves.</param>
    /// <param name="matchers">Which of them, beside those of Kyverno; each begins with a comma.</param>
    /// <param name="window">How far it looks back, in brackets.</param>
    public static string Native(string function, string matchers, string window) =>
        $$"""label_replace({{function}}(apiserver_validating_admission_policy_check_total{policy=~"vpol-.+"{{matchers}}}{{window}}), "policy_name", "$1", "policy", "vpol-(.+)")""";

    public static RuleGroup Group { get; } = new("policies",
    [
        // Zero where a policy was kept.
        new RecordingRule(
            "policy_name:policy_violations:increase1h",
            $$"""
              sum by ({{Whose}}, policy_name) ({{Native("increase", Denied, "[1h]")}})
              or sum by ({{Whose}}, policy_name) ({{Increase(Refusing, """result="fail",execution_cause="admission_request" """, "1h")}})
              or 0 * sum by ({{Whose}}, policy_name) ({{Native("", "", "")}})
              or 0 * sum by ({{Whose}}, policy_name) ({{string.Join(" or ", Refusing.Select(kind => $"kyverno_{kind}_policy_results_total"))}})
              """),
        new AlertRule(
            "PolicyViolationsRising",
            // Beside the day before, so that a cluster with many known offenders is not always red; with a floor, for three is no trend; and not before there is
            // something to compare with. A policy that only reports is for the dashboard: what is tried out first breaks a lot.
            $$"""
              policy_name:policy_violations:increase1h > 20
              and policy_name:policy_violations:increase1h > 3 * avg_over_time(policy_name:policy_violations:increase1h[1d] offset 1h)
              and policy_name:policy_violations:increase1h offset 3h
              and on ({{Whose}}, policy_name) policy_info{action="Deny"}
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "The policy {{ $labels.policy_name }} refuses more than usual",
            "{{ $value | humanize }} requests were refused by {{ $labels.policy_name }} within an hour, more than three times the hourly count of the day before."),
        new AlertRule(
            "PolicyErrors",
            $$"""
              sum by ({{Whose}}, policy_name) ({{Increase(Counted, """result="error" """, "30m")}}) > 3
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "The policy {{ $labels.policy_name }} cannot decide",
            "{{ $labels.policy_name }} ended in an error {{ $value | humanize }} times within half an hour: what it says of an object is nothing, and where it enforces, the request was refused."),
        new AlertRule(
            "PolicyNotReady",
            // Kyverno says that it holds a policy, or not. Of one that Kubernetes itself is to hold only whether it was given to it counts: Kyverno then has no webhook for it, and may not
            // read what it is about.
            $$"""
              max by ({{Whose}}, customresource_kind, policy_name) (policy_info{native!="true",ready!="true"} or policy_info{native="true",generated!="true"}) == 1
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "The policy {{ $labels.policy_name }} is not in force",
            "Kyverno has not got {{ $labels.customresource_kind }} {{ $labels.policy_name }} ready for 15 minutes: what it forbids may be there."),
        new AlertRule(
            "PolicyEngineDown",
            $$"""
              max by ({{Whose}}, namespace, deployment) (kube_deployment_status_replicas_available{namespace="kyverno",deployment="kyverno-admission-controller"}) == 0
              """,
            Minutes(5),
            AlertSeverity.Critical,
            "Nothing decides about policies",
            "No pod of {{ $labels.namespace }}/{{ $labels.deployment }} is available: enforced policies refuse every request that they are about, and others let everything pass."),
        new AlertRule(
            "PolicyWebhookFailing",
            // The API server's own count: of requests that it refused because nobody answered, and of those that it let pass for the same reason.
            $$"""
              sum by ({{Whose}}) (
                increase(apiserver_admission_webhook_rejection_count{{{Webhooks.TrimEnd()}},error_type!="no_error"}[10m])
                or increase(apiserver_admission_webhook_fail_open_count{{{Webhooks.TrimEnd()}}}[10m])
              ) > 5
              """,
            Minutes(10),
            AlertSeverity.Critical,
            "The API server gets no answer about policies",
            "{{ $value | humanize }} requests within ten minutes were refused, or let pass, only because Kyverno did not answer in time."),
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
        new AlertRule(
            "PolicyReportsStale",
            // Sites are scanned every four hours, others sooner. Counters begin with the first scan, so it takes a second one until they rise.
            $$"""
              count by ({{Whose}}) (policy_info{customresource_kind="ValidatingPolicy"})
              unless sum by ({{Whose}}) (increase(kyverno_validating_policy_results_total{execution_cause="background_scan"}[6h])) > 0
              """,
            Hours(6),
            AlertSeverity.Warning,
            "Nothing looks at what breaks policies",
            "No scan has looked at this cluster for half a day, though it has {{ $value | humanize }} policies: reports say what was, and new ones are missing."),
        new AlertRule(
            "PolicyExceptionExpiring",
            $$"""
              min by ({{Whose}}, exception) (policy_exception_expiry_timestamp_seconds) - time() < 1209600
              """,
            Hours(1),
            AlertSeverity.Info,
            "The exception {{ $labels.exception }} from policies ends soon",
            "{{ $labels.exception }} ends in {{ $value | humanizeDuration }}: what it allows is refused from then on, and a plan that still has it is an error."),
    ]);

    private static string Increase(IEnumerable<string> kinds, string matchers, string window) =>
        string.Join("\n  or ", kinds.Select(kind => $"increase(kyverno_{kind}_policy_results_total{{{matchers.TrimEnd()}}}[{window}])"));
}
