using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Policies: what breaks them, what they refuse, who is excepted, and whether what decides lives.</summary>
internal static class PoliciesDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-policies";

    private const string Requests = Scope.Clusters + ",execution_cause=\"admission_request\"";
    private const string Broken = "policy_report_violation_info";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Policies",
        "For security and for whoever owns a fleet: what breaks policies now, what was refused, which exceptions there are, and whether policies hold.",
        Scope.OfClusters,
        [Now, Violations, Objects, Admission, Exceptions, Engine])
    {
        From = "now-24h",
    };

    private static Row Now => new(
        "Now",
        new StatPanel(
            "Objects in breach",
            "Objects that break at least one policy, by the reports of scans. Those of enforced policies were there before the policy, or came while Kyverno was away.",
            Unit.Count,
            OrZero($$"""count({{Broken}}{{{Scope.Clusters}}})"""))
        {
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Refused in a day",
            "Requests that enforced policies refused within 24 hours.",
            Unit.Count,
            OrZero($$"""ceil(sum({{Refused("24h")}}))""")),
        new StatPanel(
            "Policies not in force",
            "Policies that Kyverno does not hold, or did not give to Kubernetes as it was to: what they forbid may be there.",
            Unit.Count,
            OrZero($$"""count(policy_info{{{Scope.Clusters}},native!="true",ready!="true"} or policy_info{{{Scope.Clusters}},native="true",generated!="true"})"""))
        {
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Enforced",
            "The share of the policies that refuse what breaks them; the others report only. Policies that change or generate are not counted.",
            Unit.Ratio,
            $$"""count(policy_info{{{Scope.Clusters}},action="Deny"}) / count(policy_info{{{Scope.Clusters}},action!=""})"""),
        new StatPanel(
            "Exceptions",
            "Exceptions from policies, each counted once however many clusters have it.",
            Unit.Count,
            OrZero($$"""count(count by (exception) (policy_exception_expiry_timestamp_seconds{{{Scope.Clusters}}}))""")),
        new StatPanel(
            "Time to decide",
            "What 99 of 100 requests wait at most for their policies; at 10 seconds the API server gives up.",
            Unit.Seconds,
            Quantile(0.99, "", $$"""kyverno_admission_review_duration_seconds_bucket{{{Scope.Clusters}}}"""))
        {
            Thresholds = Thresholds.Rising(1, 3),
        });

    private static Row Violations => new(
        "Violations",
        new TablePanel(
            "Where",
            "Objects in breach now, each under the first policy that it breaks: it may break more.",
            [
                new TableKey("policy_name", "Policy"),
                new TableKey("cluster", "Cluster", DrillDown.ToCluster),
                new TableKey("fleet", "Fleets"),
                new TableKey("exported_namespace", "Namespace"),
                new TableKey("resource_kind", "Kind"),
                new TableKey("severity", "Severity") { Width = 90 },
            ],
            new TableColumn(
                "Objects",
                Unit.Count,
                $$"""count by (policy_name, cluster, fleet, exported_namespace, resource_kind, severity) ({{Broken}}{{{Scope.Clusters}}})""")
            {
                Width = 90,
            })
        {
            SortedBy = "Objects",
            Width = 16,
            Height = 10,
        },
        new BarsPanel(
            "By fleet",
            "Objects in breach now, by the fleets of their cluster.",
            Unit.Count,
            new Target($$"""count by (fleet) ({{Broken}}{{{Scope.Clusters}}})""", "{{fleet}}"))
        {
            Width = 8,
            Height = 10,
        },
        new TimeSeriesPanel(
            "Trend by cluster",
            "Objects in breach over time: the ten clusters with the most. A policy that is audited first shows here what it would refuse.",
            Unit.Count,
            new Target($$"""topk(10, count by (cluster) ({{Broken}}{{{Scope.Clusters}}}))""", "{{cluster}}")),
        new TimeSeriesPanel(
            "Found by scans, by policy",
            "Findings of scans within four hours, every policy that an object breaks: the ten most broken. A cluster that is scanned every hour counts four times as much as a site.",
            Unit.Count,
            new Target($$"""topk(10, sum by (policy_name) ({{Failed($"{Scope.Clusters},execution_cause=\"background_scan\"", "4h")}}) > 0)""", "{{policy_name}}")));

    private static Row Objects => new(
        "Objects in breach",
        new TablePanel(
            "Objects",
            "The objects themselves, by the reports of scans.",
            [
                new TableKey("resource_name", "Object"),
                new TableKey("resource_kind", "Kind"),
                new TableKey("exported_namespace", "Namespace"),
                new TableKey("cluster", "Cluster", DrillDown.ToCluster),
                new TableKey("policy_name", "First policy that it breaks"),
            ],
            new TableColumn(
                "Count",
                Unit.Count,
                $$"""count by (resource_name, resource_kind, exported_namespace, cluster, policy_name) ({{Broken}}{{{Scope.Clusters}}})""")
            { IsHidden = true })
        {
            Width = 24,
            Height = 10,
        });

    private static Row Admission => new(
        "Requests",
        new TimeSeriesPanel(
            "Refused, by policy",
            "Requests that enforced policies refused: the ten that refuse most.",
            Unit.PerSecond,
            new Target($$"""topk(10, sum by (policy_name) ({{Refused("$__rate_interval", "rate")}}) > 0)""", "{{policy_name}}")),
        new TimeSeriesPanel(
            "Refused, by cluster",
            "Requests that enforced policies refused: the ten clusters with the most.",
            Unit.PerSecond,
            new Target($$"""topk(10, sum by (cluster) ({{Refused("$__rate_interval", "rate")}}) > 0)""", "{{cluster}}")),
        new TimeSeriesPanel(
            "Requests",
            "What the API server asked Kyverno about, and whether it was allowed.",
            Unit.RequestsPerSecond,
            new Target($$"""sum by (request_allowed) (rate(kyverno_admission_requests_total{{{Scope.Clusters}}}[$__rate_interval]))""", "allowed: {{request_allowed}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Time to decide, by cluster",
            "What 99 of 100 requests wait at most: the ten slowest clusters.",
            Unit.Seconds,
            new Target($$"""topk(10, {{Quantile(0.99, "cluster", $$"""kyverno_admission_review_duration_seconds_bucket{{{Scope.Clusters}}}""")}})""", "{{cluster}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(1, 3),
        },
        new TimeSeriesPanel(
            "Errors, by policy",
            "Policies that could not say yes or no: the ten with the most.",
            Unit.PerSecond,
            new Target(
                $$"""topk(10, sum by (policy_name) ({{Each(["validating", "image_validating", "mutating", "generating"], "rate", $"{Scope.Clusters},result=\"error\"", "$__rate_interval")}}) > 0)""",
                "{{policy_name}}"))
        {
            Width = 8,
        });

    private static Row Exceptions => new(
        "Exceptions",
        new TablePanel(
            "Until when",
            "Exceptions and the first policy that each is from. One that has ended is an error of the configuration.",
            [new TableKey("exception", "Exception"), new TableKey("policy_name", "Policy"), new TableKey("fleet", "Fleets")],
            new TableColumn("Ends", Unit.When, $$"""1000 * min by (exception, policy_name, fleet) (policy_exception_expiry_timestamp_seconds{{{Scope.Clusters}}})""")),
        new TimeSeriesPanel(
            "Used, by policy",
            "How often an exception let something pass within an hour, in requests and in scans. One that is never used may go.",
            Unit.Count,
            new Target($$"""topk(10, sum by (policy_name) ({{Each(["validating", "image_validating"], "increase", $"{Scope.Clusters},result=\"skip\"", "1h")}}) > 0)""", "{{policy_name}}")));

    private static Row Engine => new(
        "Kyverno",
        new TablePanel(
            "Policies not in force",
            "Policies that Kyverno does not hold, or did not give to Kubernetes as it was to.",
            [new TableKey("policy_name", "Policy"), new TableKey("customresource_kind", "Kind"), new TableKey("cluster", "Cluster", DrillDown.ToCluster)],
            new TableColumn(
                "Count",
                Unit.Count,
                $$"""count by (policy_name, customresource_kind, cluster) (policy_info{{{Scope.Clusters}},native!="true",ready!="true"} or policy_info{{{Scope.Clusters}},native="true",generated!="true"})""")
            { IsHidden = true }),
        new TimeSeriesPanel(
            "Not available",
            "Pods of Kyverno's controllers that should be there and are not. Without an admission controller policies that fail closed refuse everything.",
            Unit.Count,
            new Target($$"""sum by (cluster, deployment) (kube_deployment_status_replicas_unavailable{{{Scope.Clusters}},namespace="kyverno"}) > 0""", "{{cluster}} {{deployment}}")),
        new TimeSeriesPanel(
            "Without an answer",
            "Requests that the API server refused, or let pass, because Kyverno did not answer in time.",
            Unit.PerSecond,
            new Target(
                $$"""sum by (cluster) (rate(apiserver_admission_webhook_rejection_count{{{Scope.Clusters}},name=~".*kyverno.*",error_type!="no_error"}[$__rate_interval]))""",
                "{{cluster}}, refused"),
            new Target($$"""sum by (cluster) (rate(apiserver_admission_webhook_fail_open_count{{{Scope.Clusters}},name=~".*kyverno.*"}[$__rate_interval]))""", "{{cluster}}, let pass"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Memory",
            "The fullest pod of each controller, of what it may take: the ten fullest.",
            Unit.Ratio,
            new Target(
                $$"""
                topk(10, max by (cluster, pod) (container_memory_working_set_bytes{{{Scope.Clusters}},namespace="kyverno",container!=""})
                  / on (cluster, pod) max by (cluster, pod) (kube_pod_container_resource_limits{{{Scope.Clusters}},namespace="kyverno",resource="memory"}))
                """,
                "{{cluster}} {{pod}}"))
        {
            Width = 8,
            Thresholds = Thresholds.HowFull,
        },
        new TimeSeriesPanel(
            "Findings of scans",
            "What scans found in each second. No line: nothing is looked at, and all other numbers about violations are old.",
            Unit.PerSecond,
            new Target($$"""sum by (result) (rate(kyverno_validating_policy_results_total{{{Scope.Clusters}},execution_cause="background_scan"}[4h]))""", "{{result}}"))
        {
            Width = 8,
        });

    // Only where the policy enforces: what another breaks is let pass.
    private static string Refused(string window, string function = "increase") =>
        $"({RulesOfPolicies.Native(function, $"{RulesOfPolicies.Denied},{Scope.Clusters}", $"[{window}]")} or {Each(["validating", "image_validating"], function, $"{Requests},result=\"fail\"", window)}) and on (cluster, policy_name) policy_info{{{Scope.Clusters},action=\"Deny\"}}";

    private static string Failed(string matchers, string window) => Each(["validating", "image_validating"], "increase", $"{matchers},result=\"fail\"", window);

    // A policy is of one kind, so the counts are beside each other and never the same twice.
    private static string Each(string[] kinds, string function, string matchers, string window) =>
        string.Join(" or ", kinds.Select(kind => $"{function}(kyverno_{kind}_policy_results_total{{{matchers}}}[{window}])"));
}
