using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Components.Monitoring;
using Infra.Stacks.Specification;
using Pulumi;

namespace Infra.Stacks;

/// <summary>What a specification makes of the monitoring hub.</summary>
internal static class MonitoringHubParts
{
    private const string Name = "monitoring-hub";

    /// <summary>Installs the hub.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="management">The cluster that it runs on.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="needs">What must be there first.</param>
    /// <param name="secret">What a secret says.</param>
    public static GlobalMonitoring Install(
        PlatformSpec platform, MonitoringHubSpec hub, ClusterAccess management, string stack, ImmutableArray<Resource> needs, Func<SecretValue, Output<string>> secret)
    {
        var (own, members) = ObjectStores(platform, hub.ObjectStore, stack, secret);
        return new GlobalMonitoring(Name, new GlobalMonitoringArgs
        {
            Management = management,
            Plan = Plan(platform, hub),
            ObjectStore = own,
            MemberObjectStore = members,
            ReceiverSecrets = ReceiverSecrets(hub.Alerts, secret),
            LoginSecret = hub.Grafana.Login is { } login ? secret(login.ClientSecret) : null,
            Needs = needs,
            Charts = chart => PlatformCharts.Of(platform, chart),
        });
    }

    /// <summary>What members need, as the stack gives it out: one secret.</summary>
    public static Output<ImmutableDictionary<string, string>> Output(MonitoringConnection connection) => Pulumi.Output.CreateSecret(Pulumi.Output.All(
        connection.Authority, connection.ClientCertificate, connection.ClientKey, connection.WriteUrl, connection.AlertmanagerAddress, connection.ObjectStore).Apply(values =>
            ImmutableDictionary<string, string>.Empty
                .Add(MonitoringConnection.AuthorityKey, values[0])
                .Add(MonitoringConnection.ClientCertificateKey, values[1])
                .Add(MonitoringConnection.ClientKeyKey, values[2])
                .Add(MonitoringConnection.WriteUrlKey, values[3])
                .Add(MonitoringConnection.AlertmanagerKey, values[4])
                .Add(MonitoringConnection.ObjectStoreKey, values[5])));

    /// <summary>On how many receivers a sample is, and how many there are.</summary>
    public static (int Factor, int Receivers) Copies(PlatformSpec platform, MonitoringHubSpec hub)
    {
        var isHighlyAvailable = IsHighlyAvailable(platform);
        return (
            hub.ReplicationFactor ?? (isHighlyAvailable ? 3 : 1),
            hub.Sizes.Receive?.Replicas ?? (isHighlyAvailable ? MonitoringSizes.Default(MonitoringPart.Receive).Replicas : 1));
    }

    /// <summary>The hub as a value.</summary>
    public static GlobalMonitoringPlan Plan(PlatformSpec platform, MonitoringHubSpec hub)
    {
        var cluster = platform.Clusters[platform.ManagementCluster!];
        return new GlobalMonitoringPlan
        {
            Cluster = platform.ManagementCluster!,
            Region = cluster.Region,
            Provider = cluster.Provider,
            IsHighlyAvailable = IsHighlyAvailable(platform),
            ReplicationFactor = hub.ReplicationFactor,
            Retention = new MonitoringRetention { RawDays = hub.Retention.RawDays, FiveMinutesDays = hub.Retention.FiveMinutesDays, HourDays = hub.Retention.HourDays },
            Sizes = Sizes(hub.Sizes),
            StorageClass = hub.StorageClass,
            ReceiveEndpoint = Endpoint(hub.Expose.Receive),
            AlertmanagerEndpoint = Endpoint(hub.Expose.Alertmanager),
            Grafana = Grafana(hub.Grafana),
            Alerts = Alerts(hub.Alerts),
            LiveStores = [.. hub.LiveStores.Select(store => $"{store}")],
            WatchesKarmada = platform.Karmada.Install is not null,
            Runbooks = platform.Monitoring?.Runbooks ?? AlertPack.Runbooks,
            Mirrors = new ImageMirrors(platform.Mirrors.Registries),
        };
    }

    private static bool IsHighlyAvailable(PlatformSpec platform) => platform.Environment.Tier == EnvironmentTier.Production;

    private static (ObjectStoreConnection Hub, ObjectStoreConnection Members) ObjectStores(
        PlatformSpec platform, HubObjectStoreSpec store, string stack, Func<SecretValue, Output<string>> secret)
    {
        if (store.S3 is { } s3)
            return (Existing(s3, s3.Credentials, secret), Existing(s3, s3.MemberCredentials ?? s3.Credentials, secret));
        var create = store.Create ?? throw new ArgumentException("metrics are kept nowhere", nameof(store));
        var provider = new Pulumi.Aws.ProviderArgs { Region = create.Region };
        if (create.Role is { } role)
            provider.AssumeRoles = new Pulumi.Aws.Inputs.ProviderAssumeRoleArgs { RoleArn = role, SessionName = "infra" };
        var made = new ObjectStore($"{Name}-metrics", new ObjectStoreArgs
        {
            Aws = new Pulumi.Aws.Provider($"{Name}-aws", provider),
            Region = create.Region,
            Tags = AwsParts.Tags(stack),
            RecoveryDays = create.RecoveryDays,
            IsProtected = platform.IsProtected(platform.ManagementCluster!),
        });
        return (made.Hub, made.Sites);
    }

