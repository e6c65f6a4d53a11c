using System.Collections.Immutable;
using CsCheck;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class AccessObjectsTests
{
    private const string Domain = "prod.mesh.internal";
    private const string Gateway = $"{Domain}/ns/mesh-prod-ingress/sa/entrance-istio";
    private const string WaypointOfShop = $"{Domain}/ns/shop/sa/waypoint";

    private static readonly ImmutableSortedDictionary<string, string> Pods = ImmutableSortedDictionary<string, string>.Empty.Add("app", "recommender");

    private static readonly TokenRequirement Token = new("https://login.example.com", "https://login.example.com/keys", ["shop"]);

    private static readonly string?[] Principals =
    [
        null, $"{Domain}/ns/shop/sa/web", $"{Domain}/ns/shop/sa/web-2", $"{Domain}/ns/shop-2/sa/web", $"{Domain}/ns/pay/sa/web", $"other.example.com/ns/shop/sa/web", Gateway, WaypointOfShop,
        $"{Domain}/ns/mesh-prod-ingress/sa/default",
    ];

    private static readonly Gen<MeshRequest> Requests = Gen.Select(
        One<string?>([.. Principals]), One("GET", "POST"), One("/", "/items", "/items/1", "/admin"),
        One<(string?, ImmutableArray<string>)>((null, default), ("https://login.example.com/me", ["shop"]), ("https://login.example.com/me", ["bank"]), ("https://login.example.com.evil/me", ["shop"])),
        (principal, method, path, token) => new MeshRequest(principal, method, path, token.Item1, token.Item2));

    private static readonly Gen<Caller> Callers = Gen.Select(
        One("shop", "pay"), One<string?>("web", null), Lists("", "GET", "GET POST"), Lists("", "/", "/items*", "/items /admin"),
        (space, account, methods, paths) => new Caller(space, account) { Methods = methods, Paths = paths });

    private static readonly Gen<AccessPolicy> Policies = Gen.Select(
        Callers.Array[0, 3], One(null, Token, Token with { Audiences = [] }), (callers, token) => new AccessPolicy { Callers = [.. callers], Token = token });

    [Fact]
    public void All_of_the_mesh_refuses_what_is_not_encrypted() =>
        Assert.Equal(
            """{"apiVersion":"security.istio.io/v1","kind":"PeerAuthentication","metadata":{"name":"mesh-prod","namespace":"istio-system"},"spec":{"mtls":{"mode":"STRICT"}}}""",
            PlainJson.Text(Assert.Single(AccessObjects.SystemObjects(Plan(null))).Manifest(MeshNames.System)));

    [Fact]
    public void Nobody_but_those_listed_gets_to_pods_in_sidecar_mode() =>
        Gen.Select(Policies, Gen.Bool, Requests).Sample((policy, hasEntrance, request) =>
        {
            var plan = Plan(policy, hasEntrance);

            Assert.Equal(IsMeant(policy, hasEntrance, request), AuthorizationDecision.AtPods(AccessObjects.Objects(plan, "shop"), Pods, request));
        });

    [Fact]
    public void Nobody_but_those_listed_gets_to_pods_by_the_waypoint_or_without_it() =>
        Gen.Select(Policies, Gen.Bool, Requests, One("recommender", "recommender-v1", "next")).Sample((policy, hasEntrance, request, addressed) =>
        {
            var objects = AccessObjects.Objects(Plan(policy, hasEntrance, DataPlane.Ambient), "shop");
            var isByWaypoint = AuthorizationDecision.AtWaypoint(objects, addressed, request) && AuthorizationDecision.AtPods(objects, Pods, new MeshRequest(WaypointOfShop));

            Assert.Equal(request.Principal == WaypointOfShop || IsMeant(policy, hasEntrance, request), isByWaypoint);
            Assert.Equal(request.Principal == WaypointOfShop, AuthorizationDecision.AtPods(objects, Pods, request));
        });

    [Theory]
    [InlineData(DataPlane.Sidecar)]
    [InlineData(DataPlane.Ambient)]
    public void Metrics_of_its_own_are_told_to_whoever_asks_on_that_port_alone(DataPlane dataPlane)
    {
        var plan = Plan(new AccessPolicy(), dataPlane: dataPlane);
        plan = plan with { Services = [plan.Services[0] with { MetricsPort = 9090 }] };
        var objects = AccessObjects.Objects(plan, "shop");

        Assert.Equal(
            """{"mtls":{"mode":"STRICT"},"portLevelMtls":{"9090":{"mode":"PERMISSIVE"}},"selector":{"matchLabels":{"app":"recommender"}}}""",
            PlainJson.Text((ImmutableDictionary<string, object>)Assert.Single(objects, item => item.Kind == "PeerAuthentication").Content["spec"]));
        Assert.True(AuthorizationDecision.AtPods(objects, Pods, new MeshRequest(null, Port: "9090")));
        Assert.False(AuthorizationDecision.AtPods(objects, Pods, new MeshRequest(null)));
        Assert.False(AuthorizationDecision.AtPods(objects, Pods, new MeshRequest($"{Domain}/ns/shop/sa/web")));
    }

    [Fact]
    public void A_service_that_says_nothing_of_access_is_open_to_the_mesh() => Assert.Empty(AccessObjects.Objects(Plan(null), "shop"));

    [Fact]
    public void A_service_that_lists_no_caller_is_closed()
    {
        var policy = Assert.Single(AccessObjects.Objects(Plan(new AccessPolicy()), "shop"));

        Assert.Equal("""{"action":"ALLOW","selector":{"matchLabels":{"app":"recommender"}}}""", PlainJson.Text((ImmutableDictionary<string, object>)policy.Content["spec"]));
    }

    [Fact]
    public void A_policy_of_pods_that_are_not_known_would_hold_for_all_of_the_namespace_and_is_refused()
    {
        foreach (var dataPlane in Enum.GetValues<DataPlane>())
        {
            var plan = Plan(new AccessPolicy(), dataPlane: dataPlane);
            plan = plan with { Services = [plan.Services[0] with { PodLabels = ImmutableSortedDictionary<string, string>.Empty }] };

            Assert.False(ServiceProxies.AreKnown(plan.Services[0]));
            Assert.Throws<ArgumentException>(() => AccessObjects.Objects(plan, "shop"));
        }
    }

    [Fact]
    public void A_token_is_checked_where_the_service_is_and_goes_on_with_the_request()
    {
        var objects = AccessObjects.Objects(Plan(new AccessPolicy { Token = Token }, hasEntrance: true), "shop");

        Assert.Equal(
            """
            {"jwtRules":[{"audiences":["shop"],"forwardOriginalToken":true,"issuer":"https://login.example.com","jwksUri":"https://login.example.com/keys"}],"selector":{"matchLabels":{"app":"recommender"}}}
            """,
            PlainJson.Text((ImmutableDictionary<string, object>)Assert.Single(objects, item => item.Kind == "RequestAuthentication").Content["spec"]));
    }

    [Fact]
    public void Nothing_is_asked_of_whom_no_entrance_lets_in() =>
        Assert.DoesNotContain(AccessObjects.Objects(Plan(new AccessPolicy { Token = Token }), "shop"), item => item.Kind == "RequestAuthentication");

    [Theory]
    [InlineData(DataPlane.Sidecar)]
    [InlineData(DataPlane.Ambient)]
    public void Pods_of_a_version_with_a_Service_of_its_own_are_as_closed_as_the_others(DataPlane dataPlane)
    {
        var others = ImmutableSortedDictionary<string, string>.Empty.Add("app", "next");
        var plan = Plan(new AccessPolicy { Token = Token }, hasEntrance: true, dataPlane);
        var routing = plan.Services[0].Routing!;
        plan = plan with { Services = [plan.Services[0] with { Routing = routing with { Versions = routing.Versions.SetItem("v2", new ServiceVersion(Pods.Clear(), "next") { PodLabels = others }) } }] };

        var objects = AccessObjects.Objects(plan, "shop");

        Assert.False(AuthorizationDecision.AtPods(objects, others, new MeshRequest($"{Domain}/ns/shop/sa/web")));
        Assert.Equal(dataPlane == DataPlane.Sidecar ? 2 : 1, objects.Count(item => item.Kind == "RequestAuthentication"));
        Assert.Distinct(objects.Select(item => (item.Kind, item.Name)));
    }

    [Fact]
    public void Versions_that_are_too_many_for_one_object_are_told_in_several()
    {
        var plan = Plan(new AccessPolicy(), dataPlane: DataPlane.Ambient);
        var versions = Enumerable.Range(1, 20).ToImmutableSortedDictionary(number => $"v{number:00}", _ => new ServiceVersion(Pods), StringComparer.Ordinal);
        plan = plan with { Services = [plan.Services[0] with { Routing = new RequestRouting { Versions = versions, Default = [new RouteShare("v01", 100)] } }] };

        var policies = AccessObjects.Objects(plan, "shop").Where(item => Tree.At(item.Content, "spec", "targetRefs") is not null).ToList();

        Assert.Equal(["recommender-access", "recommender-access-2"], policies.Select(policy => policy.Name));
        Assert.Equal([16, 5], policies.Select(policy => ((ImmutableArray<object>)Tree.At(policy.Content, "spec", "targetRefs")!).Length));
    }

    // What the policy says, in other words than Istio's.
    private static bool IsMeant(AccessPolicy policy, bool hasEntrance, MeshRequest request) =>
        policy.Callers.Any(caller =>
            (caller.ServiceAccount is { } account ? request.Principal == $"{Domain}/ns/{caller.Namespace}/sa/{account}" : request.Principal?.StartsWith($"{Domain}/ns/{caller.Namespace}/sa/", StringComparison.Ordinal) == true)
            && (caller.Methods.IsEmpty || caller.Methods.Contains(request.Method, StringComparer.Ordinal))
            && (caller.Paths.IsEmpty || caller.Paths.Any(path => path.EndsWith('*') ? request.Path.StartsWith(path[..^1], StringComparison.Ordinal) : request.Path == path)))
        || (hasEntrance && request.Principal == Gateway
            && (policy.Token is not { } token
                || (request.TokenPrincipal == "https://login.example.com/me" && (token.Audiences.IsEmpty || request.Audiences.Contains("shop", StringComparer.Ordinal)))));

    private static MeshPlan Plan(AccessPolicy? access, bool hasEntrance = false, DataPlane dataPlane = DataPlane.Sidecar) => Meshes.Of(Meshes.Member("a"), Meshes.Member("b")) with
    {
        DataPlane = dataPlane,
        Services =
        [
            Meshes.Service("a", "b") with
            {
                PodLabels = Pods,
                Access = access,
                Entrance = hasEntrance ? new Entrance { Host = "recommender.example.com", Issuer = "letsencrypt" } : null,
                Routing = new RequestRouting
                {
                    Versions = ImmutableSortedDictionary<string, ServiceVersion>.Empty.Add("v1", new ServiceVersion(Pods)).Add("v2", new ServiceVersion(Pods, "next")),
                    Default = [new RouteShare("v1", 100)],
                },
            },
        ],
    };

    private static Gen<T> One<T>(params ImmutableArray<T> values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<ImmutableArray<string>> Lists(params ImmutableArray<string> texts) =>
        One(texts).Select(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToImmutableArray());
}
