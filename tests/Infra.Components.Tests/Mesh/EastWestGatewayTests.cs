using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class EastWestGatewayTests
{
    private const string Prefix = "service.beta.kubernetes.io/aws-load-balancer-";

    private static readonly MeshPlan Ambient = GatewayMesh.Plan with { DataPlane = DataPlane.Ambient };

    private static readonly MeshPlan Followed = GatewayMesh.Plan with
    {
        Members = [.. GatewayMesh.Plan.Members, GatewayMesh.Member("on-prem-2", "on-prem", "datacentre", MeshRole.Remote) with { Primary = "on-prem" }],
    };

    [Fact]
    public void Clusters_of_one_network_have_no_gateway()
    {
        var flat = GatewayMesh.Plan with { Members = [.. GatewayMesh.Plan.Members.Select(member => member with { Network = "one" })] };

        Assert.Empty(EastWestGateway.Addons(flat));
        Assert.Empty(EastWestGateway.SystemObjects(flat));
    }

    [Fact]
    public void Leaves_have_none_but_reach_others_through_theirs()
    {
        var plan = GatewayMesh.Plan with { Members = [GatewayMesh.Member("on-prem", "on-prem", "datacentre"), GatewayMesh.Member("shop-7", "shop-7", "edge", MeshRole.Leaf)] };

        var gateway = Assert.Single(EastWestGateway.Addons(plan));

        Assert.Equal(["shop-7"], gateway.On.Except);
        Assert.Equal(plan.On.Fleet, gateway.On.Fleet);
        Assert.Single(EastWestGateway.SystemObjects(plan));
    }

    [Fact]
    public void Every_value_is_one_of_the_chart() =>
        Assert.Empty(ChartValues.UnknownTo("istio-gateway", GatewayMesh.Values(Assert.Single(EastWestGateway.Addons(GatewayMesh.Plan)))));

    [Fact]
    public void Network_and_view_come_from_the_cluster_itself_and_the_control_planes_ports_stay_closed()
    {
        var gateway = Assert.Single(EastWestGateway.Addons(GatewayMesh.Plan)).Addon;

        Assert.Equal(
            [new ClusterValue(@"labels.topology\.istio\.io/network", ClusterFact.Network), new ClusterValue("env.ISTIO_META_REQUESTED_NETWORK_VIEW", ClusterFact.Network)],
            gateway.ClusterValues);
        Assert.All(gateway.ClusterValues, value => Assert.Matches(ValuePath.Pattern, value.Path));
        Assert.Equal([15021, 15443], PortsOf(GatewayMesh.ValuesOn(Assert.Single(EastWestGateway.Addons(GatewayMesh.Plan)), GatewayMesh.Facts("on-prem", "datacentre"))));
    }

    [Fact]
    public void Only_a_cluster_that_others_follow_opens_its_control_plane()
    {
        var addons = EastWestGateway.Addons(Followed);

        Assert.Equal([15021, 15443, 15012, 15017], PortsOf(GatewayMesh.ValuesOn(addons[0], GatewayMesh.Facts("on-prem", "datacentre"))));
        Assert.Equal([15021, 15443], PortsOf(GatewayMesh.ValuesOn(addons[0], GatewayMesh.Facts("prod-cloud", "aws"))));
        Assert.Equal(["on-prem"], addons[1].On.Clusters);
        Assert.True(addons[1].IsGuest);
        Assert.Equal(["Gateway", "VirtualService"], GatewayMesh.Objects(addons[1]).Select(item => item.Kind));
    }

    [Fact]
    public void A_newer_control_plane_is_reached_beside_the_one_that_stands()
    {
        var plan = Followed with { Upgrade = new MeshUpgrade("1.31.0", ["shop"]) };

        var text = PlainJson.Text(GatewayMesh.Objects(EastWestGateway.Addons(plan)[1])[1].Content);

        Assert.Contains("istiod-1-30-3.istio-system.svc.cluster.local", text, StringComparison.Ordinal);
        Assert.Contains("istiod-1-31-0.istio-system.svc.cluster.local", text, StringComparison.Ordinal);
    }

    [Fact]
    public void On_aws_it_is_a_private_load_balancer_that_asks_nodes_for_ready_gateways()
    {
        var service = ServiceOn(GatewayMesh.Plan, GatewayMesh.Facts("prod-cloud", "aws"));

        Assert.Equal(
            Tree.Json($$"""{ "{{Prefix}}type": "nlb", "{{Prefix}}internal": "true", "{{Prefix}}cross-zone-load-balancing-enabled": "true" }"""),
            Tree.Json(PlainJson.Text((ImmutableDictionary<string, object>)service["annotations"])));
        Assert.Equal("Local", service["externalTrafficPolicy"]);
        Assert.False(ServiceOn(GatewayMesh.Plan, GatewayMesh.Facts("on-prem", "datacentre")).ContainsKey("annotations"));
    }

    [Fact]
    public void The_first_exposure_that_means_a_cluster_counts_and_nothing_of_the_others_stays()
    {
        var plan = GatewayMesh.Plan with
        {
            EastWest =
            [
                new GatewayExposure(ClusterSelection.Named("prod-cloud")) { Annotations = Annotations(("mine", "yes")), AllowedSources = ["192.0.2.0/24"] },
                new GatewayExposure(ClusterSelection.All) { Annotations = Annotations(("other", "yes")), LoadBalancerClass = "example.com/other" },
            ],
        };

        var cloud = ServiceOn(plan, GatewayMesh.Facts("prod-cloud", "aws"));
        var own = ServiceOn(plan, GatewayMesh.Facts("on-prem", "datacentre"));

        Assert.Equal("yes", ((ImmutableDictionary<string, object>)cloud["annotations"])["mine"]);
        Assert.Equal("nlb", ((ImmutableDictionary<string, object>)cloud["annotations"])[$"{Prefix}type"]);
        Assert.DoesNotContain("other", (IDictionary<string, object>)cloud["annotations"]);
        Assert.Equal("", cloud["loadBalancerClass"]);
        Assert.Equal(["192.0.2.0/24"], (ImmutableArray<object>)cloud["loadBalancerSourceRanges"]);
        Assert.Equal("example.com/other", own["loadBalancerClass"]);
        Assert.Equal("", own["externalTrafficPolicy"]);
    }

    [Fact]
    public void A_load_balancer_that_sends_to_pods_asks_the_gateway_itself()
    {
        var plan = GatewayMesh.Plan with { EastWest = [new GatewayExposure(ClusterSelection.All) { LoadBalancerClass = "service.k8s.aws/nlb" }] };

        var annotations = (ImmutableDictionary<string, object>)ServiceOn(plan, GatewayMesh.Facts("prod-cloud", "aws"))["annotations"];

        Assert.Equal("15021", annotations[$"{Prefix}healthcheck-port"]);
        Assert.Equal("/healthz/ready", annotations[$"{Prefix}healthcheck-path"]);
        Assert.Equal("internal", annotations[$"{Prefix}scheme"]);
    }

    [Fact]
    public void In_ambient_mode_one_gateway_is_given_each_clusters_network()
    {
        var gateway = Assert.Single(EastWestGateway.Addons(Ambient));
        var labels = (ImmutableDictionary<string, object>)((ImmutableDictionary<string, object>)GatewayMesh.ObjectOn(gateway, "Gateway", GatewayMesh.Facts("prod-cloud", "aws"))["metadata"])["labels"];

        Assert.Equal("prod-cloud", labels["topology.istio.io/network"]);
        Assert.Equal("1-30-3", labels["istio.io/rev"]);
        Assert.Empty(EastWestGateway.SystemObjects(Ambient));
        Assert.Contains("aws-load-balancer-internal", PlainJson.Text(GatewayMesh.ObjectOn(gateway, "ConfigMap", GatewayMesh.Facts("prod-cloud", "aws"))), StringComparison.Ordinal);
        Assert.DoesNotContain("aws-load-balancer", PlainJson.Text(GatewayMesh.ObjectOn(gateway, "ConfigMap", GatewayMesh.Facts("on-prem", "datacentre"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_delivered_is_as_its_definition_has_it()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));
        ImmutableArray<KubernetesObject> objects =
        [
            .. EastWestGateway.SystemObjects(GatewayMesh.Plan),
            .. GatewayMesh.Objects(EastWestGateway.Addons(Followed)[1]),
            .. GatewayMesh.Objects(EastWestGateway.Addons(Ambient)[0]),
        ];

        Assert.Equal(5, objects.Length);
        Assert.All(objects, item => Assert.Empty(validator.Validate(Tree.Object(item.Manifest("istio-system")))));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public void However_many_clusters_there_are_the_objects_are_as_many(int clusters)
    {
        var plan = GatewayMesh.Of(clusters);

        Assert.Single(EastWestGateway.Addons(plan));
        Assert.Single(EastWestGateway.Addons(plan)[0].Overrides);
        Assert.Single(EastWestGateway.SystemObjects(plan));
        Assert.Equal(clusters + 1, EastWestGateway.Addons(plan with { DataPlane = DataPlane.Ambient })[0].Overrides.Length);
    }

    [Fact]
    public void Without_high_availability_there_is_one_gateway_and_nothing_that_guards_it()
    {
        var values = GatewayMesh.Values(EastWestGateway.Addons(GatewayMesh.Plan with { IsHighlyAvailable = false })[0]);

        Assert.Equal(1, values["replicaCount"]);
        Assert.Equal(false, ((ImmutableDictionary<string, object>)values["autoscaling"])["enabled"]);
        Assert.DoesNotContain("podDisruptionBudget", (IDictionary<string, object>)values);
    }

    private static ImmutableDictionary<string, object> ServiceOn(MeshPlan plan, ClusterFacts cluster) =>
        (ImmutableDictionary<string, object>)GatewayMesh.ValuesOn(EastWestGateway.Addons(plan)[0], cluster)["service"];

    private static IEnumerable<int> PortsOf(ImmutableDictionary<string, object> values) =>
        ((ImmutableArray<object>)((ImmutableDictionary<string, object>)values["service"])["ports"]).Select(port => (int)((ImmutableDictionary<string, object>)port)["port"]);

    private static ImmutableSortedDictionary<string, string> Annotations(params (string Key, string Value)[] annotations) =>
        annotations.ToImmutableSortedDictionary(annotation => annotation.Key, annotation => annotation.Value, StringComparer.Ordinal);
}
