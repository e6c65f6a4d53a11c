using System.Text.Json.Nodes;
using Infra.Components.Fleets;
using Infra.Components.Fleets.Interpreters;
using Infra.Components.Kubernetes;
using Infra.Interop.Tests.Schemas;
using Moq;
using Pulumi.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Fleets;

[Collection(Deployments.Name)]
public sealed class KnownKindTests
{
    private const string Definition = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";
    private const string PropagationPolicy = "kubernetes:policy.karmada.io/v1alpha1:ClusterPropagationPolicy";

    private static readonly KnownKind Ticket = new("example.com", "v1alpha1", "Ticket", "tickets", KindScope.Cluster);

    private static readonly KubernetesObject TicketDefinition = new("apiextensions.k8s.io/v1", "CustomResourceDefinition", "tickets.example.com", Fields.Of(("spec", Fields.Of(
        ("group", "example.com"),
        ("names", Fields.Of(("kind", "Ticket"), ("plural", "tickets"))),
        ("scope", "Cluster"),
        ("versions", Fields.List(new[] { Fields.Of(("name", "v1")), Fields.Of(("name", "v2")) }))))));

    [Fact]
    public void The_kinds_of_the_platform_are_as_their_own_definitions_say()
    {
        var crds = Directory.EnumerateFiles(Shared.Find("crds"), "*", SearchOption.AllDirectories).ToList();

        Assert.All(KnownKind.OfPlatform, kind => Assert.Contains(crds, file => IsDefinedIn(kind, file)));
    }

    [Fact]
    public void A_kind_whose_objects_are_read_back_is_one_that_Karmada_knows()
    {
        var read = InterpreterManifests.All.Select(item => ($"{Tree.At(item.Content, "spec", "target", "apiVersion")}", $"{Tree.At(item.Content, "spec", "target", "kind")}"));

        Assert.Equal(
            KnownKind.OfPlatform.Select(kind => (kind.ApiVersion, kind.Kind)).Order(),
            read.Where(kind => KubernetesKinds.ScopeOf(kind.Item1, kind.Item2) is null).Order());
    }

    [Fact]
    public void The_delivery_tells_Karmada_of_its_kinds_and_of_those_that_are_asked_for()
    {
        var made = GitOpsDeliveryManifests.Definition(Ticket);

        Assert.Equal(
            Tree.Json("""
                {
                  "group": "example.com",
                  "names": { "kind": "Ticket", "listKind": "TicketList", "plural": "tickets", "singular": "ticket" },
                  "scope": "Cluster",
                  "versions": [{
                    "name": "v1alpha1", "served": true, "storage": true, "subresources": { "status": {} },
                    "schema": { "openAPIV3Schema": { "type": "object", "x-kubernetes-preserve-unknown-fields": true } }
                  }]
                }
                """),
            Tree.Json(made.Content["spec"]));
        Assert.Equal(("tickets.example.com", true), (made.Name, made.IsClusterScoped));
    }

