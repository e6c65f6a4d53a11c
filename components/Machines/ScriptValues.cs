using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;

namespace Infra.Components.Machines;

/// <summary>What each step's script is told. No more than it uses, for whatever changes here makes the step run again.</summary>
internal static class ScriptValues
{
    /// <summary>Who it is about: what every step of a machine knows.</summary>
    public static IEnumerable<ScriptValue> Node(KubeadmCluster cluster, KubeadmMachine machine) =>
    [
        .. Root(cluster),
        new("machine_name", machine.Name),
        new("machine_address", machine.Address),
        new("is_control_plane", machine.IsControlPlane),
    ];

    /// <summary>The values of the look before anything is changed.</summary>
    public static IEnumerable<ScriptValue> Check(KubeadmCluster cluster, KubeadmMachine machine, ImmutableArray<KubeadmMachine> others) =>
    [
        .. Node(cluster, machine),
        .. Api(cluster.Api),
        new("other_names", others.Select(other => other.Name)),
        new("other_addresses", others.Select(other => other.Address)),
        new("other_control_planes", others.Select(other => other.IsControlPlane ? "true" : "false")),
        new("names_to_resolve", cluster.NamesToResolve),
        new("sources_to_reach", Sources(cluster)),
        new("bundle_source", (cluster.Software as MachineSoftware.Bundle)?.Source),
    ];

    /// <summary>The values of becoming a node.</summary>
    public static IEnumerable<ScriptValue> Join(KubeadmCluster cluster, KubeadmMachine machine, string? admission, ImmutableArray<KubeadmMachine> others) =>
    [
        .. Node(cluster, machine),
        .. Api(cluster.Api),
        .. Software(cluster),
        .. ControlPlane(cluster, machine),
        new("is_founder", admission is null),
        new("other_founders", others.Where(other => admission is null && other.IsControlPlane).Select(other => other.Address)),
        new("admission", admission),
        new("kubeadm_init", admission is null ? KubeadmConfiguration.Init(cluster, machine) : null),
        new("kubeadm_join", admission is null ? null : KubeadmConfiguration.Join(cluster, machine)),
        new("audit_policy", KubeadmConfiguration.Json(AuditPolicy.Rules)),
        new("encryption", KubeadmConfiguration.Encryption()),
    ];

    /// <summary>The values of letting a machine in.</summary>
    public static IEnumerable<ScriptValue> Admit(KubeadmCluster cluster, KubeadmMachine machine) =>
    [
        .. Node(cluster, machine),
        new("token_id", Admission.TokenId(cluster, machine)),
        new("token_document", Admission.Token(cluster, machine)),
        new("upload_document", Admission.Upload()),
    ];

    /// <summary>The values of emptying a node before its version changes.</summary>
    public static IEnumerable<ScriptValue> Drain(KubeadmCluster cluster, KubeadmMachine machine) =>
        [.. Node(cluster, machine), new("version", cluster.Version)];

    /// <summary>The values of bringing a machine to the cluster's version and certificates.</summary>
    public static IEnumerable<ScriptValue> Maintain(KubeadmCluster cluster, KubeadmMachine machine, bool isFirst) =>
        [.. Node(cluster, machine), .. Api(cluster.Api), .. Software(cluster), .. ControlPlane(cluster, machine), new("is_first", isFirst)];

    /// <summary>The values of letting pods on a node.</summary>
    public static IEnumerable<ScriptValue> Ready(KubeadmCluster cluster, KubeadmMachine machine)
    {
        var labels = Labels(machine);
        ImmutableArray<NodeTaint> taints = machine.IsControlPlane && !cluster.WorkloadsOnControlPlanes ? [OfControlPlanes, .. machine.Taints] : machine.Taints;
        return
        [
            .. Node(cluster, machine),
            new("version", cluster.Version),
            new("is_lost", machine.IsLost),
            new("certificate_address", MachineRegister.AddressInCertificates(machine.Address)),
            new("label_keys", labels.Keys),
            new("label_values", labels.Values),
            new("taint_keys", taints.Select(taint => taint.Key)),
            new("taint_values", taints.Select(taint => taint.Value ?? "")),
            new("taint_effects", taints.Select(taint => taint.Effect.ToString())),
            new("token_id", Admission.TokenId(cluster, machine)),
            new("register_document", MachineRegister.Entry(machine, labels.Keys, taints)),
            new("register_nothing", MachineRegister.NoEntry()),
        ];
    }

