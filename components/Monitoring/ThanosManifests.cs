using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What decides about Thanos on the hub: the values of its chart.</summary>
internal static class ThanosManifests
{
    /// <summary>What tells replicas of one thing apart, and is not there once they are merged.</summary>
    public static readonly ImmutableArray<string> ReplicaLabels = ["prometheus_replica", "receive_replica", "ruler_replica"];

    private static readonly string[] OtherParts = ["compactor", "storegateway", "receive", "ruler", "queryFrontend", "bucket"];

    private static readonly string[] Domains = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

    private const string Tls = "/etc/thanos-tls";
    private const string Rules = "/etc/thanos-rules";

    // The Ruler sees nothing but Receive and what it recorded itself, and rules over error budgets look three days back: at samples in the one, and at recorded rates in the other.
    private const string ReceiveRetention = "96h";
    private const string RulerRetention = ReceiveRetention;

    // Before it answers, Receive reads the log of what it had not written to blocks yet, and the Store Gateway what blocks there are. Who is killed meanwhile begins anew, and never ends.
    private static readonly ImmutableDictionary<string, object> PatientProbes = Fields.Of(("startup", Fields.Of(("periodSeconds", 5), ("failureThreshold", 360))));

    /// <summary>The values of the release that has everything but the two special Queries.</summary>
    public static ImmutableDictionary<string, object> Values(GlobalMonitoringPlan plan) => Common(plan)
        .SetItem("query", Query(plan, MonitoringPart.Query, HubNames.Thanos, [HubNames.StoresOf("prometheus-operated"), .. Live(plan)]))
        .SetItem("queryFrontend", QueryFrontend(plan))
        .SetItem("storegateway", StoreGateway(plan))
        .SetItem("compactor", Compactor(plan))
        .SetItem("receive", Receive(plan))
        .SetItem("ruler", Ruler(plan));

    /// <summary>The values of the Query that the Ruler asks: what agents wrote, and what the Ruler itself recorded of it.</summary>
    public static ImmutableDictionary<string, object> RulerQueryValues(GlobalMonitoringPlan plan) => QueryAlone(
        plan,
        Query(plan, MonitoringPart.RulerQuery, HubNames.RulerThanos, [HubNames.StoresOf("thanos-receive-headless"), HubNames.StoresOf("thanos-ruler-headless")], isAlone: true));

    /// <summary>The values of the Query that asks members, and shows them a certificate. All its stores are members: TLS is for all of a Query's stores or for none.</summary>
    public static ImmutableDictionary<string, object> LiveQueryValues(GlobalMonitoringPlan plan) => QueryAlone(
        plan,
        Query(
            plan,
            MonitoringPart.LiveQuery,
            HubNames.LiveThanos,
            plan.LiveStores,
            isAlone: true,
            "--grpc-client-tls-secure",
            $"--grpc-client-tls-cert={Tls}/tls.crt",
            $"--grpc-client-tls-key={Tls}/tls.key",
            $"--grpc-client-tls-ca={Tls}/ca.crt",
            $"--grpc-client-server-name={MonitoringConnection.MemberServerName}").SetItems(Mounted("tls", HubNames.LiveCertificate)));

    /// <summary>The rules of the Ruler, as the file that it reads.</summary>
    public static string RulerRules(GlobalMonitoringPlan plan) => RuleFile.Text(plan.RulerRules, plan.Runbooks);

    private static IEnumerable<string> Live(GlobalMonitoringPlan plan) =>
        plan.LiveStores.IsEmpty ? [] : [string.Create(CultureInfo.InvariantCulture, $"{HubNames.LiveThanos}-query.{HubNames.Namespace}.svc.cluster.local:{HubNames.StorePort}")];

    private static ImmutableDictionary<string, object> Common(GlobalMonitoringPlan plan) => Fields.Of(
        ("global", Fields.Of(
            ("image", plan.Mirrors.Of("quay.io") is { } mirror ? Fields.Of(("registry", mirror)) : null),
            ("storageClass", plan.StorageClass),
            ("objstore", Fields.Of(("createSecret", false), ("secretName", HubNames.ObjectStoreSecret), ("secretKey", HubNames.ObjectStoreKey))),
            // Of each container: what the chart says of some pods would replace what is said here of all.
            ("containerSecurityContext", Fields.Of(("seccompProfile", Fields.Of(("type", "RuntimeDefault"))))),
            // Nothing here talks to Kubernetes.
            ("rbac", Fields.Of(("create", false))),
            ("serviceAccount", Fields.Of(("automountServiceAccountToken", false))),
            // Ours are evaluated instead.
            ("thanosRules", Fields.Of(("enabled", false))),
            ("serviceMonitor", Fields.Of(("enabled", true))),
            ("pdb", plan.IsHighlyAvailable ? Fields.Of(("enabled", true), ("maxUnavailable", 1)) : null))));

