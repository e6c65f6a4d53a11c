using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Monitoring.Dashboards;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>The expressions of dashboards with something put in for each variable, as Grafana's data source for Prometheus does before it asks.</summary>
internal static partial class DashboardExpressions
{
    /// <summary>What stands for each variable when nobody has chosen anything.</summary>
    public static ImmutableDictionary<string, string> Everything { get; } =
        Scope.OfServices.Add(Scope.Region).ToImmutableDictionary(variable => variable.Name, variable => variable.All, StringComparer.Ordinal);

    /// <summary>What stands for each variable when two things are chosen.</summary>
    public static ImmutableDictionary<string, string> Several { get; } = Everything.ToImmutableDictionary(entry => entry.Key, _ => "(a-1|b)", StringComparer.Ordinal);

    /// <summary>All of them, each with the place that it is from; the queries of variables too.</summary>
    public static IEnumerable<(string Place, string Expression)> All(IReadOnlyDictionary<string, string> choices) =>
    [
        .. from dashboard in DashboardPack.All
           from row in dashboard.Rows
           from panel in row.Panels
           from target in panel.Targets
           select ($"{dashboard.Title}, {row.Title}, {panel.Title}", PutIn(target.Expression, choices)),
        .. from dashboard in DashboardPack.All
           from variable in dashboard.Variables
           select ($"{dashboard.Title}, variable {variable.Name}", PutIn(LabelValues().Match(variable.Query).Groups["selector"].Value, choices)),
    ];

    /// <summary>An expression with the choices put in, and five minutes for what depends on the page's resolution.</summary>
    /// <exception cref="KeyNotFoundException">The expression names a variable that there is not.</exception>
    public static string PutIn(string expression, IReadOnlyDictionary<string, string> choices) => Place().Replace(
        expression,
        match => match.Value == "$__rate_interval" ? "5m" : choices[match.Value[1..]]);

    // $1 is a group of label_replace, and no variable.
    [GeneratedRegex(@"\$[a-z_]+", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"^label_values\((?<selector>.+), \w+\)$", RegexOptions.None, 1000)]
    private static partial Regex LabelValues();
}
