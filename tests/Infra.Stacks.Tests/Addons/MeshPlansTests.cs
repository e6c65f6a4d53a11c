using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

public sealed class MeshPlansTests
{
    private const string Clusters =
        """
        karmada: { existing: { kubeconfig: { path: karmada.config } } }
        environment: { tier: production }
        clusters:
          cloud: { kind: attached, mode: pull, region: sg, provider: aws, labels: { tier: prod } }
          house: { kind: attached, mode: pull, region: shanghai, labels: { tier: prod } }
          annex: { kind: attached, mode: pull, region: shanghai, labels: { tier: prod } }
          kiosk: { kind: attached, mode: pull, labels: { tier: edge } }
          other: { kind: attached, mode: pull }

        """;

    [Fact]
    public void Each_cluster_has_its_role_and_its_network()
    {
        var mesh = Plan(
            """
            meshes:
              prod:
                on: { matchExpressions: [{ key: tier, operator: Exists }] }
                networks: { datacentre: { clusters: [house, annex] } }
                primaries: { annex: { cluster: house, address: 10.20.0.64 } }
                leaves: { matchLabels: { tier: edge } }
            """);

        Assert.Equal(
            [
                new MeshMember("annex", "datacentre", MeshRole.Remote) { Primary = "house", PrimaryAddress = "10.20.0.64", Region = "shanghai" },
                new MeshMember("cloud", "cloud", MeshRole.Primary) { Region = "sg", Provider = "aws" },
                new MeshMember("house", "datacentre", MeshRole.Primary) { Region = "shanghai" },
                new MeshMember("kiosk", "kiosk", MeshRole.Leaf),
            ],
            mesh.Members);
    }

    [Fact]
    public void What_is_left_to_us_is_decided_once()
    {
        var mesh = Plan("meshes: { prod: { on: { matchLabels: { tier: prod } }, namespaces: [shop] } }");

        Assert.Equal("prod.mesh.internal", mesh.TrustDomain);
        Assert.True(mesh.IsHighlyAvailable);
        Assert.Equal("stack", mesh.Scope);
        Assert.Equal(["base", "cni", "istiod", "ztunnel", "gateway"], [mesh.Charts.Base.Name, mesh.Charts.Cni.Name, mesh.Charts.Istiod.Name, mesh.Charts.Ztunnel.Name, mesh.Charts.Gateway.Name]);
        Assert.Null(mesh.Monitored);
        Assert.NotNull(mesh.GatewayApi);
    }

    [Fact]
    public void A_version_of_the_configuration_is_that_of_all_charts()
    {
        var mesh = Plan("versions: { istio: 1.29.7 }\nmeshes: { prod: { on: {} } }");

        Assert.Equal(mesh.Charts.In("1.29.7"), mesh.Charts);
    }

    [Fact]
    public void Definitions_of_Gateway_API_are_brought_once()
    {
        const string Brings = "addons: { routes: { on: {}, namespace: gateways, manifests: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }], definitions: [httproutes.gateway.networking.k8s.io] } }\n";

        Assert.Null(Plan(Brings + "meshes: { prod: { on: { clusters: [cloud] } } }").GatewayApi);
        Assert.NotNull(Plan(Brings.Replace("on: {}", "on: { clusters: [house] }", StringComparison.Ordinal) + "meshes: { prod: { on: { clusters: [cloud] } } }").GatewayApi);
    }

    [Fact]
    public void Clusters_with_monitors_are_found_by_what_brings_their_definitions()
    {
        const string Meshes = "meshes: { prod: { on: { clusters: [cloud, house] } } }\n";

        var everywhere = Plan(Meshes + "monitoring: { members: { m: { on: {}, hub: { stack: mgmt } } } }");
        Assert.Same(everywhere.On, everywhere.Monitored);
        Assert.Equal(["cloud"], Plan(Meshes + "monitoring: { members: { m: { on: { clusters: [cloud, other] }, hub: { stack: mgmt } } } }").Monitored!.Clusters);
    }

    [Fact]
    public void A_service_runs_where_its_application_and_the_mesh_are()
    {
        var service = Service("", "placement: { clusters: [cloud, other] }");

        Assert.Equal(["cloud"], service.Clusters);
        Assert.Equal("web.shop.svc.cluster.local", service.Host);
    }

    [Fact]
    public void Port_and_labels_of_a_workload_are_those_that_its_objects_have()
    {
        var service = Service("", "placement: {}");

        Assert.Equal(80, service.Port);
        Assert.Equal(new Dictionary<string, string> { ["app.kubernetes.io/name"] = "web" }, service.PodLabels);
    }

    [Fact]
    public void What_a_service_leaves_out_of_traces_is_as_the_mesh_says()
    {
        var service = Service("telemetry: { accessLogs: all }", "placement: {}", "telemetry: { tracing: { percent: 2.5, collector: 'otel.example.com:4317' } }");

        Assert.Equal(new Telemetry { AccessLogs = AccessLogs.All, TracedPercent = 2.5m, TraceCollector = ("otel.example.com", 4317) }, service.Telemetry);
    }

    [Fact]
    public void A_version_of_no_share_gets_nothing()
    {
        var service = Service("routing: { versions: { v1: { labels: { version: v1 } }, v2: { service: web-v2 } }, default: { v1: 100, v2: 0 } }", "placement: {}");

        Assert.Equal([new RouteShare("v1", 100)], service.Routing!.Default);
    }

    [Fact]
    public void A_caller_that_is_a_service_is_its_account()
    {
        var service = Service("account: reader, access: { callers: [{ service: web, methods: [GET] }, { namespace: ops }] }", "placement: {}");

        Assert.Equal([("shop", "reader", 1), ("ops", null, 0)], service.Access!.Callers.Select(caller => (caller.Namespace, caller.ServiceAccount, caller.Methods.Length)));
    }

    [Theory]
    [InlineData("", typeof(Failover.ActiveActive))]
    [InlineData("failover: { activeActive: {} }", typeof(Failover.ActiveActive))]
    [InlineData("failover: { primaryStandby: { cluster: cloud } }", typeof(Failover.PrimaryStandby))]
    [InlineData("failover: { sameRegion: {} }", typeof(Failover.SameRegion))]
    public void Who_answers_first_is_as_it_is_said(string failover, Type meant) => Assert.IsType(meant, Service(failover, "placement: {}").Failover);

    private static MeshService Service(string service, string application, string mesh = "drained: []") => Assert.Single(Plan(
        $$"""
        meshes: { prod: { on: { matchLabels: { tier: prod } }, namespaces: [shop], {{mesh}} } }
        applications: { web: { namespace: shop, workload: { image: registry.example.com/web:1 }, {{application}} } }
        services: { web: { namespace: shop{{(service.Length == 0 ? "" : $", {service}")}} } }
        """).Services);

    private static MeshPlan Plan(string meshes)
    {
        var reader = new SpecReader();
        var platform = (PlatformSpec?)Shapes.Of<PlatformSpec>().Read(YamlFile.ReadMap(Clusters + meshes + "\n", "f.yaml"), SpecPath.Root, reader);
        Assert.Empty(reader.Findings.Select(finding => finding.ToString()));
        return Assert.Single(MeshPlans.Of(platform!, "stack"));
    }
}
