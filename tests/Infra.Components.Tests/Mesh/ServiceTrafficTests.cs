using System.Collections;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Xunit;
using YamlDotNet.Serialization;

namespace Infra.Components.Tests.Mesh;

/// <summary>What is meant for a service, and the objects that it becomes. Without a golden the test writes it, and fails until somebody has read it.</summary>
public sealed class ServiceTrafficTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Shared.Find("."))));

    private static readonly ISerializer Yaml = new SerializerBuilder().WithQuotingNecessaryStrings().WithIndentedSequences().Build();

    public static TheoryData<string> Intents => [.. TrafficIntents.Cases.Keys];

    [Theory]
    [MemberData(nameof(Intents))]
    public void Intents_become_these_objects(string name)
    {
        var (words, mesh, _) = TrafficIntents.Cases[name];
        var text = new StringBuilder($"# {char.ToUpperInvariant(words[0])}{words[1..]}.\n");
        foreach (var item in ServiceTraffic.Objects(mesh, "shop"))
            text.Append("---\n").Append(Yaml.Serialize(Plain(Short(item))));
        foreach (var difference in ServiceTraffic.Overrides(mesh, "shop"))
        {
            foreach (var patch in difference.Changes.Cast<Change.Patch>())
                text.Append($"--- # on {string.Join(", ", difference.Clusters.Clusters)}: {patch.Kind} {patch.ObjectName}\n").Append(Yaml.Serialize(Plain(Fields.Of((patch.Operation.Operation, Fields.Of((patch.Operation.Path, patch.Operation.Value)))))));
        }

        AssertIsGolden(name, text.ToString());
    }

    [Theory]
    [MemberData(nameof(Intents))]
    public void Objects_are_valid_in_every_cluster(string name)
    {
        var mesh = TrafficIntents.Cases[name].Mesh;
        Assert.All(
            mesh.Members.SelectMany(member => IstioPriorities.On(mesh, member.Cluster)),
            item => Assert.Empty(Validator.Value.Validate(JsonNode.Parse(Tree.Json(item.Manifest("shop")))).Select(problem => $"{item.Kind} {item.Name}: {problem}")));
    }

    [Theory]
    [MemberData(nameof(Intents))]
    public void Overrides_patch_what_is_there(string name)
    {
        var mesh = TrafficIntents.Cases[name].Mesh;
        Assert.Equal(ServiceTraffic.Overrides(mesh, "shop").IsEmpty, OverrideManifests.Policies(ServiceTraffic.Objects(mesh, "shop"), ServiceTraffic.Overrides(mesh, "shop")).IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Intents))]
    public void Shares_of_requests_are_a_hundred_together(string name) => Assert.All(
        ServiceTraffic.Objects(TrafficIntents.Cases[name].Mesh, "shop").SelectMany(item => Destinations(item.Content)),
        destinations => Assert.Equal(100, destinations is [var only] && Tree.At(only, "weight") is null ? 100 : destinations.Sum(destination => (int)Tree.At(destination, "weight")!)));

    [Theory]
    [MemberData(nameof(Intents))]
    public void Nothing_is_said_of_a_service_in_other_namespaces(string name) => Assert.Empty(ServiceTraffic.Objects(TrafficIntents.Cases[name].Mesh, "other"));

    [Theory]
    [MemberData(nameof(Intents))]
    public void Nothing_is_lost(string name) => Assert.Empty(ServiceTraffic.Lost(TrafficIntents.Cases[name].Mesh, TrafficIntents.Cases[name].Service));

    [Fact]
    public void Each_field_is_there_for_its_intent_and_goes_with_it() => Gen.Bool.Array[6].Sample(asked =>
    {
        var (fails, isDetecting, hasTimeout, isRetried, isLimited, isRouted) = (asked[0], asked[1], asked[2], asked[3], asked[4], asked[5]);
        var service = Meshes.Service(fails ? ["a", "b"] : ["a"]) with
        {
            Failover = new Failover.ActiveActive { Detection = new() { ConsecutiveErrors = isDetecting ? 3 : 5 } },
            Traffic = new()
            {
                TimeoutSeconds = hasTimeout ? 1 : null,
                Retries = isRetried ? new() : null,
                Connections = isLimited ? new() { Requests = 1 } : null,
            },
            Routing = isRouted ? TrafficIntents.Cases["routing-weights"].Service.Routing : null,
        };
        var objects = ServiceTraffic.Objects(Meshes.Of(Meshes.Member("a"), Meshes.Member("b")) with { Services = [service] }, "shop");
        var rule = objects.SingleOrDefault(item => item.Kind == "DestinationRule")?.Content;
        var routes = objects.SingleOrDefault(item => item.Kind == "VirtualService")?.Content;

        Assert.Equal(fails || isDetecting || isRetried || isLimited || isRouted, rule is not null);
        Assert.Equal(fails, Tree.At(rule, "spec", "trafficPolicy", "loadBalancer") is not null);
        Assert.Equal(fails || isDetecting, Tree.At(rule, "spec", "trafficPolicy", "outlierDetection") is not null);
        Assert.Equal(isLimited, Tree.At(rule, "spec", "trafficPolicy", "connectionPool") is not null);
        Assert.Equal(isRetried, Tree.At(rule, "spec", "trafficPolicy", "retryBudget") is not null);
        Assert.Equal(isRouted, Tree.At(rule, "spec", "subsets") is not null);
        Assert.Equal(hasTimeout || isRetried || isRouted, routes is not null);
        Assert.Equal(hasTimeout, Tree.At(routes, "spec", "http", 0, "timeout") is not null);
        Assert.Equal(isRetried, Tree.At(routes, "spec", "http", 0, "retries") is not null);
        Assert.Equal(isRouted, Tree.At(routes, "spec", "http", 0, "route", 0, "weight") is not null);
    });

    [Fact]
    public void Rules_that_Gateway_API_would_ask_in_another_order_are_named()
    {
        var (_, mesh, service) = TrafficIntents.Cases["routing-services"];

        Assert.Empty(ServiceTraffic.Lost(mesh, service));
        var lost = ServiceTraffic.Lost(mesh, service with { Entrance = new() { Host = "a.example.com", Issuer = "letsencrypt", Paths = ["/shop"] } });
        Assert.StartsWith("at its entrance", Assert.Single(lost), StringComparison.Ordinal);
    }

    [Fact]
    public void Versions_of_a_service_are_seen_from_no_further_than_the_service()
    {
        var (_, mesh, service) = TrafficIntents.Cases["entrance-routing"];
        var local = service with { Exposure = ServiceExposure.OwnCluster };

        Assert.Equal(
            (IEnumerable<object>)["recommender.shop.svc.cluster.local", "recommender-v1.shop.svc.cluster.local", "recommender-v2.shop.svc.cluster.local"],
            (ImmutableArray<object>)Tree.At(IstioExposure.Settings(mesh with { Services = [local] }), 0, "hosts")!);
        Assert.All(
            ServiceTraffic.Objects(mesh with { DataPlane = DataPlane.Ambient, Services = [local] }, "shop").Where(item => item.Kind == "Service"),
            item => Assert.Equal("false", item.Labels["istio.io/global"]));
    }

    [Fact]
    public void What_requests_cannot_be_asked_is_named()
    {
        var (_, mesh, service) = TrafficIntents.Cases["nothing"];
        var grpc = service with { Protocol = ServiceProtocol.Grpc, Traffic = new() { Retries = new() } };
        var routed = TrafficIntents.Cases["routing-weights"].Service;

        Assert.Single(ServiceTraffic.Lost(mesh, grpc));
        Assert.Single(ServiceTraffic.Lost(mesh, Asking(new() { Cookies = Texts("a", "b", "c", "d") })));
        Assert.Empty(ServiceTraffic.Lost(mesh, Asking(new() { Cookies = Texts("a", "b", "c") })));
        Assert.Single(ServiceTraffic.Lost(mesh, Asking(new() { Cookies = Texts("a", "b").SetItem("c", new string('x', 200)) })));
        Assert.Single(ServiceTraffic.Lost(mesh, Asking(new() { Cookies = Texts("a"), Headers = Texts("Cookie").ToImmutableSortedDictionary(text => text.Key, text => new TextMatch(TextMatchKind.Exact, "a=1")) })));

        MeshService Asking(RequestMatch match) => routed with { Routing = routed.Routing! with { Rules = [new(match, [new("v2", 100)])] } };

        static ImmutableSortedDictionary<string, string> Texts(params string[] names) => names.ToImmutableSortedDictionary(name => name, _ => "1");
    }

    [Fact]
    public void Services_of_versions_lead_to_the_ports_of_pods_that_the_service_leads_to()
    {
        var (_, mesh, service) = TrafficIntents.Cases["entrance-routing"];
        var routed = service with
        {
            Ports = ImmutableSortedDictionary<int, string>.Empty.Add(8080, "http").Add(9090, "9191"),
            Routing = service.Routing! with { Rules = [new(new RequestMatch { Port = 9090 }, [new("v2", 100)])] },
        };

        var made = ServiceTraffic.Objects(mesh with { Services = [routed] }, "shop").First(item => item.Kind == "Service");

        Assert.Equal("http", Tree.At(made.Content, "spec", "ports", 0, "targetPort"));
        Assert.Equal(9191, Tree.At(made.Content, "spec", "ports", 1, "targetPort"));
    }

    [Fact]
    public void More_paths_of_an_entrance_than_a_route_takes_are_named()
    {
        var (_, mesh, service) = TrafficIntents.Cases["entrance"];

        Assert.Empty(ServiceTraffic.Lost(mesh, Having(64)));
        Assert.Single(ServiceTraffic.Lost(mesh, Having(65)));

        MeshService Having(int paths) => service with { Routing = null, Entrance = service.Entrance! with { Paths = [.. Enumerable.Range(1, paths).Select(number => $"/{number}")] } };
    }

    [Fact]
    public void Callers_find_a_service_and_its_versions_by_these_names()
    {
        var (_, mesh, service) = TrafficIntents.Cases["routing-ambient"];

        Assert.Equal(["recommender.shop.svc.cluster.local", "recommender-v1.shop.svc.cluster.local", "recommender-v2.shop.svc.cluster.local"], ServiceTraffic.Hosts(mesh, service));
    }

    // The backends of every rule, wherever they are said.
    private static IEnumerable<IReadOnlyList<object>> Destinations(object? tree) => tree switch
    {
        IDictionary map => map.Keys.Cast<string>().SelectMany(key => key is "route" or "backendRefs" ? [[.. ((IEnumerable)map[key]!).Cast<object>()]] : Destinations(map[key])),
        string => [],
        IEnumerable list => list.Cast<object>().SelectMany(Destinations),
        _ => [],
    };

    // The namespace is always the same, and the version of a kind is in the schemas' hands.
    private static ImmutableDictionary<string, object> Short(KubernetesObject item) => item.Content
        .SetItem("kind", item.Kind)
        .SetItem("metadata", Fields.Of(("name", item.Name), ("labels", Fields.MapOrNone(item.Labels)), ("annotations", Fields.MapOrNone(item.Annotations))));

    private static object Plain(object value) => value switch
    {
        ImmutableDictionary<string, object> map => map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => Plain(entry.Value)),
        ImmutableArray<object> list => list.Select(Plain).ToList(),
        _ => value,
    };

    private static void AssertIsGolden(string name, string actual)
    {
        var file = Shared.FindInRepository($"tests/Infra.Components.Tests/Mesh/Goldens/{name}.yaml");
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, actual);
            Assert.Fail($"{file} was not there and has been written; review it and run again");
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
