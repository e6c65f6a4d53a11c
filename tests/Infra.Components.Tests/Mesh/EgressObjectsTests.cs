using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class EgressObjectsTests
{
    private static readonly ExternalPort Https = new(443, ExternalProtocol.Tls);

    [Fact]
    public void Hosts_are_looked_up_by_the_proxies_and_seen_by_those_namespaces_only() =>
        Assert.Equal(
            """{"exportTo":["shop"],"hosts":["api.pay.example.com"],"location":"MESH_EXTERNAL","ports":[{"name":"tls-443","number":443,"protocol":"TLS"}],"resolution":"DNS"}""",
            Spec(Assert.Single(Entries(new(["api.pay.example.com"], [Https], ["shop"])))));

    [Fact]
    public void Hosts_that_stand_for_all_below_them_are_an_entry_of_their_own_that_is_not_looked_up()
    {
        var entries = Entries(new(["*.pay.example.com", "pay.example.com"], [Https, new(80, ExternalProtocol.Http)], []));

        Assert.Equal(["egress-prod.payments", "egress-prod.payments.below"], entries.Select(entry => entry.Name));
        Assert.Equal(
            """
            {"exportTo":["*"],"hosts":["*.pay.example.com"],"location":"MESH_EXTERNAL","ports":[{"name":"tls-443","number":443,"protocol":"TLS"},{"name":"http-80","number":80,"protocol":"HTTP"}],"resolution":"NONE"}
            """,
            Spec(entries[1]));
        Assert.Equal("egress-prod.payments", Assert.Single(Entries(new(["*.pay.example.com"], [Https], []))).Name);
    }

    [Fact]
    public void Nothing_is_let_out_that_is_not_listed() => Assert.Empty(EgressObjects.SystemObjects(Meshes.Of(Meshes.Member("a"))));

    private static ImmutableArray<KubernetesObject> Entries(ExternalService service) => EgressObjects.SystemObjects(Plan(service));

    private static MeshPlan Plan(ExternalService service) => Meshes.Of(Meshes.Member("a")) with
    {
        Egress = new Egress { Services = ImmutableSortedDictionary<string, ExternalService>.Empty.Add("payments", service) },
    };

    private static string Spec(KubernetesObject item) => PlainJson.Text((ImmutableDictionary<string, object>)item.Content["spec"]);
}
