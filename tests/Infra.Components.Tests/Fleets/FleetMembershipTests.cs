using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Pulumi.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Fleets;

[Collection(Deployments.Name)]
public sealed class FleetMembershipTests
{
    private const string Cluster = "kubernetes:cluster.karmada.io/v1alpha1:Cluster";

    [Fact]
    public async Task A_membership_is_what_karmadactl_join_makes()
    {
        var declared = await JoinAsync();

        Assert.Equal(
            [
                "infra:fleets:FleetMembership edge-x -> ",
                "kubernetes:cluster.karmada.io/v1alpha1:Cluster edge-x-cluster -> karmada",
                "kubernetes:core/v1:ConfigMap edge-x-identity -> edge-x",
                "kubernetes:core/v1:Namespace edge-x-accounts -> edge-x",
                "kubernetes:core/v1:Namespace edge-x-system -> edge-x",
                "kubernetes:core/v1:Secret edge-x-credential -> karmada",
                "kubernetes:core/v1:Secret edge-x-impersonator-credential -> karmada",
                "kubernetes:core/v1:Secret edge-x-impersonator-token -> edge-x",
                "kubernetes:core/v1:Secret edge-x-token -> edge-x",
                "kubernetes:core/v1:ServiceAccount edge-x-account -> edge-x",
                "kubernetes:core/v1:ServiceAccount edge-x-impersonator -> edge-x",
                "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole edge-x-role -> edge-x",
                "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding edge-x-role-binding -> edge-x",
            ],
            declared.Resources.Where(resource => resource.Type is not ("pulumi:providers:kubernetes" or "infra:clusters:AttachedCluster"))
                .Select(resource => $"{resource.Type} {resource.Name} -> {Declared.ProviderOf(resource)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Karmada_is_told_where_the_member_is_and_by_what_credential()
    {
        var cluster = (await JoinAsync()).Single(Cluster);

        Assert.Equal(
            Tree.Json("""
            {
              "apiEndpoint": "https://edge-x:6443",
              "impersonatorSecretRef": { "name": "edge-x-impersonator", "namespace": "karmada-cluster" },
              "provider": "edge",
              "region": "shanghai",
              "secretRef": { "name": "edge-x", "namespace": "karmada-cluster" },
              "syncMode": "Push",
              "zones": [ "z1" ]
            }
            """),
            Tree.Json(cluster.Inputs["spec"]));
    }

    [Fact]
    public async Task A_member_carries_its_own_labels_and_one_of_each_fleet()
    {
        var cluster = (await JoinAsync()).Single(Cluster);

        Assert.Equal(
            Tree.Json("""{ "fleet.infra.internal/fleet-edge": "true", "fleet.infra.internal/fleet-global": "true", "infra.internal/stack": "prod", "infra.internal/cohort": "59", "site": "warehouse-1" }"""),
            Tree.Json(Tree.At(cluster.Inputs["metadata"], "labels")!));
    }

    [Fact]
    public async Task A_member_is_told_who_it_is()
    {
        var identity = (await JoinAsync()).Named("kubernetes:core/v1:ConfigMap", "edge-x-identity");

        Assert.Equal(
            Tree.Json("""
                {
                  "fleet": "fleet-edge+fleet-global", "fleets": "fleet-edge,fleet-global", "name": "edge-x", "network": "edge-x", "provider": "edge", "region": "shanghai",
                  "entrances": "infra-system", "helm-entrances": "\"infra-system\"",
                  "helm-fleet": "\"fleet-edge+fleet-global\"", "helm-mesh": "\"\"", "helm-name": "\"edge-x\"", "helm-network": "\"edge-x\"", "helm-provider": "\"edge\"", "helm-region": "\"shanghai\""
                }
                """),
            Tree.Json(identity.Inputs["data"]));
    }

    [Fact]
    public async Task A_token_belongs_to_the_account_of_the_same_name()
    {
        var token = (await JoinAsync()).Named("kubernetes:core/v1:Secret", "edge-x-token");

        Assert.Equal("kubernetes.io/service-account-token", token.Inputs["type"]);
        Assert.Equal("karmada-edge-x", Tree.At(token.Inputs["metadata"], "annotations", "kubernetes.io/service-account.name"));
    }

    [Fact]
    public async Task A_member_that_nothing_reaches_is_known_to_Karmada_and_pulls()
    {
        var declared = await JoinAsync(access: null);

        var cluster = declared.Single("kubernetes:cluster.karmada.io/v1alpha1:Cluster");
        Assert.Equal("edge-x-cluster", cluster.Name);
        Assert.Equal("Pull", Tree.At(cluster.Inputs["spec"], "syncMode"));
        Assert.Equal("shanghai", Tree.At(cluster.Inputs["spec"], "region"));
        Assert.Null(Tree.At(cluster.Inputs["spec"], "secretRef"));
        Assert.Equal("true", Tree.At(cluster.Inputs["metadata"], "labels", "fleet.infra.internal/fleet-edge"));
    }

    private static Task<Declared> JoinAsync() => JoinAsync(new AttachedClusterAccess(KubeconfigSource.FromFile("k"), "https://edge-x:6443"));

    private static Task<Declared> JoinAsync(AttachedClusterAccess? access) => Declared.ByAsync(() =>
    {
        var member = new AttachedCluster("edge-x", new AttachedClusterArgs
        {
            Access = access,
            Region = "shanghai",
            Provider = "edge",
            Zones = ["z1"],
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("site", "warehouse-1"),
        }).Member;
        _ = new FleetMembership("edge-x", new FleetMembershipArgs { Cluster = member, Karmada = new Provider("karmada"), Fleets = ["fleet-global", "fleet-edge"], Stack = "prod" });
    });
}
