using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Monitoring;

namespace Infra.Interop.Tests.Monitoring;

public sealed class AlertTests
{
    private static readonly string[] KnownToAll = ["cluster", "fleet", "region", "provider"];

    [Fact]
    public async Task Promtool_takes_every_rule_file()
    {
        var folder = Directory.CreateTempSubdirectory("infra-rules-");
        try
        {
            (string Name, ImmutableArray<RuleGroup> Groups)[] files = [("member", AlertPack.Member), ("karmada", AlertPack.Karmada), ("hub", AlertPack.Hub), ("sites", AlertPack.Sites)];
            foreach (var (name, groups) in files)
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{name}.yaml"), RuleFile.Text(groups), TestContext.Current.CancellationToken);

            var result = await ChildProcess.RunAsync(Tools.Require("promtool"), ["check", "rules", .. files.Select(file => Path.Combine(folder.FullName, $"{file.Name}.yaml"))]);

            Assert.True(result.ExitCode == 0, result.Output + result.Error);
            Assert.DoesNotContain("duplicate", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_alert_has_a_story_in_which_it_fires_and_one_in_which_it_does_not()
    {
        var alerts = AlertPack.All.SelectMany(group => group.Alerts).Select(alert => alert.Name).ToList();
        var told = Stories.All.Where(story => story.FiresAfter is not null).Select(story => story.Alert).ToHashSet(StringComparer.Ordinal);
        var silent = Stories.All.Where(story => story.FiresAfter is null).Select(story => story.Alert).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(alerts.Except(told, StringComparer.Ordinal));
        // The one that fires always is there to do so.
        Assert.Equal(["Watchdog"], alerts.Except(silent, StringComparer.Ordinal));
        Assert.Empty(told.Union(silent, StringComparer.Ordinal).Except(alerts, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_alert_fires_when_it_should_and_no_minute_sooner()
    {
        await Test(AlertPack.All, Stories.All, ImmutableSortedDictionary<string, string>.Empty);
    }

    [Fact]
    public async Task Alerts_about_a_site_say_whose_they_are_where_the_hub_decides()
    {
        // What the Ruler says of itself is about no site.
        await Test(AlertPack.Member, Stories.All.Where(story => story.FiresAfter is not null && story.Alert != "Watchdog"), RuleTestFile.Site);
    }

    [Fact]
    public void What_an_alert_says_names_only_labels_that_it_has()
    {
        foreach (var alert in AlertPack.All.SelectMany(group => group.Alerts))
        {
            var named = Regex.Matches($"{alert.Summary} {alert.Description}", @"\$labels\.(?<label>\w+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups["label"].Value);
            foreach (var story in Stories.All.Where(story => story.Alert == alert.Name && story.FiresAfter is not null))
                Assert.Empty(named.Except(RuleTestFile.Labels(story.Labels).Select(label => label.Key).Concat(KnownToAll), StringComparer.Ordinal).Select(label => $"{alert.Name}: {label}"));
        }
    }

    [Fact]
    public async Task What_an_alert_says_has_the_numbers_in_it()
    {
        var promtool = Tools.Require("promtool");
        var folder = Directory.CreateTempSubdirectory("infra-texts-");
        try
        {
            var (rules, test) = (Path.Combine(folder.FullName, "rules.yaml"), Path.Combine(folder.FullName, "test.yaml"));
            await File.WriteAllTextAsync(rules, RuleFile.Text(AlertPack.Member, "https://example.com/runbooks"), TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(
                test,
                $$$"""
                rule_files: [{{{rules}}}]
                evaluation_interval: 1m
                tests:
                - interval: 1m
                  input_series:
                  - { series: 'kubelet_volume_stats_capacity_bytes{namespace="web",persistentvolumeclaim="v"}', values: 1000x20 }
                  - { series: 'kubelet_volume_stats_available_bytes{namespace="web",persistentvolumeclaim="v"}', values: 12x20 }
                  - { series: 'kubelet_certificate_manager_client_ttl_seconds{node="a"}', values: 93784x20 }
                  alert_rule_test:
                  - alertname: VolumeAlmostFull
                    eval_time: 5m
                    exp_alerts:
                    - exp_labels: { namespace: web, persistentvolumeclaim: v, severity: critical, team: platform }
                      exp_annotations:
                        summary: Volume web/v is almost full
                        description: 1.2% of the space or of the inodes of web/v is free.
                        runbook_url: https://example.com/runbooks/volume-almost-full.md
                  - alertname: KubeletCertificateExpiring
                    eval_time: 15m
                    exp_alerts:
                    - exp_labels: { node: a, severity: critical, team: platform }
                      exp_annotations:
                        summary: A certificate of the kubelet on a is about to expire
                        description: A certificate of the kubelet on a expires in 1d 2h 3m 4s; it should have been renewed weeks ago.
                        runbook_url: https://example.com/runbooks/kubelet-certificate-expiring.md
                """,
                TestContext.Current.CancellationToken);

            var result = await ChildProcess.RunAsync(promtool, ["test", "rules", test]);

            Assert.True(result.ExitCode == 0, result.Output + result.Error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // One process for all groups.
    private static async Task Test(IEnumerable<RuleGroup> groups, IEnumerable<AlertCase> stories, ImmutableSortedDictionary<string, string> whose)
    {
        var promtool = Tools.Require("promtool");
        var folder = Directory.CreateTempSubdirectory("infra-alerts-");
        try
        {
            var tests = new List<string>();
            foreach (var group in groups)
            {
                var names = group.Alerts.Select(alert => alert.Name).ToHashSet(StringComparer.Ordinal);
                var rules = Path.Combine(folder.FullName, $"{group.Name}.rules.yaml");
                await File.WriteAllTextAsync(rules, RuleTestFile.Rules(group), TestContext.Current.CancellationToken);
                foreach (var areLong in new[] { false, true })
                {
                    var test = Path.Combine(folder.FullName, $"{group.Name}{(areLong ? ".long" : "")}.test.yaml");
                    var text = RuleTestFile.Write(rules, group, stories.Where(story => names.Contains(story.Alert)), whose, areLong);
                    await File.WriteAllTextAsync(test, text, TestContext.Current.CancellationToken);
                    tests.Add(test);
                }
            }

            var result = await ChildProcess.RunAsync(promtool, ["test", "rules", .. tests]);

            Assert.True(result.ExitCode == 0, result.Output + result.Error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
