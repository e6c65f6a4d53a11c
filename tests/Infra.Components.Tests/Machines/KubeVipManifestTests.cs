using System.Text.Json.Nodes;
using Infra.Components.Machines;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Machines;

public sealed class KubeVipManifestTests
{
    private static readonly ApiAddress Arp = new() { Address = "10.0.0.100" };

    private static readonly ApiAddress Bgp = new()
    {
        Address = "fd00::100",
        Interface = "eth1",
        Announcement = new AddressAnnouncement.Bgp(65000, [new("10.0.0.254", 65001), new("fd00::254", 65002, IsMultihop: true)]),
    };

    [Fact]
    public void Both_ways_of_announcing_are_pods_that_Kubernetes_accepts()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));

        Assert.All(new[] { Arp, Bgp }, api => Assert.Empty(validator.Validate(JsonNode.Parse(KubeVipManifest.Of(api)))));
    }

    [Fact]
    public void By_ARP_one_elected_machine_has_the_address()
    {
        var settings = Settings(Arp);

        Assert.Equal("10.0.0.100", settings["address"]);
        Assert.Equal("true", settings["vip_arp"]);
        Assert.Equal("true", settings["vip_leaderelection"]);
        Assert.Equal("32", settings["vip_subnet"]);
        // Found on the machine, which knows its interfaces.
        Assert.Equal("@interface@", settings["vip_interface"]);
        Assert.DoesNotContain("bgp_enable", settings.Keys);
    }

    [Fact]
    public void By_BGP_every_machine_tells_its_routers()
    {
        var settings = Settings(Bgp);

        Assert.Equal("65000", settings["bgp_as"]);
        Assert.Equal("10.0.0.254:65001::false,[fd00::254]:65002::true", settings["bgp_peers"]);
        // Each of them has the address, and none may answer for it on the wire.
        Assert.Equal("lo", settings["vip_interface"]);
        Assert.Equal("eth1", settings["bgp_routerinterface"]);
        Assert.Equal("128", settings["vip_subnet"]);
        Assert.DoesNotContain("vip_arp", settings.Keys);
    }

    [Fact]
    public void Its_credentials_are_chosen_on_the_machine_and_its_image_is_pinned()
    {
        var text = KubeVipManifest.Of(Arp);

        Assert.Contains("/etc/kubernetes/@kubeconfig@", text, StringComparison.Ordinal);
        Assert.Contains($"ghcr.io/kube-vip/kube-vip:{Versions.KubeVip}", text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Settings(ApiAddress api) => JsonNode.Parse(KubeVipManifest.Of(api))!["spec"]!["containers"]![0]!["env"]!.AsArray()
        .Where(variable => variable!["value"] is not null)
        .ToDictionary(variable => variable!["name"]!.GetValue<string>(), variable => variable!["value"]!.GetValue<string>(), StringComparer.Ordinal);
}
