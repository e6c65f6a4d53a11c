using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <summary>What is to be done about an alert, and how soon.</summary>
public enum AlertSeverity
{
    /// <summary>Somebody is woken: people are hit now, or soon will be, and no machine will set it right.</summary>
    Critical,

    /// <summary>Somebody looks within the working day.</summary>
    Warning,

    /// <summary>Nobody is called; it is there for whoever looks.</summary>
    Info,
}

/// <summary>A rule that a Prometheus or a Ruler evaluates.</summary>
/// <param name="Name">The alert's name, or that of the series that is recorded.</param>
/// <param name="Expression">What is evaluated, in PromQL.</param>
public abstract record Rule(string Name, string Expression);

/// <summary>Writes what an expression yields as series of their own, for expressions that would ask for too much otherwise.</summary>
/// <param name="Name">The series' name, of the form <c>level:metric:operations</c> (prometheus.io, "Recording rules").</param>
/// <param name="Expression">What is recorded.</param>
public sealed record RecordingRule(string Name, string Expression) : Rule(Name, Expression);

/// <summary>Tells people when an expression yields something for some time.</summary>
/// <param name="Name">What the alert is called, in PascalCase; its runbook is docs/runbooks/&lt;the name in kebab-case&gt;.md.</param>
/// <param name="Expression">Each series that it yields is an alert.</param>
/// <param name="For">How long it has to yield a series before that is an alert.</param>
/// <param name="Severity">How soon somebody has to act.</param>
/// <param name="Summary">One line: what is wrong, where. May name labels of the series, as <c>{{ $labels.node }}</c>.</param>
/// <param name="Description">The numbers, and what follows from them. May name <c>{{ $value }}</c>.</param>
public sealed record AlertRule(string Name, string Expression, TimeSpan For, AlertSeverity Severity, string Summary, string Description) : Rule(Name, Expression)
{
    /// <summary>Who is told.</summary>
    /// <value><c>platform</c>.</value>
    public string Team { get; init; } = "platform";

    /// <summary>Labels that the alert gets beside the series', <c>severity</c> and <c>team</c>.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The name of its runbook, without ending: <c>NodeNotReady</c> has <c>node-not-ready</c>.</summary>
    public string Runbook => string.Concat(Name.Select((letter, index) => char.IsAsciiLetterUpper(letter) && index > 0 ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}

/// <summary>Rules that are evaluated one after the other, so that one may use what one before it recorded.</summary>
/// <param name="Name">The group's name, in kebab-case.</param>
/// <param name="Rules">The rules, in order.</param>
public sealed record RuleGroup(string Name, ImmutableArray<Rule> Rules)
{
    /// <summary>How often it is evaluated.</summary>
    /// <value>Null: as often as whoever evaluates it does by default, 30 seconds to a minute.</value>
    public TimeSpan? Interval { get; init; }

    /// <summary>The alerts in it.</summary>
    public IEnumerable<AlertRule> Alerts => Rules.OfType<AlertRule>();

    /// <summary>The series that it records.</summary>
    public IEnumerable<RecordingRule> Recordings => Rules.OfType<RecordingRule>();
}
