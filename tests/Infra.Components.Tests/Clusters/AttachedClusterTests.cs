using Infra.Components.Clusters;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Clusters;

[Collection(Deployments.Name)]
public sealed class AttachedClusterTests
{
    [Fact]
    public async Task A_provider_is_identified_by_the_clusters_name_so_that_a_new_kubeconfig_replaces_nothing()
    {
        var declared = await Declared.ByAsync(() => Attach(KubeconfigSource.FromFile("~/.kube/config", "admin@a")));

        var provider = declared.Single("pulumi:providers:kubernetes");
        Assert.Equal("a", provider.Inputs["clusterIdentifier"]);
        Assert.Equal("~/.kube/config", provider.Inputs["kubeconfig"]);
        Assert.Equal("admin@a", provider.Inputs["context"]);
    }

    [Fact]
    public async Task Without_a_context_the_kubeconfigs_own_is_used()
    {
        var declared = await Declared.ByAsync(() => Attach(KubeconfigSource.FromFile("~/.kube/config")));

        Assert.DoesNotContain("context", declared.Single("pulumi:providers:kubernetes").Inputs.Keys);
    }

    [Fact]
    public async Task The_path_of_a_kubeconfig_is_no_secret_and_its_content_is()
    {
        bool? path = null;
        bool? content = null;
        await Declared.ByAsync(() =>
        {
            var file = Attach(KubeconfigSource.FromFile("~/.kube/config")).Member.Access!.Kubeconfig;
            var text = new AttachedCluster("b", Args(KubeconfigSource.FromContent(Output.Create("apiVersion: v1")))).Member.Access!.Kubeconfig;
            _ = Output.Create(Task.Run(async () =>
            {
                path = await Output.IsSecretAsync(file);
                content = await Output.IsSecretAsync(text);
                return 0;
            }));
        });

        Assert.False(path);
        Assert.True(content);
    }

    private static AttachedCluster Attach(KubeconfigSource kubeconfig) => new("a", Args(kubeconfig));

    private static AttachedClusterArgs Args(KubeconfigSource kubeconfig) => new() { Access = new AttachedClusterAccess(kubeconfig, "https://a:6443") };
}
