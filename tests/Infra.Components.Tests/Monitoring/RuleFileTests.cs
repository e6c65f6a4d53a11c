using Infra.Components.Monitoring;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

public sealed class RuleFileTests
{
    private static readonly RuleGroup Group = new("shop",
    [
        new RecordingRule("service:requests:rate5m", "sum(rate(requests_total[5m]))"),
        new AlertRule("ShopDown", "up == 0", TimeSpan.FromMinutes(90), AlertSeverity.Critical, "The shop is down", "It has been {{ $value }}.") { Team = "shop" },
        new AlertRule("ShopLate", "up == 2", TimeSpan.Zero, AlertSeverity.Info, "The shop is late", "It is."),
    ]);

    [Fact]
    public void A_rule_file_has_what_Prometheus_reads_in_it() => Assert.Equal(
        """
        {
          "groups": [
            {
              "name": "shop",
              "rules": [
                {
                  "expr": "sum(rate(requests_total[5m]))",
                  "record": "service:requests:rate5m"
                },
                {
                  "alert": "ShopDown",
                  "annotations": {
                    "description": "It has been {{ $value }}.",
                    "runbook_url": "https://example.com/runbooks/shop-down.md",
                    "summary": "The shop is down"
                  },
                  "expr": "up == 0",
                  "for": "90m",
                  "labels": {
                    "severity": "critical",
                    "team": "shop"
                  }
                },
                {
                  "alert": "ShopLate",
                  "annotations": {
                    "description": "It is.",
                    "runbook_url": "https://example.com/runbooks/shop-late.md",
                    "summary": "The shop is late"
                  },
                  "expr": "up == 2",
                  "labels": {
                    "severity": "info",
                    "team": "platform"
                  }
                }
              ]
            }
          ]
        }

        """,
        RuleFile.Text([Group], "https://example.com/runbooks/"),
        ignoreLineEndingDifferences: true);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(45, "45s")]
    [InlineData(90, "90s")]
    [InlineData(900, "15m")]
    [InlineData(5400, "90m")]
    [InlineData(7200, "2h")]
    [InlineData(86400, "1d")]
    [InlineData(93600, "26h")]
    public void A_time_is_written_in_the_largest_unit_that_it_is_whole_in(int seconds, string expected) =>
        Assert.Equal(expected, RuleFile.Duration(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void A_group_says_how_often_it_is_evaluated_where_that_is_not_the_default()
    {
        Assert.False(RuleFile.Group(Group).ContainsKey("interval"));
        Assert.Equal("5m", RuleFile.Group(Group with { Interval = TimeSpan.FromMinutes(5) })["interval"]);
    }

    [Fact]
    public void Runbooks_are_in_this_repository_where_nothing_else_is_said() =>
        Assert.Contains("\"runbook_url\": \"docs/runbooks/shop-down.md\"", RuleFile.Text([Group]), StringComparison.Ordinal);
}
