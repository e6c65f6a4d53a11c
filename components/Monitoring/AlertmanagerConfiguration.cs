using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What Alertmanager does with alerts: how they are grouped, which silence which, and who is told.</summary>
/// <remarks>See prometheus.io, "Alerting: Configuration".</remarks>
public sealed record AlertmanagerConfiguration
{
    /// <summary>The receiver that tells nobody, by a name that none of <see cref="Receivers"/> may have: in stack files names are labels of DNS, and this is none.</summary>
    public const string Nobody = "(nobody)";

    /// <summary>The alert that always fires, by which an outside service sees that alerts still arrive.</summary>
    public const string Watchdog = "Watchdog";

    /// <summary>The alert of a cluster that Karmada does not reach; it silences <see cref="Inferred"/> of that cluster.</summary>
    public const string ClusterUnreachable = "ClusterUnreachable";

    /// <summary>What hub and Ruler infer of a cluster from outside. A cluster that is dead says nothing of itself, so with these silenced it is one alert; one that lives says on what it has to say.</summary>
    public static readonly ImmutableArray<string> Inferred = ["ClusterMetricsMissing", "ClusterNodesNotReady", "EdgeSiteSilent", "KarmadaWorksNotApplied"];

    /// <summary>The Secret that holds what is secret of receivers.</summary>
    public const string SecretName = "alertmanager-receivers";

    // Where the operator mounts the secrets that it is told of.
    private const string SecretFolder = $"/etc/alertmanager/secrets/{SecretName}";

    private const string IsWatchdog = $"alertname = \"{Watchdog}\"";

    // An alert of a fleet's cluster has the names of all fleets that the cluster is in, in one label.
    private const char FleetSeparator = '+';

    /// <summary>Those who are told.</summary>
    public ImmutableArray<AlertReceiver> Receivers { get; init; } = [];

    /// <summary>Who is told of what, in this order: the first that fits, unless it goes on to the next.</summary>
    public ImmutableArray<AlertRoute> Routes { get; init; } = [];

    /// <summary>The receiver of what no route takes.</summary>
    /// <value>Null: nobody is told of it.</value>
    public string? DefaultReceiver { get; init; }

    /// <summary>The receiver of the hub's <see cref="Watchdog"/>, which misses it when nothing works any more.</summary>
    /// <value>Null: there is none.</value>
    public string? WatchdogReceiver { get; init; }

    /// <summary>The keys that the secret must have.</summary>
    public ImmutableArray<string> SecretKeys => [.. Receivers.SelectMany(receiver => receiver.SecretKeys)];

    /// <summary>The configuration, as Alertmanager's file has it.</summary>
    public ImmutableDictionary<string, object> Content() => Fields.Of(
        ("global", Fields.Of(("resolve_timeout", "5m"))),
        ("route", Fields.Of(
            // One message about what is wrong with a cluster, however many alerts that is.
            // Not by fleet too: what the hub says of a member has not the fleet that the member itself says.
            ("group_by", new[] { "cluster" }),
            ("group_wait", "30s"),
            ("group_interval", "5m"),
            ("repeat_interval", "12h"),
            ("receiver", DefaultReceiver ?? Nobody),
            // Nobody is told of information that no route asked for.
            ("routes", Fields.List(WatchdogRoutes().Concat(Routes.Select(Route)).Append(To(Nobody, "severity = \"info\"")))))),
        ("inhibit_rules", Fields.List(Inhibitions())),
        ("receivers", Fields.List(Receivers.Select(Receiver).Prepend(Fields.Of(("name", Nobody))))));

    // That of the hub is sent again and again, or the other side could not tell silence from health; those of members would hide that the hub's is missing.
    private IEnumerable<ImmutableDictionary<string, object>> WatchdogRoutes()
    {
        if (WatchdogReceiver is { } receiver)
        {
            yield return To(receiver, IsWatchdog, $"fleet = \"{HubNames.Fleet}\"")
                .SetItem("group_wait", "0s").SetItem("group_interval", "1m").SetItem("repeat_interval", "1m");
        }

        yield return To(Nobody, IsWatchdog);
    }

