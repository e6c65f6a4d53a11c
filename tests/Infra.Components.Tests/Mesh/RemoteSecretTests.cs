using System.Collections.Immutable;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

[Collection(Deployments.Name)]
public sealed class RemoteSecretTests
{
    private const string Policy = "kubernetes:policy.karmada.io/v1alpha1:ClusterPropagationPolicy";
    private const string Secret = "kubernetes:core/v1:Secret";

    [Fact]
    public async Task A_cluster_is_found_by_one_secret_and_one_policy_in_Karmada() => Assert.Equal(
        [
            "infra:mesh:RemoteSecrets mesh-discovery -> ",
            "kubernetes:core/v1:Namespace mesh-discovery/Namespace/istio-system -> karmada",
            $"{Secret} mesh-discovery/c01 -> karmada",
            $"{Secret} mesh-discovery/c02 -> karmada",
            $"{Policy} mesh-discovery/c01 -> karmada",
            $"{Policy} mesh-discovery/c02 -> karmada",
        ],
        (await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Resources.Where(resource => resource.Name!.StartsWith("mesh-discovery", StringComparison.Ordinal))
            .Select(resource => $"{resource.Type} {resource.Name} -> {Declared.ProviderOf(resource)}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task The_secret_is_what_istioctl_writes()
    {
        var secret = (await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Named(Secret, "mesh-discovery/c01").Inputs;
        var kubeconfig = Tree.Object(System.Text.Json.Nodes.JsonNode.Parse((string)Tree.At(secret["stringData"], "c01")!)!.ToJsonString());

        Assert.Equal(
            Tree.Json("""{ "annotations": { "networking.istio.io/cluster": "c01" }, "labels": { "istio/multiCluster": "true" }, "name": "istio-remote-secret-c01", "namespace": "istio-system" }"""),
            Tree.Json(secret["metadata"]));
        Assert.Contains("https://c01:6443", $"{kubeconfig}", StringComparison.Ordinal);
        Assert.Contains(TrustedMesh.Canary, $"{kubeconfig}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_to_all_clusters_of_the_mesh_but_its_own() => Assert.Equal(
        Tree.Json("""
            {
              "conflictResolution": "Abort",
              "placement": {
                "clusterAffinity": { "exclude": [ "c01" ], "labelSelector": { "matchLabels": { "fleet.infra.internal/fleet-global": "true" } } },
                "clusterTolerations": [
                  { "key": "cluster.karmada.io/not-ready", "operator": "Exists" },
                  { "key": "cluster.karmada.io/unreachable", "operator": "Exists" }
                ],
                "replicaScheduling": { "replicaSchedulingType": "Duplicated" }
              },
              "preemption": "Never",
              "preserveResourcesOnDeletion": false,
              "propagateDeps": false,
              "resourceSelectors": [ { "apiVersion": "v1", "kind": "Secret", "name": "istio-remote-secret-c01", "namespace": "istio-system" } ]
            }
            """),
        Tree.Json((await TrustedMesh.JoinAsync(TrustedMesh.Plan)).Named(Policy, "mesh-discovery/c01").Inputs["spec"]));

    [Fact]
    public async Task A_drained_cluster_is_known_to_none_and_goes_on_to_know_the_others()
    {
        var declared = await TrustedMesh.JoinAsync(TrustedMesh.Plan with { Drained = ["c01"] });

        Assert.DoesNotContain(declared.Resources, resource => resource.Name == "mesh-discovery/c01");
        Assert.Equal(["c02"], Excluded(declared, "c02"));
        // It keeps all that makes it a member, so nothing has to be made again.
        Assert.Contains(declared.Resources, resource => resource.Name == "shop/c01/Secret/mesh-shop-reader-1");
    }

    [Fact]
    public async Task Clusters_that_follow_another_are_read_and_read_nobody()
    {
        var plan = TrustedMesh.Of(3);
        var declared = await TrustedMesh.JoinAsync(plan with { Members = [plan.Members[0], plan.Members[1], plan.Members[2] with { Role = MeshRole.Remote, Primary = "c01" }] });

        Assert.Equal(["c01", "c03"], Excluded(declared, "c01"));
        Assert.Equal(["c03"], Excluded(declared, "c03"));
    }

    [Fact]
    public async Task A_cluster_alone_is_looked_for_by_nobody() =>
        Assert.DoesNotContain((await TrustedMesh.JoinAsync(TrustedMesh.Of(1))).Resources, resource => resource.Name == "mesh-discovery/c01");

    [Fact]
    public async Task Another_generation_is_another_credential_in_the_same_secret()
    {
        var declared = await TrustedMesh.JoinAsync(TrustedMesh.Plan with { ReaderGeneration = 2 });

        Assert.Equal("mesh-shop-reader-2", Tree.At(declared.Named(Secret, "shop/c01/Secret/mesh-shop-reader-2").Inputs["metadata"], "name"));
        Assert.DoesNotContain(declared.Resources, resource => resource.Name == "shop/c01/Secret/mesh-shop-reader-1");
        Assert.Equal("istio-remote-secret-c01", Tree.At(declared.Named(Secret, "mesh-discovery/c01").Inputs["metadata"], "name"));
    }

    [Fact]
    public async Task A_cluster_costs_the_same_however_many_there_are()
    {
        var (two, ten, fifty) = (await CountAsync(2), await CountAsync(10), await CountAsync(50));
        var each = (ten - two) / 8;

        // Two of the hub, ten in the cluster, two in Karmada.
        Assert.Equal(14, each);
        Assert.Equal((two + (8 * each), two + (48 * each)), (ten, fifty));
    }

    [Fact]
    public async Task A_site_that_only_calls_costs_four()
    {
        var plan = TrustedMesh.Of(2);
        var with = plan with { Members = [.. plan.Members, new MeshMember("site", "site", MeshRole.Leaf)] };

        Assert.Equal(4, TrustedMesh.OfMesh(await TrustedMesh.JoinAsync(with)).Count() - await CountAsync(2));
    }

    [Fact]
    public async Task No_key_and_no_credential_is_anywhere_but_in_secrets()
    {
        var declared = await TrustedMesh.JoinAsync(TrustedMesh.Plan);
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(TrustedMesh.Canary));
        var found = declared.Resources
            .Where(resource => !resource.Name!.EndsWith("credential", StringComparison.Ordinal) && Texts(resource).Any(text => text.Contains(TrustedMesh.Canary, StringComparison.Ordinal) || text.Contains(encoded, StringComparison.Ordinal)))
            .Select(resource => resource.Name!).Order(StringComparer.Ordinal);

        Assert.Equal(["mesh-discovery/c01", "mesh-discovery/c02", "shop/c01/Secret/cacerts", "shop/c02/Secret/cacerts", "shop/site/Work"], found);
    }

    private static IEnumerable<string> Texts(Pulumi.Testing.MockResourceArgs resource) => [Tree.Json(resource.Inputs)];

    private static List<string> Excluded(Declared declared, string cluster) =>
        [.. ((ImmutableArray<object>)Tree.At(declared.Named(Policy, $"mesh-discovery/{cluster}").Inputs["spec"], "placement", "clusterAffinity", "exclude")!).Cast<string>()];

    private static async Task<int> CountAsync(int clusters) => TrustedMesh.OfMesh(await TrustedMesh.JoinAsync(TrustedMesh.Of(clusters))).Count();
}
