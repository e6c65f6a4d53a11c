using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Something to filter a dashboard by, whose values come from the metrics themselves.</summary>
/// <param name="Name">What expressions call it: <c>$cluster</c>.</param>
/// <param name="Title">What its list of values is called.</param>
/// <param name="Description">What choosing it does.</param>
/// <param name="Query">The data source's query for its values: <c>label_values(selector, label)</c>.</param>
public sealed record Variable(string Name, string Title, string Description, string Query)
{
    /// <summary>What of each value becomes a choice: a regular expression with one group, in Grafana's slashes; the whole value if not said.</summary>
    public string Regex { get; init; } = "";

    /// <summary>What stands in a matcher while everything is chosen.</summary>
    /// <value><c>.+</c>, if not said: everything that has the label.</value>
    public string All { get; init; } = ".+";

    /// <summary>Whether several values can be chosen at once, or all.</summary>
    /// <value>True; false where a page is about one thing.</value>
    public bool IsMany { get; init; } = true;

    /// <summary>As Grafana writes it.</summary>
    internal ImmutableDictionary<string, object> Content() => Fields.Of(
        ("type", "query"),
        ("name", Name),
        ("label", Title),
        ("description", Description),
        ("datasource", DashboardJson.DataSource),
        ("query", Fields.Of(("qryType", LabelValues), ("query", Query), ("refId", $"variable-{Name}"))),
        ("regex", Regex),
        ("allValue", IsMany ? All : null),
        ("includeAll", IsMany),
        ("multi", IsMany),
        ("current", IsMany ? Fields.Of(("text", new[] { "All" }), ("value", new[] { "$__all" })) : null),
        ("options", Fields.List(Array.Empty<object>())),
        // 2: whenever the time changes, so that clusters which are gone are still found in their time.
        ("refresh", 2),
        // 7: natural order, in which site-2 is before site-10.
        ("sort", 7));

    // Grafana's number for queries of the form label_values(selector, label).
    private const int LabelValues = 1;
}
