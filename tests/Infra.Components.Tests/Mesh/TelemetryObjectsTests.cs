using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class TelemetryObjectsTests
{
    private static readonly Telemetry Traced = new() { TracedPercent = 0.5m, TraceCollector = ("otel.example.com", 4317) };

    [Fact]
    public void Requests_that_failed_are_written_down_unless_something_else_is_said() =>
        Assert.Equal(
            $$$"""{"accessLogging":[{"filter":{"expression":"{{{TelemetryObjects.Failed}}}"},"providers":[{"name":"envoy"}]}]}""",
            Spec(Assert.Single(TelemetryObjects.SystemObjects(Plan(new Telemetry())))));

    [Theory]
    [InlineData(AccessLogs.None, """{"accessLogging":[{"disabled":true,"providers":[{"name":"envoy"}]}]}""")]
    [InlineData(AccessLogs.All, """{"accessLogging":[{"providers":[{"name":"envoy"}]}]}""")]
    public void None_are_or_all(AccessLogs logs, string spec) => Assert.Equal(spec, Spec(Assert.Single(TelemetryObjects.SystemObjects(Plan(new Telemetry { AccessLogs = logs })))));

    [Fact]
    public void A_share_of_requests_is_traced_and_whoever_takes_traces_is_made_known_to_proxies()
    {
        var plan = Plan(Traced);
        var objects = TelemetryObjects.SystemObjects(plan);

        Assert.Contains("""
            "tracing":[{"providers":[{"name":"otel-tracing"}],"randomSamplingPercentage":0.5}]
            """, Spec(objects[0]), StringComparison.Ordinal);
        Assert.Equal(
            """{"exportTo":["*"],"hosts":["otel.example.com"],"location":"MESH_EXTERNAL","ports":[{"name":"grpc","number":4317,"protocol":"GRPC"}],"resolution":"DNS"}""",
            Spec(objects[1]));
        Assert.Equal(("otel.example.com", 4317), TelemetryObjects.TraceCollector(plan));
    }

    [Fact]
    public void Whoever_takes_traces_by_an_address_gets_a_name()
    {
        var plan = Plan(Traced with { TraceCollector = ("10.0.0.9", 4317) });
        var entry = TelemetryObjects.SystemObjects(plan)[1];

        Assert.Equal(("trace-collector.prod.mesh.internal", 4317), TelemetryObjects.TraceCollector(plan));
        Assert.Equal("trace-collector.prod.mesh.internal", Tree.At(IstioMeshConfig.Of(plan), "extensionProviders", 0, "opentelemetry", "service"));
        Assert.Equal(IstioMeshConfig.TraceProvider, Tree.At(TelemetryObjects.SystemObjects(plan)[0].Content, "spec", "tracing", 0, "providers", 0, "name"));
        Assert.Equal("""
            {"endpoints":[{"address":"10.0.0.9"}],"exportTo":["*"],"hosts":["trace-collector.prod.mesh.internal"],"location":"MESH_EXTERNAL","ports":[{"name":"grpc","number":4317,"protocol":"GRPC"}],"resolution":"STATIC"}
            """, Spec(entry));
    }

    [Theory]
    [InlineData("otel.shop.svc.cluster.local", 1)]
    [InlineData("otel.shop.svc", 1)]
    [InlineData("otel.monitoring.svc.cluster.local", 2)]
    [InlineData("otel.shop.example.com", 2)]
    public void What_is_a_service_of_the_mesh_is_known_already(string host, int objects) =>
        Assert.Equal(objects, TelemetryObjects.SystemObjects(Plan(Traced with { TraceCollector = (host, 4317) })).Length);

    [Theory]
    [InlineData("otel.shop.svc", "otel.shop.svc.cluster.local")]
    [InlineData("otel.shop.svc.cluster.local", "otel.shop.svc.cluster.local")]
    [InlineData("otel.monitoring.svc", "otel.monitoring.svc")]
    public void A_service_of_the_mesh_is_called_as_Istio_calls_it(string said, string known) =>
        Assert.Equal(known, TelemetryObjects.TraceCollector(Plan(Traced with { TraceCollector = (said, 4317) }))?.Host);

    [Fact]
    public void A_service_says_only_what_is_different()
    {
        Assert.Empty(TelemetryObjects.Objects(Plan(Traced, Traced with { }), "shop"));
        Assert.Empty(TelemetryObjects.Objects(Plan(Traced), "shop"));
        Assert.Equal(
            """{"selector":{"matchLabels":{"app":"recommender"}},"tracing":[{"disableSpanReporting":true}]}""",
            Spec(Assert.Single(TelemetryObjects.Objects(Plan(Traced, new Telemetry()), "shop"))));
        Assert.Equal(
            """{"accessLogging":[{"filter":{"expression":"true"},"providers":[{"name":"envoy"}]}],"selector":{"matchLabels":{"app":"recommender"}}}""",
            Spec(Assert.Single(TelemetryObjects.Objects(Plan(new Telemetry(), new Telemetry { AccessLogs = AccessLogs.All }), "shop"))));
    }

    [Fact]
    public void In_ambient_mode_the_waypoint_obeys_for_the_service()
    {
        var plan = Plan(new Telemetry(), new Telemetry { AccessLogs = AccessLogs.None }) with { DataPlane = DataPlane.Ambient };

        Assert.Equal(
            """{"accessLogging":[{"disabled":true,"providers":[{"name":"envoy"}]}],"targetRefs":[{"group":"","kind":"Service","name":"recommender"}]}""",
            Spec(Assert.Single(TelemetryObjects.Objects(plan, "shop"))));
    }

    [Theory]
    [InlineData(200, 0, null, null, false)]
    [InlineData(404, 0, null, null, true)]
    [InlineData(503, 0, "text/html", null, true)]
    [InlineData(0, 4, null, null, true)] // nobody answered
    [InlineData(null, 0, null, null, false)] // a connection that nobody looks into
    [InlineData(null, 2, null, null, true)] // and one that was refused
    [InlineData(200, 0, "text/html", 2, false)] // a status that Envoy made up
    [InlineData(200, 0, "application/grpc", 0, false)]
    [InlineData(200, 0, "application/grpc+proto", 14, true)]
    public void A_request_failed_by_its_code_by_what_the_proxy_says_or_by_the_status_of_gRPC(int? code, int flags, string? contentType, int? status, bool isFailed)
    {
        var attributes = new Dictionary<string, object>(StringComparer.Ordinal) { ["response.flags"] = flags };
        foreach (var (name, value) in new (string, object?)[] { ("response.code", code), ("request.headers[content-type]", contentType), ("response.grpc_status", status) })
        {
            if (value is not null)
                attributes.Add(name, value);
        }

        Assert.Equal(isFailed, LogExpression.Holds(TelemetryObjects.Failed, attributes));
    }

    [Theory]
    [InlineData("response.code >= 400 ||")]
    [InlineData("response.code => 400")]
    [InlineData("response.code >= 400 response.flags != 0")]
    [InlineData("responses.code >= 400")]
    [InlineData("response.code >= 400; true")]
    public void What_is_no_expression_is_found(string text) =>
        Assert.ThrowsAny<Exception>(() => LogExpression.Holds(text, ImmutableDictionary<string, object>.Empty));

    private static MeshPlan Plan(Telemetry mesh, Telemetry? service = null) => Meshes.Of(Meshes.Member("a")) with
    {
        Telemetry = mesh,
        Services = [Meshes.Service("a") with { PodLabels = ImmutableSortedDictionary<string, string>.Empty.Add("app", "recommender"), Telemetry = service }],
    };

    private static string Spec(KubernetesObject item) => PlainJson.Text((ImmutableDictionary<string, object>)item.Content["spec"]);
}
