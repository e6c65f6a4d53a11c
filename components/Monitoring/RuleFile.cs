using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>Rules in the forms that Prometheus, its operator and Thanos read.</summary>
public static class RuleFile
{
    private const int SecondsOfMinute = 60;
    private const int SecondsOfHour = 60 * SecondsOfMinute;
    private const int SecondsOfDay = 24 * SecondsOfHour;

    /// <summary>The content of a rule file (prometheus.io, "Configuring rules"), as a map.</summary>
    /// <param name="groups">The groups in it.</param>
    /// <param name="runbooks">The address of the folder of runbooks.</param>
    public static ImmutableDictionary<string, object> Content(IEnumerable<RuleGroup> groups, string runbooks = AlertPack.Runbooks) =>
        Fields.Of(("groups", Fields.List(groups.Select(group => Group(group, runbooks)))));

    /// <summary>The content of a rule file, as JSON, which is YAML.</summary>
    /// <inheritdoc cref="Content"/>
    public static string Text(IEnumerable<RuleGroup> groups, string runbooks = AlertPack.Runbooks) => PlainJson.Lines(Content(groups, runbooks));

    /// <summary>One group, as it stands in a rule file, in a PrometheusRule and in the value of a chart.</summary>
    /// <param name="group">The group.</param>
    /// <param name="runbooks">The address of the folder of runbooks.</param>
    public static ImmutableDictionary<string, object> Group(RuleGroup group, string runbooks = AlertPack.Runbooks)
    {
        ArgumentNullException.ThrowIfNull(group);
        return Fields.Of(
            ("name", group.Name),
            ("interval", group.Interval is { } interval ? Duration(interval) : null),
            ("rules", Fields.List(group.Rules.Select(rule => rule is AlertRule alert ? Alert(alert, runbooks) : Recording(rule)))));
    }

    /// <summary>A PrometheusRule of the operator (monitoring.coreos.com/v1).</summary>
    /// <param name="group">The group in it; the object has its name.</param>
    /// <param name="runbooks">The address of the folder of runbooks.</param>
    public static KubernetesObject Object(RuleGroup group, string runbooks = AlertPack.Runbooks)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new KubernetesObject("monitoring.coreos.com/v1", "PrometheusRule", $"infra-{group.Name}", Fields.Of(("spec", Content([group], runbooks))));
    }

    /// <summary>A time as Prometheus writes it, in the largest unit that it is a whole number of: <c>15m</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = (long)time.TotalSeconds;
        var (number, unit) = seconds switch
        {
            0 => (0, "s"),
            _ when seconds % SecondsOfDay == 0 => (seconds / SecondsOfDay, "d"),
            _ when seconds % SecondsOfHour == 0 => (seconds / SecondsOfHour, "h"),
            _ when seconds % SecondsOfMinute == 0 => (seconds / SecondsOfMinute, "m"),
            _ => (seconds, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
    }

    private static ImmutableDictionary<string, object> Recording(Rule rule) => Fields.Of(("record", rule.Name), ("expr", rule.Expression));

    private static ImmutableDictionary<string, object> Alert(AlertRule alert, string runbooks) => Fields.Of(
        ("alert", alert.Name),
        ("expr", alert.Expression),
        ("for", alert.For == TimeSpan.Zero ? null : Duration(alert.For)),
        ("labels", alert.Labels.SetItem("severity", alert.Severity.ToString().ToLowerInvariant()).SetItem("team", alert.Team)),
        ("annotations", Fields.Of(
            ("summary", alert.Summary),
            ("description", alert.Description),
            ("runbook_url", $"{runbooks.TrimEnd('/')}/{alert.Runbook}.md"))));
}
