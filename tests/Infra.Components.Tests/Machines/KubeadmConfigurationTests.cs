using System.Collections.Immutable;
using System.Text.Json;
using Infra.Components.Machines;
using Xunit;

namespace Infra.Components.Tests.Machines;

/// <summary>Against the fields that kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4 lists.</summary>
public sealed class KubeadmConfigurationTests
{
    private static readonly KubeadmCluster Cluster = new()
    {
        Name = "on-prem",
        Api = new() { Address = "10.0.0.100", CertificateNames = ["api.example.com", "10.0.0.100"] },
        Mirrors = new(ImmutableSortedDictionary<string, string>.Empty.Add("registry.k8s.io", "mirror.example.com/k8s")),
    };

    private static readonly KubeadmMachine ControlPlane = new() { Name = "cp-1", Address = "10.0.0.1", IsControlPlane = true };
    private static readonly KubeadmMachine Worker = new() { Name = "worker-1", Address = "10.0.0.21" };

    // The page's tables, by type; a field that is not here is one that kubeadm refuses.
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["InitConfiguration"] = ["apiVersion", "kind", "bootstrapTokens", "dryRun", "nodeRegistration", "localAPIEndpoint", "certificateKey", "skipPhases", "patches", "timeouts"],
        ["InitConfiguration.bootstrapTokens"] = ["token", "description", "ttl", "expires", "usages", "groups"],
        ["InitConfiguration.localAPIEndpoint"] = ["advertiseAddress", "bindPort"],
        ["InitConfiguration.nodeRegistration"] = ["name", "criSocket", "taints", "kubeletExtraArgs", "ignorePreflightErrors", "imagePullPolicy", "imagePullSerial"],
        ["InitConfiguration.nodeRegistration.kubeletExtraArgs"] = ["name", "value"],
        ["JoinConfiguration"] = ["apiVersion", "kind", "dryRun", "nodeRegistration", "caCertPath", "discovery", "controlPlane", "skipPhases", "patches", "timeouts"],
        ["JoinConfiguration.nodeRegistration"] = ["name", "criSocket", "taints", "kubeletExtraArgs", "ignorePreflightErrors", "imagePullPolicy", "imagePullSerial"],
        ["JoinConfiguration.nodeRegistration.kubeletExtraArgs"] = ["name", "value"],
        ["JoinConfiguration.discovery"] = ["bootstrapToken", "file", "tlsBootstrapToken"],
        ["JoinConfiguration.discovery.bootstrapToken"] = ["token", "apiServerEndpoint", "caCertHashes", "unsafeSkipCAVerification"],
        ["JoinConfiguration.controlPlane"] = ["localAPIEndpoint", "certificateKey"],
        ["JoinConfiguration.controlPlane.localAPIEndpoint"] = ["advertiseAddress", "bindPort"],
        ["ClusterConfiguration"] =
        [
            "apiVersion", "kind", "etcd", "networking", "kubernetesVersion", "controlPlaneEndpoint", "apiServer", "controllerManager", "scheduler", "dns", "proxy", "certificatesDir",
            "imageRepository", "featureGates", "clusterName", "encryptionAlgorithm", "certificateValidityPeriod", "caCertificateValidityPeriod",
        ],
        ["ClusterConfiguration.networking"] = ["serviceSubnet", "podSubnet", "dnsDomain"],
        ["ClusterConfiguration.apiServer"] = ["extraArgs", "extraVolumes", "extraEnvs", "certSANs"],
        ["ClusterConfiguration.apiServer.extraArgs"] = ["name", "value"],
        ["ClusterConfiguration.apiServer.extraVolumes"] = ["name", "hostPath", "mountPath", "readOnly", "pathType"],
        ["KubeletConfiguration"] = ["apiVersion", "kind", "cgroupDriver", "rotateCertificates", "serverTLSBootstrap"],
    };

    [Fact]
    public void Every_field_is_one_that_kubeadm_knows()
    {
        string[] files = [KubeadmConfiguration.Init(Cluster, ControlPlane), KubeadmConfiguration.Join(Cluster, ControlPlane), KubeadmConfiguration.Join(Cluster, Worker), Admission.Upload()];

        Assert.All(files.SelectMany(Documents), document => Examine(document.RootElement, document.RootElement.GetProperty("kind").GetString()!));
    }

    [Fact]
    public void The_first_control_plane_gets_the_whole_cluster()
    {
        var documents = Documents(KubeadmConfiguration.Init(Cluster, ControlPlane)).ToDictionary(document => document.RootElement.GetProperty("kind").GetString()!, document => document.RootElement);

        Assert.Equal(["ClusterConfiguration", "InitConfiguration", "KubeletConfiguration"], documents.Keys.Order(StringComparer.Ordinal));
        var cluster = documents["ClusterConfiguration"];
        Assert.Equal("10.0.0.100:6443", cluster.GetProperty("controlPlaneEndpoint").GetString());
        Assert.Equal($"v{Versions.KubernetesOnMachines}", cluster.GetProperty("kubernetesVersion").GetString());
        Assert.Equal(["10.0.0.100", "api.example.com"], Strings(cluster.GetProperty("apiServer").GetProperty("certSANs")));
        // Images keep their names: containerd knows the mirror.
        Assert.False(cluster.TryGetProperty("imageRepository", out _));
        Assert.True(documents["KubeletConfiguration"].GetProperty("serverTLSBootstrap").GetBoolean());
        Assert.Equal("10.0.0.1", documents["InitConfiguration"].GetProperty("nodeRegistration").GetProperty("kubeletExtraArgs")[0].GetProperty("value").GetString());
    }

    [Fact]
    public void Files_that_the_API_server_is_told_of_are_where_it_sees_them()
    {
        var server = Documents(KubeadmConfiguration.Init(Cluster, ControlPlane)).Single(document => document.RootElement.GetProperty("kind").GetString() == "ClusterConfiguration")
            .RootElement.GetProperty("apiServer");
        var folders = server.GetProperty("extraVolumes").EnumerateArray().Select(volume => volume.GetProperty("mountPath").GetString()!).ToList();

        var paths = server.GetProperty("extraArgs").EnumerateArray().Select(argument => argument.GetProperty("value").GetString()!).Where(value => value.StartsWith('/')).ToList();

        Assert.Equal(3, paths.Count);
        Assert.All(paths, path => Assert.Contains(Path.GetDirectoryName(path), folders));
    }

    [Theory]
    [InlineData(true, false, null)]
    [InlineData(true, true, 0)]
    [InlineData(false, false, 0)]
    public void Only_a_control_plane_without_workloads_registers_with_kubeadms_own_taint(bool isControlPlane, bool workloads, int? taints)
    {
        var cluster = Cluster with { WorkloadsOnControlPlanes = workloads };
        var registration = Documents(KubeadmConfiguration.Join(cluster, isControlPlane ? ControlPlane : Worker)).Single().RootElement.GetProperty("nodeRegistration");

        Assert.Equal(taints, registration.TryGetProperty("taints", out var list) ? list.GetArrayLength() : null);
    }

    [Fact]
    public void A_worker_is_given_no_key_of_the_control_plane() =>
        Assert.DoesNotContain("certificate-key", KubeadmConfiguration.Join(Cluster, Worker), StringComparison.Ordinal);

    private static void Examine(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
                Examine(item, path);
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Assert.True(Known.TryGetValue(path, out var fields) && fields.Contains(property.Name), $"{path} has no field {property.Name}");
                Examine(property.Value, $"{path}.{property.Name}");
            }
        }
    }

    private static IEnumerable<JsonDocument> Documents(string text) => text.Split("---\n").Select(document => JsonDocument.Parse(document));

    private static IEnumerable<string?> Strings(JsonElement list) => list.EnumerateArray().Select(item => item.GetString());
}
