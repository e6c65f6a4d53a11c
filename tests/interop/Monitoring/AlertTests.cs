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
            (string Name, ImmutableArray<RuleGroup> Groups)[] files = [("member", AlertPack.Member), ("hub", AlertPack.Hub), ("sites", AlertPack.Sites)];
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
            var named = Regex.Matches($"{alert.Summary} {alert.Description}", @"\$labels\.(\w+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value);
            foreach (var story in Stories.All.Where(story => story.Alert == alert.Name && story.FiresAfter is not null))
                Assert.Empty(named.Except(RuleTestFile.Labels(story.Labels).Select(label => label.Key).Concat(KnownToAll), StringComparer.Ordinal).Select(label => $"{alert.Name}: {label}"));
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
