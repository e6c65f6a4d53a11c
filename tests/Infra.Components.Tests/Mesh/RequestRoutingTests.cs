using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsCheck;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Mesh;

/// <summary>Requests go where the first rule says that fits them, whoever is told so: sidecars, waypoints, or the gateway of an entrance.</summary>
public sealed class RequestRoutingTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Shared.Find("."))));

    private static readonly ImmutableSortedDictionary<string, ServiceVersion> Versions = new[] { "v1", "v2", "v3" }.ToImmutableSortedDictionary(name => name, name => new ServiceVersion(ImmutableSortedDictionary<string, string>.Empty.Add("version", name)));

    private static readonly Gen<ImmutableArray<RouteShare>> To = RandomRequests.OneOf("v1", "v2", "v3").Select(version => ImmutableArray.Create(new RouteShare(version, 100)));

    private static readonly Gen<RequestRouting> Routings = Gen.Select(Gen.Select(RandomRequests.Matches, To, (match, to) => new RouteRule(match, to)).Array[0, 4], To, (rules, rest) =>
        new RequestRouting { Versions = Versions, Rules = [.. rules], Default = rest });

    [Fact]
    public void Sidecars_send_requests_where_they_are_meant_to_go_and_repeat_the_safe_ones() => Gen.Select(Routings, RandomRequests.Requests.Array[1, 10], Gen.Bool).Sample((routing, requests, isRetried) =>
    {
        var routes = Routes(Service(routing) with { Traffic = new() { Retries = isRetried ? new() : null } }, DataPlane.Sidecar, "VirtualService");
        foreach (var request in requests)
        {
            var route = ((ImmutableArray<object>)Tree.At(routes, "http")!).First(route => Tree.At(route, "match") is not ImmutableArray<object> any || any.Any(match => FitsIstio(match, request)));

            Assert.Equal(Meant(routing, request), Tree.At(route, "route", 0, "destination", "subset"));
            Assert.Equal(isRetried && request.Method == "GET", Tree.At(route, "retries") is not null);
        }
    });

    [Fact]
    public void Waypoints_and_gateways_send_requests_where_they_are_meant_to_go() => Gen.Select(Routings, RandomRequests.Requests.Array[1, 10], Gen.Bool).Sample((routing, requests, isAmbient) =>
    {
        var service = Service(routing) with { Entrance = isAmbient ? null : new() { Host = "a.example.com", Issuer = "letsencrypt" } };
        var routes = Routes(service, isAmbient ? DataPlane.Ambient : DataPlane.Sidecar, "HTTPRoute");
        foreach (var request in requests)
            Assert.Equal($"recommender-{Meant(routing, request)}", Tree.At(ByGatewayApi(routes).First(rule => FitsGatewayApi(rule.Match, request)).Rule, "backendRefs", 0, "name"));
    });

    [Fact]
    public void An_entrance_takes_requests_for_its_paths_only() => Gen.Select(Routings, RandomRequests.Requests.Array[1, 10]).Sample((routing, requests) =>
    {
        var routes = Routes(Service(routing) with { Entrance = new() { Host = "a.example.com", Issuer = "letsencrypt", Paths = ["/a/b", "/ab"] } }, DataPlane.Sidecar, "HTTPRoute");
        foreach (var request in requests)
        {
            var found = ByGatewayApi(routes).FirstOrDefault(rule => FitsGatewayApi(rule.Match, request)).Rule;
            Assert.Equal(request.Path is "/ab" or "/a/b" or "/a/b/c" ? $"recommender-{Meant(routing, request)}" : null, Tree.At(found, "backendRefs", 0, "name"));
        }
    });

    [Fact]
    public void Whatever_is_routed_is_valid() => Gen.Select(Routings, Gen.Bool).Sample(
        (routing, isAmbient) => Assert.All(
            ServiceTraffic.Objects(Mesh(Service(routing) with { Entrance = new() { Host = "a.example.com", Issuer = "letsencrypt" } }, isAmbient ? DataPlane.Ambient : DataPlane.Sidecar), "shop"),
            item => Assert.Empty(Validator.Value.Validate(JsonNode.Parse(Tree.Json(item.Manifest("shop")))).Select(problem => problem.ToString()))),
        iter: 50);

    private static string Meant(RequestRouting routing, RandomRequest request) => (routing.Rules.FirstOrDefault(rule => request.Fits(rule.Match))?.To ?? routing.Default)[0].Version;

    private static MeshService Service(RequestRouting routing) => Meshes.Service("a") with { Routing = routing };

    private static MeshPlan Mesh(MeshService service, DataPlane plane) => Meshes.Of(Meshes.Member("a")) with { DataPlane = plane, Services = [service] };

    private static object Routes(MeshService service, DataPlane plane, string kind) => ServiceTraffic.Objects(Mesh(service, plane), "shop").Single(item => item.Kind == kind).Content["spec"];

    // Istio compares all of a text with a regular expression, and a prefix letter by letter.
    private static bool FitsIstio(object match, RandomRequest request) =>
        FitsText(Tree.At(match, "uri"), request.Path)
        && FitsText(Tree.At(match, "method"), request.Method)
        && ((Tree.At(match, "headers") as ImmutableDictionary<string, object>)?.All(header => request.AllHeaders().TryGetValue(header.Key, out var value) && FitsText(header.Value, value)) ?? true);

    private static bool FitsText(object? match, string text) => match is not ImmutableDictionary<string, object> said || said.Single() is var (kind, value) && kind switch
    {
        "exact" => text == (string)value,
        "prefix" => text.StartsWith((string)value, StringComparison.Ordinal),
        _ => Regex.IsMatch(text, $"^(?:{value})$", RegexOptions.NonBacktracking),
    };

    // As its definition says it: the kind of path, its length, a method, the number of headers, and only then the order in which rules are written.
    private static IEnumerable<(object Rule, object? Match)> ByGatewayApi(object routes) => ((ImmutableArray<object>)Tree.At(routes, "rules")!)
        .SelectMany(rule => Tree.At(rule, "matches") is ImmutableArray<object> matches ? matches.Select(match => (rule, (object?)match)) : [(rule, null)])
        .OrderByDescending(rule => Tree.At(rule.Item2, "path", "type") is "Exact")
        .ThenByDescending(rule => (Tree.At(rule.Item2, "path", "value") as string ?? "/").Length)
        .ThenByDescending(rule => Tree.At(rule.Item2, "method") is not null)
        .ThenByDescending(rule => Tree.At(rule.Item2, "headers") is ImmutableArray<object> headers ? headers.Length : 0);

    private static bool FitsGatewayApi(object? match, RandomRequest request) =>
        (Tree.At(match, "path", "value") is not string path || (Tree.At(match, "path", "type") is "Exact" ? request.Path == path : $"{request.Path}/".StartsWith($"{path}/", StringComparison.Ordinal)))
        && (Tree.At(match, "method") is not string method || method == request.Method)
        && (Tree.At(match, "headers") is not ImmutableArray<object> headers || headers.All(header =>
            request.AllHeaders().TryGetValue((string)Tree.At(header, "name")!, out var value)
            && (Tree.At(header, "type") is "RegularExpression" ? Regex.IsMatch(value, $"^(?:{Tree.At(header, "value")})$", RegexOptions.NonBacktracking) : value == (string)Tree.At(header, "value")!)));
}
