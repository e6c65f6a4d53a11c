using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>The rules that watch the platform, by where they are evaluated. They are the only ones: the charts' own are switched off.</summary>
/// <remarks>
/// An expression of <see cref="Member"/> keeps the labels <c>cluster</c>, <c>fleet</c>, <c>region</c> and <c>provider</c>. In a member no series has them: the alert gets them as
/// external labels. For a site in agent mode the Ruler of the hub evaluates the same rules, and there every series has them.
/// </remarks>
public static class AlertPack
{
    /// <summary>Where the runbooks are, in this repository.</summary>
    public const string Runbooks = "docs/runbooks";

    /// <summary>What is evaluated for each cluster: by its own Prometheus, that of the hub included, or by the Ruler for a site in agent mode.</summary>
    public static ImmutableArray<RuleGroup> Member { get; } =
    [
        RulesOfNodes.Group,
        RulesOfApiServers.Group,
        RulesOfCertificates.Group,
        RulesOfEtcd.Group,
        RulesOfWorkloads.Pods,
        RulesOfWorkloads.Capacity,
        RulesOfPrometheus.Group,
        RulesOfPrometheus.RemoteWrite,
        RulesOfDelivery.Addons,
        RulesOfDelivery.Rollouts,
        RulesOfBackups.Volumes,
        RulesOfPolicies.Group,
        RulesOfTraffic.Group,
        RulesOfMesh.Group,
    ];

    /// <summary>What the hub's Prometheus evaluates where Karmada runs on the same cluster; elsewhere it would miss what is not there.</summary>
    public static ImmutableArray<RuleGroup> Karmada { get; } =
    [
        RulesOfKarmada.Clusters,
        RulesOfKarmada.Propagation,
        RulesOfBackups.Karmada,
    ];

    /// <summary>What the hub's Prometheus evaluates beside <see cref="Member"/>: Thanos and Alertmanager.</summary>
    public static ImmutableArray<RuleGroup> Hub { get; } =
    [
        RulesOfThanos.Group,
        RulesOfAlertmanager.Group,
    ];

    /// <summary>What the Ruler evaluates beside <see cref="Member"/>: whether sites in agent mode are heard of at all.</summary>
    public static ImmutableArray<RuleGroup> Sites { get; } = [RulesOfSites.Group];

    /// <summary>All groups, each once.</summary>
    public static ImmutableArray<RuleGroup> All { get; } = [.. Member, .. Karmada, .. Hub, .. Sites];

    /// <summary>Groups as the value <c>additionalPrometheusRulesMap</c> of kube-prometheus-stack: each becomes a PrometheusRule.</summary>
    /// <param name="groups">The groups, for example <see cref="Member"/>.</param>
    /// <param name="runbooks">The address of the folder of runbooks, as people reach it.</param>
    public static ImmutableDictionary<string, object> Values(IEnumerable<RuleGroup> groups, string runbooks = Runbooks)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.ToImmutableDictionary(group => $"infra-{group.Name}", object (group) => RuleFile.Content([group], runbooks), StringComparer.Ordinal);
    }
}
