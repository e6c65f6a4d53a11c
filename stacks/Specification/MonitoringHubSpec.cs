using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Where the metrics of all clusters come together: Thanos, Alertmanager and Grafana on the management cluster.</summary>
public sealed record MonitoringHubSpec
{
    /// <summary>The bucket that metrics are kept in.</summary>
    public required HubObjectStoreSpec ObjectStore { get; init; }

    /// <summary>For how many days metrics are kept.</summary>
    public HubRetentionSpec Retention { get; init; } = new();

    /// <summary>Who is told of alerts.</summary>
    public HubAlertsSpec Alerts { get; init; } = new();

    /// <summary>Who may look at Grafana, and where.</summary>
    public HubGrafanaSpec Grafana { get; init; } = new();

    /// <summary>What is reached from outside the management cluster; nothing if not said. What is, asks for a member's certificate.</summary>
    public HubExposureSpec Expose { get; init; } = new();

    /// <summary>The stores of members that are asked directly for what they have not uploaded yet, host and port.</summary>
    [Example("store.prod-cloud.example.com:10901")]
    public ImmutableArray<HostPort> LiveStores { get; init; } = [];

    /// <summary>On how many receivers each sample of an agent is: 3 survive the loss of one. 3 in production and 1 elsewhere if not said.</summary>
    [Range(1, 7)]
    public int? ReplicationFactor { get; init; }

    /// <summary>The storage class of every volume; the cluster's default one if not said.</summary>
    [Form(Form.Name)]
    public string? StorageClass { get; init; }

    /// <summary>How big the parts are; docs/monitoring.md has what they are if not said.</summary>
    public HubSizesSpec Sizes { get; init; } = new();
}

/// <summary>The bucket that metrics are kept in.</summary>
[ExactlyOneOf("s3", "create")]
public sealed record HubObjectStoreSpec
{
    /// <summary>A bucket that exists, of any service that speaks S3.</summary>
    public ExistingBucketSpec? S3 { get; init; }

    /// <summary>A bucket on AWS, made by this stack: private, encrypted, versioned. It stays when the stack goes.</summary>
    public CreatedBucketSpec? Create { get; init; }
}

/// <summary>A bucket that exists.</summary>
public sealed record ExistingBucketSpec
{
    /// <summary>The host of the service.</summary>
    [Form(Form.Host), Example("s3.eu-central-1.amazonaws.com")]
    public required string Endpoint { get; init; }

    /// <summary>The port of the service.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 443;

    /// <summary>The bucket.</summary>
    [Form(Form.BucketName), Example("platform-metrics")]
    public required string Bucket { get; init; }

    /// <summary>The region that requests are signed for; none if not said.</summary>
    [Form(Form.NotEmpty), Example("eu-central-1")]
    public string? Region { get; init; }

    /// <summary>The hub's credential. It reads, writes and deletes.</summary>
    public required BucketCredentialSpec Credentials { get; init; }

    /// <summary>The members' credential, which need not delete; the hub's if not said.</summary>
    public BucketCredentialSpec? MemberCredentials { get; init; }
}

/// <summary>A credential of a bucket.</summary>
public sealed record BucketCredentialSpec
{
    /// <summary>Its name.</summary>
    [Form(Form.NotEmpty)]
    public required string AccessKey { get; init; }

    /// <summary>What proves it.</summary>
    public required SecretValue SecretKey { get; init; }
}

/// <summary>A bucket to make on AWS.</summary>
public sealed record CreatedBucketSpec
{
    /// <summary>Its region.</summary>
    [Form(Form.AwsRegion), Example("eu-central-1")]
    public required string Region { get; init; }

    /// <summary>The role that makes it; whoever runs the program if not said.</summary>
    [Form(Form.RoleArn)]
    public string? Role { get; init; }

    /// <summary>For how many days what was deleted can be brought back.</summary>
    [Range(1, 365)]
    public int RecoveryDays { get; init; } = 14;
}

