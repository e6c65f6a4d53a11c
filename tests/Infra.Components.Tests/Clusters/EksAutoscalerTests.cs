using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Clusters;
using Xunit;

namespace Infra.Components.Tests.Clusters;

/// <summary>What makes the bounds of pools of EKS more than numbers.</summary>
[Collection(Deployments.Name)]
public sealed class EksAutoscalerTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Policy = "aws:iam/rolePolicy:RolePolicy";

    [Fact]
    public async Task It_runs_in_the_cluster_and_finds_its_groups_by_the_clusters_name()
    {
        var release = (await Aws.MakeAsync()).Single(Release);

        Assert.Equal("prod-cloud", Declared.ProviderOf(release));
        Assert.Equal(Versions.ClusterAutoscaler.Version, release.Inputs["version"]);
        Assert.Equal("kube-system", release.Inputs["namespace"]);
        Assert.Equal("prod-cloud", Tree.At(release.Inputs["values"], "autoDiscovery", "clusterName"));
        Assert.Equal("eu-central-1", Tree.At(release.Inputs["values"], "awsRegion"));
    }

    [Fact]
    public async Task The_role_is_that_of_the_account_that_it_runs_as()
    {
        var declared = await Aws.MakeAsync();

        var association = declared.Named("aws:eks/podIdentityAssociation:PodIdentityAssociation", "prod-cloud-autoscaler");
        Assert.Equal(association.Inputs["serviceAccount"], Tree.At(declared.Single(Release).Inputs["values"], "rbac", "serviceAccount", "name"));
        Assert.Equal("kube-system", association.Inputs["namespace"]);
    }

    [Fact]
    public async Task It_changes_the_groups_of_its_own_cluster_alone()
    {
        var statements = JsonNode.Parse((string)(await Aws.MakeAsync()).Single(Policy).Inputs["policy"])!["Statement"]!.AsArray();

        Assert.All(
            statements.Where(statement => statement!["Action"]!.AsArray().Any(action => !IsLook(action!.GetValue<string>()))),
            statement => Assert.Equal("owned", statement!["Condition"]!["StringEquals"]!["aws:ResourceTag/k8s.io/cluster-autoscaler/prod-cloud"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Where_pods_take_no_roles_the_machines_have_the_policy()
    {
        var declared = await Aws.MakeAsync(args => args with { AllowsPodRoles = false });

        Assert.Equal("prod-cloud-nodes", declared.Single(Policy).Name);
        Assert.Single(declared.Resources, resource => resource.Type == Release);
    }

    [Fact]
    public async Task Without_bounds_there_is_none()
    {
        var declared = await Aws.MakeAsync(args => args with { Pools = args.Pools.Remove("batch") });

        Assert.DoesNotContain(declared.Resources, resource => resource.Type is Release or Policy);
    }

    [Fact]
    public async Task Chart_and_image_come_from_mirrors()
    {
        var release = (await Aws.MakeAsync(args => args with
        {
            Charts = chart => chart with { Repository = "https://charts.mirror.example.com" },
            Mirrors = new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty.Add("registry.k8s.io", "mirror.example.com/k8s")),
        })).Single(Release);

        Assert.Equal("https://charts.mirror.example.com", Tree.At(release.Inputs["repositoryOpts"], "repo"));
        Assert.Equal("mirror.example.com/k8s/autoscaling/cluster-autoscaler", Tree.At(release.Inputs["values"], "image", "repository"));
    }

    private static bool IsLook(string action) => action.Contains(":Describe", StringComparison.Ordinal) || action.Contains(":Get", StringComparison.Ordinal);
}
