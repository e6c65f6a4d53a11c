using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>A number, large: the present value.</summary>
/// <inheritdoc cref="Panel"/>
public sealed record StatPanel(string Title, string Description, Unit Unit, params ImmutableArray<Target> Targets) : Panel(Title, Description, Unit, Targets)
{
    /// <summary>Whether the series' name is what is shown, not its value: a version, for example.</summary>
    public bool IsName { get; init; }

    internal override string Kind => "stat";

    internal override bool IsInstant => true;

    internal override ImmutableDictionary<string, object> Options() => Fields.Of(
        ("reduceOptions", Reduce.Last),
        ("orientation", "auto"),
        ("colorMode", Thresholds.Steps.IsEmpty ? "none" : "value"),
        ("graphMode", "none"),
        ("justifyMode", "center"),
        ("textMode", IsName ? "name" : Targets.Length > 1 ? "value_and_name" : "value"),
        ("percentChangeColorMode", "standard"),
        ("showPercentChange", false),
        ("wideLayout", true));
}

/// <summary>Bars of one length at most: how full, or how much of each.</summary>
/// <inheritdoc cref="Panel"/>
public sealed record BarsPanel(string Title, string Description, Unit Unit, params ImmutableArray<Target> Targets) : Panel(Title, Description, Unit, Targets)
{
    internal override string Kind => "bargauge";

    internal override bool IsInstant => true;

    internal override ImmutableDictionary<string, object> Options() => Fields.Of(
        ("reduceOptions", Reduce.Last),
        ("orientation", "horizontal"),
        ("displayMode", "basic"),
        ("valueMode", "color"),
        ("namePlacement", "auto"),
        ("showUnfilled", true),
        ("sizing", "auto"),
        ("minVizWidth", 8),
        ("minVizHeight", 16),
        ("maxVizHeight", 32),
        ("legend", Fields.Of(("showLegend", false), ("displayMode", "list"), ("placement", "bottom"), ("calcs", Array.Empty<string>()))));
}

/// <summary>How several values of a series become the one that is shown.</summary>
internal static class Reduce
{
    /// <summary>The last that there is.</summary>
    public static ImmutableDictionary<string, object> Last { get; } = Fields.Of(("calcs", new[] { "lastNotNull" }), ("fields", ""), ("values", false));
}
