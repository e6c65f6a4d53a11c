using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Mesh;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Mesh;

[Collection(Deployments.Name)]
public sealed class MeshRootTests
{
    private const string Certificate = "kubernetes:cert-manager.io/v1:Certificate";
    private const string Issuer = "kubernetes:cert-manager.io/v1:Issuer";
    private const string Secret = "kubernetes:core/v1:Secret";

    [Fact]
    public async Task A_root_and_the_authorities_are_made_on_the_management_cluster() => Assert.Equal(
        [
            "infra:mesh:MeshRoot shop -> ",
            $"{Certificate} shop-Certificate-cluster-c01-first -> mgmt",
            $"{Certificate} shop-Certificate-cluster-c02-first -> mgmt",
            $"{Certificate} shop-Certificate-cluster-site-first -> mgmt",
            $"{Certificate} shop-Certificate-root-first -> mgmt",
            $"{Certificate} shop-Certificate-witness-first -> mgmt",
            $"{Issuer} shop-Issuer-root-first -> mgmt",
            $"{Issuer} shop-Issuer-root-first-self-signed -> mgmt",
            "kubernetes:core/v1:Namespace shop-authorities -> mgmt",
            $"{Secret} shop-cluster-c01-first -> mgmt",
            $"{Secret} shop-cluster-c02-first -> mgmt",
            $"{Secret} shop-cluster-site-first -> mgmt",
            $"{Secret} shop-witness-first -> mgmt",
        ],
        (await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Resources
            .Where(resource => resource.Type == "infra:mesh:MeshRoot" || resource.Name!.StartsWith("shop-", StringComparison.Ordinal))
            .Select(resource => $"{resource.Type} {resource.Name} -> {Declared.ProviderOf(resource)}").Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("kubernetes:core/v1:Namespace shop-authorities", $"{Issuer} shop-Issuer-root-first-self-signed")]
    [InlineData($"{Issuer} shop-Issuer-root-first-self-signed", $"{Certificate} shop-Certificate-root-first")]
    [InlineData($"{Certificate} shop-Certificate-root-first", $"{Issuer} shop-Issuer-root-first")]
    [InlineData($"{Issuer} shop-Issuer-root-first", $"{Certificate} shop-Certificate-cluster-c01-first")]
    [InlineData($"{Issuer} shop-Issuer-root-first", $"{Certificate} shop-Certificate-witness-first")]
    [InlineData($"{Certificate} shop-Certificate-cluster-c01-first", $"{Secret} shop-cluster-c01-first")]
    [InlineData($"{Secret} shop-witness-first", $"{Secret} shop/c01/Secret/cacerts")]
    [InlineData($"{Secret} shop-cluster-c01-first", $"{Secret} shop/c01/Secret/cacerts")]
    [InlineData($"{Secret} shop/c01/Secret/cacerts", "kubernetes:core/v1:ConfigMap shop/c01/ConfigMap/mesh-shop")]
    [InlineData("kubernetes:core/v1:Namespace c01-system", "kubernetes:core/v1:ConfigMap shop/c01/ConfigMap/mesh-shop")]
    [InlineData($"{Secret} shop/c01/Secret/mesh-shop-reader-1", $"{Secret} mesh-discovery/c01")]
    [InlineData("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding shop/c01/ClusterRoleBinding/mesh-shop-reader", $"{Secret} shop/c01/Secret/mesh-shop-reader-1")]
    [InlineData("kubernetes:policy.karmada.io/v1alpha1:ClusterPropagationPolicy mesh-discovery/c01", $"{Secret} mesh-discovery/c01")]
    [InlineData("kubernetes:core/v1:Namespace mesh-discovery/Namespace/istio-system", $"{Secret} mesh-discovery/c01")]
    [InlineData($"{Secret} shop-cluster-site-first", "kubernetes:work.karmada.io/v1alpha1:Work shop/site/Work")]
    [InlineData("kubernetes:cluster.karmada.io/v1alpha1:Cluster site-cluster", "kubernetes:work.karmada.io/v1alpha1:Work shop/site/Work")]
    public async Task Trust_goes_from_the_root_to_what_needs_it(string first, string then) =>
        Assert.True(await Declared.AwaitsAsync(TrustedMesh.Program(TrustedMesh.Plan), TrustedMesh.Secrets, first, then));

    [Fact]
    public async Task Nobody_reads_the_key_of_a_root() => Assert.DoesNotContain(
        (await TrustedMesh.JoinAsync(TrustedMesh.WithTwoRoots)).Resources, resource => resource.Type == Secret && resource.Name!.Contains("-root-", StringComparison.Ordinal));

    [Fact]
    public async Task A_root_of_somebody_else_is_asked_and_not_made()
    {
        var roots = new TrustPlan().Roots.SetItem("first", new TrustRoot(new CertificateIssuer("mesh-root", "AWSPCAClusterIssuer", "awspca.cert-manager.io")));
        var declared = await TrustedMesh.JoinAsync(TrustedMesh.Plan with { Trust = new TrustPlan { Roots = roots } });

        Assert.DoesNotContain(declared.Resources, resource => resource.Type == Issuer || resource.Name!.Contains("root-first", StringComparison.Ordinal));
        Assert.Equal(
            Tree.Json("""{ "group": "awspca.cert-manager.io", "kind": "AWSPCAClusterIssuer", "name": "mesh-root" }"""),
            Tree.Json(Tree.At(declared.Named(Certificate, "shop-Certificate-cluster-c01-first").Inputs["spec"], "issuerRef")!));
    }

    [Fact]
    public async Task A_root_keeps_its_key_and_outlives_what_it_signs()
    {
        var declared = await TrustedMesh.JoinAsync(TrustedMesh.Plan);
        var root = declared.Named(Certificate, "shop-Certificate-root-first").Inputs["spec"];
        var authority = declared.Named(Certificate, "shop-Certificate-cluster-c01-first").Inputs["spec"];

        Assert.Equal(("Never", "Always"), (Tree.At(root, "privateKey", "rotationPolicy"), Tree.At(authority, "privateKey", "rotationPolicy")));
        Assert.Equal(TimeSpan.FromDays(3650), Hours(root, "duration"));
        Assert.Equal((TimeSpan.FromDays(365), TimeSpan.FromDays(182.5)), (Hours(authority, "duration"), Hours(authority, "renewBefore")));
        Assert.True(Hours(root, "renewBefore") > Hours(authority, "duration"));
    }

    [Fact]
    public async Task Another_signer_makes_other_authorities_beside_those_that_stand()
    {
        var first = Authorities(await TrustedMesh.JoinAsync(TrustedMesh.WithTwoRoots));
        var second = Authorities(await TrustedMesh.JoinAsync(TrustedMesh.WithTwoRoots with { Trust = TrustedMesh.WithTwoRoots.Trust with { Signer = "second" } }));

        Assert.Equal(3, second.Count);
        Assert.Empty(first.Intersect(second));
    }

    [Fact]
    public async Task A_cluster_that_follows_another_has_no_authority()
    {
        var plan = TrustedMesh.Of(2);
        var declared = await TrustedMesh.JoinAsync(plan with { Members = [plan.Members[0], plan.Members[1] with { Role = MeshRole.Remote, Primary = "c01" }] });

        Assert.Equal(["shop-Certificate-cluster-c01-first"], Authorities(declared));
        Assert.DoesNotContain(declared.Resources, resource => resource.Name == "shop/c02/Secret/cacerts");
        Assert.Contains(declared.Resources, resource => resource.Name == "shop/c02/ConfigMap/mesh-shop");
    }

    [Fact]
    public async Task Where_somebody_else_gives_authorities_none_is_made()
    {
        var declared = await TrustedMesh.JoinAsync(TrustedMesh.Plan with { Trust = new TrustPlan { IsInstalled = false } });

        Assert.DoesNotContain(declared.Resources, resource => resource.Type == Certificate || resource.Name!.EndsWith("/cacerts", StringComparison.Ordinal));
        Assert.Equal("""{"podAnnotations":{"mesh.infra.internal/reader":"1"}}""", Tree.At(declared.Named("kubernetes:core/v1:ConfigMap", "shop/c01/ConfigMap/mesh-shop").Inputs["data"], "values.yaml"));
    }

    [Fact]
    public async Task Every_object_is_valid()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));
        var plan = TrustedMesh.WithTwoRoots with { Members = [.. TrustedMesh.WithTwoRoots.Members, new MeshMember("far", "far", MeshRole.Remote) { Primary = "c01" }] };
        var objects = TrustedMesh.OfMesh(await TrustedMesh.JoinAsync(plan)).Where(resource => resource.Inputs.ContainsKey("metadata")).ToList();

        Assert.True(objects.Count > 40, $"{objects.Count}");
        Assert.All(objects, target => Assert.Empty(validator.Validate(JsonNode.Parse(Tree.Json(target.Inputs))).Select(problem => $"{target.Name} {problem}")));
        // What an agent fetches is as good as what is written directly.
        var work = (ImmutableArray<object>)Tree.At(objects.Single(target => target.Name == "shop/site/Work").Inputs["spec"], "workload", "manifests")!;
        Assert.Equal(["Namespace", "Secret", "ConfigMap"], work.Select(manifest => (string)Tree.At(manifest, "kind")!));
        Assert.All(work, manifest => Assert.Empty(validator.Validate(JsonNode.Parse(Tree.Json(manifest)))));
    }

    [Theory]
    [InlineData("a\n", "a\n", "b\n", "a\nb\n")]
    [InlineData("a", "b", "a\n", "a\nb\n")]
    public void A_bundle_has_each_root_once_and_in_order(string first, string second, string third, string bundle) =>
        Assert.Equal(bundle, MeshRootManifests.Bundle([first, second, third]));

    [Fact]
    public void What_an_issuer_does_not_tell_is_said()
    {
        var error = Assert.Throws<InvalidOperationException>(() => MeshRootManifests.Part(ImmutableDictionary<string, string>.Empty, "ca.crt", "witness-first"));

        Assert.Contains("'witness-first' of a mesh has no ca.crt", error.Message, StringComparison.Ordinal);
    }

    private static List<string> Authorities(Declared declared) => [.. declared.Resources
        .Where(resource => resource.Type == Certificate && resource.Name!.Contains("-cluster-", StringComparison.Ordinal)).Select(resource => resource.Name!).Order(StringComparer.Ordinal)];

    private static TimeSpan Hours(object spec, string field) =>
        TimeSpan.FromHours(int.Parse(((string)Tree.At(spec, field)!).Split('h')[0], System.Globalization.CultureInfo.InvariantCulture));
}
