using Infra.Components.Clusters;
using Infra.Components.Management;
using Xunit;

namespace Infra.Components.Tests.Management;

[Collection(Deployments.Name)]
public sealed class KarmadaControlPlaneTests
{
    [Fact]
    public async Task An_existing_Karmada_is_a_provider_and_nothing_else()
    {
        var declared = await Declared.ByAsync(() => _ = new KarmadaControlPlane(
            "karmada", new KarmadaControlPlaneArgs(new KarmadaSource.Existing(KubeconfigSource.FromFile("~/.kube/karmada.config", "karmada-apiserver")))));

        Assert.Equal(["infra:management:KarmadaControlPlane", "pulumi:providers:kubernetes"], declared.Resources.Select(resource => resource.Type).Order(StringComparer.Ordinal));
        var provider = declared.Single("pulumi:providers:kubernetes");
        Assert.Equal("karmada", provider.Inputs["clusterIdentifier"]);
        Assert.Equal("karmada-apiserver", provider.Inputs["context"]);
    }

    [Fact]
    public async Task An_installed_Karmada_is_a_release_of_the_pinned_chart_on_the_management_cluster()
    {
        var release = (await InstallAsync()).Single("kubernetes:helm.sh/v3:Release");

        Assert.Equal("kurator-mgmt", Declared.ProviderOf(release));
        Assert.Equal(Versions.Karmada.Version, release.Inputs["version"]);
        Assert.Equal("karmada-system", release.Inputs["namespace"]);
        Assert.Equal(Versions.Karmada.Repository, Tree.At(release.Inputs["repositoryOpts"], "repo"));
    }

    [Fact]
    public async Task Its_kubeconfig_is_the_one_that_the_chart_leaves_in_a_secret()
    {
        var secret = (await InstallAsync()).Named("kubernetes:core/v1:Secret", "karmada-kubeconfig");

        Assert.Equal("karmada-system/karmada-kubeconfig", secret.Id);
    }

    private static Task<Declared> InstallAsync() => Declared.ByAsync(() =>
    {
        var management = new AttachedCluster(
            "kurator-mgmt", new AttachedClusterArgs { Access = new AttachedClusterAccess(KubeconfigSource.FromFile("k"), "https://kurator-mgmt:6443") }).Member;
        _ = new KarmadaControlPlane("karmada", new KarmadaControlPlaneArgs(
            new KarmadaSource.Installed(management.Access!, new KarmadaInstallation { ApiEndpoint = "https://karmada.example.com:5443" })));
    });
}
