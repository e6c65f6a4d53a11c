using System.Collections.Immutable;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>One page of Grafana: rows of panels over one data source, filtered by variables.</summary>
/// <param name="Uid">Its address in Grafana (<c>/d/&lt;uid&gt;</c>): bookmarks and links rely on it, so it never changes. At most 40 letters.</param>
/// <param name="Title">What the list of dashboards calls it.</param>
/// <param name="Description">Whom it is for and which question it answers.</param>
/// <param name="Variables">What one can filter by, in the order of choosing: each may narrow the next.</param>
/// <param name="Rows">What it shows, from top to bottom.</param>
public sealed record Dashboard(string Uid, string Title, string Description, ImmutableArray<Variable> Variables, ImmutableArray<Row> Rows)
{
    /// <summary>The folder in Grafana.</summary>
    /// <value><c>Platform</c>, if not said.</value>
    public string Folder { get; init; } = "Platform";

    /// <summary>Words to find it by. Dashboards with the tag <see cref="DashboardJson.Tag"/> appear in each other's menu, and all have it.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>How far back it looks when opened: a relative time as Grafana writes it.</summary>
    /// <value><c>now-6h</c>, if not said.</value>
    public string From { get; init; } = "now-6h";

    /// <summary>How often it asks again.</summary>
    /// <value><c>1m</c>, if not said: samples come every 30 seconds at most, so more often shows nothing new.</value>
    public string Refresh { get; init; } = "1m";
}

/// <summary>A heading, and the panels below it: from left to right, a new line where the next one does not fit.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Panels">The panels.</param>
public sealed record Row(string Title, params ImmutableArray<Panel> Panels)
{
    /// <summary>Whether its panels are hidden, and ask nothing, until somebody opens the row.</summary>
    public bool IsCollapsed { get; init; }
}
