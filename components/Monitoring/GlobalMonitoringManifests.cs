using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What decides about Prometheus, Alertmanager and Grafana on the hub: the values of kube-prometheus-stack.</summary>
internal static class GlobalMonitoringManifests
{
    /// <summary>The label by which Prometheus' replicas are told apart.</summary>
    public const string ReplicaLabel = "prometheus_replica";

    // The sidecar uploads a block every two hours, so this is what Query still asks here and not the bucket, with days to spare for a bucket that is away.
    private const string LocalRetention = "5d";

    // What only clusters with machines of their own expose, and there only to the machine itself.
    private static readonly string[] Unreachable = ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"];

    /// <summary>The values.</summary>
    public static ImmutableDictionary<string, object> Values(GlobalMonitoringPlan plan)
    {
        var values = Fields.Of(
            ("fullnameOverride", HubNames.Stack),
            ("crds", Fields.Of(("upgradeJob", Fields.Of(
                // Helm leaves definitions as they were first installed; the job brings them along with the operator.
                ("enabled", true),
                ("image", Fields.Of(
                    ("busybox", Fields.Of(("registry", plan.Mirrors.Of("docker.io")), ("tag", Versions.Busybox))),
                    ("kubectl", Registry(plan, "registry.k8s.io")))))))),
            // Ours are evaluated instead; they are objects of their own, so that one that changes upgrades no chart.
            ("defaultRules", Fields.Of(("create", false))),
            ("prometheusOperator", Operator(plan)),
            ("prometheus", Prometheus(plan)),
            ("alertmanager", Alertmanager(plan)),
            ("grafana", GrafanaManifests.Values(plan)),
            ("kube-state-metrics", Fields.Of(
                ("image", Registry(plan, "registry.k8s.io")),
                ("rbac", Fields.Of(("extraRules", CustomResourceState.Rules))),
                ("customResourceState", CustomResourceState.State))),
            ("prometheus-node-exporter", Fields.Of(("image", Registry(plan, "quay.io")))));
        return Unreachable.Aggregate(values, (all, key) => all.SetItem(key, Fields.Of(("enabled", false))));
    }

    private static ImmutableDictionary<string, object> Operator(GlobalMonitoringPlan plan) => Fields.Of(
        ("image", Registry(plan, "quay.io")),
        ("prometheusConfigReloader", Fields.Of(("image", Registry(plan, "quay.io")))),
        ("thanosImage", Registry(plan, "quay.io")),
        // cert-manager is there anyway; the chart's own way is two jobs with an image of their own.
        ("admissionWebhooks", Fields.Of(("certManager", Fields.Of(("enabled", true))), ("patch", Fields.Of(("enabled", false))))));

    private static ImmutableDictionary<string, object> Prometheus(GlobalMonitoringPlan plan) => Fields.Of(
        ("podDisruptionBudget", Budget(plan, MonitoringPart.Prometheus)),
        // How Query finds the sidecar, and its metrics.
        ("thanosService", Fields.Of(("enabled", true))),
        ("thanosServiceMonitor", Fields.Of(("enabled", true))),
        ("prometheusSpec", Fields.Of(
            ("image", Registry(plan, "quay.io")),
            ("replicas", plan.SizeOf.Replicas(MonitoringPart.Prometheus)),
            ("replicaExternalLabelName", ReplicaLabel),
            ("prometheusExternalLabelNameClear", true),
            ("externalLabels", Fields.Of(("cluster", plan.Cluster), ("fleet", HubNames.Fleet), ("region", plan.Region), ("provider", plan.Provider))),
            ("retention", LocalRetention),
            // Before the volume is full.
            ("retentionSize", string.Create(CultureInfo.InvariantCulture, $"{plan.SizeOf.Of(MonitoringPart.Prometheus).StorageGiB * 9 / 10}GB")),
            ("storageSpec", Volume(plan, MonitoringPart.Prometheus)),
            ("resources", plan.SizeOf.Resources(MonitoringPart.Prometheus)),
            ("thanos", Fields.Of(("objectStorageConfig", Fields.Of(("existingSecret", Fields.Of(
                ("name", HubNames.ObjectStoreSecret), ("key", HubNames.ObjectStoreKey))))))),
            // Whatever is on this cluster and says how it is watched is watched, whoever put it there.
            ("ruleSelectorNilUsesHelmValues", false),
            ("serviceMonitorSelectorNilUsesHelmValues", false),
            ("podMonitorSelectorNilUsesHelmValues", false),
            ("probeSelectorNilUsesHelmValues", false),
            ("scrapeConfigSelectorNilUsesHelmValues", false),
            ("topologySpreadConstraints", Spread("prometheus")))));