    /// <summary>The values of reading the administrator's kubeconfig.</summary>
    public static IEnumerable<ScriptValue> Kubeconfig(KubeadmCluster cluster) =>
        [.. Root(cluster), new("machine_name", cluster.Name), new("version", cluster.Version), new("certificate_generation", cluster.CertificateGeneration)];

    private static ImmutableSortedDictionary<string, string> Labels(KubeadmMachine machine)
    {
        const string RegionLabel = "topology.kubernetes.io/region";
        var labels = machine.Zone is { } zone ? machine.Labels.SetItem("topology.kubernetes.io/zone", zone) : machine.Labels;
        return machine.Region is { } region && !labels.ContainsKey(RegionLabel) ? labels.Add(RegionLabel, region) : labels;
    }

    // The folder that every path of a script begins with: none on a machine; where scripts are tried out, a folder that stands for one.
    private static IEnumerable<ScriptValue> Root(KubeadmCluster cluster) => [new("root", ""), new("cluster_name", cluster.Name)];

    private static IEnumerable<ScriptValue> Api(ApiAddress api) =>
    [
        new("api_address", api.Address),
        new("api_port", api.Port),
        new("api_interface", api.Interface),
        new("api_endpoint", api.Endpoint),
    ];

    private static IEnumerable<ScriptValue> Software(KubeadmCluster cluster)
    {
        var packages = cluster.Software as MachineSoftware.Packages;
        var bundle = cluster.Software as MachineSoftware.Bundle;
        return
        [
            new("version", cluster.Version),
            new("containerd_version", Versions.Containerd),
            new("kubernetes_packages", packages?.Kubernetes),
            new("containerd_packages", packages?.Containerd),
            new("bundle_source", bundle?.Source),
            new("bundle_sha256", bundle?.Sha256),
            new("mirrored_registries", cluster.Mirrors.Registries.Keys),
            new("mirrors", cluster.Mirrors.Registries.Values),
        ];
    }

    // Only control planes use them, but a script names them wherever it runs: what a worker has no use for is empty.
    private static IEnumerable<ScriptValue> ControlPlane(KubeadmCluster cluster, KubeadmMachine machine)
    {
        string? Of(Func<string> text) => machine.IsControlPlane ? text() : null;
        return
        [
            new("certificate_generation", Of(() => Number(cluster.CertificateGeneration))),
            new("kube_vip", Of(() => KubeVipManifest.Of(cluster.Api))),
            new("snapshot_schedule", Of(() => cluster.Snapshots.Schedule)),
            new("snapshot_program", Of(() => ScriptText.Program([.. Root(cluster), new("keep", cluster.Snapshots.Keep)], ["etcd-snapshot.sh"]))),
            new("restore_program", Of(() => ScriptText.Program([.. Node(cluster, machine)], ["etcd-restore.sh"]))),
            new("approve_program", Of(() => ScriptText.Program([.. Root(cluster)], ["register.sh", "certificates.sh", "approve-certificates.sh"]))),
        ];
    }

    /// <summary>Where kubeadm's images are published, and kube-vip's.</summary>
    private static ImmutableArray<string> PublicRegistries { get; } = ["registry.k8s.io", "ghcr.io"];

    /// <summary>Addresses that a machine has to reach: repositories of packages and registries, or their mirrors.</summary>
    private static IEnumerable<string> Sources(KubeadmCluster cluster)
    {
        IEnumerable<string> software = cluster.Software switch
        {
            MachineSoftware.Packages packages =>
            [
                $"{packages.Kubernetes}/v{Minor(cluster.Version)}/deb/InRelease",
                packages.Containerd,
                .. PublicRegistries.Where(registry => cluster.Mirrors.Of(registry) is null).Select(Registry),
            ],
            MachineSoftware.Bundle bundle when bundle.Source.StartsWith("https://", StringComparison.Ordinal) => [bundle.Source],
            _ => [],
        };
        return [.. software, .. cluster.Mirrors.Registries.Values.Select(Registry).Distinct(StringComparer.Ordinal)];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Registry(string registry) => $"https://{registry.Split('/')[0]}/v2/";

    private static string Minor(string version) => string.Join('.', version.Split('.').Take(2));

    /// <summary>What keeps ordinary pods off control planes; kubeadm sets it, too.</summary>
    private static NodeTaint OfControlPlanes { get; } = new("node-role.kubernetes.io/control-plane", null, NodeTaintEffect.NoSchedule);
}