    private static ImmutableDictionary<string, object> To(string receiver, params string[] matchers) => Fields.Of(("receiver", receiver), ("matchers", matchers));

    private static ImmutableDictionary<string, object> Route(AlertRoute route) => Fields.Of(
        ("receiver", route.Receiver),
        ("matchers", Fields.List(Matchers(route))),
        ("continue", route.Continues ? true : null),
        // What is critical is said again before a shift is over.
        ("repeat_interval", route.Severities is ["critical"] ? "4h" : null));

    private static IEnumerable<string> Matchers(AlertRoute route)
    {
        yield return OneOf("severity", route.Severities.Count > 0 ? route.Severities : ["critical", "warning"]);
        if (route.Teams.Count > 0)
            yield return OneOf("team", route.Teams);
        if (route.Fleets.Count > 0)
            yield return $"fleet =~ \"(.*[{FleetSeparator}])?({Names(route.Fleets)})([{FleetSeparator}].*)?\"";
        if (route.Clusters.Count > 0)
            yield return OneOf("cluster", route.Clusters);
    }

    private static string OneOf(string label, IReadOnlyList<string> values) => values is [var only] ? $"{label} = \"{only}\"" : $"{label} =~ \"{Names(values)}\"";

    // Names are labels of DNS, in which nothing means something to a regular expression but the point that they do not have.
    private static string Names(IEnumerable<string> names) => string.Join('|', names.Select(Regex.Escape));

    private static IEnumerable<ImmutableDictionary<string, object>> Inhibitions()
    {
        yield return Fields.Of(
            ("source_matchers", new[] { $"alertname = \"{ClusterUnreachable}\"" }),
            ("target_matchers", new[] { OneOf("alertname", Inferred) }),
            ("equal", new[] { "cluster" }));
        // Many of a kind are one thing that is wrong.
        yield return Fields.Of(
            ("source_matchers", new[] { "alertname = \"ManyEdgeSitesSilent\"" }),
            ("target_matchers", new[] { "alertname = \"EdgeSiteSilent\"" }),
            ("equal", new[] { "fleet", "region" }));
        yield return Fields.Of(
            ("source_matchers", new[] { "alertname = \"ManyNodesNotReady\"" }),
            ("target_matchers", new[] { "alertname = \"NodeNotReady\"" }),
            ("equal", new[] { "cluster" }));
        // For rules of applications: ours are called differently for each severity.
        yield return Fields.Of(
            ("source_matchers", new[] { "severity = \"critical\"" }),
            ("target_matchers", new[] { "severity = \"warning\"" }),
            ("equal", new[] { "alertname", "cluster", "namespace" }));
    }

    private static ImmutableDictionary<string, object> Receiver(AlertReceiver receiver) => Fields.Of(
        ("name", receiver.Name),
        ("webhook_configs", receiver.HasWebhook ? One(("url_file", File(receiver.WebhookKey)), ("send_resolved", true)) : null),
        ("slack_configs", receiver.SlackChannel is { } channel ? One(("api_url_file", File(receiver.SlackKey)), ("channel", channel), ("send_resolved", true)) : null),
        ("pagerduty_configs", receiver.HasPagerDuty
            ? One(("routing_key_file", File(receiver.PagerDutyKey)), ("severity", "{{ if .CommonLabels.severity }}{{ .CommonLabels.severity }}{{ else }}warning{{ end }}"), ("send_resolved", true))
            : null),
        ("email_configs", receiver.Mail is { } mail
            ? One(
                ("to", mail.To),
                ("from", mail.From),
                ("smarthost", mail.Server),
                ("auth_username", mail.UserName),
                ("auth_password_file", mail.UserName is null ? null : File(receiver.MailKey)),
                ("require_tls", true),
                ("send_resolved", true))
            : null));

    private static ImmutableArray<object> One(params ReadOnlySpan<(string Name, object? Value)> fields) => [Fields.Of(fields)];

    private static string File(string key) => $"{SecretFolder}/{key}";
}
