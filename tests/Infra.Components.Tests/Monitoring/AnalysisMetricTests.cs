using System.Text.RegularExpressions;
using Infra.Components.Monitoring;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

public sealed class AnalysisMetricTests
{
    [Fact]
    public void Whoever_measures_the_questions_and_what_is_good_are_the_same() => Assert.Equal(
        AnalysisMetrics.Istio.Select(metric => (metric.Name, metric.Unit, metric.Range)),
        AnalysisMetrics.Http.Select(metric => (metric.Name, metric.Unit, metric.Range)));

    [Fact]
    public void Every_metric_that_they_ask_for_is_produced_by_something() =>
        Assert.All(
            AnalysisMetrics.All.SelectMany(metric => MetricSelector.In(metric.Query)),
            selector => Assert.Empty(selector.Labels.Except(Metrics.Find(selector.Name)?.Labels ?? ["none"], StringComparer.Ordinal).Except(Metrics.TargetLabels, StringComparer.Ordinal)));

    [Fact]
    public void They_have_the_places_that_Flagger_fills_and_no_other() =>
        Assert.All(
            AnalysisMetrics.All,
            metric => Assert.Equal(
                ["{{ interval }}", "{{ namespace }}", "{{ target }}"],
                Regex.Matches(metric.Query, "{{[^}]*}}", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    [Fact]
    public void A_dashboard_gets_no_place_that_it_cannot_fill() =>
        Assert.All(AnalysisMetrics.All, metric => Assert.DoesNotContain("{{", metric.Expression("$namespace", "$workload", "$__rate_interval"), StringComparison.Ordinal));

    [Fact]
    public void A_canary_asks_for_a_template_within_the_range_that_is_good() => Assert.Equal(
        Tree.Json(
            """
            {
              "interval": "1m",
              "name": "success-rate",
              "templateRef": { "name": "istio-success-rate", "namespace": "flagger-system" },
              "thresholdRange": { "min": 99 }
            }
            """),
        Tree.Json(AnalysisMetrics.Istio.Single(metric => metric.Name == "success-rate").Check("flagger-system", "1m")));

    [Fact]
    public void A_rollout_may_ask_for_more() =>
        Assert.Equal(300.0, Tree.At(AnalysisMetrics.Http.Single(metric => metric.Name == "latency-p99").Check("flagger-system", "1m", AnalysisRange.AtMost(300)), "thresholdRange", "max"));

    [Fact]
    public void A_template_tells_Flagger_whom_to_ask_and_by_which_secret()
    {
        var template = AnalysisMetrics.Istio[0].Template("http://prometheus.monitoring:9090", "prometheus");

        Assert.Equal("istio-success-rate", template.Name);
        Assert.Equal("http://prometheus.monitoring:9090", Tree.At(template.Content, "spec", "provider", "address"));
        Assert.Equal("prometheus", Tree.At(template.Content, "spec", "provider", "secretRef", "name"));
        Assert.Null(Tree.At(AnalysisMetrics.Istio[0].Template("http://prometheus.monitoring:9090").Content, "spec", "provider", "secretRef"));
    }
}
