using System.Text.Json.Nodes;
using Infra.Components.Fleets;
using Xunit;

namespace Infra.Components.Tests.Fleets.Interpreters;

/// <summary>What Karmada takes along with an object, and what it leaves as a member has it.</summary>
public sealed class DependencyScriptTests
{
    [Fact]
    public void A_release_takes_along_its_values_its_source_and_its_account() => Assert.Equal(
        [
            "source.toolkit.fluxcd.io/v1 HelmRepository charts/web",
            "v1 Secret shop/signers",
            "v1 ConfigMap shop/defaults",
            "v1 Secret shop/passwords",
            "v1 ServiceAccount shop/deployer",
        ],
        KarmadaLua.Dependencies(Desired("HelmRelease", """
            {
              "chart": { "spec": { "chart": "web", "sourceRef": { "kind": "HelmRepository", "name": "web", "namespace": "charts" }, "verify": { "provider": "cosign", "secretRef": { "name": "signers" } } } },
              "valuesFrom": [
                { "kind": "ConfigMap", "name": "defaults" },
                { "kind": "Secret", "name": "passwords", "targetPath": "password" },
                { "kind": "Secret", "name": "passwords", "targetPath": "other", "optional": true }
              ],
              "serviceAccountName": "deployer"
            }
            """)));

    [Fact]
    public void A_release_of_a_chart_in_a_registry_takes_its_source_along() => Assert.Equal(
        ["source.toolkit.fluxcd.io/v1 OCIRepository shop/web"],
        KarmadaLua.Dependencies(Desired("HelmRelease", """{ "chartRef": { "kind": "OCIRepository", "name": "web" } }""")));

    [Theory]
    [InlineData("HelmRelease", "valuesFrom", "")]
    [InlineData("Kustomization", "substituteFrom", "postBuild")]
    public void A_member_s_own_identity_is_never_taken_along(string kind, string field, string parent)
    {
        var entries = $$"""{ "{{field}}": [ { "kind": "ConfigMap", "name": "{{MembershipNames.Identity}}" }, { "kind": "Secret", "name": "{{MembershipNames.Identity}}" } ] }""";

        var dependencies = KarmadaLua.Dependencies(Desired(kind, parent.Length > 0 ? $$"""{ "{{parent}}": {{entries}} }""" : entries));

        Assert.Equal([$"v1 Secret shop/{MembershipNames.Identity}"], dependencies);
    }

    [Fact]
    public void A_folder_takes_along_its_source_its_keys_and_what_it_substitutes() => Assert.Equal(
        ["source.toolkit.fluxcd.io/v1 GitRepository shop/web", "v1 Secret shop/age", "v1 ConfigMap shop/site", "v1 ServiceAccount shop/deployer"],
        KarmadaLua.Dependencies(Desired("Kustomization", """
            {
              "sourceRef": { "kind": "GitRepository", "name": "web" },
              "decryption": { "provider": "sops", "secretRef": { "name": "age" } },
              "postBuild": { "substituteFrom": [ { "kind": "ConfigMap", "name": "site" } ] },
              "serviceAccountName": "deployer"
            }
            """)));

    [Theory]
    [InlineData("HelmRepository", """{ "secretRef": { "name": "login" }, "certSecretRef": { "name": "authority" } }""", "login,authority")]
    [InlineData("OCIRepository", """{ "secretRef": { "name": "login" }, "proxySecretRef": { "name": "proxy" }, "verify": { "secretRef": { "name": "signers" } } }""", "login,proxy,signers")]
    [InlineData("GitRepository", """{ "secretRef": { "name": "login" }, "verify": { "mode": "HEAD", "secretRef": { "name": "login" } } }""", "login")]
    public void A_source_takes_its_secrets_along(string kind, string spec, string secrets) =>
        Assert.Equal(secrets.Split(',').Select(secret => $"v1 Secret shop/{secret}"), KarmadaLua.Dependencies(Desired(kind, spec)));

    [Fact]
    public void A_repository_that_includes_another_takes_it_along() => Assert.Equal(
        ["source.toolkit.fluxcd.io/v1 GitRepository shop/library"],
        KarmadaLua.Dependencies(Desired("GitRepository", """{ "include": [ { "repository": { "name": "library" } } ] }""")));

    [Fact]
    public void A_source_that_needs_nothing_takes_nothing_along() => Assert.Empty(KarmadaLua.Dependencies(Desired("HelmRepository", """{ "url": "https://charts.example.com" }""")));

    [Fact]
    public void Who_suspends_a_release_in_a_member_keeps_it_suspended() =>
        Assert.True((bool)KarmadaLua.Retain(Desired("HelmRelease", "{ \"interval\": \"1m\" }"), Recorded.Suspended)["spec"]!["suspend"]!);

    [Fact]
    public void What_the_hub_says_of_suspension_goes_before_what_the_member_says() =>
        Assert.False((bool)KarmadaLua.Retain(Desired("HelmRelease", """{ "suspend": false }"""), Recorded.Suspended)["spec"]!["suspend"]!);

    [Fact]
    public void Nothing_else_of_the_member_s_is_kept()
    {
        var desired = Desired("HelmRelease", """{ "interval": "1m", "values": { "replicas": 2 } }""");

        Assert.True(JsonNode.DeepEquals(desired, KarmadaLua.Retain(desired, Recorded.Installed)));
    }

    private static JsonObject Desired(string kind, string spec) => JsonNode.Parse($$"""
        {
          "apiVersion": "{{(kind is "HelmRelease" ? "helm.toolkit.fluxcd.io/v2" : kind is "Kustomization" ? "kustomize.toolkit.fluxcd.io/v1" : "source.toolkit.fluxcd.io/v1")}}",
          "kind": "{{kind}}", "metadata": { "name": "web", "namespace": "shop" }, "spec": {{spec}}
        }
        """)!.AsObject();
}
