using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Components.Monitoring;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Writes stories in the form that <c>promtool test rules</c> reads (prometheus.io, "Unit Testing for Rules"), as JSON, which is YAML.</summary>
internal static class RuleTestFile
{
    private const int ShortStory = 130;

    // Stories of half a day and more are looked at every ten minutes, which is quicker.
    private const int LongStory = 240;
    private const int LongStep = 10;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The labels that every series of a site has on the hub.</summary>
    public static ImmutableSortedDictionary<string, string> Site { get; } = ImmutableSortedDictionary<string, string>.Empty
        .Add("cluster", "site-1").Add("fleet", "edge+shops").Add("region", "north").Add("provider", "none");

    /// <summary>The rules of a group without their texts, which a story does not repeat.</summary>
    public static string Rules(RuleGroup group)
    {
        var file = JsonNode.Parse(RuleFile.Text([group]))!;
        foreach (var rule in file["groups"]!.AsArray().SelectMany(rules => rules!["rules"]!.AsArray()))
            rule!.AsObject().Remove("annotations");
        return file.ToJsonString(Plain);
    }

    /// <summary>The stories of a group.</summary>
    /// <param name="rules">The path of its rules.</param>
    /// <param name="group">The group.</param>
    /// <param name="stories">Those of its alerts.</param>
    /// <param name="whose">The labels that every series has, and so has every alert.</param>
    /// <param name="areLong">Whether it is those that take long, or the others.</param>
    public static string Write(string rules, RuleGroup group, IEnumerable<AlertCase> stories, ImmutableSortedDictionary<string, string> whose, bool areLong) =>
        new JsonObject
        {
            ["rule_files"] = new JsonArray(rules),
            ["evaluation_interval"] = string.Create(CultureInfo.InvariantCulture, $"{(areLong ? LongStep : 1)}m"),
            ["tests"] = new JsonArray([.. stories.Where(story => IsLong(story) == areLong).Select(story => Test(group.Alerts.Single(alert => alert.Name == story.Alert), story, whose))]),
        }.ToJsonString(Plain);

    private static JsonObject Test(AlertRule alert, AlertCase story, ImmutableSortedDictionary<string, string> whose)
    {
        var series = story.Series.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new JsonObject
        {
            ["name"] = story.FiresAfter is null ? $"{story.Alert} is silent: {story.Labels}" : $"{story.Alert} fires",
            ["interval"] = "1m",
            ["input_series"] = new JsonArray([.. series.Select(line => Series(line, whose))]),
            ["alert_rule_test"] = new JsonArray([.. Expected(alert, story, whose)]),
        };
    }

    private static JsonObject Series(string line, ImmutableSortedDictionary<string, string> whose)
    {
        var end = line.LastIndexOf('}');
        var labels = string.Concat(whose.Select(label => $",{label.Key}=\"{label.Value}\""));
        return new JsonObject { ["series"] = $"{line[..end]}{labels}}}", ["values"] = line[(end + 1)..].Trim() };
    }

    private static IEnumerable<JsonNode> Expected(AlertRule alert, AlertCase story, ImmutableSortedDictionary<string, string> whose)
    {
        if (story.FiresAfter is { } after)
        {
            var minutes = Minutes(after);
            if (minutes > 0)
                yield return At(minutes - (IsLong(story) ? LongStep : 1), alert.Name, []);
            var labels = whose.SetItems(Labels(story.Labels)).SetItem("severity", alert.Severity.ToString().ToLowerInvariant()).SetItem("team", alert.Team);
            yield return At(minutes, alert.Name, [new JsonObject { ["exp_labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))) }]);
            if (story.EndsBy is { } end)
                yield return At(Minutes(end), alert.Name, []);
            yield break;
        }

        // Often enough that nothing that fires for some minutes goes unseen.
        for (var minute = 1; minute <= Length(alert, story); minute += IsLong(story) ? 3 * LongStep : 7)
            yield return At(minute, alert.Name, []);
    }

    private static JsonObject At(int minute, string alert, JsonNode[] expected) => new()
    {
        ["eval_time"] = string.Create(CultureInfo.InvariantCulture, $"{minute}m"),
        ["alertname"] = alert,
        ["exp_alerts"] = new JsonArray([.. expected]),
    };

    /// <summary>Labels as a story has them: <c>a=b,c=d</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Labels(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(label => label.Split('=', 2)).Select(label => KeyValuePair.Create(label[0], label[1]));

    // Up to the end of a long story; of a short one as long as an alert needs to fire, and then some.
    private static int Length(AlertRule alert, AlertCase story)
    {
        var length = Length(story);
        return length > ShortStory ? length : Math.Min(length, (int)alert.For.TotalMinutes + 35);
    }

    private static bool IsLong(AlertCase story) => (story.FiresAfter is { } after ? Minutes(after) : Length(story)) > LongStory;

    // The times of its longest series: `0+60x120` has 121.
    private static int Length(AlertCase story) => story.Series
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Max(line => line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(Times) - 1);

    private static int Times(string values) =>
        values.LastIndexOf('x') is var at and >= 0 ? int.Parse(values[(at + 1)..], CultureInfo.InvariantCulture) + (values[0] == '_' ? 0 : 1) : 1;

    private static int Minutes(string time)
    {
        var minutes = 0;
        var number = 0;
        foreach (var sign in time)
        {
            if (char.IsAsciiDigit(sign))
            {
                number = (10 * number) + (sign - '0');
                continue;
            }

            minutes += number * sign switch { 'd' => 1440, 'h' => 60, 'm' => 1, _ => throw new FormatException($"{time} is no time of a story") };
            number = 0;
        }

        return minutes;
    }
}
