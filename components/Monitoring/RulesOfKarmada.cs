using System.Collections.Immutable;
using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Karmada, and what it knows of members.</summary>
/// <remarks>
/// In its metrics <c>cluster</c> is the cluster that Karmada runs on, and <c>member_cluster</c> the member. Here an alert about a member has that as its <c>cluster</c>, so that it is
/// grouped with, and silenced by, what else is known of the member. Karmada does not say the member's fleets: <c>fleet</c> is <c>members</c>, or the hub's own would be put there.
/// </remarks>
internal static class RulesOfKarmada
{
    /// <summary>What an alert of the hub about a member is labelled with beside the member's name.</summary>
    public static readonly ImmutableSortedDictionary<string, string> OfMember =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add("fleet", "members");

    /// <summary>Recorded: 1 for each member that Karmada reaches or hears of, and 0 for one that is not ready or silent; nothing once it is no member any more.</summary>
    public const string Ready = "cluster:karmada_ready:bool";

    public static RuleGroup Clusters { get; } = new("clusters",
    [
        new RecordingRule(
            Ready,
            // A cluster that is pushed to: what the controller-manager says. One that pulls: whether its agent still renews its lease. Of that only the changes count, for the time in it is
            // of the site's own clock. Leases of clusters that are pushed to the controller-manager renews, so while it is away they tell nothing, and KarmadaSilent does.
            """
            max by (member_cluster) (cluster_ready_state)
            or clamp_max(
              max by (member_cluster) (
                changes(kube_lease_renew_time{job="karmada-heartbeats"}[15m])
                and on (member_cluster) kube_lease_owner{job="karmada-heartbeats",namespace="karmada-cluster"}
              ),
              1
            )
            and on () sum(up{job="karmada-controller-manager"}) > 0
            """),
        new AlertRule(
            "ClusterUnreachable",
            // Karmada itself waits for some failed probes before it says so.
            Member("cluster:karmada_ready:bool == 0"),
            Minutes(5),
            AlertSeverity.Critical,
            "Cluster {{ $labels.cluster }} cannot be reached",
            "Karmada has not reached {{ $labels.cluster }} for 5 minutes, or not heard of its agent for 20: nothing can be changed there, and what it runs may be moved elsewhere.")
        { Labels = OfMember },
        new AlertRule(
            "ClusterNodesNotReady",
            // From Karmada's side, for clusters whose own alerts do not get here; only of those that it pushes to.
            Member("max by (member_cluster) (cluster_ready_node_number) / (max by (member_cluster) (cluster_node_number) > 0) < 0.7"),
            Minutes(15),
            AlertSeverity.Warning,
            "Cluster {{ $labels.cluster }} has few ready nodes",
            "{{ $value | humanizePercentage }} of the nodes of {{ $labels.cluster }} are ready, as Karmada sees it.")
        { Labels = OfMember },
        new AlertRule(
            "KarmadaSilent",
            // By whether they are scraped: Karmada says nothing of members by itself where there are none that it pushes to.
            """absent(up{job="karmada-controller-manager"} == 1) or absent(up{job="karmada-heartbeats"} == 1)""",
            Minutes(10),
            AlertSeverity.Critical,
            "Nothing is known of any cluster",
            "Karmada's controller-manager, or what reads members' heartbeats, has given no metrics for 10 minutes: it is down or not scraped, and unreachable clusters would not be noticed."),
    ]);

    public static RuleGroup Propagation { get; } = new("propagation",
    [
        new AlertRule(
            "KarmadaWorksNotApplied",
            Member(
                """
                sum by (member_cluster) (
                  increase(create_resource_to_cluster{result="error"}[15m])
                  or increase(update_resource_to_cluster{result="error"}[15m])
                  or increase(delete_resource_from_cluster{result="error"}[15m])
                ) > 5
                """),
            Minutes(15),
            AlertSeverity.Warning,
            "Karmada cannot apply objects to {{ $labels.cluster }}",
            "{{ $value | humanize }} writes to {{ $labels.cluster }} failed in 15 minutes: an object is refused there, or Karmada lacks the right.")
        { Labels = OfMember },
        new AlertRule(
            "KarmadaBindingsFailing",
            $$"""
              sum by ({{Whose}}) (rate(binding_sync_work_duration_seconds_count{result="error"}[15m]))
              / (sum by ({{Whose}}) (rate(binding_sync_work_duration_seconds_count[15m])) > 0)
              > 0.1
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "Karmada cannot turn placements into work",
            "{{ $value | humanizePercentage }} of bindings failed: overrides do not fit their objects, or Karmada's API server refuses."),
        new AlertRule(
            "KarmadaPoliciesFailing",
            $$"""
              sum by ({{Whose}}) (rate(policy_apply_attempts_total{result="error"}[15m]))
              / (sum by ({{Whose}}) (rate(policy_apply_attempts_total[15m])) > 0)
              > 0.1
              """,
            Minutes(15),
            AlertSeverity.Warning,
            "Karmada cannot apply propagation policies",
            "{{ $value | humanizePercentage }} of attempts to apply a propagation policy to an object failed: what they select reaches no cluster."),
        new AlertRule(
            "KarmadaUnschedulable",
            $$"""max by ({{Whose}}) (scheduler_pending_bindings{queue="unschedulable"}) > 0""",
            Minutes(30),
            AlertSeverity.Warning,
            "Karmada finds no cluster for some objects",
            "{{ $value }} bindings have had no cluster for 30 minutes: no ready cluster has the labels, or the room, that their placement asks for."),
    ]);

    private static string Member(string expression) => $"""label_replace({expression.Trim()}, "cluster", "$1", "member_cluster", "(.+)")""";
}
