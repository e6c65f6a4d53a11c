using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Machines;

/// <summary>
/// What kubeadm is told in files: kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4, kubelet-config.v1beta1, apiserver-config.v1 and apiserver-audit.v1.
/// </summary>
/// <remarks>Written as JSON, which is YAML too, so that a value can never be read as something else.</remarks>
internal static class KubeadmConfiguration
{
    /// <summary>The API version of kubeadm's own kinds; kubeadm 1.31 and later read it.</summary>
    public const string ApiVersion = "kubeadm.k8s.io/v1beta4";

    /// <summary>The folder of what the API server reads beside kubeadm's own files.</summary>
    public const string ServerFolder = "/etc/kubernetes/infra";

    /// <summary>The API server's log of who did what.</summary>
    public const string AuditFolder = "/var/log/kubernetes/audit";

    /// <summary>The documents of <c>kubeadm init</c> on the founder.</summary>
    public static string Init(KubeadmCluster cluster, KubeadmMachine machine) => Documents(
        Fields.Of(
            ("apiVersion", ApiVersion),
            ("kind", "InitConfiguration"),
            // The token that kubeadm makes for whoever may join next is of no use: every machine gets one of its own.
            ("bootstrapTokens", List([Fields.Of(("description", "made by kubeadm init"), ("ttl", "10m0s"))])),
            ("localAPIEndpoint", LocalEndpoint(cluster, machine)),
            ("nodeRegistration", Registration(cluster, machine))),
        Cluster(cluster),
        Kubelet());

    /// <summary>The document of <c>kubeadm join</c>, with a word of its own for each secret, which the machine replaces by what the admission says.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="machine">The machine.</param>
    public static string Join(KubeadmCluster cluster, KubeadmMachine machine) => Documents(
        Fields.Of(
            ("apiVersion", ApiVersion),
            ("kind", "JoinConfiguration"),
            ("discovery", Fields.Of(
                ("bootstrapToken", Fields.Of(
                    ("apiServerEndpoint", cluster.Api.Endpoint),
                    ("token", "@token@"),
                    ("caCertHashes", List(["@ca-hash@"])))))),
            ("nodeRegistration", Registration(cluster, machine)),
            ("controlPlane", machine.IsControlPlane
                ? Fields.Of(("localAPIEndpoint", LocalEndpoint(cluster, machine)), ("certificateKey", "@certificate-key@"))
                : null)));

    /// <summary>What the whole cluster is: kubeadm keeps it in the cluster.</summary>
    private static ImmutableDictionary<string, object> Cluster(KubeadmCluster cluster) => Fields.Of(
        ("apiVersion", ApiVersion),
        ("kind", "ClusterConfiguration"),
        ("clusterName", cluster.Name),
        ("kubernetesVersion", $"v{cluster.Version}"),
        ("controlPlaneEndpoint", cluster.Api.Endpoint),
        ("networking", Fields.Of(("podSubnet", cluster.PodCidr), ("serviceSubnet", cluster.ServiceCidr))),
        ("apiServer", Fields.Of(
            ("certSANs", Fields.List(cluster.Api.CertificateNames.Prepend(cluster.Api.Address).Distinct(StringComparer.Ordinal))),
            ("extraArgs", List([
                Argument("audit-log-maxage", "30"),
                Argument("audit-log-maxbackup", "10"),
                Argument("audit-log-maxsize", "100"),
                Argument("audit-log-path", $"{AuditFolder}/audit.log"),
                Argument("audit-policy-file", $"{ServerFolder}/audit-policy.json"),
                Argument("encryption-provider-config", $"{ServerFolder}/encryption.json"),
            ])),
            ("extraVolumes", List([
                Volume("infra", ServerFolder, readOnly: true),
                Volume("audit", AuditFolder, readOnly: false),
            ])))));

    /// <summary>Every kubelet: certificates of its serving side come from the cluster, where they are looked at before they are signed.</summary>
    private static ImmutableDictionary<string, object> Kubelet() => Fields.Of(
        ("apiVersion", "kubelet.config.k8s.io/v1beta1"),
        ("kind", "KubeletConfiguration"),
        ("cgroupDriver", "systemd"),
        ("rotateCertificates", true),
        ("serverTLSBootstrap", true));

    /// <summary>How the API server encrypts Secrets before etcd has them; the key is made on the founder and is the word <c>@key@</c> here.</summary>
    public static string Encryption() => Json(Fields.Of(
        ("apiVersion", "apiserver.config.k8s.io/v1"),
        ("kind", "EncryptionConfiguration"),
        ("resources", List([
            Fields.Of(
                ("resources", List(["secrets"])),
                ("providers", List([
                    Fields.Of(("secretbox", Fields.Of(("keys", List([Fields.Of(("name", "key1"), ("secret", "@key@"))]))))),
                    Fields.Of(("identity", Fields.Of())),
                ]))),
        ]))));

    private static ImmutableDictionary<string, object> LocalEndpoint(KubeadmCluster cluster, KubeadmMachine machine) =>
        Fields.Of(("advertiseAddress", machine.Address), ("bindPort", cluster.Api.Port));

    private static ImmutableDictionary<string, object> Registration(KubeadmCluster cluster, KubeadmMachine machine) => Fields.Of(
        ("name", machine.Name),
        ("criSocket", "unix:///run/containerd/containerd.sock"),
        ("kubeletExtraArgs", List([Argument("node-ip", machine.Address)])),
        // No list at all means the taint that keeps ordinary pods off control planes; an empty one means none.
        ("taints", machine.IsControlPlane && !cluster.WorkloadsOnControlPlanes ? null : Fields.List(Array.Empty<object>())));

    private static ImmutableDictionary<string, object> Argument(string name, string value) => Fields.Of(("name", name), ("value", value));

    private static ImmutableDictionary<string, object> Volume(string name, string folder, bool readOnly) => Fields.Of(
        ("name", name), ("hostPath", folder), ("mountPath", folder), ("readOnly", readOnly ? true : null), ("pathType", "DirectoryOrCreate"));

    /// <summary>A list of what is said one by one.</summary>
    internal static ImmutableArray<object> List(params ReadOnlySpan<object> values) => Fields.List(values.ToArray());

    internal static string Documents(params ReadOnlySpan<ImmutableDictionary<string, object>> documents)
    {
        var texts = new List<string>();
        foreach (var document in documents)
            texts.Add(Json(document));
        return string.Join("---\n", texts);
    }

    /// <summary>JSON whose keys are sorted, so that equal values are equal texts.</summary>
    internal static string Json(ImmutableDictionary<string, object> value) => PlainJson.Lines(value);
}
