using System.Collections.Immutable;
using System.Text;
using Infra.Components.Clusters;
using Infra.Components.Monitoring;
using Pulumi;

namespace Infra.Components.Tests.Monitoring;

/// <summary>Monitoring hubs to look at.</summary>
internal static class Hub
{
    public const string Canary = "canary-4711";

    public static GlobalMonitoringPlan Small { get; } = new() { Cluster = "kurator-mgmt", IsHighlyAvailable = false };

    public static GlobalMonitoringPlan Full { get; } = new()
    {
        Cluster = "kurator-mgmt",
        Region = "cn-east-3",
        Provider = "huaweicloud",
        StorageClass = "fast",
        Sizes = ImmutableSortedDictionary<MonitoringPart, PartSize>.Empty.Add(MonitoringPart.Receive, new PartSize { Replicas = 5, StorageGiB = 200, Cpu = "2", MemoryMiB = 8192 }),
        ReceiveEndpoint = new HubEndpoint("receive.example.com")
        {
            Annotations = ImmutableSortedDictionary<string, string>.Empty.Add("example.com/tier", "internal"),
            AllowedSources = ["203.0.113.0/24"],
        },
        AlertmanagerEndpoint = new HubEndpoint("alerts.example.com"),
        Grafana = new GrafanaPlan
        {
            Host = "grafana.example.com",
            IngressClass = "nginx",
            IngressAnnotations = ImmutableSortedDictionary<string, string>.Empty.Add("cert-manager.io/cluster-issuer", "public"),
            Login = new OpenIdConnectPlan("grafana") { AuthorizationUrl = "https://id.example.com/auth", TokenUrl = "https://id.example.com/token", UserInfoUrl = "https://id.example.com/me" },
        },
        Alerts = Alerts,
        LiveStores = ["store.prod-cloud.example.com:10901"],
        WatchesKarmada = true,
        Mirrors = new ImageMirrors(new[] { "docker.io", "quay.io", "ghcr.io", "registry.k8s.io" }
            .ToImmutableSortedDictionary(registry => registry, registry => $"mirror.example.com/{registry}", StringComparer.Ordinal)),
    };

    public static AlertmanagerConfiguration Alerts => new()
    {
        Receivers =
        [
            new AlertReceiver("on-call") { HasPagerDuty = true },
            new AlertReceiver("platform") { SlackChannel = "#platform-alerts" },
            new AlertReceiver("everybody") { HasWebhook = true, Mail = new AlertMail("ops@example.com", "alerts@example.com", "smtp.example.com:587", "alerts") },
        ],
        Routes = [new AlertRoute("on-call") { Severities = ["critical"], Continues = true }, new AlertRoute("platform") { Teams = ["platform"] }],
        DefaultReceiver = "everybody",
        WatchdogReceiver = "everybody",
    };

    public static Answers MemberCertificate { get; } = Answers.None with
    {
        Outputs = Answers.None.Outputs.Add("kubernetes:core/v1:Secret", ImmutableDictionary<string, object>.Empty.Add("data", ImmutableDictionary<string, object>.Empty
            .Add("ca.crt", Base64("the authority")).Add("tls.crt", Base64("the certificate")).Add("tls.key", Base64("the key")))),
    };

    public static Task<Declared> InstallAsync(GlobalMonitoringPlan plan, Action<GlobalMonitoring>? look = null) => Declared.ByAsync(Program(plan, look), MemberCertificate);

    public static Action Program(GlobalMonitoringPlan plan, Action<GlobalMonitoring>? look = null) => () =>
    {
        var access = new AttachedCluster(
            "kurator-mgmt", new AttachedClusterArgs { Access = new AttachedClusterAccess(KubeconfigSource.FromFile("k"), "https://kurator-mgmt:6443") }).Member.Access!;
        var hub = new GlobalMonitoring("hub", new GlobalMonitoringArgs
        {
            Management = access,
            Plan = plan,
            ObjectStore = ObjectStoreConnection.Of("rgw.example.com", "metrics", null, "hub", Canary),
            MemberObjectStore = ObjectStoreConnection.Of("rgw.example.com", "metrics", null, "members", Canary),
            ReceiverSecrets = plan.Alerts.SecretKeys.ToImmutableSortedDictionary(key => key, _ => Output.CreateSecret(Canary), StringComparer.Ordinal),
            LoginSecret = plan.Grafana.Login is null ? null : Output.CreateSecret(Canary),
        });
        look?.Invoke(hub);
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
