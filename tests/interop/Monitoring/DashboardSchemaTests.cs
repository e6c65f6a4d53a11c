using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Components.Monitoring.Dashboards;
using Infra.Interop.Tests.Peers;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Dashboards against the types that Grafana publishes of its own model, its panels' options included (npm <c>@grafana/schema</c>).</summary>
public sealed class DashboardSchemaTests
{
    private static readonly Dashboard Sample = new(
        "sample",
        "Sample",
        "A number and a table.",
        Scope.OfClusters,
        [
            new Row(
                "Row",
                new StatPanel("Number", "A number.", Unit.Count, "up"),
                new TablePanel("Table", "A table.", [new TableKey("cluster", "Cluster")], new TableColumn("Up", Unit.Count, "sum by (cluster) (up)"))),
        ]);

    // Where in the sample, what is put there (null takes it away), and what is said then.
    private static readonly (string Path, string? Value, string Problem)[] Slips =
    [
        ("/title", "1", "sample.title: 1, not string"),
        ("/colour", "\"red\"", "sample.colour: unknown"),
        ("/graphTooltip", "7", "sample.graphTooltip: 7, not DashboardCursorSync"),
        ("/templating/list/1/hide", "9", "sample.templating.list[1].hide: 9, not VariableHide"),
        ("/panels/1/type", "\"graph\"", "sample.panels[1]: Grafana has no panel 'graph'"),
        ("/panels/1/fieldConfig/defaults/thresholds/mode", "\"relative\"", "sample.panels[1].fieldConfig.defaults.thresholds.mode: \"relative\", not ThresholdsMode"),
        ("/panels/1/options/textMode", "\"loud\"", "sample.panels[1].options.textMode: \"loud\", not BigValueTextMode"),
        ("/panels/1/options/orientation", null, "sample.panels[1].options.orientation: missing"),
        ("/panels/1/options/sparkle", "true", "sample.panels[1].options.sparkle: unknown"),
        ("/panels/1/fieldConfig/defaults/custom/lineWidth", "1", "sample.panels[1].fieldConfig.defaults.custom.lineWidth: unknown"),
        ("/panels/2/fieldConfig/overrides/0/properties/0/id", "\"units\"", "sample.panels[2].fieldConfig.overrides[0] units: unknown"),
        ("/panels/1/pluginVersion", "\"9.0.0\"", "sample.panels[1].pluginVersion: 9.0.0, not 13.2.0"),
    ];

    [Fact]
    public async Task Grafana_knows_all_that_dashboards_say() =>
        Assert.Empty(await ProblemsAsync([.. DashboardPack.All.Select(DashboardJson.Write)]));

    [Fact]
    public async Task A_slip_is_found_and_told_with_its_place()
    {
        var problems = await ProblemsAsync([.. Slips.Select(slip => With(slip.Path, slip.Value))]);

        Assert.Equal(Slips.Select(slip => slip.Problem), problems);
    }

    private static string With(string path, string? value)
    {
        var dashboard = JsonNode.Parse(DashboardJson.Write(Sample))!;
        Set(dashboard, path[1..].Split('/'), value);
        return dashboard.ToJsonString();
    }

    private static void Set(JsonNode node, ReadOnlySpan<string> path, string? value)
    {
        foreach (var step in path[..^1])
            node = node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)]! : node[step]!;
        if (value is null)
            node.AsObject().Remove(path[^1]);
        else
            node[path[^1]] = JsonNode.Parse(value);
    }

    private static async Task<string[]> ProblemsAsync(IReadOnlyList<string> dashboards)
    {
        var folder = Directory.CreateTempSubdirectory("infra-dashboards-").FullName;
        var files = dashboards.Select((_, index) => Path.Combine(folder, $"{index}.json")).ToList();
        foreach (var (file, dashboard) in files.Zip(dashboards))
            await File.WriteAllTextAsync(file, dashboard, TestContext.Current.CancellationToken);
        var script = Path.Combine(Prerequisites.RepositoryRoot, "tests", "interop", "Monitoring", "check-dashboards.js");
        var node = await ChildProcess.RunAsync("node", [script, await PeerPrograms.FolderAsync(), .. files]);
        return node.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
