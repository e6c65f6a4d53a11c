using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Lines over time.</summary>
/// <inheritdoc cref="Panel"/>
public sealed record TimeSeriesPanel(string Title, string Description, Unit Unit, params ImmutableArray<Target> Targets) : Panel(Title, Description, Unit, Targets)
{
    private const int WideLegendWidth = 260;

    /// <summary>Whether series are parts of a whole and are put on top of each other.</summary>
    public bool IsStacked { get; init; }

    internal override string Kind => "timeseries";

    // Beside the picture there is room for a table only where the panel is wide; below it, names in a list take one line or two.
    private bool HasWideLegend => Width >= GridLayout.Columns / 2;

    internal override ImmutableDictionary<string, object> Options() => Fields.Of(
        ("legend", HasWideLegend
            ? Legend("table", "right", WideLegendWidth, "lastNotNull", "max")
            : Legend("list", "bottom", width: null)),
        ("tooltip", Fields.Of(("mode", "multi"), ("sort", "desc"), ("hideZeros", IsStacked))));

    internal override ImmutableDictionary<string, object> Custom() => Fields.Of(
        ("drawStyle", "line"),
        ("lineInterpolation", "linear"),
        ("lineWidth", IsStacked ? 0 : 1),
        ("fillOpacity", IsStacked ? 60 : 5),
        ("showPoints", "never"),
        // A site that is out of reach leaves a gap: a line over it would tell of measurements that nobody made.
        ("spanNulls", false),
        ("axisSoftMin", Minimum is null ? 0 : null),
        ("stacking", Fields.Of(("group", "A"), ("mode", IsStacked ? "normal" : "none"))),
        ("thresholdsStyle", Fields.Of(("mode", Thresholds.Steps.IsEmpty ? "off" : "dashed"))));

    internal override ImmutableDictionary<string, object> Colour() => Fields.Of(("mode", "palette-classic-by-name"));

    private static ImmutableDictionary<string, object> Legend(string mode, string placement, int? width, params string[] columns) => Fields.Of(
        ("showLegend", true),
        ("displayMode", mode),
        ("placement", placement),
        ("width", width),
        ("calcs", columns),
        ("sortBy", columns.Length > 0 ? "Max" : null),
        ("sortDesc", columns.Length > 0 ? true : null));
}
