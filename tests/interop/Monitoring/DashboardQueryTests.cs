using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Components.Monitoring.Dashboards;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>The expressions of dashboards, read and carried out by Prometheus' own program.</summary>
public sealed class DashboardQueryTests
{
    public static TheoryData<string> Choices => ["everything", "several"];

    [Theory]
    [MemberData(nameof(Choices))]
    public async Task Prometheus_reads_every_expression(string choice)
    {
        var expressions = DashboardExpressions.All(choice == "several" ? DashboardExpressions.Several : DashboardExpressions.Everything).ToList();
        var file = await WriteAsync(Rules(expressions));

        var check = await ChildProcess.RunAsync(Tools.Require("promtool"), ["check", "rules", file]);

        Assert.True(check.ExitCode == 0, Places(check.Output + check.Error, expressions));
        Assert.Contains($"{expressions.Count.ToString(CultureInfo.InvariantCulture)} rules found", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_panel_shows_something_where_all_is_measured_and_no_query_fails()
    {
        var expressions = DashboardExpressions.All(DashboardExpressions.Everything).ToList();
        var rules = await WriteAsync(Rules(expressions));
        var file = await WriteAsync(new JsonObject
        {
            ["rule_files"] = new JsonArray(rules),
            ["evaluation_interval"] = "30m",
            ["tests"] = new JsonArray(new JsonObject
            {
                ["interval"] = "1m",
                ["input_series"] = new JsonArray([.. MeasuredWorld.Of(expressions.Select(entry => entry.Expression)).Select(entry => Series(entry.Series, entry.Values))]),
                ["promql_expr_test"] = new JsonArray([.. expressions.Select((_, index) => new JsonObject
                {
                    ["expr"] = $"absent({Name(index)})",
                    ["eval_time"] = "60m",
                    ["exp_samples"] = new JsonArray(),
                })]),
            }),
        });

        var test = await ChildProcess.RunAsync(Tools.Require("promtool"), ["test", "rules", file]);

        Assert.True(test.ExitCode == 0, Places(test.Output + test.Error, expressions));
    }

    [Theory]
    [InlineData("prod", "cloud on-prem")]
    [InlineData("west", "cloud")]
    [InlineData("(edge|prod)", "cloud on-prem site-1")]
    [InlineData("pro", "")]
    [InlineData(".*", "cloud loner on-prem site-1")]
    public async Task A_fleet_has_its_clusters_also_those_that_are_in_others_too(string chosen, string clusters) => await ExpectAsync(
        [
            Series("""kube_node_info{cluster="cloud",fleet="prod+west"}""", "1x60"),
            Series("""kube_node_info{cluster="on-prem",fleet="prod"}""", "1x60"),
            Series("""kube_node_info{cluster="site-1",fleet="edge"}""", "1x60"),
            Series("""kube_node_info{cluster="loner"}""", "1x60"),
        ],
        DashboardExpressions.PutIn($"count by (cluster) (kube_node_info{{{Scope.Clusters}}})", DashboardExpressions.Everything.SetItem("fleet", chosen)),
        [.. clusters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(cluster => ($$"""{cluster="{{cluster}}"}""", 1.0))]);

    [Fact]
    public async Task An_API_server_without_errors_has_its_whole_budget() => await ExpectAsync(
        [
            Series("""cluster:apiserver_requests:rate5m{cluster="well",fleet="a"}""", "60x60"),
            Series("""cluster:apiserver_request_errors:rate5m{cluster="well",fleet="a"}""", "0x60"),
            Series("""cluster:apiserver_requests:rate5m{cluster="ill",fleet="a"}""", "60x60"),
            Series("""cluster:apiserver_request_errors:rate5m{cluster="ill",fleet="a"}""", "0.03x60"),
        ],
        Column("infra-slo", "Error budgets", "Left of 30 d"),
        ("""{cluster="well",fleet="a"}""", 1),
        ("""{cluster="ill",fleet="a"}""", 0.5));

    [Fact]
    public async Task Calls_within_a_cluster_do_not_count_as_calls_across() => await ExpectAsync(
        [
            Series(Call("cloud", "cloud"), "0+60x60"),
            Series(Call("cloud", "on-prem"), "0+30x60"),
            Series(Call("on-prem", "on-prem"), "0+60x60"),
        ],
        Target("infra-mesh", "Who calls whom", "Across clusters"),
        ("""{source_cluster="cloud",destination_cluster="on-prem"}""", 0.5));

    [Fact]
    public async Task A_service_that_never_failed_has_an_error_ratio_of_zero() => await ExpectAsync(
        [Series("""istio_requests_total{cluster="cloud",fleet="a",reporter="destination",response_code="200",destination_service_name="shop",destination_service_namespace="shop"}""", "0+60x60")],
        Column("infra-mesh", "Services and clusters", "Errors"),
        ("""{cluster="cloud",destination_service_name="shop",destination_service_namespace="shop"}""", 0));

    [Fact]
    public async Task A_service_s_memory_is_that_of_its_own_pods() => await ExpectAsync(
        [
            Series(Memory("cloud", "shop-7d4b9c8f5-x2x4z"), "100x60"),
            Series(Memory("on-prem", "shop-7d4b9c8f5-z4x2x"), "200x60"),
            Series(Memory("on-prem", "shop-worker-7d4b9c8f5-z4x2x"), "1000x60"),
        ],
        DashboardExpressions.PutIn(Panel("infra-service", "Resources", "Memory").Targets[0].Expression, DashboardExpressions.Everything.SetItem("service", "shop")),
        ("""{cluster="cloud"}""", 100),
        ("""{cluster="on-prem"}""", 200));

    private static async Task ExpectAsync(JsonObject[] series, string expression, params (string Labels, double Value)[] expected)
    {
        var file = await WriteAsync(new JsonObject
        {
            ["evaluation_interval"] = "1m",
            ["tests"] = new JsonArray(new JsonObject
            {
                ["interval"] = "1m",
                ["input_series"] = new JsonArray([.. series]),
                ["promql_expr_test"] = new JsonArray(new JsonObject
                {
                    ["expr"] = expression,
                    ["eval_time"] = "60m",
                    ["exp_samples"] = new JsonArray([.. expected.Select(sample => new JsonObject { ["labels"] = sample.Labels, ["value"] = sample.Value })]),
                }),
            }),
        });

        var test = await ChildProcess.RunAsync(Tools.Require("promtool"), ["test", "rules", file]);

        Assert.True(test.ExitCode == 0, test.Output + test.Error);
    }

    private static JsonObject Rules(IReadOnlyList<(string Place, string Expression)> expressions) => new()
    {
        ["groups"] = new JsonArray(new JsonObject
        {
            ["name"] = "dashboards",
            ["rules"] = new JsonArray([.. expressions.Select((entry, index) => new JsonObject { ["record"] = Name(index), ["expr"] = entry.Expression })]),
        }),
    };

    private static string Name(int index) => $"dashboards:expression:{index.ToString(CultureInfo.InvariantCulture)}";

    private static JsonObject Series(string name, string values) => new() { ["series"] = name, ["values"] = values };

    private static string Call(string from, string to) =>
        $$"""istio_requests_total{cluster="{{from}}",fleet="a",reporter="source",source_cluster="{{from}}",destination_cluster="{{to}}",destination_service_name="shop",destination_service_namespace="shop"}""";

    private static string Memory(string cluster, string pod) =>
        $$"""container_memory_working_set_bytes{cluster="{{cluster}}",fleet="a",namespace="shop",pod="{{pod}}",container="shop"}""";

    private static Panel Panel(string dashboard, string row, string title) =>
        DashboardPack.All.Single(one => one.Uid == dashboard).Rows.Single(one => one.Title == row).Panels.Single(one => one.Title == title);

    private static string Target(string dashboard, string row, string panel) => DashboardExpressions.PutIn(Panel(dashboard, row, panel).Targets[0].Expression, DashboardExpressions.Everything);

    private static string Column(string dashboard, string table, string column) => DashboardExpressions.PutIn(
        DashboardPack.All.Single(one => one.Uid == dashboard).Rows.SelectMany(row => row.Panels).OfType<TablePanel>().Single(one => one.Title == table)
            .Columns.Single(one => one.Title == column).Expression,
        DashboardExpressions.Everything);

    // A file of JSON is one of YAML.
    private static async Task<string> WriteAsync(JsonObject content)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("infra-dashboards-").FullName, "rules.yaml");
        await File.WriteAllTextAsync(file, content.ToJsonString(new JsonSerializerOptions { WriteIndented = true }), TestContext.Current.CancellationToken);
        return file;
    }

    // What was said, and of each query that it names where it is from.
    private static string Places(string output, IReadOnlyList<(string Place, string Expression)> expressions) => string.Join(
        '\n',
        expressions.Select((entry, index) => (Name: Name(index), entry.Place, entry.Expression))
            .Where(entry => Regex.IsMatch(output, $"{entry.Name}(?![0-9])", RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Select(entry => $"{entry.Name}: {entry.Place}: {entry.Expression}")
            .Prepend(output));
}
