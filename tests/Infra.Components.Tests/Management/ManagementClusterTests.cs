using System.Collections.Immutable;
using System.Text;
using Infra.Components.Clusters;
using Infra.Components.Management;
using Pulumi;
using Pulumi.Testing;
using Xunit;

namespace Infra.Components.Tests.Management;

[Collection(Deployments.Name)]
public sealed class ManagementClusterTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Operator = "kubernetes:operator.cluster.x-k8s.io/v1alpha2";

    internal static readonly ImageMirrors Mirrors = new(ImmutableSortedDictionary<string, string>.Empty
        .Add("ghcr.io", "mirror.example.com/ghcr").Add("quay.io", "mirror.example.com/quay").Add("registry.k8s.io", "mirror.example.com/k8s"));

    [Fact]
    public async Task Each_part_comes_after_what_it_needs()
    {
        var declared = await InstallAsync(args => args);

        Assert.Equal(
            [
                $"{Release} cert-manager",
                $"{Release} cluster-api",
                $"{Operator}:CoreProvider cluster-api-CoreProvider-cluster-api",
                $"{Operator}:InfrastructureProvider cluster-api-InfrastructureProvider-aws",
            ],
            declared.Resources
                .Where(resource => resource.Type is Release or $"{Operator}:CoreProvider" or $"{Operator}:InfrastructureProvider" && resource.Name != "flux")
                .Select(resource => $"{resource.Type} {resource.Name}"));
    }

    [Fact]
    public async Task Everything_goes_to_the_management_cluster() => Assert.All(
        (await InstallAsync(args => args)).Resources.Where(resource => resource.Type!.StartsWith("kubernetes:", StringComparison.Ordinal)),
        resource => Assert.Equal("kurator-mgmt", Declared.ProviderOf(resource)));

    [Fact]
    public async Task A_provider_is_waited_for_until_its_condition_says_that_it_is_ready() => Assert.All(
        (await InstallAsync(args => args)).Resources.Where(resource => resource.Type!.StartsWith(Operator, StringComparison.Ordinal)),
        resource => Assert.Equal("condition=Ready", Tree.At(resource.Inputs["metadata"], "annotations", "pulumi.com/waitFor")));

    [Fact]
    public async Task What_is_there_already_is_not_installed()
    {
        var declared = await InstallAsync(args => args with { InstallsCertManager = false, InstallsFlux = false, ClusterApi = null });

        Assert.DoesNotContain(declared.Resources, resource => resource.Type == Release);
    }

    [Fact]
    public async Task Without_AWS_its_provider_is_not_installed_and_with_it_needs_no_key()
    {
        var without = await InstallAsync(args => args with { ClusterApi = new ClusterApiArgs(null) });
        var with = await InstallAsync(args => args);

        Assert.DoesNotContain(without.Resources, resource => resource.Type == $"{Operator}:InfrastructureProvider");
        Assert.Equal("", Tree.At(Variables(with), "AWS_B64ENCODED_CREDENTIALS"));
    }

    [Fact]
    public async Task Credentials_of_AWS_reach_the_provider_in_the_form_that_it_reads()
    {
        var declared = await InstallAsync(args => args with { ClusterApi = new ClusterApiArgs(new AwsProviderArgs(Output.CreateSecret("[default]"))) });

        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes("[default]")), Tree.At(Variables(declared), "AWS_B64ENCODED_CREDENTIALS"));
        var provider = declared.Single($"{Operator}:InfrastructureProvider");
        Assert.Equal("provider-variables", Tree.At(provider.Inputs["spec"], "configSecret", "name"));
        Assert.Equal("capa-system", Tree.At(provider.Inputs["spec"], "configSecret", "namespace"));
    }

    [Fact]
    public async Task Images_and_charts_may_come_from_mirrors()
    {
        var declared = await InstallAsync(args => args with { Mirrors = Mirrors, Charts = chart => chart with { Repository = "https://charts.example.com" } });

        Assert.All(declared.Resources.Where(resource => resource.Type == Release), release => Assert.Equal("https://charts.example.com", Tree.At(release.Inputs["repositoryOpts"], "repo")));
        Assert.Equal("mirror.example.com/quay", Tree.At(declared.Named(Release, "cert-manager").Inputs["values"], "imageRegistry"));
        Assert.Equal("mirror.example.com/ghcr/fluxcd/helm-controller", Tree.At(declared.Named(Release, "flux").Inputs["values"], "helmController", "image"));
        Assert.Equal("mirror.example.com/ghcr/fluxcd/flux-cli", Tree.At(declared.Named(Release, "flux").Inputs["values"], "cli", "image"));
        var core = (ImmutableArray<object>)Tree.At(declared.Single($"{Operator}:CoreProvider").Inputs["spec"], "deployment", "containers")!;
        Assert.Equal($"mirror.example.com/k8s/cluster-api/cluster-api-controller:{Versions.ClusterApi}", Tree.At(core[0], "imageUrl"));
    }

    [Theory]
    [InlineData("oci://registry.example.com/charts")]
    [InlineData("oci://registry.example.com/charts/")]
    public async Task A_chart_of_a_registry_is_told_by_its_whole_address(string registry)
    {
        var declared = await InstallAsync(args => args with { Charts = chart => chart with { Repository = registry } });

        var flux = declared.Named(Release, "flux").Inputs;
        Assert.Equal("oci://registry.example.com/charts/flux2", flux["chart"]);
        // With a repository beside it the provider looks for an index, which a registry has not.
        Assert.False(flux.ContainsKey("repositoryOpts"));
    }

    [Theory]
    [InlineData(true, 2.0, 3.0)]
    [InlineData(false, 1.0, 1.0)]
    public async Task What_must_not_go_away_has_replicas(bool isHighlyAvailable, double replicas, double webhooks)
    {
        var declared = await InstallAsync(args => args with { IsHighlyAvailable = isHighlyAvailable });

        var certificates = declared.Named(Release, "cert-manager").Inputs["values"];
        Assert.Equal(replicas, Tree.At(certificates, "replicaCount"));
        Assert.Equal(webhooks, Tree.At(certificates, "webhook", "replicaCount"));
        Assert.Equal(isHighlyAvailable ? true : null, Tree.At(certificates, "podDisruptionBudget", "enabled"));
        Assert.Equal(replicas, Tree.At(declared.Single($"{Operator}:CoreProvider").Inputs["spec"], "deployment", "replicas"));
    }

    [Fact]
    public void Every_value_is_one_that_its_chart_knows()
    {
        var args = new ClusterApiOperatorArgs { Management = null!, Mirrors = Mirrors };

        Assert.Empty(ChartValues.UnknownToSchemaOf("cert-manager", CertificateManagerManifests.Values(args)));
        Assert.Empty(ChartValues.UnknownTo("flux2", GitOpsEngineManifests.Values(args)));
        Assert.Empty(ChartValues.UnknownTo("cluster-api-operator", ClusterApiOperatorManifests.Values(args)));
    }

    private static object Variables(Declared declared) => declared.Named("kubernetes:core/v1:Secret", "cluster-api-capa-system-variables").Inputs["stringData"];

    internal static Task<Declared> InstallAsync(Func<ManagementClusterArgs, ManagementClusterArgs> change) => Declared.ByAsync(() =>
    {
        var access = new AttachedCluster(
            "kurator-mgmt", new AttachedClusterArgs { Access = new AttachedClusterAccess(KubeconfigSource.FromFile("k"), "https://kurator-mgmt:6443") }).Member.Access!;
        _ = new ManagementCluster("kurator-mgmt", change(new ManagementClusterArgs { Access = access, ClusterApi = new ClusterApiArgs(new AwsProviderArgs(null)) }));
    });
}