/// <summary>For how many days the bucket keeps metrics, by resolution. The coarser are kept beside the finer, and not instead.</summary>
public sealed record HubRetentionSpec
{
    /// <summary>Samples as they were taken. Downsampling to five minutes wants them for two days.</summary>
    [Range(2, 3650)]
    public int RawDays { get; init; } = 30;

    /// <summary>One value for five minutes. Downsampling to an hour wants them for ten days.</summary>
    [Range(10, 3650)]
    public int FiveMinutesDays { get; init; } = 180;

    /// <summary>One value for an hour.</summary>
    [Range(10, 3650)]
    public int HourDays { get; init; } = 730;
}

/// <summary>What is reached from outside the management cluster.</summary>
public sealed record HubExposureSpec
{
    /// <summary>Where agents write to.</summary>
    public HubEndpointSpec? Receive { get; init; }

    /// <summary>Where members send alerts.</summary>
    public HubEndpointSpec? Alertmanager { get; init; }
}

/// <summary>A load balancer that lets TLS through.</summary>
public sealed record HubEndpointSpec
{
    /// <summary>The name by which it is reached. Its certificate carries it; point it at the load balancer in your DNS.</summary>
    [Form(Form.Host), Example("receive.monitoring.example.com")]
    public required string Host { get; init; }

    /// <summary>What is said to the load balancer, as annotations of its Service.</summary>
    [KeyForm(Form.LabelKey)]
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ranges of addresses that may connect; all if not said.</summary>
    public ImmutableArray<Cidr> AllowedSources { get; init; } = [];
}

/// <summary>Grafana's door.</summary>
public sealed record HubGrafanaSpec
{
    /// <summary>The name under which people reach it; only from inside the cluster if not said.</summary>
    [Form(Form.Host), Example("grafana.example.com")]
    public string? Host { get; init; }

    /// <summary>The class of the ingress that leads there; the cluster's default one if not said.</summary>
    [Form(Form.Name)]
    public string? IngressClass { get; init; }

    /// <summary>The annotations of the ingress, for example the issuer of its certificate.</summary>
    [KeyForm(Form.LabelKey)]
    public ImmutableSortedDictionary<string, string> IngressAnnotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The gateway that leads there instead of an ingress.</summary>
    public HubGatewaySpec? Gateway { get; init; }

    /// <summary>Who says who people are, by OpenID Connect; there is the administrator alone if not said.</summary>
    public HubLoginSpec? Login { get; init; }
}

/// <summary>A Gateway of the Gateway API.</summary>
public sealed record HubGatewaySpec
{
    /// <summary>Its name.</summary>
    [Form(Form.Name)]
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    [Form(Form.Name)]
    public required string Namespace { get; init; }
}

/// <summary>A provider of identities that speaks OpenID Connect.</summary>
public sealed record HubLoginSpec
{
    /// <summary>What it is called on the button.</summary>
    [Form(Form.NotEmpty)]
    public string Name { get; init; } = "Single sign-on";

    /// <summary>What it knows Grafana as.</summary>
    [Form(Form.NotEmpty)]
    public required string ClientId { get; init; }

    /// <summary>What Grafana shows it.</summary>
    public required SecretValue ClientSecret { get; init; }

    /// <summary>Where people are sent to log in.</summary>
    [Form(Form.HttpsUrl)]
    public required string AuthorizationUrl { get; init; }

    /// <summary>Where Grafana gets tokens.</summary>
    [Form(Form.HttpsUrl)]
    public required string TokenUrl { get; init; }

    /// <summary>Where Grafana asks who somebody is; the token says it if not said.</summary>
    [Form(Form.HttpsUrl)]
    public string? UserInfoUrl { get; init; }

    /// <summary>What is asked for.</summary>
    [Form(Form.NotEmpty)]
    public ImmutableArray<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Which role somebody has, as an expression of JMESPath; everybody may look if not said.</summary>
    [Form(Form.NotEmpty), Example("contains(groups[*], 'platform') && 'Admin' || 'Viewer'")]
    public string RolePath { get; init; } = "'Viewer'";
}