    private static ImmutableDictionary<string, object> Alertmanager(GlobalMonitoringPlan plan) => Fields.Of(
        ("config", plan.Alerts.Content()),
        ("podDisruptionBudget", Budget(plan, MonitoringPart.Alertmanager)),
        ("alertmanagerSpec", Fields.Of(
            ("image", Registry(plan, "quay.io")),
            ("replicas", plan.SizeOf.Replicas(MonitoringPart.Alertmanager)),
            ("retention", "120h"),
            ("storage", Volume(plan, MonitoringPart.Alertmanager)),
            ("resources", plan.SizeOf.Resources(MonitoringPart.Alertmanager)),
            ("secrets", plan.Alerts.SecretKeys.IsEmpty ? null : new[] { AlertmanagerConfiguration.SecretName }),
            ("containers", Fields.List(new[] { Door(plan) })),
            ("volumes", Fields.List(new[] { Fields.Of(("name", "door"), ("secret", Fields.Of(("secretName", HubNames.AlertmanagerCertificate)))) })),
            ("topologySpreadConstraints", Spread("alertmanager")))));

    // Alertmanager could ask for certificates itself, but then also of the kubelet, which has none to show when it looks whether the pod is well.
    private static ImmutableDictionary<string, object> Door(GlobalMonitoringPlan plan) => Fields.Of(
        ("name", "door"),
        ("image", plan.Mirrors.Apply($"docker.io/ghostunnel/ghostunnel:{Versions.Ghostunnel}")),
        ("args", new[]
        {
            "server",
            string.Create(CultureInfo.InvariantCulture, $"--listen=0.0.0.0:{HubNames.AlertmanagerTlsPort}"),
            string.Create(CultureInfo.InvariantCulture, $"--target=127.0.0.1:{HubNames.AlertmanagerPort}"),
            "--cert=/door/tls.crt",
            "--key=/door/tls.key",
            "--cacert=/door/ca.crt",
            $"--allow-dns={MonitoringConnection.MemberServerName}",
            // Certificates are renewed in place.
            "--timed-reload=10m",
        }),
        ("ports", Fields.List(new[] { Fields.Of(("name", "members"), ("containerPort", HubNames.AlertmanagerTlsPort)) })),
        ("readinessProbe", Fields.Of(("tcpSocket", Fields.Of(("port", "members"))))),
        ("resources", PodResources.Of("10m", "32Mi", "64Mi")),
        ("securityContext", PodHardening.Container),
        ("volumeMounts", Fields.List(new[] { Fields.Of(("name", "door"), ("mountPath", "/door"), ("readOnly", true)) })));

    private static ImmutableDictionary<string, object>? Registry(GlobalMonitoringPlan plan, string registry) =>
        plan.Mirrors.Of(registry) is { } mirror ? Fields.Of(("registry", mirror)) : null;

    private static ImmutableDictionary<string, object>? Budget(GlobalMonitoringPlan plan, MonitoringPart part) =>
        plan.SizeOf.Replicas(part) > 1 ? Fields.Of(("enabled", true), ("minAvailable", plan.SizeOf.Replicas(part) - 1)) : null;

    private static ImmutableDictionary<string, object> Volume(GlobalMonitoringPlan plan, MonitoringPart part) => Fields.Of(("volumeClaimTemplate", Fields.Of(("spec", Fields.Of(
        ("storageClassName", plan.StorageClass),
        ("accessModes", new[] { "ReadWriteOnce" }),
        ("resources", Fields.Of(("requests", Fields.Of(("storage", plan.SizeOf.Storage(part)))))))))));

    private static ImmutableArray<object> Spread(string name) => Fields.List(new[]
    {
        Fields.Of(
            ("maxSkew", 1),
            ("topologyKey", "topology.kubernetes.io/zone"),
            ("whenUnsatisfiable", "ScheduleAnyway"),
            ("labelSelector", Fields.Of(("matchLabels", Fields.Of(("app.kubernetes.io/name", name)))))),
    });
}
