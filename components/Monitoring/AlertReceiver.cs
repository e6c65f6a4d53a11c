namespace Infra.Components.Monitoring;

/// <summary>Somebody who is told of alerts, in one or more ways. What of it is secret is in a Secret that Alertmanager reads as files, never in its configuration.</summary>
/// <param name="Name">The name that routes know it by.</param>
public sealed record AlertReceiver(string Name)
{
    /// <summary>Whether a URL is called. The URL is secret, under <see cref="WebhookKey"/>: whoever knows it may call it.</summary>
    public bool HasWebhook { get; init; }

    /// <summary>The channel of Slack that is written to, for example <c>#platform-alerts</c>. The URL is secret, under <see cref="SlackKey"/>.</summary>
    /// <value>Null: Slack is not told.</value>
    public string? SlackChannel { get; init; }

    /// <summary>Whether somebody is paged. The routing key of the service is secret, under <see cref="PagerDutyKey"/>.</summary>
    public bool HasPagerDuty { get; init; }

    /// <summary>Whom a mail goes to.</summary>
    /// <value>Null: nobody.</value>
    public AlertMail? Mail { get; init; }

    /// <summary>Where the secret holds the URL that is called.</summary>
    public string WebhookKey => $"{Name}-webhook";

    /// <summary>Where the secret holds Slack's URL.</summary>
    public string SlackKey => $"{Name}-slack";

    /// <summary>Where the secret holds the routing key.</summary>
    public string PagerDutyKey => $"{Name}-pagerduty";

    /// <summary>Where the secret holds the password of the mail server.</summary>
    public string MailKey => $"{Name}-mail";

    /// <summary>The keys that the secret must have for this receiver.</summary>
    public IEnumerable<string> SecretKeys
    {
        get
        {
            if (HasWebhook)
                yield return WebhookKey;
            if (SlackChannel is not null)
                yield return SlackKey;
            if (HasPagerDuty)
                yield return PagerDutyKey;
            if (Mail?.UserName is not null)
                yield return MailKey;
        }
    }
}

/// <summary>A mail.</summary>
/// <param name="To">The address that it goes to.</param>
/// <param name="From">The address that it comes from.</param>
/// <param name="Server">The mail server, host and port: <c>smtp.example.com:587</c>. Alertmanager asks it for TLS.</param>
/// <param name="UserName">The name by which the server is logged in to; null when it asks for none.</param>
public sealed record AlertMail(string To, string From, string Server, string? UserName);

/// <summary>Which alerts go to whom.</summary>
/// <param name="Receiver">The receiver's name.</param>
public sealed record AlertRoute(string Receiver)
{
    /// <summary>The teams whose alerts it takes, by the label <c>team</c>.</summary>
    /// <value>Empty: all.</value>
    public IReadOnlyList<string> Teams { get; init; } = [];

    /// <summary>The severities that it takes: <c>critical</c>, <c>warning</c>, <c>info</c>.</summary>
    /// <value>Empty: critical and warning. What is only information is looked up and not sent, unless a route asks for it.</value>
    public IReadOnlyList<string> Severities { get; init; } = [];

    /// <summary>The fleets whose alerts it takes. A cluster in several fleets counts to each.</summary>
    /// <value>Empty: all.</value>
    public IReadOnlyList<string> Fleets { get; init; } = [];

    /// <summary>The clusters whose alerts it takes.</summary>
    /// <value>Empty: all.</value>
    public IReadOnlyList<string> Clusters { get; init; } = [];

    /// <summary>Whether the routes after it are looked at too.</summary>
    public bool Continues { get; init; }
}
