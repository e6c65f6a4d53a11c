using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What decides about Prometheus itself in members: the chart's <c>prometheus</c>.</summary>
internal static class MemberPrometheus
{
    /// <summary>The label by which the replicas of a server differ; who asks drops it.</summary>
    public const string ReplicaLabel = "prometheus_replica";

    private const string HubVolume = "hub";
    private const string HubFolder = "/etc/hub";
    private const int StorePort = 10_901;

    // Of a volume, the part that blocks may fill; the log of what is newest comes on top.
    private const int BlockPercent = 80;

    // What a target may say at a time. Of a large cluster's pods, kube-state-metrics says forty things each; what says more than these has gone wrong, and fails its own scrapes
    // instead of everybody's.
    private const int MostSamples = 500_000;
    private const int MostSamplesOfAgent = 20_000;

    /// <summary>The values.</summary>
    public static ImmutableDictionary<string, object> Values(MemberMonitoringPlan plan) => plan.Mode == MemberMode.Agent
        ? Fields.Of(
            ("agentMode", true),
            ("additionalPodMonitors", CustomResourceState.Controllers),
            ("prometheusSpec", Agent(plan)))
        : Fields.Of(
            // What the sidecar says of itself.
            ("thanosService", Fields.Of(("enabled", true))),
            ("thanosServiceMonitor", Fields.Of(("enabled", true))),
            // Of one there is nothing to keep, and a node could not be drained.
            ("podDisruptionBudget", plan.Replicas > 1 ? Fields.Of(("enabled", true)) : null),
            ("additionalPodMonitors", CustomResourceState.Controllers),
            ("prometheusSpec", Server(plan)));

    /// <summary>The value that tells an agent where to write.</summary>
    public static ImmutableDictionary<string, object> Writing(string url) => Spec(("remoteWrite", Fields.List(new[]
    {
        Fields.Of(
            ("name", "hub"),
            ("url", url),
            ("tlsConfig", Fields.Of(("caFile", $"{HubFolder}/ca.crt"), ("certFile", $"{HubFolder}/tls.crt"), ("keyFile", $"{HubFolder}/tls.key"))),
            // Receive does not keep it.
            ("metadataConfig", Fields.Of(("send", false))),
            ("queueConfig", Fields.Of(
                ("minShards", 1),
                ("maxShards", AgentQueue.MaximumShards),
                ("maxSamplesPerSend", AgentQueue.SamplesPerRequest),
                ("capacity", AgentQueue.Capacity),
                // Half full requests, as long as there is nothing to catch up, cost more than they tell.
                ("batchSendDeadline", "30s"),
                // The wait doubles up to a minute: after an hour's outage a site is back within one, and a thousand sites ask seventeen times a second at most.
                ("minBackoff", "1s"),
                ("maxBackoff", "1m"),
                // A hub that says "too much" means "later".
                ("retryOnRateLimit", true),
                ("sampleAgeLimit", Hours(Disconnection.Hours)))))
    })));

    /// <summary>The value that tells a server where alerts go.</summary>
    public static ImmutableDictionary<string, object> Alerting(string address) => Spec(("additionalAlertManagerConfigs", Fields.List(new[]
    {
        Fields.Of(
            ("scheme", "https"),
            ("api_version", "v2"),
            ("tls_config", Fields.Of(("ca_file", $"{HubFolder}/ca.crt"), ("cert_file", $"{HubFolder}/tls.crt"), ("key_file", $"{HubFolder}/tls.key"))),
            ("static_configs", Fields.List(new[] { Fields.Of(("targets", new[] { address })) }))),
    })));

    /// <summary>The way by which the hub asks a server: a Service of the StoreAPI alone.</summary>
    /// <remarks>The chart's own for outside also opens the sidecar's port for metrics, which asks nobody who they are.</remarks>
    public static ImmutableDictionary<string, object> StoreService(MemberStoreApi store) => Fields.Of(
        ("apiVersion", "v1"),
        ("kind", "Service"),
        ("metadata", Fields.Of(("name", $"{MemberMonitoringManifests.FullName}-store"), ("annotations", Fields.MapOrNone(store.Annotations)))),
        ("spec", Fields.Of(
            ("type", "LoadBalancer"),
            ("loadBalancerSourceRanges", Fields.ListOrNone(store.SourceRanges)),
            ("selector", Fields.Of(
                ("app.kubernetes.io/name", "prometheus"),
                ("operator.prometheus.io/name", $"{MemberMonitoringManifests.FullName}-prometheus"))),
            ("ports", Fields.List(new[] { Fields.Of(("name", "grpc"), ("port", StorePort), ("targetPort", "grpc")) })))));