    private static ObjectStoreConnection Existing(ExistingBucketSpec s3, BucketCredentialSpec credentials, Func<SecretValue, Output<string>> secret) => ObjectStoreConnection.Of(
        s3.Port == 443 ? s3.Endpoint : $"{new HostPort(s3.Endpoint, s3.Port)}", s3.Bucket, s3.Region is { } region ? (Input<string>)region : null, credentials.AccessKey, secret(credentials.SecretKey));

    private static HubEndpoint? Endpoint(HubEndpointSpec? endpoint) => endpoint is null
        ? null
        : new HubEndpoint(endpoint.Host) { Annotations = endpoint.Annotations, AllowedSources = [.. endpoint.AllowedSources.Select(range => $"{range}")] };

    private static GrafanaPlan Grafana(HubGrafanaSpec grafana) => new()
    {
        Host = grafana.Host,
        IngressClass = grafana.IngressClass,
        IngressAnnotations = grafana.IngressAnnotations,
        Gateway = grafana.Gateway is { } gateway ? new GatewayReference(gateway.Name, gateway.Namespace) : null,
        Login = grafana.Login is { } login
            ? new OpenIdConnectPlan(login.ClientId)
            {
                Name = login.Name,
                AuthorizationUrl = login.AuthorizationUrl,
                TokenUrl = login.TokenUrl,
                UserInfoUrl = login.UserInfoUrl,
                Scopes = login.Scopes,
                RolePath = login.RolePath,
            }
            : null,
    };

    private static AlertmanagerConfiguration Alerts(HubAlertsSpec alerts) => new()
    {
        Receivers = [.. alerts.Receivers.Select(receiver => Receiver(receiver.Key, receiver.Value))],
        Routes = [.. alerts.Routes.Select(Route)],
        DefaultReceiver = alerts.Default,
        WatchdogReceiver = alerts.Watchdog,
    };

    private static AlertReceiver Receiver(string name, AlertReceiverSpec receiver) => new(name)
    {
        HasWebhook = receiver.Webhook is not null,
        SlackChannel = receiver.Slack?.Channel,
        HasPagerDuty = receiver.PagerDuty is not null,
        Mail = receiver.Mail is { } mail ? new AlertMail(mail.To, mail.From, $"{mail.Server}", mail.UserName) : null,
    };

    private static AlertRoute Route(AlertRouteSpec route) => new(route.To)
    {
        Teams = route.Teams,
        Severities = [.. route.Severities.Select(severity => severity.ToString().ToLowerInvariant())],
        Fleets = route.Fleets,
        Clusters = route.Clusters,
        Continues = route.Continue,
    };

    private static ImmutableSortedDictionary<string, Output<string>> ReceiverSecrets(HubAlertsSpec alerts, Func<SecretValue, Output<string>> secret) => alerts.Receivers
        .SelectMany(receiver => Secrets(Receiver(receiver.Key, receiver.Value), receiver.Value))
        .ToImmutableSortedDictionary(entry => entry.Key, entry => secret(entry.Value), StringComparer.Ordinal);

    private static IEnumerable<(string Key, SecretValue Value)> Secrets(AlertReceiver receiver, AlertReceiverSpec spec)
    {
        if (spec.Webhook is { } webhook)
            yield return (receiver.WebhookKey, webhook.Url);
        if (spec.Slack is { } slack)
            yield return (receiver.SlackKey, slack.Url);
        if (spec.PagerDuty is { } pagerDuty)
            yield return (receiver.PagerDutyKey, pagerDuty.RoutingKey);
        if (spec.Mail?.Password is { } password)
            yield return (receiver.MailKey, password);
    }

    private static ImmutableSortedDictionary<MonitoringPart, PartSize> Sizes(HubSizesSpec sizes) => new (MonitoringPart Part, PodSizeSpec? Size)[]
    {
        (MonitoringPart.Prometheus, sizes.Prometheus),
        (MonitoringPart.Alertmanager, sizes.Alertmanager),
        (MonitoringPart.Grafana, sizes.Grafana),
        (MonitoringPart.Receive, sizes.Receive),
        (MonitoringPart.Query, sizes.Query),
        (MonitoringPart.QueryFrontend, sizes.QueryFrontend),
        (MonitoringPart.RulerQuery, sizes.RulerQuery),
        (MonitoringPart.LiveQuery, sizes.LiveQuery),
        (MonitoringPart.StoreGateway, sizes.StoreGateway),
        (MonitoringPart.Compactor, sizes.Compactor),
        (MonitoringPart.Ruler, sizes.Ruler),
    }.Where(entry => entry.Size is not null).ToImmutableSortedDictionary(entry => entry.Part, entry => Size(entry.Size!));

    private static PartSize Size(PodSizeSpec size) => new()
    {
        Replicas = size switch { PartSizeSpec part => part.Replicas, StatelessPartSizeSpec part => part.Replicas, _ => null },
        StorageGiB = size switch { PartSizeSpec part => part.StorageGiB, SinglePartSizeSpec part => part.StorageGiB, _ => null },
        Cpu = size.Cpu,
        MemoryMiB = size.MemoryMiB,
    };
}
