using System.Collections.Immutable;
using Infra.Components.Monitoring.Dashboards;

namespace Infra.Components.Monitoring;

/// <summary>What a monitoring hub is to be, as a value: all of it but the secrets and the cluster that it runs on.</summary>
public sealed record GlobalMonitoringPlan
{
    /// <summary>The name of the management cluster, which the hub's own metrics carry as label <c>cluster</c>.</summary>
    public required string Cluster { get; init; }

    /// <summary>The region that it is in.</summary>
    /// <value>Null: its metrics have no such label.</value>
    public string? Region { get; init; }

    /// <summary>Who provides it.</summary>
    /// <value>Null: its metrics have no such label.</value>
    public string? Provider { get; init; }

    /// <summary>Whether the hub goes on while a node is lost or drained.</summary>
    /// <value>True.</value>
    public bool IsHighlyAvailable { get; init; } = true;

    /// <summary>On how many receivers each sample is; more than half of them must take it. Odd: an even number survives no more than the odd one below it.</summary>
    /// <value>Null: 3 where the hub is highly available, or else 1.</value>
    public int? ReplicationFactor { get; init; }

    /// <summary>For how long the bucket keeps metrics.</summary>
    public MonitoringRetention Retention { get; init; } = new();

    /// <summary>How big parts are, where it is said.</summary>
    public ImmutableSortedDictionary<MonitoringPart, PartSize> Sizes { get; init; } = ImmutableSortedDictionary<MonitoringPart, PartSize>.Empty;

    /// <summary>The storage class of every volume.</summary>
    /// <value>Null: the management cluster's default.</value>
    public string? StorageClass { get; init; }

    /// <summary>How agents reach Receive from outside the management cluster.</summary>
    /// <value>Null: they do not.</value>
    public HubEndpoint? ReceiveEndpoint { get; init; }

    /// <summary>How members reach Alertmanager from outside the management cluster.</summary>
    /// <value>Null: they do not.</value>
    public HubEndpoint? AlertmanagerEndpoint { get; init; }

    /// <summary>Who may look at Grafana, and where.</summary>
    public GrafanaPlan Grafana { get; init; } = new();

    /// <summary>Who is told of alerts.</summary>
    public AlertmanagerConfiguration Alerts { get; init; } = new();

    /// <summary>The stores of members that are asked directly, host and port: what they have not uploaded yet.</summary>
    public ImmutableArray<string> LiveStores { get; init; } = [];

    /// <summary>The rules that the hub's own Prometheus evaluates.</summary>
    /// <value>Those of every cluster, those of the hub, and those of Karmada where it <see cref="WatchesKarmada">runs here</see>.</value>
    public ImmutableArray<RuleGroup> HubRules => [.. AlertPack.Member, .. WatchesKarmada ? AlertPack.Karmada : [], .. AlertPack.Hub];

    /// <summary>The rules that the Ruler evaluates over what agents write.</summary>
    /// <value>Those of every cluster, and those that tell when nothing is written any more.</value>
    public ImmutableArray<RuleGroup> RulerRules { get; init; } = [.. AlertPack.Member, .. AlertPack.Sites];

    /// <summary>The address of the folder of runbooks, as people reach it.</summary>
    /// <value>The folder in this repository.</value>
    public string Runbooks { get; init; } = AlertPack.Runbooks;

    /// <summary>The dashboards.</summary>
    /// <value>All that come with the platform.</value>
    public ImmutableArray<Dashboard> Dashboards { get; init; } = DashboardPack.All;

    /// <summary>Whether Karmada runs on this cluster, and is watched.</summary>
    public bool WatchesKarmada { get; init; }

    /// <summary>Where images come from.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>On how many receivers each sample is.</summary>
    internal int Replication => ReplicationFactor ?? (IsHighlyAvailable ? 3 : 1);

    /// <summary>The sizes of all parts.</summary>
    internal MonitoringSizes SizeOf => new(IsHighlyAvailable, Sizes);
}

/// <summary>A part of the hub that is reached from outside: by a load balancer that lets TLS through to the pods, which ask for a client's certificate.</summary>
/// <param name="Host">The name by which it is reached; its certificate carries it, and whoever keeps the DNS points it at the load balancer.</param>
public sealed record HubEndpoint(string Host)
{
    /// <summary>What is said to the load balancer, as annotations of its Service.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ranges of addresses that may connect.</summary>
    /// <value>Empty: every address, with the right certificate.</value>
    public ImmutableArray<string> AllowedSources { get; init; } = [];
}

/// <summary>Grafana's door.</summary>
public sealed record GrafanaPlan
{
    /// <summary>The name under which people reach it.</summary>
    /// <value>Null: only from inside the cluster.</value>
    public string? Host { get; init; }

    /// <summary>The class of the ingress that leads there.</summary>
    /// <value>Null: the cluster's default class, unless <see cref="Gateway"/> is set.</value>
    public string? IngressClass { get; init; }

    /// <summary>The annotations of the ingress, for example the issuer of its certificate.</summary>
    public ImmutableSortedDictionary<string, string> IngressAnnotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The gateway that leads there instead of an ingress, and that has the certificate.</summary>
    /// <value>Null: an ingress leads there.</value>
    public GatewayReference? Gateway { get; init; }

    /// <summary>Who says who people are.</summary>
    /// <value>Null: nobody; there is the administrator alone.</value>
    public OpenIdConnectPlan? Login { get; init; }
}

/// <summary>A Gateway of the Gateway API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Namespace">Its namespace.</param>
public sealed record GatewayReference(string Name, string Namespace);

/// <summary>A provider of identities that speaks OpenID Connect.</summary>
/// <param name="ClientId">What it knows Grafana as. The client's secret is in a Secret.</param>
public sealed record OpenIdConnectPlan(string ClientId)
{
    /// <summary>What it is called on the button.</summary>
    public string Name { get; init; } = "Single sign-on";

    /// <summary>Where people are sent to log in.</summary>
    public required string AuthorizationUrl { get; init; }

    /// <summary>Where Grafana gets tokens.</summary>
    public required string TokenUrl { get; init; }

    /// <summary>Where Grafana asks who somebody is.</summary>
    /// <value>Null: the token says it.</value>
    public string? UserInfoUrl { get; init; }

    /// <summary>What is asked for.</summary>
    public ImmutableArray<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary>Which role somebody has, as an expression of JMESPath over what is known of them.</summary>
    /// <value>Everybody may look.</value>
    public string RolePath { get; init; } = "'Viewer'";
}
