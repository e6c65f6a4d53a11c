using System.Text.RegularExpressions;
using Infra.Components.Monitoring;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Two clusters in which everything that expressions ask for is measured: for each selector a series that it selects, as promtool takes them.</summary>
internal static partial class MeasuredWorld
{
    // Each is its own fleet, place and kind; the first is in two fleets.
    private static readonly Dictionary<string, string>[] Clusters =
    [
        new(StringComparer.Ordinal) { ["cluster"] = "cloud", ["fleet"] = "prod+west", ["region"] = "eu-west-1", ["provider"] = "aws", ["source_cluster"] = "cloud" },
        new(StringComparer.Ordinal) { ["cluster"] = "site-1", ["fleet"] = "edge", ["region"] = "north", ["provider"] = "on-prem", ["source_cluster"] = "site-1" },
    ];

    // Whatever is measured, two tell of it: what goes together by a label must not trip over that.
    private static readonly string[] Instances = ["10.0.0.1:9100", "10.0.0.2:9100"];

    // What a label says where nothing is asked of it.
    private static readonly Dictionary<string, string> Usual = new(StringComparer.Ordinal)
    {
        ["namespace"] = "shop",
        ["pod"] = "shop-7d4b9c8f5-x2x4z",
        ["service"] = "shop",
        ["destination_service_name"] = "shop",
        ["destination_service_namespace"] = "shop",
        ["destination_cluster"] = "cloud",
        ["node"] = "node-1",
        ["nodename"] = "node-1",
        ["mountpoint"] = "/",
        ["subresource"] = "",
    };

    // Texts that the patterns of our matchers find, where it is not one that they spell out.
    private static readonly string[] Examples = ["500", "200", "shop-7d4b9c8f5-x2x4z"];

    /// <summary>The series, each with its values for an hour.</summary>
    public static IEnumerable<(string Series, string Values)> Of(IEnumerable<string> expressions) =>
        expressions
            .SelectMany(Selectors)
            .SelectMany(selector => Clusters.SelectMany(cluster => Instances.SelectMany(instance => Series(selector.Name, selector.Matchers, cluster, instance))))
            .Distinct();

    private static IEnumerable<(string Name, string Matchers)> Selectors(string expression) =>
        Selector().Matches(expression).Select(match => (match.Groups["name"].Value, match.Groups["matchers"].Value))
            .Concat(MetricSelector.In(expression).Where(selector => selector.Labels.IsEmpty).Select(selector => (selector.Name, "")));

    private static IEnumerable<(string Series, string Values)> Series(string name, string matchers, Dictionary<string, string> cluster, string instance)
    {
        var labels = (Metrics.Find(name)?.Labels ?? []).Concat(Metrics.TargetLabels)
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(label => label, label => cluster.GetValueOrDefault(label) ?? Usual.GetValueOrDefault(label, "x"), StringComparer.Ordinal);
        labels["instance"] = instance;
        foreach (Match matcher in Matcher().Matches(matchers))
        {
            var label = matcher.Groups["label"].Value;
            labels[label] = Meeting(matcher.Groups["operation"].Value, Regex.Unescape(matcher.Groups["value"].Value), labels.GetValueOrDefault(label, ""));
        }

        var isRising = Metrics.Find(name) is { Type: not MetricType.Gauge };
        var values = name == "up" ? "0x60" : isRising ? "0+60x60" : "1x60";
        return (name.EndsWith("_bucket", StringComparison.Ordinal) ? ["0.5", "1", "+Inf"] : new[] { "" })
            .Select(bound => bound.Length == 0 ? labels : new Dictionary<string, string>(labels, StringComparer.Ordinal) { ["le"] = bound })
            .Select(all => ($"{name}{{{string.Join(',', all.Where(label => label.Value.Length > 0).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{label.Value}\""))}}}", values));
    }

    // The usual text where the matcher takes it, and else the first that it does.
    private static string Meeting(string operation, string value, string usual)
    {
        bool Takes(string text) => operation switch
        {
            "=" => text == value,
            "!=" => text != value,
            "=~" => Regex.IsMatch(text, $"^(?:{value})$", RegexOptions.None, TimeSpan.FromSeconds(1)),
            _ => !Regex.IsMatch(text, $"^(?:{value})$", RegexOptions.None, TimeSpan.FromSeconds(1)),
        };
        return new[] { usual, value }.Concat(value.Split('|')).Concat(Examples).First(Takes);
    }

    [GeneratedRegex("""(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\{(?<matchers>([^{}"]|"([^"\\]|\\.)*")*)\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Selector();

    [GeneratedRegex("""(?<label>[a-z_]+)(?<operation>=~|!~|!=|=)"(?<value>([^"\\]|\\.)*)" """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Matcher();
}