    private static ImmutableDictionary<string, object> QueryAlone(GlobalMonitoringPlan plan, ImmutableDictionary<string, object> query)
    {
        var values = Common(plan).SetItem("query", query);
        foreach (var other in OtherParts)
            values = values.SetItem(other, Fields.Of(("enabled", false)));
        return values;
    }

    private static ImmutableDictionary<string, object> Query(
        GlobalMonitoringPlan plan, MonitoringPart part, string release, IEnumerable<string> endpoints, bool isAlone = false, params IEnumerable<string> arguments) => Fields.Of(
        ("enabled", true),
        ("replicaCount", plan.SizeOf.Replicas(part)),
        ("replicaLabels", ReplicaLabels),
        ("endpoints", Fields.Of(("autogen", Fields.Of(("enabled", !isAlone))), ("static", endpoints))),
        ("extraArgs", Fields.List(arguments.Prepend("--query.auto-downsampling"))),
        ("resources", plan.SizeOf.Resources(part)),
        ("topologySpreadConstraints", Spread(release, "query")));

    private static ImmutableDictionary<string, object> QueryFrontend(GlobalMonitoringPlan plan) => Fields.Of(
        ("enabled", true),
        ("replicaCount", plan.SizeOf.Replicas(MonitoringPart.QueryFrontend)),
        ("cacheConfig", PlainJson.Text(Fields.Of(
            ("type", "IN-MEMORY"), ("config", Fields.Of(("max_size", plan.SizeOf.Cache(MonitoringPart.QueryFrontend)), ("validity", "6h")))))),
        // A day at a time, each of which may be in the cache; a question that fails half way is asked again.
        ("extraArgs", new[] { "--query-range.split-interval=24h", "--query-range.max-retries-per-request=5", "--query-range.align-range-with-step" }),
        ("resources", plan.SizeOf.Resources(MonitoringPart.QueryFrontend)),
        ("topologySpreadConstraints", Spread(HubNames.Thanos, "query-frontend")));

    private static ImmutableDictionary<string, object> StoreGateway(GlobalMonitoringPlan plan)
    {
        var cache = PlainJson.Text(Fields.Of(
            ("type", "IN-MEMORY"),
            ("config", Fields.Of(("max_size", plan.SizeOf.Cache(MonitoringPart.StoreGateway)), ("max_item_size", plan.SizeOf.CacheItem(MonitoringPart.StoreGateway))))));
        return Fields.Of(
            ("enabled", true),
            ("replicaCount", plan.SizeOf.Replicas(MonitoringPart.StoreGateway)),
            ("persistence", Fields.Of(("size", plan.SizeOf.Storage(MonitoringPart.StoreGateway)))),
            ("probes", PatientProbes),
            // Said as arguments: the chart would mount the file of one of them into a folder that is mounted read-only.
            ("extraArgs", new[]
            {
                $"--index-cache.config={cache}",
                $"--store.caching-bucket.config={cache}",
            }),
            ("resources", plan.SizeOf.Resources(MonitoringPart.StoreGateway)),
            ("topologySpreadConstraints", Spread(HubNames.Thanos, "storegateway")));
    }

    private static ImmutableDictionary<string, object> Compactor(GlobalMonitoringPlan plan) => Fields.Of(
        ("enabled", true),
        ("persistence", Fields.Of(("size", plan.SizeOf.Storage(MonitoringPart.Compactor)))),
        ("retention", Fields.Of(
            ("resolutionRaw", Days(plan.Retention.RawDays)),
            ("resolution5m", Days(plan.Retention.FiveMinutesDays)),
            ("resolution1h", Days(plan.Retention.HourDays)))),
        // What was taken late, and what is on several receivers, overlaps. Replicas of Receive are the same sample for sample, so any of them will do;
        // those of a Prometheus are not, and stay apart until they are looked at.
        ("extraArgs", new[]
        {
            "--consistency-delay=30m",
            "--compact.enable-vertical-compaction",
            "--deduplication.replica-label=receive_replica",
            "--deduplication.replica-label=ruler_replica",
        }),
        // Its pod's size is said; a second hand in it would need an operator that is not there.
        ("vpa", Fields.Of(("enabled", false))),
        ("resources", plan.SizeOf.Resources(MonitoringPart.Compactor)));

