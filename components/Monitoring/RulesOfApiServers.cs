using System.Globalization;
using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>The objectives of a cluster's API server, over 30 days: 99.9 % of requests without an error of its own, 99 % answered within a second.</summary>
/// <remarks>
/// An error budget is what the objective leaves. An alert looks at how fast it goes, over a long window so that a blip calls nobody, and over a short one so that the alert ends
/// soon after the trouble does (sre.google, "The Site Reliability Workbook", "Alerting on SLOs"). Somebody is woken when two
/// hundredths of a month's budget went in an hour, or five in six. Whatever would use it up within ten days is within the slow alert's three days too.
/// </remarks>
internal static class RulesOfApiServers
{
    /// <summary>The share of requests that may fail: 43 minutes a month. One API server restarts within that; a whole control plane that is upgraded node by node loses none.</summary>
    public const double ErrorBudget = 0.001;

    /// <summary>The share that may be slow, of lists, gets and changes alike. Reads over a whole cluster may be slow by nature, and are left out.</summary>
    public const double SlowBudget = 0.01;

    /// <summary>Recorded: requests in each second that failed by the server's own fault.</summary>
    public const string Errors = "cluster:apiserver_request_errors:rate5m";

    /// <summary>Recorded: requests in each second.</summary>
    public const string Requests = "cluster:apiserver_requests:rate5m";

    /// <summary>Recorded: requests in each second that took longer than a second, of those that are <see cref="Timed"/>.</summary>
    public const string Slow = "cluster:apiserver_slow_requests:rate5m";

    /// <summary>Recorded: requests in each second that have to be quick.</summary>
    public const string Timed = "cluster:apiserver_timed_requests:rate5m";

    // What lasts by design, and what pods are asked through the API server.
    private const string Short = """verb!~"WATCH|WATCHLIST|CONNECT|PROXY",subresource!~"proxy|attach|log|exec|portforward" """;

    public static RuleGroup Group { get; } = new("apiservers",
    [
        new RecordingRule(Requests, $$"""sum by ({{Whose}}) (rate(apiserver_request_total{ {{Short}} }[5m]))"""),
        // Zero where none failed, so that a ratio over days has every minute in it.
        new RecordingRule(Errors, $$"""sum by ({{Whose}}) (rate(apiserver_request_total{ {{Short}} ,code=~"5.."}[5m])) or 0 * {{Requests}}"""),
        new RecordingRule(Timed, $$"""sum by ({{Whose}}) (rate(apiserver_request_sli_duration_seconds_count{ {{Short}} ,scope!="cluster"}[5m]))"""),
        new RecordingRule(
            Slow,
            // Prometheus 3 writes the bucket's bound as 1.0, the ones before it as 1.
            $$"""
              {{Timed}}
              - sum by ({{Whose}}) (rate(apiserver_request_sli_duration_seconds_bucket{ {{Short}} ,scope!="cluster",le=~"1|1\\.0"}[5m]))
              """),
        new AlertRule(
            "ApiServerErrorsFast",
            Burn(Errors, Requests, ErrorBudget, [(14.4, "1h", "5m"), (6, "6h", "30m")]),
            Minutes(2),
            AlertSeverity.Critical,
            "The API server fails too many requests",
            "{{ $value | humanizePercentage }} of requests failed with an error of the API server. At this pace the month's budget of 0.1 % is gone within days."),
        new AlertRule(
            "ApiServerErrorsSlow",
            Burn(Errors, Requests, ErrorBudget, [(1, "3d", "6h")]),
            Minutes(15),
            AlertSeverity.Warning,
            "The API server fails more requests than it may",
            "{{ $value | humanizePercentage }} of requests failed with an error of the API server. At this pace the month's budget of 0.1 % does not last the month."),
        new AlertRule(
            "ApiServerSlowFast",
            Burn(Slow, Timed, SlowBudget, [(14.4, "1h", "5m"), (6, "6h", "30m")]),
            Minutes(2),
            AlertSeverity.Critical,
            "The API server answers too many requests slowly",
            "{{ $value | humanizePercentage }} of requests took longer than a second. At this pace the month's budget of 1 % is gone within days."),
        new AlertRule(
            "ApiServerSlowSlow",
            Burn(Slow, Timed, SlowBudget, [(1, "3d", "6h")]),
            Minutes(15),
            AlertSeverity.Warning,
            "The API server answers more requests slowly than it may",
            "{{ $value | humanizePercentage }} of requests took longer than a second. At this pace the month's budget of 1 % does not last the month."),
        new AlertRule(
            "AggregatedApiDown",
            $$"""max by ({{Whose}}, name) (aggregator_unavailable_apiservice) == 1""",
            Minutes(10),
            AlertSeverity.Warning,
            "The API {{ $labels.name }} is down",
            "The API server has not reached the server of {{ $labels.name }} for 10 minutes. Namespaces that are being deleted wait for it, and so do autoscalers that ask it."),
    ]);

    // Both windows of a pair go beyond the same pace; the value is that of the long one.
    private static string Burn(string bad, string all, double budget, ReadOnlySpan<(double Pace, string Long, string Short)> pairs)
    {
        var terms = new List<string>();
        foreach (var (pace, longer, shorter) in pairs)
        {
            var limit = string.Create(CultureInfo.InvariantCulture, $"{pace} * {budget}");
            terms.Add($"({Ratio(bad, all, longer)} > {limit} and {Ratio(bad, all, shorter)} > {limit})");
        }

        return string.Join("\nor ", terms);
    }

    // Sums of rates that are taken at the same moments: the same ratio as that of the counts, without reading days of raw series.
    private static string Ratio(string bad, string all, string window) => $"sum_over_time({bad}[{window}]) / sum_over_time({all}[{window}])";
}
