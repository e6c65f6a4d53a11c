using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class IngressGatewayTests
{
    private static readonly MeshPlan Ambient = GatewayMesh.Plan with { DataPlane = DataPlane.Ambient };

    [Fact]
    public void Without_an_entrance_there_is_no_gateway() =>
        Assert.Empty(IngressGateway.Addons(GatewayMesh.Plan with { Services = [GatewayMesh.Service("quiet", null)] }));

    [Fact]
    public void Each_host_has_a_listener_and_a_certificate_and_plain_http_is_sent_to_tls()
    {
        var plan = GatewayMesh.Plan with { Services = [GatewayMesh.Service("shop", "www.example.com"), GatewayMesh.Service("cart", "www.example.com"), GatewayMesh.Service("api", "api.example.com")] };

        var ingress = Assert.Single(IngressGateway.Addons(plan));

        Assert.Equal(
            ["ConfigMap/entrance-deployment", "Certificate/api.example.com", "Certificate/www.example.com", "Gateway/entrance", "HTTPRoute/redirect-to-https"],
            GatewayMesh.Objects(ingress).Select(item => $"{item.Kind}/{item.Name}"));
        Assert.Equal(
            Tree.Json("""
                {
                  "spec": {
                    "gatewayClassName": "istio",
                    "infrastructure": { "parametersRef": { "group": "", "kind": "ConfigMap", "name": "entrance-deployment" } },
                    "listeners": [
                      {
                        "name": "api.example.com", "hostname": "api.example.com", "port": 443, "protocol": "HTTPS",
                        "tls": { "mode": "Terminate", "certificateRefs": [{ "name": "api.example.com" }] },
                        "allowedRoutes": {
                          "kinds": [{ "kind": "HTTPRoute" }],
                          "namespaces": { "from": "Selector", "selector": { "matchExpressions": [{ "key": "kubernetes.io/metadata.name", "operator": "In", "values": ["shop"] }] } }
                        }
                      },
                      {
                        "name": "www.example.com", "hostname": "www.example.com", "port": 443, "protocol": "HTTPS",
                        "tls": { "mode": "Terminate", "certificateRefs": [{ "name": "www.example.com" }] },
                        "allowedRoutes": {
                          "kinds": [{ "kind": "HTTPRoute" }],
                          "namespaces": { "from": "Selector", "selector": { "matchExpressions": [{ "key": "kubernetes.io/metadata.name", "operator": "In", "values": ["shop"] }] } }
                        }
                      },
                      { "name": "http", "port": 80, "protocol": "HTTP", "allowedRoutes": { "namespaces": { "from": "Same" } } }
                    ]
                  }
                }
                """),
            Tree.Json(PlainJson.Text(GatewayMesh.Objects(ingress)[3].Content)));
        Assert.Equal("1-30-3", GatewayMesh.Objects(ingress)[3].Labels["istio.io/rev"]);
    }

    [Fact]
    public void Its_namespace_allows_only_hardened_pods_and_its_pods_are_so()
    {
        var ingress = Assert.Single(IngressGateway.Addons(GatewayMesh.Plan));
        var deployment = Tree.Json((string)((ImmutableDictionary<string, object>)GatewayMesh.Objects(ingress)[0].Content["data"])["deployment"]);

        Assert.Equal(PodSecurityLevel.Restricted, ingress.Addon.PodSecurity);
        Assert.False(ingress.IsGuest);
        Assert.Contains("RuntimeDefault", deployment!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_where_services_with_an_entrance_run()
    {
        var one = GatewayMesh.Plan with { Services = [GatewayMesh.Service("api", "api.example.com") with { Clusters = ["on-prem"] }] };

        Assert.Equal(["on-prem"], IngressGateway.Addons(one)[0].On.Clusters);
        Assert.Equal(GatewayMesh.Plan.On, IngressGateway.Addons(GatewayMesh.Plan)[0].On);
    }

    [Fact]
    public void On_aws_it_is_public_unless_somebody_says_otherwise()
    {
        const string Internal = "service.beta.kubernetes.io/aws-load-balancer-internal";
        var closed = GatewayMesh.Plan with
        {
            Ingress = [new GatewayExposure(ClusterSelection.All) { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(Internal, "true") }],
        };

        Assert.Contains($"\\\"{Internal}\\\":\\\"false\\\"", OnAws(GatewayMesh.Plan), StringComparison.Ordinal);
        Assert.Contains($"\\\"{Internal}\\\":\\\"true\\\"", OnAws(closed), StringComparison.Ordinal);

        static string OnAws(MeshPlan plan) => PlainJson.Text(GatewayMesh.ObjectOn(IngressGateway.Addons(plan)[0], "ConfigMap", GatewayMesh.Facts("prod-cloud", "aws")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public void However_many_clusters_there_are_the_objects_are_as_many(int clusters)
    {
        var ingress = Assert.Single(IngressGateway.Addons(GatewayMesh.Of(clusters)));

        Assert.Equal(4, GatewayMesh.Objects(ingress).Length);
        Assert.Single(ingress.Overrides);
        Assert.Equal(2, Waypoint.Objects(GatewayMesh.Of(clusters) with { DataPlane = DataPlane.Ambient }, "shop").Length);
    }

    [Fact]
    public void A_waypoint_is_of_ambient_mode_and_of_the_version_that_its_namespace_follows()
    {
        var upgraded = Ambient with { Namespaces = ["cart", "shop"], Upgrade = new MeshUpgrade("1.31.0", ["shop"]) };

        Assert.Empty(Waypoint.Objects(GatewayMesh.Plan, "shop"));
        Assert.Equal("1-31-0", Waypoint.Objects(upgraded, "shop")[1].Labels["istio.io/rev"]);
        Assert.Equal("1-30-3", Waypoint.Objects(upgraded, "cart")[1].Labels["istio.io/rev"]);
        Assert.Equal("service", Waypoint.Objects(upgraded, "cart")[1].Labels["istio.io/waypoint-for"]);
    }

    [Fact]
    public void A_waypoint_stays_at_home_with_a_service_that_does()
    {
        var home = Ambient with { Services = [GatewayMesh.Service("quiet", null) with { Exposure = ServiceExposure.OwnCluster }] };

        // Nothing said would be global too: that is what services of a mesh are.
        Assert.Equal(["true", "false"], new[] { Ambient, home }.Select(plan => $"{JsonNode.Parse($"{Tree.At(Waypoint.Objects(plan, "shop")[0].Content, "data", "service")}")!["metadata"]!["labels"]!["istio.io/global"]}"));
    }

    [Fact]
    public void Everything_that_is_delivered_is_as_its_definition_has_it()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));

        Assert.All(
            GatewayMesh.Objects(IngressGateway.Addons(GatewayMesh.Plan)[0]).Concat(Waypoint.Objects(Ambient, "shop")),
            item => Assert.Empty(validator.Validate(Tree.Object(item.Manifest("mesh-prod-ingress")))));
    }
}
