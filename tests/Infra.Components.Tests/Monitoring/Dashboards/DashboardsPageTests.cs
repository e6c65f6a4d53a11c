using System.Text.RegularExpressions;
using Infra.Components.Monitoring;
using Infra.Components.Monitoring.Dashboards;
using Xunit;

namespace Infra.Components.Tests.Monitoring.Dashboards;

/// <summary>docs/dashboards.md, which tells of what there is and whose example works.</summary>
public sealed class DashboardsPageTests
{
    private static string Page { get; } = System.IO.File.ReadAllText(Shared.FindInRepository("docs/dashboards.md"));

    [Fact]
    public void The_page_has_a_line_for_each_dashboard() => Assert.Equal(
        DashboardPack.All.Select(dashboard => $"{dashboard.Title} (`/d/{dashboard.Uid}`)"),
        Regex.Matches(Page, @"^\| (?<text>.+? \(`/d/.+?`\)) \|", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(match => match.Groups["text"].Value));

    [Fact]
    public void The_example_of_the_page_compiles() => Assert.EndsWith(
        Regex.Match(Page, "```csharp\n(?<text>.+?)```", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Groups["text"].Value,
        System.IO.File.ReadAllText(Shared.FindInRepository("tests/Infra.Components.Tests/Monitoring/Dashboards/ShopDashboard.cs")),
        StringComparison.Ordinal);

    [Fact]
    public void The_example_of_the_page_is_a_whole_dashboard()
    {
        var dashboard = ShopDashboard.Dashboard;

        Assert.Equal(["container_cpu_usage_seconds_total", "shop_orders_total"], dashboard.Rows
            .SelectMany(row => row.Panels).SelectMany(panel => panel.Targets).SelectMany(target => MetricSelector.In(target.Expression))
            .Select(selector => selector.Name).Distinct().Order());
        Assert.All(GridLayout.Place(dashboard.Rows), row => Assert.Equal(GridLayout.Columns, row.Panels.Sum(place => place.Width)));
        Assert.Equal("Shop", Assert.Single(DashboardPack.ConfigMaps([dashboard])).Annotations["grafana_folder"]);
    }
}