    private static ImmutableDictionary<string, object> Server(MemberMonitoringPlan plan) => Common(plan)
        .SetItems(Fields.Of(
            ("replicas", plan.Replicas),
            ("replicaExternalLabelName", ReplicaLabel),
            ("enforcedSampleLimit", MostSamples),
            ("evaluationInterval", MemberScraping.Seconds(plan.ScrapeSeconds)),
            ("retention", string.Create(CultureInfo.InvariantCulture, $"{plan.RetentionDays}d")),
            ("retentionSize", string.Create(CultureInfo.InvariantCulture, $"{plan.Volume.SizeGiB * 1024 * BlockPercent / 100}MiB")),
            // Blocks are compacted once, in the bucket: what was compacted here as well could not be told apart there.
            ("disableCompaction", true),
            ("ruleSelectorNilUsesHelmValues", false),
            ("resources", MemberMonitoringManifests.Resources("200m", plan.MemoryMiB / 2, plan.MemoryMiB)),
            ("thanos", Sidecar(plan.StoreApi))));

    private static ImmutableDictionary<string, object> Agent(MemberMonitoringPlan plan) => Common(plan)
        .SetItems(Fields.Of(
            ("replicas", 1),
            // There is one, so there is nothing to tell apart; and the label would change with nothing else.
            ("replicaExternalLabelNameClear", true),
            ("enforcedSampleLimit", MostSamplesOfAgent),
            ("scrapeClasses", MemberScraping.Classes),
            ("additionalArgs", Fields.List(new[] { Fields.Of(("name", "storage.agent.retention.max-time"), ("value", Hours(Disconnection.Hours))) })),
            ("resources", MemberMonitoringManifests.Resources("50m", plan.MemoryMiB / 2, plan.MemoryMiB))));

    private static ImmutableDictionary<string, object> Common(MemberMonitoringPlan plan) => Fields.Of(
        ("image", MemberMonitoringManifests.Image(plan.Mirrors, "quay.io")),
        ("scrapeInterval", MemberScraping.Seconds(plan.ScrapeSeconds)),
        // Clusters are told apart by their labels; this one would name the same object in each.
        ("prometheusExternalLabelNameClear", true),
        // Whatever brings a monitor is scraped, in whatever namespace: add-ons and applications need not know what this release is called.
        ("serviceMonitorSelectorNilUsesHelmValues", false),
        ("podMonitorSelectorNilUsesHelmValues", false),
        ("probeSelectorNilUsesHelmValues", false),
        ("scrapeConfigSelectorNilUsesHelmValues", false),
        ("enforcedLabelLimit", 64),
        ("enforcedLabelValueLengthLimit", 1024),
        // Of what a target says before any of it is dropped; half a million samples of three hundred letters are 150 MB.
        ("enforcedBodySizeLimit", plan.Mode == MemberMode.Agent ? "64MB" : "256MB"),
        ("storageSpec", Storage(plan.Volume)),
        // Files and not references: Prometheus reads them anew for each connection, so a renewed certificate is used at once. GOMEMLIMIT it sets itself, to nine tenths of its limit.
        ("volumes", Fields.List(new[] { Fields.Of(("name", HubVolume), ("secret", Fields.Of(("secretName", MemberMonitoringManifests.HubSecret)))) })),
        ("volumeMounts", Fields.List(new[] { Mount })));

    private static ImmutableDictionary<string, object> Sidecar(MemberStoreApi? store) => Fields.Of(
        ("objectStorageConfig", Fields.Of(("existingSecret", Fields.Of(
            ("name", MemberMonitoringManifests.ObjectStoreSecret),
            ("key", MemberMonitoringManifests.ObjectStoreKey))))),
        ("resources", MemberMonitoringManifests.Resources("20m", 128, 512)),
        // Who is not asked for needs no door: without a way for the hub the StoreAPI is the pod's own.
        ("grpcListenLocal", store is null ? true : null),
        ("grpcServerTlsConfig", store is null
            ? null
            : Fields.Of(("caFile", $"{HubFolder}/ca.crt"), ("certFile", $"{HubFolder}/tls.crt"), ("keyFile", $"{HubFolder}/tls.key"), ("minVersion", "TLS13"))),
        ("volumeMounts", store is null ? null : Fields.List(new[] { Mount })));

    private static ImmutableDictionary<string, object> Mount => Fields.Of(("name", HubVolume), ("mountPath", HubFolder), ("readOnly", true));

    private static ImmutableDictionary<string, object> Storage(MemberVolume volume)
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{volume.SizeGiB}Gi");
        return volume.IsPersistent
            ? Fields.Of(("volumeClaimTemplate", Fields.Of(("spec", Fields.Of(
                ("storageClassName", volume.StorageClass),
                ("accessModes", new[] { "ReadWriteOnce" }),
                ("resources", Fields.Of(("requests", Fields.Of(("storage", size))))))))))
            : Fields.Of(("emptyDir", Fields.Of(("sizeLimit", size))));
    }

    private static ImmutableDictionary<string, object> Spec(params ReadOnlySpan<(string Name, object? Value)> fields) =>
        Fields.Of(("prometheus", Fields.Of(("prometheusSpec", Fields.Of(fields)))));

    private static string Hours(int hours) => string.Create(CultureInfo.InvariantCulture, $"{hours}h");
}
