using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>How the observations of a histogram spread over time: each query yields its buckets, by the label <c>le</c>.</summary>
/// <inheritdoc cref="Panel"/>
public sealed record HeatmapPanel(string Title, string Description, Unit Unit, params ImmutableArray<Target> Targets) : Panel(Title, Description, Unit, Targets)
{
    internal override string Kind => "heatmap";

    internal override string Format => "heatmap";

    internal override ImmutableDictionary<string, object> Options() => Fields.Of(
        ("calculate", false),
        ("cellGap", 1),
        ("color", Fields.Of(
            ("mode", "scheme"),
            ("scheme", "Oranges"),
            ("scale", "exponential"),
            ("exponent", 0.5),
            ("fill", "dark-orange"),
            ("reverse", false),
            ("steps", 64))),
        ("exemplars", Fields.Of(("color", "rgba(255,0,255,0.7)"))),
        ("filterValues", Fields.Of(("le", 1e-9))),
        ("legend", Fields.Of(("show", true))),
        ("rowsFrame", Fields.Of(("layout", "auto"))),
        ("showValue", "never"),
        ("tooltip", Fields.Of(("mode", "single"), ("showColorScale", false), ("yHistogram", true))),
        ("yAxis", Fields.Of(("axisPlacement", "left"), ("reverse", false), ("unit", Unit.Id))));
}

/// <summary>A line of coloured blocks for each series: which state it was in, and for how long.</summary>
/// <inheritdoc cref="Panel"/>
public sealed record StatesPanel(string Title, string Description, params ImmutableArray<Target> Targets) : Panel(Title, Description, Unit.Count, Targets)
{
    internal override string Kind => "state-timeline";

    internal override ImmutableDictionary<string, object> Options() => Fields.Of(
        ("alignValue", "left"),
        ("mergeValues", true),
        ("rowHeight", 0.9),
        ("showValue", "never"),
        ("perPage", 20),
        ("legend", Fields.Of(("showLegend", true), ("displayMode", "list"), ("placement", "bottom"), ("calcs", Array.Empty<string>()))),
        ("tooltip", Fields.Of(("mode", "single"), ("sort", "none"))));

    internal override ImmutableDictionary<string, object> Custom() => Fields.Of(("fillOpacity", 80), ("lineWidth", 0));
}
