using System.Net;
using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

public sealed class NetworkPluginTests
{
    private static readonly NetworkPluginArgs Calico = new() { PodCidr = IPNetwork.Parse("10.244.0.0/16") };
    private static readonly NetworkPluginArgs Cilium = Calico with { Kind = NetworkPluginKind.Cilium };
    private static readonly ImageMirrors Mirrors = ImageMirrors.None with { Registries = ImageMirrors.None.Registries.Add("quay.io", "mirror.example.com/quay") };

    [Fact]
    public void Calico_comes_after_the_definitions_of_its_objects() =>
        Assert.Equal(["crd.projectcalico.org.v1", "tigera-operator"], NetworkPlugin.Charts(Calico).Select(chart => chart.Chart.Name));

    [Fact]
    public void Calico_gives_pods_the_addresses_of_the_cluster()
    {
        var pool = Tree.At(NetworkPlugin.Charts(Calico)[^1].Values, "installation", "calicoNetwork", "ipPools", 0);

        Assert.Equal("10.244.0.0/16", Tree.At(pool, "cidr"));
        Assert.Equal("VXLAN", Tree.At(pool, "encapsulation"));
    }

    [Fact]
    public void Cilium_leaves_what_others_add_where_they_have_a_part_and_is_as_before_elsewhere()
    {
        var shared = NetworkPlugin.Charts(Cilium with { IsShared = true })[0].Values;

        Assert.Equal((false, true), (Tree.At(shared, "cni", "exclusive"), Tree.At(shared, "socketLB", "hostNamespaceOnly")));
        Assert.Equal(Tree.Json(NetworkPlugin.Charts(Cilium)[0].Values), Tree.Json(shared.Remove("cni").Remove("socketLB")));
        Assert.Equal(Tree.Json(NetworkPlugin.Charts(Calico)[1].Values), Tree.Json(NetworkPlugin.Charts(Calico with { IsShared = true })[1].Values));
    }

    [Fact]
    public void Cilium_gives_pods_the_addresses_of_the_cluster() => Assert.Equal(
        "10.244.0.0/16", Tree.At(Assert.Single(NetworkPlugin.Charts(Cilium)).Values, "ipam", "operator", "clusterPoolIPv4PodCIDRList", 0));

    [Theory]
    [InlineData("10.0.0.0/14", 24)]
    [InlineData("10.244.0.0/16", 24)]
    [InlineData("10.244.0.0/20", 25)]
    [InlineData("10.244.0.0/26", 26)]
    public void A_node_has_room_for_its_pods_and_a_small_range_for_its_nodes(string pods, int block) => Assert.Equal(
        block, Tree.At(NetworkPlugin.Charts(Cilium with { PodCidr = IPNetwork.Parse(pods) })[0].Values, "ipam", "operator", "clusterPoolIPv4MaskSize"));

    [Fact]
    public void Images_come_from_mirrors()
    {
        var calico = NetworkPlugin.Charts(Calico with { Mirrors = Mirrors })[^1].Values;
        var cilium = NetworkPlugin.Charts(Cilium with { Mirrors = Mirrors })[0].Values;

        Assert.Equal("mirror.example.com/quay/", Tree.At(calico, "installation", "registry"));
        Assert.Equal("mirror.example.com/quay", Tree.At(calico, "tigeraOperator", "registry"));
        Assert.Equal("mirror.example.com/quay/cilium/cilium", Tree.At(cilium, "image", "repository"));
        Assert.Equal("mirror.example.com/quay/cilium/operator", Tree.At(cilium, "operator", "image", "repository"));
        Assert.Equal("mirror.example.com/quay/cilium/cilium-envoy", Tree.At(cilium, "envoy", "image", "repository"));
    }

    [Fact]
    public void Charts_come_from_mirrors() => Assert.All(
        NetworkPlugin.Charts(Calico with { Charts = chart => chart with { Repository = "https://charts.example.com" } }),
        chart => Assert.Equal("https://charts.example.com", chart.Chart.Repository));

    [Fact]
    public void One_node_waits_for_no_second_one() =>
        Assert.Equal(1, Tree.At(NetworkPlugin.Charts(Cilium with { IsHighlyAvailable = false })[0].Values, "operator", "replicas"));

    [Fact]
    public void Nodes_let_in_what_connects_pods()
    {
        Assert.Contains(NetworkPlugin.Ports(NetworkPluginKind.Calico), port => port is { Protocol: "udp", Port: 4789 });
        Assert.Contains(NetworkPlugin.Ports(NetworkPluginKind.Cilium), port => port is { Protocol: "udp", Port: 8472 });
    }
}