    private static ImmutableDictionary<string, object> Receive(GlobalMonitoringPlan plan) => Fields.Of(
        ("enabled", true),
        ("mode", "standalone"),
        ("replicaCount", plan.SizeOf.Replicas(MonitoringPart.Receive)),
        ("tsdb", Fields.Of(("retention", ReceiveRetention))),
        ("service", Fields.Of(("remoteWritePort", HubNames.WritePort))),
        ("persistence", Fields.Of(("size", plan.SizeOf.Storage(MonitoringPart.Receive)))),
        ("probes", PatientProbes),
        ("vpa", Fields.Of(("enabled", false))),
        ("extraArgs", new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"--receive.replication-factor={plan.Replication}"),
            $"--remote-write.server-tls-cert={Tls}/tls.crt",
            $"--remote-write.server-tls-key={Tls}/tls.key",
            $"--remote-write.server-tls-client-ca={Tls}/ca.crt",
            // What an agent kept while its site was cut off is older than what others have written meanwhile, and would be refused without this.
            string.Create(CultureInfo.InvariantCulture, $"--tsdb.out-of-order.time-window={Disconnection.Hours}h"),
            // One site with a wrong clock would otherwise make everything that others write late.
            "--tsdb.too-far-in-future.time-window=5m",
        }),
        ("resources", plan.SizeOf.Resources(MonitoringPart.Receive)),
        ("topologySpreadConstraints", Spread(HubNames.Thanos, "receive")))
        .SetItems(Mounted("tls", HubNames.ReceiveCertificate));

    private static ImmutableDictionary<string, object> Ruler(GlobalMonitoringPlan plan) => Fields.Of(
        ("enabled", true),
        ("replicaCount", plan.SizeOf.Replicas(MonitoringPart.Ruler)),
        ("persistence", Fields.Of(("size", plan.SizeOf.Storage(MonitoringPart.Ruler)))),
        ("query", Fields.Of(("urls", new[] { string.Create(CultureInfo.InvariantCulture, $"http://{HubNames.RulerThanos}-query.{HubNames.Namespace}.svc:{HubNames.QueryPort}") }))),
        ("alertmanagers", Fields.Of(("config", PlainJson.Lines(Fields.Of(("alertmanagers", Fields.List(new[]
        {
            Fields.Of(
                // Each of them: they tell one another what was sent, but not what fires.
                ("static_configs", new[] { $"dnssrv+_http-web._tcp.alertmanager-operated.{HubNames.Namespace}.svc.cluster.local" }),
                ("scheme", "http"),
                ("api_version", "v2")),
        }))))))),
        ("autoImportPrometheusRules", Fields.Of(("enabled", false))),
        // Ours are mounted: the chart would read its own as a template, and what alerts say has the same braces.
        ("rules", Fields.Of(("example-alerts.yaml", "groups: []\n"))),
        ("extraArgs", new[] { $"--rule-file={Rules}/*.yaml", "--eval-interval=1m", $"--tsdb.retention={RulerRetention}" }),
        // Nothing tells the Ruler that a file has changed; a pod with another label is another pod.
        ("podLabels", Fields.Of(("infra.rules", PlainJson.Hash(RuleFile.Content(plan.RulerRules, plan.Runbooks))))),
        ("extraVolumes", Fields.List(new[] { Fields.Of(("name", "infra-rules"), ("configMap", Fields.Of(("name", HubNames.RulerRules)))) })),
        ("extraVolumeMounts", Fields.List(new[] { Fields.Of(("name", "infra-rules"), ("mountPath", Rules), ("readOnly", true)) })),
        ("resources", plan.SizeOf.Resources(MonitoringPart.Ruler)),
        ("topologySpreadConstraints", Spread(HubNames.Thanos, "ruler")));

    // The whole folder and not single files of it: only so do pods see certificates that are renewed.
    private static ImmutableDictionary<string, object> Mounted(string name, string secret) => Fields.Of(
        ("extraVolumes", Fields.List(new[] { Fields.Of(("name", name), ("secret", Fields.Of(("secretName", secret)))) })),
        ("extraVolumeMounts", Fields.List(new[] { Fields.Of(("name", name), ("mountPath", Tls), ("readOnly", true)) })));

    // Apart from one another as far as there are zones and nodes; on a cluster with too few they run all the same.
    private static ImmutableArray<object> Spread(string release, string component) => Fields.List(Domains.Select(key => Fields.Of(
        ("maxSkew", 1),
        ("topologyKey", key),
        ("whenUnsatisfiable", "ScheduleAnyway"),
        ("labelSelector", Fields.Of(("matchLabels", Fields.Of(("app.kubernetes.io/component", component), ("app.kubernetes.io/instance", release))))))));

    private static string Days(int days) => string.Create(CultureInfo.InvariantCulture, $"{days}d");
}
