using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Monitoring;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

public sealed class AlertPackTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static IEnumerable<AlertRule> Alerts => AlertPack.All.SelectMany(group => group.Alerts);

    private static IEnumerable<Rule> Rules => AlertPack.All.SelectMany(group => group.Rules);

    [Fact]
    public void No_two_alerts_have_the_same_name() => Assert.Equal(Alerts.Select(alert => alert.Name).Distinct(StringComparer.Ordinal), Alerts.Select(alert => alert.Name));

    [Fact]
    public void No_two_groups_and_no_two_recordings_have_the_same_name()
    {
        var groups = AlertPack.All.Select(group => group.Name).ToList();
        var recordings = AlertPack.All.SelectMany(group => group.Recordings).Select(rule => rule.Name).ToList();

        Assert.Equal(groups.Distinct(StringComparer.Ordinal), groups);
        Assert.Equal(recordings.Distinct(StringComparer.Ordinal), recordings);
    }

    [Fact]
    public void Every_metric_that_a_rule_names_is_produced_by_something_that_we_deploy_or_recorded_before_it()
    {
        foreach (var group in AlertPack.All)
        {
            // Other groups are evaluated at other times, or elsewhere.
            var recorded = new HashSet<string>(StringComparer.Ordinal);
            foreach (var rule in group.Rules)
            {
                Assert.Empty(MetricSelector.In(rule.Expression).Where(selector => Metrics.Find(selector.Name) is null && !recorded.Contains(selector.Name)));
                if (rule is RecordingRule)
                    recorded.Add(rule.Name);
            }
        }
    }

    [Fact]
    public void Every_expression_names_a_metric_except_the_one_that_always_fires() =>
        Assert.Equal(["Watchdog"], Rules.Where(rule => MetricSelector.In(rule.Expression).IsEmpty).Select(rule => rule.Name));

    [Fact]
    public void Every_label_that_a_series_is_chosen_by_is_one_that_it_has()
    {
        foreach (var rule in Rules)
        {
            foreach (var selector in MetricSelector.In(rule.Expression))
                Assert.Empty(selector.Labels.Except(Metrics.Find(selector.Name)?.Labels ?? [], StringComparer.Ordinal).Except(Metrics.TargetLabels, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Every_aggregation_for_members_keeps_whose_a_series_is()
    {
        foreach (var rule in AlertPack.Member.SelectMany(group => group.Rules))
        {
            Assert.All(
                Regex.Matches(rule.Expression, @"\b(?:by|on|without|ignoring) \((?<labels>[^)]*)\)", RegexOptions.None, Soon),
                match => Assert.StartsWith("cluster, fleet, region, provider", match.Groups["labels"].Value, StringComparison.Ordinal));
            // Without a list an aggregation drops every label.
            Assert.DoesNotMatch(new Regex(@"\b(?:sum|min|max|avg|count|group)\s*\(", RegexOptions.None, Soon), rule.Expression);
        }
    }

    [Fact]
    public void Recorded_series_are_called_by_level_metric_and_operation() =>
        Assert.All(
            AlertPack.All.SelectMany(group => group.Recordings),
            rule => Assert.Matches(new Regex("^[a-z_]+:[a-z_]+:[a-z0-9_]+$", RegexOptions.None, Soon), rule.Name));

    [Fact]
    public void Every_alert_says_in_a_line_what_is_wrong_and_in_sentences_what_follows()
    {
        Assert.All(Alerts, alert => Assert.Matches(new Regex("^(?:[A-Z{]|etcd )[^\n]{10,139}[^.]$", RegexOptions.None, Soon), alert.Summary));
        Assert.All(Alerts, alert => Assert.Matches(new Regex("^(?:[A-Z{0-9]|cert-manager )[^\n]{30,}\\.$", RegexOptions.None, Soon), alert.Description));
        Assert.All(Alerts, alert => Assert.Matches(new Regex("^(?:[A-Z][a-z]+)+$", RegexOptions.None, Soon), alert.Name));
    }

    [Fact]
    public void What_wakes_people_waits_no_longer_than_half_an_hour() =>
        Assert.All(Alerts.Where(alert => alert.Severity == AlertSeverity.Critical), alert => Assert.True(alert.For <= TimeSpan.FromMinutes(30), alert.Name));

    [Fact]
    public void What_an_unreachable_cluster_silences_is_what_is_inferred_of_it_from_outside() => Assert.Equal(
        AlertmanagerConfiguration.Inferred,
        Alerts.Where(alert => alert.Labels.GetValueOrDefault("fleet") == "members" && alert.Name != AlertmanagerConfiguration.ClusterUnreachable)
            .Select(alert => alert.Name).Append("EdgeSiteSilent").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("NodeNotReady", "node-not-ready")]
    [InlineData("ApiServerErrorsFast", "api-server-errors-fast")]
    [InlineData("Watchdog", "watchdog")]
    public void A_runbook_is_called_as_its_alert(string alert, string runbook) => Assert.Equal(runbook, Alerts.Single(one => one.Name == alert).Runbook);

    [Fact]
    public void The_chart_knows_the_value_that_rules_are_given_by()
    {
        var values = ImmutableDictionary<string, object>.Empty.Add("additionalPrometheusRulesMap", AlertPack.Values(AlertPack.Member));

        Assert.Empty(ChartValues.UnknownTo("kube-prometheus-stack", values));
    }

    [Fact]
    public void Each_group_is_an_object_of_its_own_in_the_chart()
    {
        var values = AlertPack.Values(AlertPack.Member);

        Assert.Equal(AlertPack.Member.Length, values.Count);
        Assert.All(values.Keys, key => Assert.Matches(new Regex("^[a-z]+(?:-[a-z]+)*$", RegexOptions.None, Soon), key));
        Assert.Equal("nodes", Tree.At(values, "infra-nodes", "groups", 0, "name"));
    }
}
