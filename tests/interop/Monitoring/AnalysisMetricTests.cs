using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Infra.Components.Monitoring;
using Infra.Interop.Tests.Schemas;

namespace Infra.Interop.Tests.Monitoring;

public sealed class AnalysisMetricTests
{
    // A new version that fails 2 of 100 requests, takes a tenth of them longer than half a second, and uses half of its CPU and three quarters of its memory; beside it the
    // version that is, and another workload whose name begins alike, both of which are well.
    private const string Story =
        """
        istio_requests_total{reporter="destination",destination_workload_namespace="web",destination_workload="shop",response_code="200"} 0+97x20
        istio_requests_total{reporter="destination",destination_workload_namespace="web",destination_workload="shop",response_code="200",grpc_response_status="14"} 0+1x20
        istio_requests_total{reporter="destination",destination_workload_namespace="web",destination_workload="shop",response_code="200",grpc_response_status="5"} 0+1x20
        istio_requests_total{reporter="destination",destination_workload_namespace="web",destination_workload="shop",response_code="503"} 0+1x20
        istio_requests_total{reporter="source",destination_workload_namespace="web",destination_workload="shop",response_code="503"} 0+100x20
        istio_requests_total{reporter="destination",destination_workload_namespace="web",destination_workload="shop-primary",response_code="500"} 0+100x20
        istio_request_duration_milliseconds_bucket{reporter="destination",destination_workload_namespace="web",destination_workload="shop",le="100"} 0+50x20
        istio_request_duration_milliseconds_bucket{reporter="destination",destination_workload_namespace="web",destination_workload="shop",le="500"} 0+90x20
        istio_request_duration_milliseconds_bucket{reporter="destination",destination_workload_namespace="web",destination_workload="shop",le="1000"} 0+100x20
        istio_request_duration_milliseconds_bucket{reporter="destination",destination_workload_namespace="web",destination_workload="shop",le="+Inf"} 0+100x20
        http_requests_total{namespace="web",pod="shop-5d9c-abcde",code="200"} 0+98x20
        http_requests_total{namespace="web",pod="shop-5d9c-abcde",code="500"} 0+2x20
        http_requests_total{namespace="web",pod="shop-primary-7f6b-xyzab",code="500"} 0+100x20
        http_requests_total{namespace="web",pod="shop-api-7f6b-xyzab",code="500"} 0+100x20
        http_request_duration_seconds_bucket{namespace="web",pod="shop-5d9c-abcde",le="0.1"} 0+50x20
        http_request_duration_seconds_bucket{namespace="web",pod="shop-5d9c-abcde",le="0.5"} 0+90x20
        http_request_duration_seconds_bucket{namespace="web",pod="shop-5d9c-abcde",le="1"} 0+100x20
        http_request_duration_seconds_bucket{namespace="web",pod="shop-5d9c-abcde",le="+Inf"} 0+100x20
        container_cpu_usage_seconds_total{namespace="web",pod="shop-5d9c-abcde",container="c"} 0+60x20
        container_memory_working_set_bytes{namespace="web",pod="shop-5d9c-abcde",container="c"} 75x20
        kube_pod_container_resource_limits{namespace="web",pod="shop-5d9c-abcde",container="c",resource="cpu"} 2x20
        kube_pod_container_resource_limits{namespace="web",pod="shop-5d9c-abcde",container="c",resource="memory"} 100x20
        """;

    private static readonly Dictionary<string, double> Expected = new(StringComparer.Ordinal)
    {
        ["success-rate"] = 98,
        ["latency-p50"] = 100,
        ["latency-p95"] = 750,
        ["latency-p99"] = 950,
        // Twenty times what the objective allows.
        ["error-budget-remaining"] = -1900,
        ["saturation"] = 75,
    };

    [Fact]
    public async Task Every_metric_tells_of_the_new_version_what_it_says_it_tells()
    {
        var result = await Ask("shop", metric => [new JsonObject { ["labels"] = "{}", ["value"] = Expected[metric.Name] }]);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public async Task A_version_that_nobody_has_called_has_no_value_and_so_no_good_one()
    {
        var result = await Ask("other", _ => []);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
    }

    [Fact]
    public void The_operators_take_our_rules_and_Flagger_our_metrics()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Prerequisites.Shared()));
        var objects = AlertPack.All.Select(group => RuleFile.Object(group))
            .Concat(AnalysisMetrics.All.Select(metric => metric.Template("http://prometheus.monitoring:9090", "prometheus")))
            .Select(item => item.Manifest("monitoring"));

        foreach (var item in objects)
            Assert.Empty(validator.Validate(JsonSerializer.SerializeToNode(item)));
    }

    // The values are rounded, for promtool compares them bit for bit.
    private static async Task<ChildProcess> Ask(string target, Func<AnalysisMetric, JsonNode[]> expected)
    {
        var promtool = Tools.Require("promtool");
        var file = Path.Combine(Path.GetTempPath(), $"infra-metrics-{target}-{Environment.ProcessId}.yaml");
        var test = new JsonObject
        {
            ["evaluation_interval"] = "1m",
            ["tests"] = new JsonArray(new JsonObject
            {
                ["interval"] = "1m",
                ["input_series"] = new JsonArray([.. Story.Split('\n').Select(line => line.LastIndexOf('}') + 1 is var end
                    ? (JsonNode)new JsonObject { ["series"] = line[..end], ["values"] = line[end..].Trim() }
                    : throw new FormatException(line))]),
                ["promql_expr_test"] = new JsonArray([.. AnalysisMetrics.All.Select(metric => (JsonNode)new JsonObject
                {
                    ["expr"] = string.Create(CultureInfo.InvariantCulture, $"round({metric.Expression("web", target, "5m")}, 0.01)"),
                    ["eval_time"] = "15m",
                    ["exp_samples"] = new JsonArray(expected(metric)),
                })]),
            }),
        };
        try
        {
            await File.WriteAllTextAsync(file, test.ToJsonString(), TestContext.Current.CancellationToken);
            return await ChildProcess.RunAsync(promtool, ["test", "rules", file]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
