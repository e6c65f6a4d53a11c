using System.Collections.Immutable;
using System.Text;
using Infra.Components.Clusters;
using Infra.Components.Management;
using Xunit;

namespace Infra.Components.Tests.Management;

public sealed class KarmadaControlPlaneManifestsTests
{
    private static readonly KarmadaInstallation Installation = new() { ApiEndpoint = "https://karmada.example.com:5443" };

    private static readonly ImageMirrors Mirrors = new(ImmutableSortedDictionary<string, string>.Empty
        .Add("docker.io", "mirror.example.com/hub").Add("registry.k8s.io", "mirror.example.com/k8s"));

    [Fact]
    public void Every_part_has_the_replicas_asked_for()
    {
        var values = KarmadaControlPlaneManifests.Values(Installation with { Replicas = 5 });

        foreach (var part in new[] { "apiServer", "aggregatedApiServer", "controllerManager", "kubeControllerManager", "scheduler", "webhook" })
            Assert.Equal(5, Tree.At(values, part, "replicaCount"));
        Assert.Equal(5, Tree.At(values, "etcd", "internal", "replicaCount"));
    }

    [Fact]
    public void Etcd_keeps_its_data_on_volumes() =>
        Assert.Equal("pvc", Tree.At(KarmadaControlPlaneManifests.Values(Installation), "etcd", "internal", "storageType"));

    [Fact]
    public void The_certificate_carries_the_outside_address_and_the_charts_own_hosts()
    {
        var hosts = (ImmutableArray<object>)Tree.At(KarmadaControlPlaneManifests.Values(Installation), "certs", "auto", "hosts")!;

        Assert.Contains("karmada.example.com", hosts);
        Assert.Contains("kubernetes.default.svc", hosts);
    }

    [Fact]
    public void A_single_replica_has_no_disruption_budget_that_would_block_every_drain() =>
        Assert.Null(Tree.At(KarmadaControlPlaneManifests.Values(Installation with { Replicas = 1 }), "apiServer", "podDisruptionBudget"));

    [Fact]
    public void Every_value_is_one_that_the_chart_knows()
    {
        Assert.Empty(ChartValues.UnknownTo("karmada", KarmadaControlPlaneManifests.Values(Installation with { Mirrors = Mirrors, StorageClass = "fast" })));
    }

    [Fact]
    public void Each_image_comes_from_the_mirror_of_its_own_registry()
    {
        var values = KarmadaControlPlaneManifests.Values(Installation with { Mirrors = Mirrors });

        Assert.Equal("mirror.example.com/hub", Tree.At(values, "scheduler", "image", "registry"));
        Assert.Equal("mirror.example.com/hub", Tree.At(values, "cfssl", "image", "registry"));
        Assert.Equal("mirror.example.com/k8s", Tree.At(values, "apiServer", "image", "registry"));
        Assert.Equal("mirror.example.com/k8s", Tree.At(values, "etcd", "internal", "image", "registry"));
        Assert.Null(Tree.At(KarmadaControlPlaneManifests.Values(Installation), "scheduler", "image"));
    }

    [Fact]
    public void The_kubeconfig_is_turned_to_the_outside_address()
    {
        const string Inside = "clusters:\n  - cluster:\n      server: https://karmada-apiserver.karmada-system.svc.cluster.local:5443\n    name: karmada\n";

        Assert.Equal(
            "clusters:\n  - cluster:\n      server: https://karmada.example.com:5443\n    name: karmada\n",
            KarmadaControlPlaneManifests.ExternalKubeconfig(Base64(Inside), "https://karmada.example.com:5443"));
    }

    [Fact]
    public void A_kubeconfig_without_a_server_is_refused_without_being_shown()
    {
        var error = Assert.Throws<ArgumentException>(() => KarmadaControlPlaneManifests.ExternalKubeconfig(Base64("token: hunter2\n"), "https://x"));

        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Theory]
    [InlineData("apiVersion: v1\nclusters:\n- cluster:\n    certificate-authority-data: QQ==\n    server: https://karmada.example.com:5443\n  name: k\n")]
    [InlineData("clusters:\n- cluster:\n    server: \"https://karmada.example.com:5443\"\n")]
    [InlineData("{\"clusters\":[{\"cluster\":{\"tls-server-name\":\"k\",\"server\":\"https://karmada.example.com:5443\"},\"name\":\"k\"}]}")]
    public void The_address_of_the_API_is_found_in_a_kubeconfig(string kubeconfig) =>
        Assert.Equal("https://karmada.example.com:5443", KubeconfigAddress.Of(kubeconfig, "it"));

    [Fact]
    public void A_kubeconfig_without_an_address_is_refused() =>
        Assert.Throws<ArgumentException>(() => KubeconfigAddress.Of("apiVersion: v1\nkind: Config\n", "it"));
}
