using System.Text.Json;
using Infra.Components.Monitoring.Dashboards;
using Xunit;

namespace Infra.Components.Tests.Monitoring.Dashboards;

public sealed class DashboardJsonTests
{
    private static readonly Dashboard Sample = new(
        "company-shop",
        "Shop",
        "For the team of the shop.",
        Scope.OfServices,
        [
            new Row(
                "Orders",
                new StatPanel("Orders", "Orders in each second.", Unit.PerSecond, new Target("sum(rate(orders_total[$__rate_interval]))")) { Width = 8, Thresholds = Thresholds.Falling(good: 10, warning: 1) },
                new TablePanel("By cluster", "Orders by cluster.", [new TableKey("cluster", "Cluster", DrillDown.ToCluster)], new TableColumn("Orders", Unit.PerSecond, "sum by (cluster) (rate(orders_total[5m]))")) { Width = 16 }),
            new Row("Hidden", new TimeSeriesPanel("Later", "Opened on demand.", Unit.Count, new Target("up", "{{cluster}}"))) { IsCollapsed = true },
        ]);

    [Fact]
    public void A_panel_is_written_as_Grafana_writes_it() => Assert.Equal(
        """
        {"datasource":{"type":"prometheus","uid":"${datasource}"},"description":"Orders in each second.","fieldConfig":{"defaults":{"color":{"mode":"thresholds"},"custom":{},"links":[],"mappings":[],"noValue":"–","thresholds":{"mode":"absolute","steps":[{"color":"red","value":null},{"color":"orange","value":1},{"color":"green","value":10}]},"unit":"count:/s"},"overrides":[]},"gridPos":{"h":4,"w":8,"x":0,"y":1},"id":2,"options":{"colorMode":"value","graphMode":"none","justifyMode":"center","orientation":"auto","percentChangeColorMode":"standard","reduceOptions":{"calcs":["lastNotNull"],"fields":"","values":false},"showPercentChange":false,"textMode":"value","wideLayout":true},"pluginVersion":"13.2.0","targets":[{"datasource":{"type":"prometheus","uid":"${datasource}"},"editorMode":"code","expr":"sum(rate(orders_total[$__rate_interval]))","format":"time_series","instant":true,"legendFormat":"","range":false,"refId":"A"}],"title":"Orders","transformations":[],"type":"stat"}
        """,
        Written("panels")[1].GetRawText());

    [Fact]
    public void Numbers_of_panels_are_unique_on_every_page() => Assert.All(
        DashboardPack.All.Append(Sample),
        dashboard => Assert.Distinct(Ids(JsonDocument.Parse(DashboardJson.Write(dashboard)).RootElement.GetProperty("panels"))));

    [Fact]
    public void The_panels_of_a_collapsed_row_are_in_it_and_those_of_an_open_one_follow_it()
    {
        var panels = Written("panels").EnumerateArray().ToList();

        Assert.Equal(["row", "stat", "table", "row"], panels.Select(panel => panel.GetProperty("type").GetString()));
        Assert.Equal([0, 1], panels.Where(panel => panel.GetProperty("type").GetString() == "row").Select(row => row.GetProperty("panels").GetArrayLength()));
    }

    [Fact]
    public void A_link_takes_the_label_from_the_line_and_all_other_choices_and_the_time_from_the_page() => Assert.Equal(
        "/d/infra-cluster?var-cluster=${__data.fields.cluster}&${fleet:queryparam}&${namespace:queryparam}&${service:queryparam}&${datasource:queryparam}&${__url_time_range}",
        Written("panels")[2].GetProperty("fieldConfig").GetProperty("overrides")[0].GetProperty("properties").EnumerateArray()
            .Single(property => property.GetProperty("id").GetString() == "links").GetProperty("value")[0].GetProperty("url").GetString());

    [Fact]
    public void The_menu_of_dashboards_keeps_choices_and_time()
    {
        var menu = Written("links")[0];

        Assert.Equal("infra", menu.GetProperty("tags")[0].GetString());
        Assert.True(menu.GetProperty("includeVars").GetBoolean());
        Assert.True(menu.GetProperty("keepTime").GetBoolean());
        Assert.Equal("infra", Written("tags")[0].GetString());
    }

    [Fact]
    public void The_choice_of_data_source_begins_with_the_hub_s_Thanos()
    {
        var variable = Written("templating").GetProperty("list")[0];

        Assert.Equal(("datasource", "thanos"), (variable.GetProperty("name").GetString(), variable.GetProperty("current").GetProperty("value").GetString()));
    }

    [Fact]
    public void Variables_come_in_the_order_of_choosing() => Assert.Equal(
        ["datasource", "fleet", "cluster", "namespace", "service"],
        Written("templating").GetProperty("list").EnumerateArray().Select(variable => variable.GetProperty("name").GetString()));

    [Fact]
    public void The_values_of_a_single_query_have_no_number()
    {
        var organize = Written("panels")[2].GetProperty("transformations")[1].GetProperty("options");

        Assert.Equal("""{"Value":"Orders","cluster":"Cluster"}""", organize.GetProperty("renameByName").GetRawText());
    }

    private static JsonElement Written(string field) => JsonDocument.Parse(DashboardJson.Write(Sample)).RootElement.GetProperty(field);

    private static IEnumerable<int> Ids(JsonElement panels) =>
        panels.EnumerateArray().SelectMany(panel => (panel.TryGetProperty("panels", out var inside) ? Ids(inside) : []).Append(panel.GetProperty("id").GetInt32()));
}
