using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>A number, large: the present value.</summary>
public sealed record StatPanel : Panel
{
    /// <summary>One number.</summary>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="description">What it means and when to worry.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="expression">The query, which yields one series.</param>
    public StatPanel(string title, string description, Unit unit, string expression)
        : this(title, description, unit, new Target(expression))
    {
    }

    /// <summary>Several numbers, or one with a name.</summary>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="description">What it means and when to worry.</param>
    /// <param name="unit">The unit of its values.</param>
    /// <param name="targets">The queries.</param>
    public StatPanel(string title, string description, Unit unit, params ImmutableArray<Target> targets)
        : base(title, description, unit, targets) =>
        // Six in a line, if not said otherwise.
        (Width, Height) = (GridLayout.Columns / 6, 4);

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
