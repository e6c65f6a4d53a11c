using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>A table of present values: one line for each combination of labels, one column for each query.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What it means and when to worry.</param>
/// <param name="Keys">The labels that make a line, and by which every column's query has to aggregate.</param>
/// <param name="Columns">The other columns.</param>
public sealed record TablePanel(string Title, string Description, ImmutableArray<TableKey> Keys, params ImmutableArray<TableColumn> Columns)
    : Panel(Title, Description, Unit.Count, [.. Columns.Select(column => new Target(column.Expression))])
{
    /// <summary>The title of the column by which lines are sorted, the largest first.</summary>
    /// <value>By the first key, rising, if not said.</value>
    public string? SortedBy { get; init; }

    internal override string Kind => "table";

    internal override bool IsInstant => true;

    internal override string Format => "table";

    internal override ImmutableDictionary<string, object> Options() => Fields.Of(
        ("showHeader", true),
        ("cellHeight", "sm"),
        ("frameIndex", 0),
        ("enablePagination", false),
        ("sortBy", new[] { Fields.Of(("displayName", SortedBy ?? Keys[0].Title), ("desc", SortedBy is not null)) }));

    internal override ImmutableDictionary<string, object> Custom() => Fields.Of(
        ("align", "auto"),
        ("filterable", true),
        ("inspect", false),
        ("cellOptions", Fields.Of(("type", "auto"))));

    internal override IEnumerable<object> Transformations() =>
    [
        Fields.Of(("id", "merge"), ("options", Fields.Of())),
        Fields.Of(("id", "organize"), ("options", Fields.Of(
            ("excludeByName", Hidden()),
            ("indexByName", Names((_, index) => index)),
            ("renameByName", Names((title, _) => title))))),
    ];

    internal override IEnumerable<object> Overrides(Dashboard dashboard) =>
    [
        .. Keys.Select(key => Override(key.Title, [
            ("unit", Unit.Text.Id),
            ("custom.width", key.Width),
            ("links", key.DrillDown is null ? null : Fields.List(new[] { DashboardJson.LinkContent(dashboard, key.DrillDown, "__data.fields") }))])),
        .. Columns.Select(column => Override(column.Title, column.Properties())),
    ];

    private static ImmutableDictionary<string, object> Override(string field, IEnumerable<(string Id, object? Value)> properties) => Fields.Of(
        ("matcher", Fields.Of(("id", "byName"), ("options", field))),
        ("properties", properties.Where(property => property.Value is not null).Select(property => Fields.Of(("id", property.Id), ("value", property.Value)))));

    private ImmutableDictionary<string, object> Hidden() => Columns
        .Select((column, index) => (column.IsHidden, Field: ValueField(index)))
        .Where(column => column.IsHidden)
        .Select(column => column.Field)
        .Append("Time")
        .ToImmutableDictionary(field => field, _ => (object)true, StringComparer.Ordinal);

    private ImmutableDictionary<string, object> Names(Func<string, int, object> value) => Keys
        .Select(key => (Field: key.Label, key.Title))
        .Concat(Columns.Select((column, index) => (Field: ValueField(index), column.Title)))
        .Select((column, index) => KeyValuePair.Create(column.Field, value(column.Title, index)))
        .ToImmutableDictionary(StringComparer.Ordinal);

    // The data source calls values after their query; of one query alone it does not say which.
    private string ValueField(int index) => Columns.Length == 1 ? "Value" : $"Value #{DashboardJson.RefId(index)}";
}

/// <summary>A column with a label's values.</summary>
/// <param name="Label">The label.</param>
/// <param name="Title">The column's heading.</param>
/// <param name="DrillDown">Where a click on a value leads.</param>
public sealed record TableKey(string Label, string Title, DrillDown? DrillDown = null)
{
    /// <summary>Its width in pixels; what is left over if not said.</summary>
    public int? Width { get; init; }
}

/// <summary>A column with the values of a query.</summary>
/// <param name="Title">The column's heading.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Expression">The query, which aggregates by the table's keys.</param>
public sealed record TableColumn(string Title, Unit Unit, string Expression)
{
    /// <summary>From which values on a cell changes colour.</summary>
    public Thresholds Thresholds { get; init; } = Thresholds.None;

    /// <summary>Words in place of numbers.</summary>
    public ImmutableArray<ValueText> Texts { get; init; } = [];

    /// <summary>Whether only the labels of the query's series are of interest, and its values are left out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether a cell is a bar between 0 and 1.</summary>
    public bool IsBar { get; init; }

    /// <summary>Its width in pixels; what is left over if not said.</summary>
    public int? Width { get; init; }

    /// <summary>As Grafana writes what is special to this column.</summary>
    internal IEnumerable<(string Id, object? Value)> Properties() =>
    [
        ("unit", Unit.Id),
        ("thresholds", Thresholds.Content()),
        ("mappings", Texts.IsEmpty ? null : DashboardJson.Mappings(Texts)),
        ("min", IsBar ? 0 : null),
        ("max", IsBar ? 1 : null),
        ("custom.width", Width),
        ("custom.cellOptions", CellOptions()),
    ];

    private ImmutableDictionary<string, object> CellOptions() => this switch
    {
        { IsBar: true } => Fields.Of(("type", "gauge"), ("mode", "basic"), ("valueDisplayMode", "text")),
        { Thresholds.Steps.IsEmpty: true, Texts.IsEmpty: true } => Fields.Of(("type", "auto")),
        _ => Fields.Of(("type", "color-text")),
    };
}
