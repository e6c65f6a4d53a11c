using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>What kubeadm is to do on the machines of a cluster that Cluster API makes.</summary>
internal static class KubeadmManifests
{
    /// <summary>For how long a machine that leaves waits for pods that do not. Without an end, one budget that allows no disruption would stop every upgrade.</summary>
    public const int DrainSeconds = 1800;

    /// <summary>For how long a machine that leaves waits for its disks to be detached.</summary>
    public const int DetachSeconds = 600;

    private const string KubernetesImages = "registry.k8s.io";
    private const string AuditPolicyFile = "/etc/kubernetes/audit/policy.yaml";
    private const string AuditLogFolder = "/var/log/kubernetes/audit";

    // cloud-init fills it in: the name by which AWS' cloud controller finds the instance of a node.
    private const string NodeName = "{{ ds.meta_data.local_hostname }}";

    // Prefixes that a kubelet may not give itself; Cluster API sets them from outside. See cluster-api.sigs.k8s.io, "Metadata propagation".
    private static readonly ImmutableArray<string> SetFromOutside = ["node-role.kubernetes.io", "node-restriction.kubernetes.io", "node.cluster.x-k8s.io"];

    /// <summary>The name of a cluster's control plane.</summary>
    public static string ControlPlaneName(string cluster) => $"{cluster}-control-plane";

    /// <summary>The control plane.</summary>
    /// <param name="args">The cluster.</param>
    /// <param name="template">The name of what its machines are.</param>
    /// <param name="issuer">The address of the issuer of pods' tokens; null for the cluster itself.</param>
    public static ImmutableDictionary<string, object> ControlPlane(AwsClusterArgs args, string template, string? issuer) => Fields.Of(
        ("version", $"v{args.Version}"),
        ("replicas", args.ControlPlane.Replicas),
        ("machineTemplate", Fields.Of(
            ("metadata", OutsideLabels(args.ControlPlane.Labels) is { } labels ? Fields.Of(("labels", labels)) : null),
            ("spec", Fields.Of(
                ("infrastructureRef", ClusterApiKind.AwsMachineTemplate.Reference(template)),
                ("deletion", Deletion))))),
        ("rollout", Fields.Of(
            ("before", Fields.Of(("certificatesExpiryDays", 60))),
            // The new one first: with three, etcd keeps its majority although one more is lost meanwhile.
            ("strategy", Fields.Of(("type", "RollingUpdate"), ("rollingUpdate", Fields.Of(("maxSurge", 1))))))),
        ("kubeadmConfigSpec", Fields.Of(
            ("clusterConfiguration", ClusterConfiguration(args, issuer)),
            ("initConfiguration", Fields.Of(("nodeRegistration", ControlPlaneNode(args.ControlPlane)))),
            ("joinConfiguration", Fields.Of(("nodeRegistration", ControlPlaneNode(args.ControlPlane)))),
            ("files", Fields.List(new[]
            {
                Fields.Of(("path", AuditPolicyFile), ("owner", "root:root"), ("permissions", "0600"), ("content", PlainJson.Lines(AuditPolicy.Rules))),
            })))));

    /// <summary>How the machines of a pool join.</summary>
    public static ImmutableDictionary<string, object> Worker(NodePool pool) => Fields.Of(("template", Fields.Of(("spec", Fields.Of(
        ("joinConfiguration", Fields.Of(("nodeRegistration", Fields.Of(
            ("name", NodeName),
            ("kubeletExtraArgs", KubeletArguments(pool.Labels)),
            ("taints", Fields.ListOrNone(pool.Taints.Select(Taint))))))))))));

    /// <summary>The labels that nodes get from outside; null where there are none.</summary>
    public static object? OutsideLabels(ImmutableSortedDictionary<string, string> labels) => Fields.MapOrNone(labels.Where(label => IsSetFromOutside(label.Key)));

    /// <summary>What becomes of a machine that leaves.</summary>
    public static ImmutableDictionary<string, object> Deletion { get; } =
        Fields.Of(("nodeDrainTimeoutSeconds", DrainSeconds), ("nodeVolumeDetachTimeoutSeconds", DetachSeconds));

    private static ImmutableDictionary<string, object> ClusterConfiguration(AwsClusterArgs args, string? issuer)
    {
        var mirror = args.Mirrors.Of(KubernetesImages);
        return Fields.Of(
            ("imageRepository", mirror),
            // kubeadm looks for CoreDNS elsewhere as soon as the repository is not Kubernetes' own.
            ("dns", mirror is null ? null : Fields.Of(("imageRepository", $"{mirror}/coredns"))),
            ("apiServer", Fields.Of(
                ("extraArgs", Arguments(
                    ("audit-log-maxage", "30"),
                    ("audit-log-maxbackup", "10"),
                    ("audit-log-maxsize", "100"),
                    ("audit-log-path", $"{AuditLogFolder}/audit.log"),
                    ("audit-policy-file", AuditPolicyFile),
                    ("profiling", "false"),
                    ("service-account-issuer", issuer))),
                ("extraVolumes", Fields.List(new[]
                {
                    Fields.Of(("name", "audit-policy"), ("hostPath", AuditPolicyFile), ("mountPath", AuditPolicyFile), ("readOnly", true), ("pathType", "File")),
                    Fields.Of(("name", "audit-logs"), ("hostPath", AuditLogFolder), ("mountPath", AuditLogFolder), ("readOnly", false), ("pathType", "DirectoryOrCreate")),
                })))),
            // What the cloud is asked for is left to its own controller.
            ("controllerManager", Fields.Of(("extraArgs", Arguments(("cloud-provider", "external"), ("profiling", "false"))))),
            ("scheduler", Fields.Of(("extraArgs", Arguments(("profiling", "false"))))));
    }

    private static ImmutableDictionary<string, object> ControlPlaneNode(AwsControlPlane controlPlane) => Fields.Of(
        ("name", NodeName),
        ("kubeletExtraArgs", KubeletArguments(controlPlane.Labels)),
        // Who names taints gets those alone, so the usual one is repeated.
        ("taints", controlPlane.Taints.IsEmpty
            ? null
            : Fields.List(controlPlane.Taints.Prepend(new NodeTaint("node-role.kubernetes.io/control-plane", null, NodeTaintEffect.NoSchedule)).Select(Taint))));

    private static ImmutableArray<object> KubeletArguments(ImmutableSortedDictionary<string, string> labels)
    {
        var own = labels.Where(label => !IsSetFromOutside(label.Key)).Select(label => $"{label.Key}={label.Value}").ToList();
        return Arguments(("cloud-provider", "external"), ("node-labels", own.Count == 0 ? null : string.Join(',', own)));
    }

    private static ImmutableArray<object> Arguments(params (string Name, string? Value)[] arguments) =>
        Fields.List(arguments.Where(argument => argument.Value is not null).Select(argument => Fields.Of(("name", argument.Name), ("value", argument.Value))));

    private static ImmutableDictionary<string, object> Taint(NodeTaint taint) =>
        Fields.Of(("key", taint.Key), ("value", taint.Value), ("effect", taint.Effect.ToString()));

    private static bool IsSetFromOutside(string key) => SetFromOutside.Contains(key.Split('/')[0], StringComparer.Ordinal);
}
