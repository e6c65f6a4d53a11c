using System.Text.Json.Nodes;
using Xunit;

namespace Infra.Components.Tests.Fleets.Interpreters;

public sealed class MeshScriptTests
{
    private const string Accepted = """{ "type": "Accepted", "status": "True", "reason": "Accepted", "observedGeneration": 2, "lastTransitionTime": "2026-11-20T08:00:00Z" }""";
    private const string Programmed = """{ "type": "Programmed", "status": "True", "reason": "Programmed", "observedGeneration": 2, "lastTransitionTime": "2026-11-20T08:01:00Z" }""";
    private const string Resolved = """{ "type": "ResolvedRefs", "status": "True", "reason": "ResolvedRefs", "observedGeneration": 2, "lastTransitionTime": "2026-11-20T08:02:00Z" }""";

    [Fact]
    public void A_gateway_is_healthy_once_its_proxies_are_set_up() => Assert.Equal(
        (true, "True", "2026-11-20T08:01:00Z"),
        State(Gateway(Accepted, Programmed)));

    [Fact]
    public void A_gateway_without_an_address_is_not() => Assert.Equal(
        (false, "False", "AddressNotAssigned"),
        Fault(Gateway(Accepted, Programmed.Replace("True", "False").Replace("\"Programmed\", \"obs", "\"AddressNotAssigned\", \"obs"))));

    [Fact]
    public void A_gateway_that_is_refused_says_why_and_not_only_that_it_has_no_proxies() => Assert.Equal(
        (false, "False", "UnsupportedAddress"),
        Fault(Gateway(Accepted.Replace("True", "False").Replace("\"Accepted\", \"obs", "\"UnsupportedAddress\", \"obs"), Programmed.Replace("True", "False"))));

    [Fact]
    public void What_is_said_about_an_older_gateway_does_not_count() => Assert.Equal((false, "Unknown", "Progressing"), Fault(Gateway(Accepted, Programmed.Replace("2,", "1,"))));

    [Fact]
    public void A_gateway_of_which_nobody_has_said_anything_is_not_healthy() => Assert.Equal((false, "Unknown", "NotReported"), Fault(Gateway()));

    [Fact]
    public void A_gateway_of_Istio_only_states_something() =>
        Assert.True(KarmadaLua.Health(JsonNode.Parse("""{ "apiVersion": "networking.istio.io/v1", "kind": "Gateway", "metadata": { "name": "g", "namespace": "istio-system" } }""")!));

    [Theory]
    [InlineData("HTTPRoute", "parents")]
    [InlineData("GRPCRoute", "parents")]
    [InlineData("TLSRoute", "parents")]
    [InlineData("BackendTLSPolicy", "ancestors")]
    public void A_route_is_healthy_when_every_parent_took_it(string kind, string answers) => Assert.Equal(
        (true, "True", "2026-11-20T08:02:00Z"),
        State(Route(kind, answers, [Accepted, Resolved], [Accepted])));

    [Fact]
    public void A_route_is_not_where_one_parent_did_not() => Assert.Equal(
        (false, "False", "BackendNotFound"),
        Fault(Route("HTTPRoute", "parents", [Accepted, Resolved], [Accepted, Resolved.Replace("True", "False").Replace("\"ResolvedRefs\", \"obs", "\"BackendNotFound\", \"obs")])));

    [Fact]
    public void A_route_is_not_while_a_parent_has_seen_an_older_one_only() => Assert.Equal(
        (false, "Unknown", "Progressing"),
        Fault(Route("HTTPRoute", "parents", [Accepted, Resolved.Replace("2,", "1,")])));

    [Fact]
    public void A_route_without_an_answer_is_not() => Assert.Equal((false, "Unknown", "NotReported"), Fault(Route("HTTPRoute", "parents")));

    [Fact]
    public void What_a_member_s_control_plane_wrote_into_a_tag_stays_there()
    {
        var kept = KarmadaLua.Retain(Tag("""{ "istio.io/tag": "stable", "istio.io/rev": "1-31-0" }""", "istiod-1-31-0", null), Tag("""{ "istio.io/tag": "stable" }""", "istiod-1-30-3", "AUTHORITY"));

        Assert.Equal(["AUTHORITY", "AUTHORITY"], kept["webhooks"]!.AsArray().Select(webhook => $"{webhook!["clientConfig"]!["caBundle"]}"));
        Assert.Equal("istiod-1-31-0", $"{kept["webhooks"]![0]!["clientConfig"]!["service"]!["name"]}");
    }

    [Fact]
    public void What_Karmada_says_of_a_tag_counts() => Assert.Equal(
        "OURS",
        $"{KarmadaLua.Retain(Tag("""{ "istio.io/tag": "stable" }""", "istiod", "OURS"), Tag("""{ "istio.io/tag": "stable" }""", "istiod", "AUTHORITY"))["webhooks"]![0]!["clientConfig"]!["caBundle"]}");

    [Fact]
    public void Other_webhooks_are_as_Karmada_has_them() =>
        Assert.Null(KarmadaLua.Retain(Tag("""{ "app": "other" }""", "other", null), Tag("""{ "app": "other" }""", "other", "AUTHORITY"))["webhooks"]![0]!["clientConfig"]!["caBundle"]);

    private static (bool Healthy, string Status, string Since) State(JsonObject observed)
    {
        var condition = KarmadaLua.Reflect(observed)["conditions"]![0]!;
        return (KarmadaLua.Health(observed), $"{condition["status"]}", $"{condition["lastTransitionTime"]}");
    }

    private static (bool Healthy, string Status, string Reason) Fault(JsonObject observed)
    {
        var condition = KarmadaLua.Reflect(observed)["conditions"]![0]!;
        return (KarmadaLua.Health(observed), $"{condition["status"]}", $"{condition["reason"]}");
    }

    private static JsonObject Gateway(params string[] conditions) => JsonNode.Parse($$"""
        {
          "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway",
          "metadata": { "name": "entrance", "namespace": "mesh-prod-ingress", "generation": 2, "creationTimestamp": "2026-11-20T07:00:00Z" },
          "status": { "conditions": [{{string.Join(", ", conditions)}}] }
        }
        """)!.AsObject();

    private static JsonObject Route(string kind, string answers, params string[][] parents) => JsonNode.Parse($$"""
        {
          "apiVersion": "gateway.networking.k8s.io/v1", "kind": "{{kind}}",
          "metadata": { "name": "shop", "namespace": "shop", "generation": 2, "creationTimestamp": "2026-11-20T07:00:00Z" },
          "status": { "{{answers}}": [{{string.Join(", ", parents.Select(conditions => $$"""{ "conditions": [{{string.Join(", ", conditions)}}] }"""))}}] }
        }
        """)!.AsObject();

    private static JsonObject Tag(string labels, string service, string? authority)
    {
        var bundle = authority is null ? "" : $", \"caBundle\": \"{authority}\"";
        var webhooks = new[] { "rev.namespace.sidecar-injector.istio.io", "rev.object.sidecar-injector.istio.io" }
            .Select(name => $$"""{ "name": "{{name}}", "clientConfig": { "service": { "name": "{{service}}" }{{bundle}} } }""");
        return JsonNode.Parse($$"""
            {
              "apiVersion": "admissionregistration.k8s.io/v1", "kind": "MutatingWebhookConfiguration",
              "metadata": { "name": "istio-revision-tag-stable", "labels": {{labels}} }, "webhooks": [{{string.Join(", ", webhooks)}}]
            }
            """)!.AsObject();
    }
}
