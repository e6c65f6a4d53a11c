using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>One picture or table of a dashboard.</summary>
/// <param name="Title">What it shows, in a few words.</param>
/// <param name="Description">What it means and when to worry: Grafana shows it on the panel's (i).</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Targets">What it asks the data source.</param>
public abstract record Panel(string Title, string Description, Unit Unit, ImmutableArray<Target> Targets)
{
    /// <summary>Its width in columns, of which a page has <see cref="GridLayout.Columns"/>.</summary>
    public int Width { get; init; } = 12;

    /// <summary>Its height in lines of the grid, 30 pixels each.</summary>
    public int Height { get; init; } = 8;

    /// <summary>From which values on it changes colour.</summary>
    /// <value>None, if not said.</value>
    public Thresholds Thresholds { get; init; } = Thresholds.None;

    /// <summary>The lowest value of its scale; Grafana chooses if not said.</summary>
    public double? Minimum { get; init; }

    /// <summary>The highest value of its scale; Grafana chooses if not said.</summary>
    public double? Maximum { get; init; }

    /// <summary>How many digits follow the point; Grafana chooses if not said.</summary>
    public int? Decimals { get; init; }

    /// <summary>Words in place of numbers.</summary>
    public ImmutableArray<ValueText> Texts { get; init; } = [];

    /// <summary>Where a click on a value leads.</summary>
    public ImmutableArray<DrillDown> DrillDowns { get; init; } = [];

    /// <summary>What stands where there is no value.</summary>
    /// <value>A dash, if not said: no value is not a fault by itself.</value>
    public string NoValue { get; init; } = "–";

    /// <summary>Grafana's name for this kind of panel.</summary>
    internal abstract string Kind { get; }

    /// <summary>Whether each query asks for the present only, not for a range of time.</summary>
    internal virtual bool IsInstant => false;

    /// <summary>How the data source is to shape its answer: <c>time_series</c>, <c>table</c> or <c>heatmap</c>.</summary>
    internal virtual string Format => "time_series";

    /// <summary>The settings that only this kind of panel has.</summary>
    internal abstract ImmutableDictionary<string, object> Options();

    /// <summary>The settings of a field that only this kind of panel has.</summary>
    internal virtual ImmutableDictionary<string, object> Custom() => Fields.Of();

    /// <summary>How values get their colour.</summary>
    internal virtual ImmutableDictionary<string, object> Colour() => Fields.Of(("mode", "thresholds"));

    /// <summary>What is done to the answers before they are shown.</summary>
    internal virtual IEnumerable<object> Transformations() => [];

    /// <summary>What differs from field to field.</summary>
    /// <param name="dashboard">The page that the panel is on, whose choices its links keep.</param>
    internal virtual IEnumerable<object> Overrides(Dashboard dashboard) => [];
}

/// <summary>One query.</summary>
/// <param name="Expression">PromQL; it may hold the dashboard's variables and Grafana's own (<c>$__rate_interval</c>).</param>
/// <param name="Legend">What each of its series is called: <c>{{cluster}}</c> stands for a label's value.</param>
public sealed record Target(string Expression, string Legend = "");

/// <summary>A word in place of a number.</summary>
/// <param name="Value">The number.</param>
/// <param name="Text">The word.</param>
/// <param name="Colour">Its colour.</param>
public sealed record ValueText(int Value, string Text, string Colour)
{
    /// <summary>1 is yes and good, 0 is no and bad.</summary>
    public static ImmutableArray<ValueText> YesAndNo { get; } = [new(1, "Yes", Colours.Good), new(0, "No", Colours.Bad)];
}

/// <summary>A link from a value to another dashboard, about what the value is about.</summary>
/// <param name="Dashboard">The uid of the dashboard.</param>
/// <param name="Title">What the link says.</param>
/// <param name="Choices">Which of its variables takes the value of which label of what was clicked; the time and all other choices stay.</param>
public sealed record DrillDown(string Dashboard, string Title, params ImmutableArray<(string Variable, string Label)> Choices)
{
    /// <summary>From whatever has the label <c>cluster</c> to that cluster's page.</summary>
    public static DrillDown ToCluster { get; } = new(ClusterDashboard.Uid, "Open the cluster", ("cluster", "cluster"));

    /// <summary>From a service, as the mesh names it, to the comparison of its clusters.</summary>
    public static DrillDown ToService { get; } =
        new(ServiceDashboard.Uid, "Compare its clusters", ("namespace", "destination_service_namespace"), ("service", "destination_service_name"));
}
