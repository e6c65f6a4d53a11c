using System.Net;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The monitoring hub: that it has a place, keeps what it should, and tells somebody.</summary>
internal static class MonitoringHubChecks
{
    private static readonly SpecPath Hub = SpecPath.Root.Keys("monitoring", "hub");

    public static void Run(CheckContext context)
    {
        if (context.Platform.Monitoring?.Hub is not { } hub)
            return;
        if (context.Platform.ManagementCluster is null && context.IsRead(SpecPath.Root.Key("managementCluster")))
            context.Report(Rules.Consistent, Hub, "the hub is installed on infra:managementCluster, which this stack does not have; put it into the stack that has it");
        Retention(context, hub.Retention);
        Copies(context, hub);
        Alerts(context, hub.Alerts);
        Doors(context, hub);
        LiveStores(context, hub);
    }

    private static void LiveStores(CheckContext context, MonitoringHubSpec hub)
    {
        foreach (var (index, store) in hub.LiveStores.Index().Where(store => hub.LiveStores.IndexOf(store.Item) < store.Index))
            context.Report(Rules.Unique, Hub.Key("liveStores").Item(index), $"'{store}' is there already; it would be asked twice");
    }

    private static void Retention(CheckContext context, HubRetentionSpec retention)
    {
        var path = Hub.Key("retention");
        if (retention.FiveMinutesDays < retention.RawDays)
            context.Report(Rules.Retention, path.Key("fiveMinutesDays"), $"found {retention.FiveMinutesDays}; allowed: {retention.RawDays} (rawDays) or more");
        if (retention.HourDays < retention.FiveMinutesDays)
            context.Report(Rules.Retention, path.Key("hourDays"), $"found {retention.HourDays}; allowed: {retention.FiveMinutesDays} (fiveMinutesDays) or more");
    }

    private static void Copies(CheckContext context, MonitoringHubSpec hub)
    {
        var plan = MonitoringHubParts.Copies(context.Platform, hub);
        if (hub.ReplicationFactor is { } stated && stated % 2 == 0)
            context.Report(Rules.Copies, Hub.Key("replicationFactor"), $"found {stated}; allowed: {stated - 1} or {stated + 1}: more than half must take each sample, so {stated} survive no more than {stated - 1}");
        if (plan.Receivers < plan.Factor)
        {
            context.Report(
                Rules.Copies,
                hub.Sizes.Receive?.Replicas is null ? Hub.Key("replicationFactor") : Hub.Keys("sizes", "receive", "replicas"),
                $"{plan.Receivers} receivers cannot hold {plan.Factor} copies of a sample");
        }
    }

    private static void Alerts(CheckContext context, HubAlertsSpec alerts)
    {
        var path = Hub.Key("alerts");
        foreach (var (index, route) in alerts.Routes.Index())
            Receiver(context, alerts, route.To, path.Key("routes").Item(index).Key("to"));
        if (alerts.Default is { } other)
            Receiver(context, alerts, other, path.Key("default"));
        if (alerts.Watchdog is { } watchdog)
            Receiver(context, alerts, watchdog, path.Key("watchdog"));

        var named = alerts.Routes.Select(route => route.To).Append(alerts.Default).Append(alerts.Watchdog).OfType<string>().ToHashSet(StringComparer.Ordinal);
        // A name that is wrong, and that nobody is told at all, is said by itself.
        var tellsSome = named.Count > 0 && named.All(alerts.Receivers.ContainsKey);
        foreach (var (name, receiver) in alerts.Receivers)
        {
            var at = path.Keys("receivers", name);
            if (receiver is { Webhook: null, Slack: null, PagerDuty: null, Mail: null } && context.IsRead(at))
                context.Report(Rules.Consistent, at, "nobody is told by it; allowed: webhook, slack, pagerDuty, mail");
            else if (tellsSome && !named.Contains(name) && context.IsRead(path))
                context.Report(Rules.NobodyTold, at, "no route names it, nor 'default' or 'watchdog', so it is told of nothing");
            if (receiver.Mail is { } mail && (mail.UserName is null) != (mail.Password is null) && context.IsRead(at.Key("mail")))
                context.Report(Rules.Consistent, at.Key("mail"), "'userName' and 'password' belong together");
        }

        if (alerts is { Default: null, Routes.IsEmpty: true } && context.IsRead(path))
            context.Report(Rules.NobodyTold, path, "no receiver is told of alerts; they are only seen by who looks");
    }

    private static void Receiver(CheckContext context, HubAlertsSpec alerts, string name, SpecPath path)
    {
        if (context.IsRead(Hub.Keys("alerts", "receivers")))
            context.Names.Require("receiver", null, alerts.Receivers.ContainsKey, alerts.Receivers.Keys, name, path);
    }

    private static void Doors(CheckContext context, MonitoringHubSpec hub)
    {
        var expose = Hub.Key("expose");
        Name(context, hub.Expose.Receive?.Host, expose.Keys("receive", "host"));
        Name(context, hub.Expose.Alertmanager?.Host, expose.Keys("alertmanager", "host"));
        if (hub.Expose is { Receive.Host: { } receive, Alertmanager.Host: { } alertmanager } && receive == alertmanager)
            context.Report(Rules.Unique, expose.Keys("alertmanager", "host"), $"'{alertmanager}' is that of receive; each has a load balancer of its own");

        var grafana = Hub.Key("grafana");
        if (hub.Grafana.Host is { } people && (people == hub.Expose.Receive?.Host || people == hub.Expose.Alertmanager?.Host))
            context.Report(Rules.Unique, grafana.Key("host"), $"'{people}' is that of a door for members under 'expose'; each has a load balancer of its own");
        if (hub.Grafana is { Gateway: not null } and ({ IngressClass: not null } or { IngressAnnotations.Count: > 0 }))
            context.Report(Rules.Consistent, grafana.Key("gateway"), "a gateway leads there or an ingress does; take one of them out");
        if (hub.Grafana is { Host: null } and ({ Gateway: not null } or { Login: not null } or { IngressClass: not null } or { IngressAnnotations.Count: > 0 }) && context.IsRead(grafana.Key("host")))
            context.Report(Rules.Consistent, grafana, "'host' is missing, under which people come in");
    }

    // It is in a certificate, and in a URL that has the name of a certificate.
    private static void Name(CheckContext context, string? host, SpecPath path)
    {
        if (host is not null && IPAddress.TryParse(host, out _))
            context.Report(Rules.Form, path, $"found the address {host}; allowed: a host name");
    }
}
