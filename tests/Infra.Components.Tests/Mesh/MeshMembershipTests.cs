using System.Collections.Immutable;
using System.Text;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

[Collection(Deployments.Name)]
public sealed class MeshMembershipTests
{
    private const string ClusterRole = "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole";
    private const string ConfigMap = "kubernetes:core/v1:ConfigMap";
    private const string Secret = "kubernetes:core/v1:Secret";

    [Fact]
    public async Task A_member_has_its_authority_and_an_account_by_which_others_read_it() => Assert.Equal(
        [
            "infra:mesh:MeshMembership shop/c01 -> ",
            $"{ConfigMap} shop/c01/ConfigMap/mesh-shop -> c01",
            "kubernetes:core/v1:Namespace shop/c01/Namespace/istio-system -> c01",
            $"{Secret} shop/c01/Secret/cacerts -> c01",
            $"{Secret} shop/c01/Secret/mesh-shop-reader-1 -> c01",
            "kubernetes:core/v1:ServiceAccount shop/c01/ServiceAccount/mesh-shop-reader -> c01",
            $"{ClusterRole} shop/c01/ClusterRole/mesh-shop-reader -> c01",
            "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding shop/c01/ClusterRoleBinding/mesh-shop-reader -> c01",
            "kubernetes:rbac.authorization.k8s.io/v1:Role shop/c01/Role/mesh-shop-reader -> c01",
            "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding shop/c01/RoleBinding/mesh-shop-reader -> c01",
        ],
        await NamesAsync("shop/c01"));

    [Fact]
    public async Task A_member_that_only_calls_has_one_piece_of_work_and_nobody_looks_into_it() =>
        Assert.Equal(["infra:mesh:MeshMembership shop/site -> ", "kubernetes:work.karmada.io/v1alpha1:Work shop/site/Work -> karmada"], await NamesAsync("shop/site"));

