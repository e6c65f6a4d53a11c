using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Mesh;

/// <summary>Everything that access, egress, telemetry, limits and monitoring of a mesh can become, as their definitions take it.</summary>
public sealed class MeshRuleSchemaTests
{
    private static readonly MeshPlan Full = Meshes.Of(Meshes.Member("a"), Meshes.Member("b")) with
    {
        Monitored = ClusterSelection.Named("a"),
        RateLimiter = new RateLimiter("10.0.0.8", 8081),
        Telemetry = new Telemetry { TracedPercent = 1, TraceCollector = ("otel.example.com", 4317) },
        Egress = new Egress
        {
            Services = ImmutableSortedDictionary<string, ExternalService>.Empty
                .Add("payments", new(["api.pay.example.com", "*.pay.example.com"], [new(443, ExternalProtocol.Tls), new(80, ExternalProtocol.Http)], ["shop"]))
                .Add("database", new(["db.example.com"], [new(5432, ExternalProtocol.Tcp)], [])),
        },
        Services =
        [
            Meshes.Service("a", "b") with
            {
                PodLabels = ImmutableSortedDictionary<string, string>.Empty.Add("app", "recommender"),
                Access = new AccessPolicy
                {
                    Callers = [new Caller("shop", "web") { Methods = ["GET"], Paths = ["/items*"] }, new Caller("pay", null)],
                    Token = new TokenRequirement("https://login.example.com", "https://login.example.com/keys", ["shop"]),
                },
                Entrance = new Entrance { Host = "recommender.example.com", Issuer = "letsencrypt" },
                Telemetry = new Telemetry { AccessLogs = AccessLogs.All },
                MetricsPort = 9090,
                Traffic = new TrafficPolicy { LocalRateLimit = new(50, 100), GlobalRateLimit = new(10, RateLimitUnit.Second, "x-user") },
            },
        ],
    };

    private static readonly ImmutableArray<Func<MeshPlan, IEnumerable<(KubernetesObject Item, string Namespace)>>> Sources =
    [
        plan => AccessObjects.SystemObjects(plan).Concat(EgressObjects.SystemObjects(plan)).Concat(TelemetryObjects.SystemObjects(plan)).Concat(RateLimitObjects.SystemObjects(plan))
            .Select(item => (item, MeshNames.System)),
        plan => AccessObjects.Objects(plan, "shop").Concat(TelemetryObjects.Objects(plan, "shop")).Concat(RateLimitObjects.Objects(plan, "shop"))
            .Select(item => (item, "shop")),
        plan => MeshMonitoring.Addons(plan).SelectMany(addon => ((AddonContent.Objects)addon.Addon.Content).Items).Select(item => (item, MeshNames.System)),
    ];

    [Theory]
    [InlineData(DataPlane.Sidecar, 15)]
    [InlineData(DataPlane.Ambient, 14)]
    public void Every_object_is_one_that_its_definition_takes_and_that_Karmada_knows(DataPlane dataPlane, int count)
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));
        var objects = Sources.SelectMany(source => source(Full with { DataPlane = dataPlane })).ToList();

        Assert.Equal(count, objects.Count);
        Assert.Empty(objects.SelectMany(item => validator.Validate(Tree.Object(item.Item.Manifest(item.Namespace))).Select(problem => $"{item.Item.Kind} {item.Item.Name}: {problem}")));
        Assert.Empty(KnownKind.WithScopes([.. objects.Select(item => item.Item)], []).Where(item => item.Scope is null).Select(item => item.Kind));
        Assert.Equal(objects.Count, objects.Select(item => (item.Item.Kind, item.Item.Name, item.Namespace)).Distinct().Count());
    }

    [Fact]
    public void The_same_mesh_gives_the_same_objects() =>
        Assert.Equal(Text(), Text());

    [Fact]
    public void Another_namespace_has_none() =>
        Assert.Empty(AccessObjects.Objects(Full, "pay").Concat(TelemetryObjects.Objects(Full, "pay")).Concat(RateLimitObjects.Objects(Full, "pay")));

    private static string Text() => string.Join('\n', Sources.SelectMany(source => source(Full)).Select(item => PlainJson.Text(item.Item.Manifest(item.Namespace))));
}
