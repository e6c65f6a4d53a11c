using System.Text.RegularExpressions;
using Infra.Components.Monitoring;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

public sealed partial class RunbookTests
{
    private static readonly string Folder = Shared.FindInRepository(AlertPack.Runbooks);

    private static IReadOnlyList<AlertRule> Alerts { get; } = [.. AlertPack.All.SelectMany(group => group.Alerts)];

    [Fact]
    public void Every_alert_has_a_page_and_every_page_an_alert() => Assert.Equal(
        Alerts.Select(alert => alert.Runbook).Append("README").Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void A_page_says_what_its_alert_means_whom_it_hits_where_to_look_and_what_to_do()
    {
        foreach (var alert in Alerts)
        {
            var page = Read($"{alert.Runbook}.md");

            Assert.StartsWith($"# {alert.Name}\n\nSeverity {alert.Severity.ToString().ToLowerInvariant()}, ", page, StringComparison.Ordinal);
            Assert.Equal(["Meaning", "Impact", "Look", "Do"], Heading.Matches(page).Select(match => match.Groups["text"].Value));
            Assert.Matches("## Look\n(?:.|\n)*```(?:sh|promql)\n(?:.|\n)*## Do\n\n- ", page);
        }
    }

    [Fact]
    public void The_index_leads_to_every_page_and_says_its_severity()
    {
        var index = Read("README.md");

        Assert.All(Alerts, alert => Assert.Contains($"| [{alert.Name}]({alert.Runbook}.md) | {alert.Severity.ToString().ToLowerInvariant()} | ", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_leads_to_a_page_and_a_heading_that_are_there()
    {
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            foreach (Match link in Link.Matches(File.ReadAllText(file)))
            {
                var target = Path.GetFullPath(Path.Combine(Folder, link.Groups["page"].Value));
                Assert.True(File.Exists(target), $"{Path.GetFileName(file)} leads to {link.Value}");
                if (link.Groups["heading"].Value is { Length: > 0 } heading)
                    Assert.Contains(heading, Title.Matches(File.ReadAllText(target)).Select(match => Anchor(match.Groups["text"].Value)));
            }
        }
    }

    [Fact]
    public void What_a_page_asks_Prometheus_for_is_there()
    {
        foreach (var file in Directory.EnumerateFiles(Folder))
        {
            foreach (var expression in Block.Matches(File.ReadAllText(file)).SelectMany(match => match.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            {
                var selectors = MetricSelector.In(expression);
                Assert.NotEmpty(selectors);
                Assert.All(selectors, selector => Assert.True(Metrics.Find(selector.Name) is not null, $"{Path.GetFileName(file)}: {selector.Name}"));
            }
        }
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    // As forges make them of a heading.
    private static string Anchor(string title) =>
        string.Concat(title.ToLowerInvariant().Where(sign => char.IsAsciiLetterOrDigit(sign) || sign is ' ' or '-')).Replace(' ', '-');

    [GeneratedRegex("^## (?<text>.+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Heading { get; }

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Title { get; }

    [GeneratedRegex(@"\]\((?<page>[^)#:]+)(?:#(?<heading>[^)]+))?\)", RegexOptions.None, 1000)]
    private static partial Regex Link { get; }

    [GeneratedRegex("```promql\n(?<text>[^`]+)```", RegexOptions.None, 1000)]
    private static partial Regex Block { get; }
}
