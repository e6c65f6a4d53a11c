using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class RateLimitObjectsTests
{
    private static readonly TrafficPolicy Both = new() { LocalRateLimit = new(50, 100), GlobalRateLimit = new(1000, RateLimitUnit.Minute, "X-User") };

    // The fields of Envoy's own types that we use, each with its type (envoyproxy/envoy, api/envoy; v3): what is not here is not known to Envoy, or not to us.
    private static readonly ImmutableDictionary<string, ImmutableDictionary<string, string>> EnvoyTypes = Types(
        ("type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit",
            "stat_prefix:text token_bucket:TokenBucket filter_enabled:RuntimeFractionalPercent filter_enforced:RuntimeFractionalPercent rate_limited_as_resource_exhausted:flag"),
        ("TokenBucket", "max_tokens:number tokens_per_fill:number fill_interval:duration"),
        ("RuntimeFractionalPercent", "default_value:FractionalPercent runtime_key:text"),
        ("FractionalPercent", "numerator:number denominator:HUNDRED"),
        ("type.googleapis.com/envoy.extensions.filters.http.ratelimit.v3.RateLimit",
            "domain:text timeout:duration failure_mode_deny:flag rate_limited_as_resource_exhausted:flag rate_limit_service:RateLimitServiceConfig"),
        ("RateLimitServiceConfig", "grpc_service:GrpcService transport_api_version:V3"),
        ("GrpcService", "envoy_grpc:EnvoyGrpc"),
        ("EnvoyGrpc", "cluster_name:text"),
        ("VirtualHost", "rate_limits:[RateLimit]"),
        ("RateLimit", "actions:[Action]"),
        ("Action", "generic_key:GenericKey request_headers:RequestHeaders"),
        ("GenericKey", "descriptor_key:text descriptor_value:text"),
        ("RequestHeaders", "header_name:text descriptor_key:text skip_if_absent:flag"));

    [Fact]
    public void A_limit_of_each_pod_is_one_filter_of_its_proxy() =>
        Assert.Equal(
            """
            {"configPatches":[{"applyTo":"HTTP_FILTER","match":{"context":"SIDECAR_INBOUND","listener":{"filterChain":{"filter":{"name":"envoy.filters.network.http_connection_manager","subFilter":{"name":"envoy.filters.http.router"}}}}},"patch":{"operation":"INSERT_BEFORE","value":{"name":"envoy.filters.http.local_ratelimit","typed_config":{"@type":"type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit","filter_enabled":{"default_value":{"denominator":"HUNDRED","numerator":100}},"filter_enforced":{"default_value":{"denominator":"HUNDRED","numerator":100}},"stat_prefix":"local_rate_limit","token_bucket":{"fill_interval":"1s","max_tokens":100,"tokens_per_fill":50}}}}}],"workloadSelector":{"labels":{"app":"recommender"}}}
            """,
            Spec(Assert.Single(RateLimitObjects.Objects(Plan(Both with { GlobalRateLimit = null }), "shop"))));

    [Fact]
    public void Requests_are_counted_by_service_and_header_under_the_same_words_that_the_counter_is_told()
    {
        var plan = Plan(Both);
        var actions = (ImmutableArray<object>)Tree.At(Assert.Single(RateLimitObjects.Objects(plan, "shop")).Content, "spec", "configPatches", 2, "patch", "value", "rate_limits", 0, "actions")!;

        Assert.Equal(
            [
                """{"generic_key":{"descriptor_key":"service","descriptor_value":"shop/recommender"}}""",
                """{"request_headers":{"descriptor_key":"x-user","header_name":"x-user","skip_if_absent":true}}""",
            ],
            actions.Select(action => PlainJson.Text((ImmutableDictionary<string, object>)action)));
        Assert.Equal(
            """
            {"descriptors":[{"descriptors":[{"key":"x-user","rate_limit":{"requests_per_unit":1000,"unit":"minute"}}],"key":"service","rate_limit":{"requests_per_unit":1000,"unit":"minute"},"value":"shop/recommender"}],"domain":"prod.mesh.internal"}
            """,
            PlainJson.Text(RateLimitObjects.LimiterConfiguration(plan)));
    }

    [Fact]
    public void Where_nobody_counts_in_time_requests_pass()
    {
        var filter = Tree.At(Assert.Single(RateLimitObjects.Objects(Plan(Both), "shop")).Content, "spec", "configPatches", 1, "patch", "value", "typed_config");

        Assert.Equal(false, Tree.At(filter, "failure_mode_deny"));
        Assert.Equal("0.1s", Tree.At(filter, "timeout"));
        Assert.Equal("outbound|8081||ratelimit.example.com", Tree.At(filter, "rate_limit_service", "grpc_service", "envoy_grpc", "cluster_name"));
        Assert.Equal("prod.mesh.internal", Tree.At(filter, "domain"));
    }

    [Fact]
    public void Whoever_counts_is_made_known_to_proxies_and_finds_what_to_count_in_each_cluster()
    {
        var objects = RateLimitObjects.SystemObjects(Plan(Both));

        Assert.Equal(["ConfigMap/rate-limits-prod", "ServiceEntry/rate-limiter-prod"], objects.Select(item => $"{item.Kind}/{item.Name}"));
        var text = (string)Tree.At(objects[0].Content, "data", "config.yaml")!;
        Assert.Equal(Tree.Json(RateLimitObjects.LimiterConfiguration(Plan(Both))), Tree.Json(text));
        Assert.Contains("ratelimit.example.com", Spec(objects[1]), StringComparison.Ordinal);
    }

    [Fact]
    public void Envoy_knows_every_field_that_it_is_given()
    {
        foreach (var protocol in Enum.GetValues<ServiceProtocol>())
        {
            var patches = (ImmutableArray<object>)Tree.At(Assert.Single(RateLimitObjects.Objects(Plan(Both, protocol), "shop")).Content, "spec", "configPatches")!;
            foreach (var patch in patches.Select(patch => Tree.Object(patch)))
            {
                var value = patch["patch"]!["value"]!;
                if (patch["applyTo"]!.GetValue<string>() == "VIRTUAL_HOST")
                {
                    Check("VirtualHost", value);
                    continue;
                }

                Assert.Equal(["name", "typed_config"], value.AsObject().Select(field => field.Key));
                var configuration = value["typed_config"]!.DeepClone().AsObject();
                var type = configuration["@type"]!.GetValue<string>();
                configuration.Remove("@type");
                Check(type, configuration);
            }
        }
    }

    [Fact]
    public void gRPC_is_told_in_its_own_words_that_it_was_too_much() =>
        Assert.Equal(2, Spec(Assert.Single(RateLimitObjects.Objects(Plan(Both, ServiceProtocol.Grpc), "shop"))).Split("\"rate_limited_as_resource_exhausted\":true").Length - 1);

    [Fact]
    public void Nothing_is_made_where_nothing_is_limited_nor_for_a_waypoint()
    {
        Assert.Empty(RateLimitObjects.Objects(Plan(new TrafficPolicy()), "shop"));
        Assert.Empty(RateLimitObjects.SystemObjects(Plan(Both with { GlobalRateLimit = null })));
        Assert.Empty(RateLimitObjects.Objects(Plan(Both) with { DataPlane = DataPlane.Ambient }, "shop"));
        Assert.Empty(RateLimitObjects.SystemObjects(Plan(Both) with { DataPlane = DataPlane.Ambient }));
    }

    [Fact]
    public void A_limit_over_all_clusters_without_anybody_who_counts_is_refused() =>
        Assert.Throws<ArgumentException>(() => RateLimitObjects.Objects(Plan(Both) with { RateLimiter = null }, "shop"));

    private static void Check(string type, JsonNode value)
    {
        foreach (var (name, field) in value.AsObject())
        {
            Assert.True(EnvoyTypes[type].TryGetValue(name, out var of), $"{type} has no field {name}");
            switch (of)
            {
                case "text": Assert.NotEmpty(field!.GetValue<string>()); break;
                case "flag": field!.GetValue<bool>(); break;
                case "number": Assert.True(field!.GetValue<int>() > 0); break;
                case "duration": Assert.Matches(@"^\d+(\.\d+)?s$", field!.GetValue<string>()); break;
                case ['[', .. var element, ']']: Assert.All(field!.AsArray(), one => Check(element, one!)); break;
                case not null when EnvoyTypes.ContainsKey(of): Check(of, field!); break;
                default: Assert.Equal(of, field!.GetValue<string>()); break;
            }
        }
    }

    private static ImmutableDictionary<string, ImmutableDictionary<string, string>> Types(params ReadOnlySpan<(string Type, string Fields)> types)
    {
        var all = ImmutableDictionary.CreateBuilder<string, ImmutableDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (type, fields) in types)
            all.Add(type, fields.Split(' ').Select(field => field.Split(':')).ToImmutableDictionary(field => field[0], field => field[1], StringComparer.Ordinal));
        return all.ToImmutable();
    }

    private static MeshPlan Plan(TrafficPolicy traffic, ServiceProtocol protocol = ServiceProtocol.Http) => Meshes.Of(Meshes.Member("a")) with
    {
        RateLimiter = new RateLimiter("ratelimit.example.com", 8081),
        Services = [Meshes.Service("a") with { PodLabels = ImmutableSortedDictionary<string, string>.Empty.Add("app", "recommender"), Traffic = traffic, Protocol = protocol }],
    };

    private static string Spec(KubernetesObject item) => PlainJson.Text((ImmutableDictionary<string, object>)item.Content["spec"]);
}
