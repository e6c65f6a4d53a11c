using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Sites in agent mode, as the hub hears of them. Only a site that was heard of within a day can be missed; Karmada misses the others.</summary>
internal static class RulesOfSites
{
    /// <summary>Recorded: how many targets each site in agent mode tells of; nothing while it is silent.</summary>
    public const string Targets = "cluster:site_targets:count";

    /// <summary>Recorded: 1 for each site that is silent and was heard of within a day.</summary>
    public const string Silent = "cluster:site_silent:bool";

    public static RuleGroup Group { get; } = new("sites",
    [
        new RecordingRule(Targets, $$"""count by ({{Whose}}) (up)"""),
        // One for a site that is silent, for as long as it was heard of in the last day.
        new RecordingRule(
            Silent,
            $$"""
              max by ({{Whose}}) (last_over_time(cluster:site_targets:count[1d])) * 0 + 1
              unless on ({{Whose}}) cluster:site_targets:count
              """),
        new AlertRule(
            "EdgeSiteSilent",
            // Lines of edge sites fail for minutes every day; agents keep what they measure meanwhile.
            """cluster:site_silent:bool == 1""",
            Minutes(30),
            AlertSeverity.Warning,
            "Site {{ $labels.cluster }} is silent",
            "No metric of {{ $labels.cluster }} has come for half an hour. It may work on without its line: then what it measured comes later."),
        new AlertRule(
            "ManyEdgeSitesSilent",
            $$"""
              (count by (fleet, region) (cluster:site_silent:bool == 1) > 2)
              / on (fleet, region) count by (fleet, region) (cluster:site_silent:bool or cluster:site_targets:count)
              > 0.2
              """,
            Minutes(10),
            AlertSeverity.Critical,
            "Many sites of {{ $labels.fleet }} in {{ $labels.region }} are silent",
            "{{ $value | humanizePercentage }} of the sites of {{ $labels.fleet }} in {{ $labels.region }} are silent: the cause is likely on this side, or their provider's."),
    ]);
}
