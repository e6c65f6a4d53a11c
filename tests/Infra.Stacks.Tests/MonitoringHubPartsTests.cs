using Infra.Components.Monitoring;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Pulumi;
using Pulumi.Utilities;
using Xunit;

namespace Infra.Stacks.Tests;

/// <summary>That everything a specification says of the monitoring hub reaches its component.</summary>
public sealed class MonitoringHubPartsTests
{
    private const string Hub = """
        infra:environment: { tier: preProduction }
        infra:karmada: { install: { apiEndpoint: 'https://karmada.example.com:5443' } }
        infra:managementCluster: m
        infra:clusters: { m: { kind: attached, kubeconfig: { path: m.config }, apiEndpoint: 'https://m.example.com', region: frankfurt, provider: aws } }
        infra:mirrors: { registries: { quay.io: registry.example.com/quay } }
        infra:secrets: { key: { secure: v1:AAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAA } }
        infra:monitoring:
          hub:
            objectStore: { s3: { endpoint: rgw.example.com, port: 8443, bucket: metrics, credentials: { accessKey: hub, secretKey: { secret: key } } } }
            retention: { rawDays: 10, fiveMinutesDays: 20, hourDays: 40 }
            replicationFactor: 3
            storageClass: fast
            liveStores: ['store.example.com:10901']
            sizes:
              receive: { replicas: 5, storageGiB: 300, cpu: '2', memoryMiB: 8192 }
              query: { replicas: 4 }
              compactor: { storageGiB: 500 }
            expose:
              receive: { host: receive.example.com, annotations: { example.com/tier: internal }, allowedSources: [203.0.113.0/24] }
              alertmanager: { host: alerts.example.com }
            grafana:
              host: grafana.example.com
              gateway: { name: public, namespace: gateways }
              login: { name: Company, clientId: grafana, clientSecret: { secret: key }, authorizationUrl: 'https://id.example.com/a', tokenUrl: 'https://id.example.com/t', userInfoUrl: 'https://id.example.com/u', scopes: [openid], rolePath: "'Editor'" }
            alerts:
              receivers:
                on-call: { pagerDuty: { routingKey: { secret: key } }, webhook: { url: { secret: key } } }
                ops: { slack: { channel: '#ops', url: { secret: key } }, mail: { to: a@example.com, from: b@example.com, server: 'smtp.example.com:587', userName: c, password: { secret: key } } }
              routes: [{ to: on-call, teams: [platform], severities: [critical, info], fleets: [edge], clusters: [prod-cloud], continue: true }]
              default: ops
              watchdog: on-call
        """;

    [Fact]
    public void The_hub_is_as_it_is_specified()
    {
        var plan = Plan(Hub);

        Assert.Equal(("m", "frankfurt", "aws", false, 3, "fast", true), (plan.Cluster, plan.Region, plan.Provider, plan.IsHighlyAvailable, plan.ReplicationFactor!.Value, plan.StorageClass, plan.WatchesKarmada));
        Assert.Equal(new MonitoringRetention { RawDays = 10, FiveMinutesDays = 20, HourDays = 40 }, plan.Retention);
        Assert.Equal("registry.example.com/quay", plan.Mirrors.Of("quay.io"));
        Assert.Equal("store.example.com:10901", Assert.Single(plan.LiveStores));
    }

    [Fact]
    public void Sizes_are_as_they_are_specified() => Assert.Equal(
        [
            KeyValuePair.Create(MonitoringPart.Receive, new PartSize { Replicas = 5, StorageGiB = 300, Cpu = "2", MemoryMiB = 8192 }),
            KeyValuePair.Create(MonitoringPart.Query, new PartSize { Replicas = 4 }),
            KeyValuePair.Create(MonitoringPart.Compactor, new PartSize { StorageGiB = 500 }),
        ],
        Plan(Hub).Sizes);

    [Fact]
    public void Doors_are_as_they_are_specified()
    {
        var plan = Plan(Hub);

        Assert.Equal(("receive.example.com", "internal", "203.0.113.0/24"), (plan.ReceiveEndpoint!.Host, plan.ReceiveEndpoint.Annotations["example.com/tier"], Assert.Single(plan.ReceiveEndpoint.AllowedSources)));
        Assert.Equal("alerts.example.com", plan.AlertmanagerEndpoint!.Host);
        Assert.Equal(("grafana.example.com", new GatewayReference("public", "gateways")), (plan.Grafana.Host, plan.Grafana.Gateway));
        var login = plan.Grafana.Login!;
        Assert.Equal(
            ("Company", "grafana", "https://id.example.com/a", "https://id.example.com/t", "https://id.example.com/u", "openid", "'Editor'"),
            (login.Name, login.ClientId, login.AuthorizationUrl, login.TokenUrl, login.UserInfoUrl, Assert.Single(login.Scopes), login.RolePath));
    }

    [Fact]
    public void Those_who_are_told_are_as_they_are_specified()
    {
        var alerts = Plan(Hub).Alerts;

        Assert.Equal(
            [
                new AlertReceiver("on-call") { HasPagerDuty = true, HasWebhook = true },
                new AlertReceiver("ops") { SlackChannel = "#ops", Mail = new AlertMail("a@example.com", "b@example.com", "smtp.example.com:587", "c") },
            ],
            alerts.Receivers);
        Assert.Equal(("ops", "on-call"), (alerts.DefaultReceiver, alerts.WatchdogReceiver));
        var route = Assert.Single(alerts.Routes);
        Assert.Equal(
            ("on-call", "platform", "critical info", "edge", "prod-cloud", true),
            (route.Receiver, Assert.Single(route.Teams), string.Join(' ', route.Severities), Assert.Single(route.Fleets), Assert.Single(route.Clusters), route.Continues));
    }

    [Fact]
    public void In_production_a_hub_outlives_a_node_without_being_told() =>
        Assert.Equal((3, 3), MonitoringHubParts.Copies(Specification(Hub.Replace("preProduction", "production", StringComparison.Ordinal)), new MonitoringHubSpec { ObjectStore = new HubObjectStoreSpec() }));

    [Fact]
    public async Task What_members_need_is_given_out_as_one_secret()
    {
        var given = MonitoringHubParts.Output(new MonitoringConnection(
            Output.Create("ca"), Output.Create("certificate"), Output.CreateSecret("key"), Output.Create("https://w"), Output.Create("a:443"), Output.CreateSecret("type: S3")));

        Assert.True(await Output.IsSecretAsync(given));
        Assert.Equal(
            ["alertmanager=a:443", "authority=ca", "clientCertificate=certificate", "clientKey=key", "objectStore=type: S3", "writeUrl=https://w"],
            (await OutputUtilities.GetValueAsync(given)).Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal));
    }

    private static GlobalMonitoringPlan Plan(string stack)
    {
        var platform = Specification(stack);
        return MonitoringHubParts.Plan(platform, platform.Monitoring!.Hub!);
    }

    private static PlatformSpec Specification(string stack)
    {
        using var project = new TemporaryProject();
        project.Write("stacks/Pulumi.test.yaml", $"config:\n  {stack.ReplaceLineEndings("\n  ")}\n");
        var reading = new SpecificationLoader(project.Files).FromFiles("test");
        Assert.Empty(reading.Findings.Select(finding => finding.ToString()));
        return reading.Platform!;
    }
}