    [Fact]
    public async Task Definitions_stay_in_Karmada_where_no_policy_selects_them()
    {
        var declared = await Declared.ByAsync(() => _ = new GitOpsDelivery("delivery", new GitOpsDeliveryArgs { Karmada = new Provider("karmada"), Kinds = [Ticket] }));
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));

        var definitions = declared.Resources.Where(resource => resource.Type == Definition).ToList();
        Assert.Equal(KnownKind.OfPlatform.Length + 1, definitions.Count);
        Assert.All(definitions, definition =>
        {
            Assert.Equal("karmada", Declared.ProviderOf(definition));
            Assert.Null(Tree.At(definition.Inputs["metadata"], "labels"));
            Assert.Empty(validator.Validate(Tree.Object(definition.Inputs)));
        });
        var selected = JsonNode.Parse(Tree.Json(Tree.At(declared.Single(PropagationPolicy).Inputs["spec"], "resourceSelectors")!))!.AsArray();
        var selector = Assert.Single(selected, item => $"{item!["kind"]}" == "CustomResourceDefinition")!;
        Assert.Null(selector["name"]);
        Assert.Equal("""{"matchLabels":{"app.kubernetes.io/part-of":"flux"}}""", selector["labelSelector"]!.ToJsonString());
    }

    [Theory]
    [InlineData("v1", "ConfigMap", KindScope.Namespaced)]
    [InlineData("v1", "Namespace", KindScope.Cluster)]
    [InlineData("storage.k8s.io/v1", "CSIDriver", KindScope.Cluster)]
    [InlineData("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", KindScope.Cluster)]
    [InlineData("resource.k8s.io/v1", "DeviceClass", KindScope.Cluster)]
    [InlineData("resource.k8s.io/v1", "ResourceClaim", KindScope.Namespaced)]
    [InlineData("policy.karmada.io/v1alpha1", "ClusterPropagationPolicy", KindScope.Cluster)]
    [InlineData("policy.karmada.io/v1alpha1", "PropagationPolicy", KindScope.Namespaced)]
    [InlineData("helm.toolkit.fluxcd.io/v2", "HelmRelease", KindScope.Namespaced)]
    [InlineData("example.com/v1", "Namespace", null)]
    [InlineData("snapshot.storage.k8s.io/v1", "VolumeSnapshotClass", null)]
    public void The_scope_of_a_kind_is_known_by_its_group(string apiVersion, string kind, KindScope? scope) => Assert.Equal(scope, KubernetesKinds.ScopeOf(apiVersion, kind));

    [Fact]
    public void Every_kind_of_Kubernetes_has_the_scope_that_its_own_document_says()
    {
        var paths = JsonNode.Parse(File.ReadAllText(Path.Combine(Shared.Find("openapi"), "kubernetes-1.36.json")))!["paths"]!.AsObject();
        var made =
            from path in paths
            let post = path.Value!["post"]
            // Not what is only asked through another object, as NodeProxyOptions.
            where post?["x-kubernetes-action"]?.ToString() == "post" && post["x-kubernetes-group-version-kind"] is not null
            let kind = post["x-kubernetes-group-version-kind"]!
            select (Api: $"{kind["group"]}/{kind["version"]}".TrimStart('/'), Kind: $"{kind["kind"]}", IsInside: path.Key.Contains("{namespace}", StringComparison.Ordinal));
        var scopes = made.GroupBy(item => (item.Api, item.Kind), item => item.IsInside).ToDictionary(item => item.Key, item => item.Any(isInside => isInside) ? KindScope.Namespaced : KindScope.Cluster);

        Assert.True(scopes.Count > 80);
        Assert.DoesNotContain(scopes, item => KubernetesKinds.ScopeOf(item.Key.Api, item.Key.Kind) != item.Value);
    }

    [Theory]
    [InlineData("cert-manager.io/v1", "ClusterIssuer", null)]
    [InlineData("cert-manager.io/v1", "Certificate", "tools")]
    [InlineData("example.com/v2", "Ticket", null)]
    [InlineData("storage.k8s.io/v1", "CSIDriver", null)]
    // Nobody says where it lives, so the policy must take it wherever that is.
    [InlineData("example.com/v1", "Other", null)]
    public async Task The_policy_of_an_add_on_takes_an_object_where_it_lives(string apiVersion, string kind, string? space)
    {
        var addon = new Addon { Name = "tools", Namespace = "tools", Content = new AddonContent.Objects([TicketDefinition, new KubernetesObject(apiVersion, kind, "it", Fields.Of())]) };
        var declared = await Declared.ByAsync(() => _ = new FleetAddon("tools", new FleetAddonArgs { Addon = addon, Scope = "prod", Karmada = new Provider("karmada") }));

        var selectors = JsonNode.Parse(Tree.Json(Tree.At(declared.Named(PropagationPolicy, "tools").Inputs["spec"], "resourceSelectors")!))!.AsArray();
        Assert.Equal(space, (string?)Assert.Single(selectors, item => $"{item!["kind"]}" == kind)!["namespace"]);
    }

    private static bool IsDefinedIn(KnownKind kind, string file)
    {
        var text = File.ReadAllText(file);
        return text.Contains($"name: {kind.Definition}", StringComparison.Ordinal)
            && text.Contains($"kind: {kind.Kind}\n", StringComparison.Ordinal)
            && text.Contains($"scope: {kind.Scope}\n", StringComparison.Ordinal);
    }
}