    [Fact]
    public async Task Istio_finds_the_authority_under_the_names_that_it_looks_for()
    {
        var content = (await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Named(Secret, "shop/c01/Secret/cacerts").Inputs["stringData"];

        Assert.Equal("-----BEGIN CERTIFICATE-----\nown\n-----END CERTIFICATE-----\n", Tree.At(content, "ca-cert.pem"));
        Assert.Equal(TrustedMesh.Canary, Tree.At(content, "ca-key.pem"));
        Assert.Contains("between", (string)Tree.At(content, "cert-chain.pem")!, StringComparison.Ordinal);
        Assert.Equal("the root\n", Tree.At(content, "root-cert.pem"));
    }

    [Fact]
    public void A_cluster_trusts_all_roots_whoever_signs() => Assert.Equal(
        "one\ntwo\n", MeshMembershipManifests.Authority("a", "b", "c", MeshRootManifests.Bundle(["one", "two"]))["root-cert.pem"]);

    [Fact]
    public void A_control_plane_restarts_when_what_is_trusted_changes_or_who_signs_or_who_reads()
    {
        var plan = TrustedMesh.WithTwoRoots;
        string[] texts =
        [
            Standing(plan, "one\n"),
            Standing(plan, "one\ntwo\n"),
            Standing(plan with { Trust = plan.Trust with { Signer = "second" } }, "one\ntwo\n"),
            Standing(plan with { ReaderGeneration = 2 }, "one\ntwo\n"),
        ];

        Assert.Equal(4, texts.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(
            Tree.Json("""{ "podAnnotations": { "mesh.infra.internal/reader": "1", "mesh.infra.internal/roots": "c3f9c8c283a2b1f2", "mesh.infra.internal/signer": "first", "mesh.infra.internal/trusted-roots": "first.second" } }"""),
            Tree.Json(texts[1]));
    }

    [Fact]
    public void The_chart_knows_what_it_is_told() =>
        Assert.Contains("podAnnotations:", File.ReadAllText(Shared.Find("charts/istiod/values.yaml")), StringComparison.Ordinal);

    [Fact]
    public async Task The_namespace_says_its_network_and_lets_nodes_be_programmed()
    {
        var labels = Tree.At((await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Named("kubernetes:core/v1:Namespace", "shop/c01/Namespace/istio-system").Inputs["metadata"], "labels");

        Assert.Equal("c01", Tree.At(labels, "topology.istio.io/network"));
        Assert.Equal("privileged", Tree.At(labels, "pod-security.kubernetes.io/enforce"));
    }

    [Fact]
    public async Task Others_may_read_and_see_no_secret()
    {
        var rules = Rules(await TrustedMesh.JoinAsync(TrustedMesh.Plan), "c01");

        Assert.NotEmpty(rules);
        Assert.All(rules, rule => Assert.Equal(["get", "list", "watch"], rule.Verbs));
        Assert.DoesNotContain(rules, rule => rule.Groups.Contains("") && (rule.Resources.Contains("secrets") || rule.Resources.Contains("*") || rule.Resources.Contains("configmaps")));
        Assert.DoesNotContain(rules, rule => rule.Groups.Contains("*"));
    }

    [Fact]
    public async Task A_cluster_that_follows_another_lets_it_do_what_its_own_control_plane_would()
    {
        var plan = TrustedMesh.Of(2);
        var rules = Rules(await TrustedMesh.JoinAsync(plan with { Members = [plan.Members[0], plan.Members[1] with { Role = MeshRole.Remote, Primary = "c01" }] }), "c02");

        Assert.Contains(rules, rule => rule.Resources.Contains("mutatingwebhookconfigurations") && rule.Verbs.Contains("patch"));
        Assert.Contains(rules, rule => rule.Resources.Contains("tokenreviews") && rule.Verbs.SequenceEqual(["create"]));
        Assert.DoesNotContain(rules, rule => rule.Verbs.Contains("delete") || rule.Verbs.Contains("*"));
    }

    [Fact]
    public async Task A_site_that_pulls_gets_the_same()
    {
        var manifests = (ImmutableArray<object>)Tree.At((await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Named("kubernetes:work.karmada.io/v1alpha1:Work", "shop/site/Work").Inputs["spec"], "workload", "manifests")!;

        Assert.Equal(TrustedMesh.Canary, Encoding.UTF8.GetString(Convert.FromBase64String((string)Tree.At(manifests[1], "data", "ca-key.pem")!)));
        Assert.Equal(("mesh-shop", "infra-system"), (Tree.At(manifests[2], "metadata", "name"), Tree.At(manifests[2], "metadata", "namespace")));
        Assert.Equal("site", Tree.At(manifests[0], "metadata", "labels", "topology.istio.io/network"));
        // Flux may have made it for a chart that came first.
        Assert.Equal("overwrite", Tree.At(manifests[0], "metadata", "annotations", "work.karmada.io/conflict-resolution"));
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_reached_can_only_call()
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => Declared.ByAsync(() => _ = new MeshMembership("m", new MeshMembershipArgs
        {
            Plan = TrustedMesh.Plan,
            Member = TrustedMesh.Plan.Members[0],
            Karmada = new Pulumi.Kubernetes.Provider("karmada"),
        })));

        Assert.Contains("'c01' cannot be reached", error.ToString(), StringComparison.Ordinal);
    }

    private static string Standing(MeshPlan plan, string roots) => MeshMembershipManifests.Standing(plan, plan.Members[0], roots)["values.yaml"];

    private static async Task<IEnumerable<string>> NamesAsync(string member) => (await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Resources
        .Where(resource => resource.Name == member || resource.Name!.StartsWith($"{member}/", StringComparison.Ordinal))
        .Select(resource => $"{resource.Type} {resource.Name} -> {Declared.ProviderOf(resource)}").Order(StringComparer.Ordinal);

    private static List<(List<string> Groups, List<string> Resources, List<string> Verbs)> Rules(Declared declared, string cluster) =>
        [.. ((ImmutableArray<object>)declared.Named(ClusterRole, $"shop/{cluster}/ClusterRole/mesh-shop-reader").Inputs["rules"])
            .Select(rule => (Texts(rule, "apiGroups"), Texts(rule, "resources"), Texts(rule, "verbs")))];

    private static List<string> Texts(object rule, string field) => [.. ((ImmutableArray<object>)Tree.At(rule, field)!).Cast<string>()];
}
