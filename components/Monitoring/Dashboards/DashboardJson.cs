using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Writes dashboards as Grafana reads them from files: its classic model, version 1 (npm <c>@grafana/schema</c>, <c>raw/dashboard</c>).</summary>
public static class DashboardJson
{
    /// <summary>The tag of all of our dashboards.</summary>
    public const string Tag = "infra";

    /// <summary>The uid of the data source that they open with; another one of the same kind can be chosen on the page.</summary>
    public const string DefaultDataSource = "thanos";

    // The version of the model that Grafana 13 writes itself, so that it migrates nothing when it reads ours.
    private const int SchemaVersion = 42;
    private const string PluginVersion = "13.2.0";

    /// <summary>The data source of every query: whichever is chosen on the page.</summary>
    internal static ImmutableDictionary<string, object> DataSource { get; } = Fields.Of(("type", "prometheus"), ("uid", "${datasource}"));

    /// <summary>The dashboard's file: one dashboard always gives the same bytes.</summary>
    public static string Write(Dashboard dashboard) => PlainJson.Text(Content(dashboard));

    /// <summary>The dashboard as a map.</summary>
    public static ImmutableDictionary<string, object> Content(Dashboard dashboard)
    {
        ArgumentNullException.ThrowIfNull(dashboard);
        return Fields.Of(
            ("uid", dashboard.Uid),
            ("title", dashboard.Title),
            ("description", dashboard.Description),
            ("tags", dashboard.Tags.Insert(0, Tag)),
            ("schemaVersion", SchemaVersion),
            // One may try things out on the page; only the file is kept.
            ("editable", true),
            // 1: the same moment is marked on all panels.
            ("graphTooltip", 1),
            ("timezone", "browser"),
            ("time", Fields.Of(("from", dashboard.From), ("to", "now"))),
            ("refresh", dashboard.Refresh),
            ("annotations", Fields.Of(("list", Array.Empty<object>()))),
            ("links", new[] { Menu() }),
            ("templating", Fields.Of(("list", dashboard.Variables.Select(variable => variable.Content()).Prepend(DataSourceVariable())))),
            ("panels", Panels(dashboard)));
    }

    private static ImmutableDictionary<string, object> Menu() => Fields.Of(
        ("type", "dashboards"),
        ("title", "Dashboards"),
        ("tooltip", "The same choice on another page"),
        ("tags", new[] { Tag }),
        ("asDropdown", true),
        ("icon", "external link"),
        ("includeVars", true),
        ("keepTime", true),
        ("targetBlank", false));

    private static ImmutableDictionary<string, object> DataSourceVariable() => Fields.Of(
        ("type", "datasource"),
        ("name", "datasource"),
        ("label", "Data source"),
        ("query", "prometheus"),
        ("regex", ""),
        ("current", Fields.Of(("text", "Thanos"), ("value", DefaultDataSource))),
        // 3: in the menu of controls; hardly anybody needs it.
        ("hide", 3),
        ("includeAll", false),
        ("multi", false),
        ("options", Array.Empty<object>()),
        ("refresh", 1));

    private static IEnumerable<object> Panels(Dashboard dashboard)
    {
        var id = 0;
        foreach (var (row, heading, places) in GridLayout.Place(dashboard.Rows))
        {
            var rowId = ++id;
            var panels = row.Panels.Zip(places, (panel, place) => PanelContent(dashboard, panel, place, ++id)).ToImmutableArray();
            yield return Fields.Of(
                ("type", "row"),
                ("id", rowId),
                ("title", row.Title),
                ("collapsed", row.IsCollapsed),
                ("gridPos", Place(heading)),
                ("panels", row.IsCollapsed ? panels : Array.Empty<object>()));
            if (row.IsCollapsed)
                continue;
            foreach (var panel in panels)
                yield return panel;
        }
    }

    private static ImmutableDictionary<string, object> PanelContent(Dashboard dashboard, Panel panel, GridPosition place, int id) => Fields.Of(
        ("id", id),
        ("type", panel.Kind),
        ("title", panel.Title),
        ("description", panel.Description),
        ("datasource", DataSource),
        ("gridPos", Place(place)),
        ("pluginVersion", PluginVersion),
        ("targets", panel.Targets.Select((target, index) => TargetContent(panel, target, index))),
        ("fieldConfig", Fields.Of(
            ("defaults", Fields.Of(
                ("unit", panel.Unit.Id),
                ("min", panel.Minimum),
                ("max", panel.Maximum),
                ("decimals", panel.Decimals),
                ("noValue", panel.NoValue),
                ("color", panel.Colour()),
                ("thresholds", panel.Thresholds.Content()),
                ("mappings", Mappings(panel.Texts)),
                ("links", panel.DrillDowns.Select(link => LinkContent(dashboard, link, "__field.labels"))),
                ("custom", panel.Custom()))),
            ("overrides", panel.Overrides(dashboard)))),
        ("options", panel.Options()),
        ("transformations", panel.Transformations()));

    private static ImmutableDictionary<string, object> TargetContent(Panel panel, Target target, int index) => Fields.Of(
        ("refId", RefId(index)),
        ("datasource", DataSource),
        ("editorMode", "code"),
        ("expr", target.Expression),
        ("format", panel.Format),
        ("instant", panel.IsInstant),
        ("range", !panel.IsInstant),
        ("legendFormat", target.Legend));

    /// <summary>What the query at this place is called: A, B, …</summary>
    internal static string RefId(int index) => $"{(char)('A' + index)}";

    /// <summary>Words in place of numbers, as Grafana writes them.</summary>
    internal static ImmutableArray<object> Mappings(ImmutableArray<ValueText> texts) => texts.IsEmpty ? [] : Fields.List(new[]
    {
        Fields.Of(
            ("type", "value"),
            ("options", texts.ToImmutableDictionary(
                text => $"{text.Value}",
                text => (object)Fields.Of(("text", text.Text), ("color", text.Colour)),
                StringComparer.Ordinal))),
    });

    /// <summary>A link from a value, which takes the labels from the value and all other choices, and the time, from the page.</summary>
    /// <param name="dashboard">The page that the link is on.</param>
    /// <param name="link">The link.</param>
    /// <param name="labels">Where Grafana has the labels of the value that is clicked.</param>
    internal static ImmutableDictionary<string, object> LinkContent(Dashboard dashboard, DrillDown link, string labels) => Fields.Of(
        ("title", link.Title),
        ("url", $"/d/{link.Dashboard}?" + string.Join('&', link.Choices
            .Select(choice => $"var-{choice.Variable}=${{{labels}.{choice.Label}}}")
            .Concat(dashboard.Variables.Where(variable => link.Choices.All(choice => choice.Variable != variable.Name)).Select(variable => $"${{{variable.Name}:queryparam}}"))
            .Append("${datasource:queryparam}")
            .Append("${__url_time_range}"))),
        ("targetBlank", false));

    private static ImmutableDictionary<string, object> Place(GridPosition place) =>
        Fields.Of(("x", place.X), ("y", place.Y), ("w", place.Width), ("h", place.Height));
}
