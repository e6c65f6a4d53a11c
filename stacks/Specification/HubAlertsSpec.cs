using System.Collections.Immutable;
using Infra.Components.Monitoring;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Who is told of alerts.</summary>
public sealed record HubAlertsSpec
{
    /// <summary>Those who are told, by name.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, AlertReceiverSpec> Receivers { get; init; } = ImmutableSortedDictionary<string, AlertReceiverSpec>.Empty;

    /// <summary>Who is told of what: the first that fits, unless it says <c>continue</c>.</summary>
    public ImmutableArray<AlertRouteSpec> Routes { get; init; } = [];

    /// <summary>The receiver of what no route takes; nobody if not said.</summary>
    [Form(Form.Name)]
    public string? Default { get; init; }

    /// <summary>The receiver of the hub's alert that always fires: a service outside that calls somebody when it no longer comes. None if not said.</summary>
    [Form(Form.Name)]
    public string? Watchdog { get; init; }
}

/// <summary>Somebody who is told of alerts, in one or more ways.</summary>
public sealed record AlertReceiverSpec
{
    /// <summary>A URL that is called.</summary>
    public AlertWebhookSpec? Webhook { get; init; }

    /// <summary>A channel of Slack.</summary>
    public AlertSlackSpec? Slack { get; init; }

    /// <summary>A service of PagerDuty.</summary>
    public AlertPagerDutySpec? PagerDuty { get; init; }

    /// <summary>A mail.</summary>
    public AlertMailSpec? Mail { get; init; }
}

/// <summary>A URL that is called.</summary>
public sealed record AlertWebhookSpec
{
    /// <summary>The URL, a secret: whoever knows it may call it.</summary>
    public required SecretValue Url { get; init; }
}

/// <summary>A channel of Slack.</summary>
public sealed record AlertSlackSpec
{
    /// <summary>The channel.</summary>
    [Form(Form.NotEmpty), Example("#platform-alerts")]
    public required string Channel { get; init; }

    /// <summary>The URL of the incoming webhook.</summary>
    public required SecretValue Url { get; init; }
}

/// <summary>A service of PagerDuty.</summary>
public sealed record AlertPagerDutySpec
{
    /// <summary>The key of its integration with events of version 2.</summary>
    public required SecretValue RoutingKey { get; init; }
}

/// <summary>A mail.</summary>
public sealed record AlertMailSpec
{
    /// <summary>The address that it goes to.</summary>
    [Form(Form.MailAddress), Example("ops@example.com")]
    public required string To { get; init; }

    /// <summary>The address that it comes from.</summary>
    [Form(Form.MailAddress), Example("alerts@example.com")]
    public required string From { get; init; }

    /// <summary>The mail server, host and port. It is asked for TLS.</summary>
    [Example("smtp.example.com:587")]
    public required HostPort Server { get; init; }

    /// <summary>The name by which the server is logged in to; it asks for none if not said.</summary>
    [Form(Form.NotEmpty)]
    public string? UserName { get; init; }

    /// <summary>The password that belongs to it.</summary>
    public SecretValue? Password { get; init; }
}

/// <summary>Which alerts go to whom. What is not said does not matter.</summary>
public sealed record AlertRouteSpec
{
    /// <summary>The receiver.</summary>
    [Form(Form.Name)]
    public required string To { get; init; }

    /// <summary>The teams whose alerts it takes.</summary>
    [Form(Form.LabelValue)]
    public ImmutableArray<string> Teams { get; init; } = [];

    /// <summary>The severities that it takes; critical and warning if not said.</summary>
    public ImmutableArray<AlertSeverity> Severities { get; init; } = [];

    /// <summary>The fleets whose alerts it takes, of any stack.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Fleets { get; init; } = [];

    /// <summary>The clusters whose alerts it takes, of any stack.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>Whether the routes after it are looked at too.</summary>
    public bool Continue { get; init; }
}
