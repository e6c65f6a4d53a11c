using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Infra.Components.Monitoring;
using Infra.Components.Monitoring.Dashboards;
using Xunit;

namespace Infra.Components.Tests.Monitoring.Dashboards;

/// <summary>What holds for every dashboard that we ship.</summary>
public sealed partial class DashboardPackTests
{
    public static TheoryData<string> Uids => [.. DashboardPack.All.Select(dashboard => dashboard.Uid)];

    [Fact]
    public void Every_dashboard_has_an_address_and_a_title_of_its_own()
    {
        Assert.Distinct(DashboardPack.All.Select(dashboard => dashboard.Uid));
        Assert.Distinct(DashboardPack.All.Select(dashboard => dashboard.Title));
        Assert.All(DashboardPack.All, dashboard => Assert.Matches(Uid(), dashboard.Uid));
    }

    [Fact]
    public void The_addresses_that_bookmarks_know_stay() => Assert.Equal(
        ["infra-platform", "infra-cluster", "infra-service", "infra-slo", "infra-edge", "infra-mesh", "infra-delivery", "infra-policies", "infra-monitoring", "infra-cost"],
        DashboardPack.All.Select(dashboard => dashboard.Uid));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_panel_says_what_it_shows_and_what_that_means(string uid)
    {
        var panels = Panels(uid);

        Assert.Distinct(Find(uid).Rows.SelectMany(row => row.Panels, (row, panel) => $"{row.Title}: {panel.Title}"));
        Assert.All(panels, panel => Assert.Matches("^[A-Z].{0,34}$", panel.Title));
        Assert.All(panels, panel => Assert.Matches("^[A-Z].+[.]$", panel.Description));
        Assert.All(panels, panel => Assert.NotEmpty(panel.Targets));
    }

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_line_that_may_be_one_of_several_is_named_by_its_labels(string uid) => Assert.All(
        Panels(uid).Where(panel => panel is TimeSeriesPanel or BarsPanel or StatesPanel),
        panel => Assert.All(panel.Targets, target => Assert.NotEmpty(target.Legend)));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_legend_names_labels_that_the_query_keeps(string uid) => Assert.All(
        Panels(uid).SelectMany(panel => panel.Targets),
        target => Assert.All(
            Placeholder().Matches(target.Legend).Select(match => match.Groups["name"].Value),
            label => Assert.Matches($@"(by|group_left) \([^)]*\b{label}\b[^)]*\)", target.Expression)));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_column_of_a_table_keeps_the_labels_that_make_a_line(string uid) => Assert.All(
        Panels(uid).OfType<TablePanel>(),
        table => Assert.All(table.Columns, column => Assert.All(
            table.Keys,
            key => Assert.Matches($@"(by \([^)]*\b{key.Label}\b[^)]*\)|"", ""?{key.Label}"", |label_replace\(.+""{key.Label}"")", column.Expression.ReplaceLineEndings(" ")))));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_line_of_panels_fills_the_page_and_is_of_one_height(string uid) => Assert.All(
        GridLayout.Place(Find(uid).Rows).SelectMany(row => row.Panels.GroupBy(place => place.Y)),
        line =>
        {
            Assert.Equal(GridLayout.Columns, line.Sum(place => place.Width));
            Assert.Single(line.Select(place => place.Height).Distinct());
        });

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_metric_is_one_that_something_we_deploy_produces(string uid) => Assert.All(
        Selectors(uid).Select(selector => selector.Name).Distinct(),
        name => Assert.True(Metrics.Find(name) is not null || Recorded(name) is not null, $"{name} is not in Metrics.All, and no rule records it"));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_matcher_names_a_label_that_the_metric_has(string uid) => Assert.All(
        Selectors(uid),
        selector => Assert.All(
            selector.Labels,
            label => Assert.True(
                Metrics.TargetLabels.Contains(label) || (Metrics.Find(selector.Name)?.Labels ?? []).Contains(label) || (Recorded(selector.Name)?.Expression.Contains(label, StringComparison.Ordinal) ?? false),
                $"{selector.Name} has no label {label}")));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Every_variable_that_is_used_is_there_and_every_one_that_is_there_is_used(string uid)
    {
        var dashboard = Find(uid);
        var used = Expressions(dashboard).SelectMany(text => Used().Matches(text).Select(match => match.Groups["name"].Value)).Where(name => !name.StartsWith("__", StringComparison.Ordinal));

        Assert.Equal(dashboard.Variables.Select(variable => variable.Name).Order(), used.Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Uids))]
    public void A_variable_is_narrowed_only_by_those_before_it(string uid)
    {
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in Find(uid).Variables)
        {
            Assert.Subset(before, Used().Matches(variable.Query).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal));
            before.Add(variable.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Uids))]
    public void A_link_leads_to_a_dashboard_that_has_what_it_chooses(string uid) => Assert.All(
        Panels(uid).SelectMany(panel => panel.DrillDowns.Concat(panel is TablePanel table ? table.Keys.Select(key => key.DrillDown).OfType<DrillDown>() : [])),
        link => Assert.Subset(Find(link.Dashboard).Variables.Select(variable => variable.Name).ToHashSet(), link.Choices.Select(choice => choice.Variable).ToHashSet()));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Rates_follow_the_page_s_resolution_and_not_fixed_minutes_that_it_may_step_over(string uid) => Assert.All(
        Panels(uid).SelectMany(panel => panel.Targets),
        target => Assert.DoesNotMatch(@"\[[0-9]+[sm]\]", target.Expression));

    [Fact]
    public void One_pack_always_gives_the_same_bytes() => Assert.Equal(
        DashboardPack.ConfigMaps(DashboardPack.All).Select(map => map.Content["data"].ToString()),
        DashboardPack.ConfigMaps([.. DashboardPack.All.Select(dashboard => dashboard with { })]).Select(map => map.Content["data"].ToString()));

    [Theory]
    [MemberData(nameof(Uids))]
    public void Grafana_s_sidecar_finds_the_dashboard_and_Kubernetes_takes_it(string uid)
    {
        var map = Assert.Single(DashboardPack.ConfigMaps([Find(uid)]));
        var (file, content) = Assert.Single(Assert.IsType<ImmutableDictionary<string, object>>(map.Content["data"], exactMatch: false));

        Assert.Equal(("ConfigMap", $"dashboard-{uid}", $"{uid}.json"), (map.Kind, map.Name, file));
        Assert.Equal("1", map.Labels["grafana_dashboard"]);
        Assert.Equal("Platform", map.Annotations["grafana_folder"]);
        Assert.InRange(Encoding.UTF8.GetByteCount((string)content), 1_000, 200_000);
        Assert.Equal(uid, JsonDocument.Parse((string)content).RootElement.GetProperty("uid").GetString());
    }

    private static RecordingRule? Recorded(string name) => AlertPack.All.SelectMany(group => group.Recordings).SingleOrDefault(rule => rule.Name == name);

    private static Dashboard Find(string uid) => DashboardPack.All.Single(dashboard => dashboard.Uid == uid);

    private static IReadOnlyList<Panel> Panels(string uid) => [.. Find(uid).Rows.SelectMany(row => row.Panels)];

    private static IEnumerable<MetricSelector> Selectors(string uid) => Expressions(Find(uid)).SelectMany(expression => MetricSelector.In(expression));

    private static IEnumerable<string> Expressions(Dashboard dashboard) =>
    [
        .. dashboard.Rows.SelectMany(row => row.Panels).SelectMany(panel => panel.Targets).Select(target => target.Expression),
        .. dashboard.Variables.Select(variable => Selector().Match(variable.Query).Groups["name"].Value),
    ];

    [GeneratedRegex("^infra-[a-z]{2,30}$", RegexOptions.None, 1000)]
    private static partial Regex Uid();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\$(?<name>[a-z_]+)", RegexOptions.None, 1000)]
    private static partial Regex Used();

    [GeneratedRegex(@"^label_values\((?<name>.+), \w+\)$", RegexOptions.None, 1000)]
    private static partial Regex Selector();
}
