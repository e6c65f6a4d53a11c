using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Management;

namespace Infra.Components.Monitoring;

/// <summary>What makes metrics of the heartbeats of members, by which Karmada itself knows whether a cluster that pulls is there.</summary>
/// <remarks>
/// Karmada's controller-manager tells the state of the clusters that it pushes to; that of one that pulls is known to the agent there, which tells nobody when its site is cut off.
/// But each agent renews a Lease in Karmada's API every ten seconds, which goes with the cluster. kube-state-metrics reads these. It cannot read Karmada's clusters themselves: they
/// are served by an API server of their own and not by a definition, and it knows only what is defined.
/// </remarks>
internal static class KarmadaHeartbeats
{
    /// <summary>The name of what reads them, and of its job.</summary>
    public const string Name = "karmada-heartbeats";

    private const string Port = "http-metrics";
    private const int PortNumber = 8080;
    private const int NobodyUser = 65_534;
    private const string Folder = "/karmada";
    private const string Metrics = "kube_lease_owner,kube_lease_renew_time";

    /// <summary>The objects, all in Karmada's namespace.</summary>
    public static ImmutableArray<KubernetesObject> Objects(ImageMirrors mirrors) => [Deployment(mirrors), Monitor];

    private static ImmutableDictionary<string, object> Labels => Fields.Of(("app", Name));

    private static KubernetesObject Deployment(ImageMirrors mirrors) => new(
        "apps/v1",
        "Deployment",
        Name,
        Fields.Of(("spec", Fields.Of(
            ("replicas", 1),
            ("selector", Fields.Of(("matchLabels", Labels))),
            ("template", Fields.Of(
                ("metadata", Fields.Of(("labels", Labels))),
                ("spec", Pod(mirrors))))))));

    private static ImmutableDictionary<string, object> Pod(ImageMirrors mirrors) => Fields.Of(
        ("automountServiceAccountToken", false),
        ("securityContext", PodHardening.Pod(NobodyUser)),
        ("containers", Fields.List(new[]
        {
            Fields.Of(
                ("name", "kube-state-metrics"),
                ("image", mirrors.Apply($"registry.k8s.io/kube-state-metrics/kube-state-metrics:{Versions.KubeStateMetrics}")),
                ("args", new[]
                {
                    $"--kubeconfig={Folder}/{KarmadaControlPlaneManifests.KubeconfigKey}",
                    "--resources=leases",
                    $"--metric-allowlist={Metrics}",
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"--port={PortNumber}"),
                }),
                ("ports", Fields.List(new[] { Fields.Of(("name", Port), ("containerPort", PortNumber)) })),
                // Whether it answers, and not whether Karmada does: starting anew would not help that.
                ("livenessProbe", Probe),
                ("readinessProbe", Probe),
                ("resources", PodResources.Of("10m", "64Mi", "128Mi")),
                ("securityContext", PodHardening.Container),
                ("volumeMounts", Fields.List(new[] { Fields.Of(("name", "kubeconfig"), ("mountPath", Folder), ("readOnly", true)) }))),
        })),
        ("volumes", Fields.List(new[]
        {
            Fields.Of(("name", "kubeconfig"), ("secret", Fields.Of(("secretName", KarmadaControlPlaneManifests.KubeconfigSecret), ("defaultMode", 0b100_100_000)))),
        })));

    private static ImmutableDictionary<string, object> Probe => Fields.Of(("httpGet", Fields.Of(("path", "/healthz"), ("port", Port))));

    private static KubernetesObject Monitor => new(
        "monitoring.coreos.com/v1",
        "PodMonitor",
        Name,
        Fields.Of(("spec", Fields.Of(
            ("selector", Fields.Of(("matchLabels", Labels))),
            ("podMetricsEndpoints", Fields.List(new[]
            {
                Fields.Of(
                    ("port", Port),
                    // The namespace is the lease's.
                    ("honorLabels", true),
                    ("relabelings", Fields.List(new[] { Fields.Of(("action", "replace"), ("targetLabel", "job"), ("replacement", Name)) })),
                    // As Karmada's own metrics call a member.
                    ("metricRelabelings", Fields.List(new[]
                    {
                        Fields.Of(("action", "replace"), ("sourceLabels", new[] { "lease" }), ("targetLabel", "member_cluster")),
                    }))),
            }))))));
}
