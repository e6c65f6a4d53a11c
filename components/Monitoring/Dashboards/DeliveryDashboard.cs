using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>What reaches clusters and how: add-ons by Flux, objects by Karmada, new versions by Flagger.</summary>
internal static class DeliveryDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-delivery";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Delivery",
        "For whoever changes what fleets share: which version of an add-on has arrived where, what failed, and how long it takes.",
        Scope.OfClusters,
        [Now, Addons, Flux, Karmada, Rollouts])
    {
        From = "now-24h",
    };

    private const string Releases = Scope.Clusters + ",customresource_kind=\"HelmRelease\"";

    private static Row Now => new(
        "Now",
        new StatPanel(
            "Add-ons",
            "Releases of charts that Flux keeps in clusters, each counted once for each cluster.",
            Unit.Count,
            OrZero($$"""count(gotk_resource_info{{{Releases}}})""")),
        new StatPanel(
            "Ready",
            "The share of them that is ready.",
            Unit.Ratio,
            $$"""count(gotk_resource_info{{{Releases}},ready="True"}) / count(gotk_resource_info{{{Releases}}})""")
        {
            Thresholds = Thresholds.Falling(good: 1, warning: 0.95),
        },
        new StatPanel(
            "Failed",
            "Flux tried and could not.",
            Unit.Count,
            OrZero($$"""count(gotk_resource_info{{{Releases}},ready="False"})"""))
        {
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Under way",
            "Flux is at it, or waits for what they require.",
            Unit.Count,
            OrZero($$"""count(gotk_resource_info{{{Releases}},ready="Unknown"})""")),
        new StatPanel(
            "Suspended",
            "Somebody told Flux to leave them as they are.",
            Unit.Count,
            OrZero($$"""count(gotk_resource_info{{{Releases}},suspended="true"})"""))
        {
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel("Members not ready", MembersNotReadyText, Unit.Count, MembersNotReady) { Thresholds = Thresholds.AnyIsBad });

    private static Row Addons => new(
        "Add-ons",
        new TablePanel(
            "Waves",
            "Each version of each add-on, and how many clusters have it: while a wave goes on there are two lines of one name.",
            [new TableKey("name", "Add-on"), new TableKey("revision", "Version")],
            new TableColumn("Clusters", Unit.Count, $$"""count by (name, revision) (gotk_resource_info{{{Releases}}})""") { Width = 100 },
            new TableColumn("Ready", Unit.Count, $$"""count by (name, revision) (gotk_resource_info{{{Releases}},ready="True"})""") { Width = 90 },
            new TableColumn(
                "Failed",
                Unit.Count,
                $$"""count by (name, revision) (gotk_resource_info{{{Releases}},ready="False"})""")
            { Width = 90, Thresholds = Thresholds.AnyIsBad })
        {
            Height = 10,
        },
        new TablePanel(
            "Not ready",
            "Where to look. False: it failed, and Flux tries again. Unknown: it is under way.",
            [
                new TableKey("name", "Add-on"),
                new TableKey("cluster", "Cluster", DrillDown.ToCluster),
                new TableKey("fleet", "Fleets"),
                new TableKey("ready", "Ready") { Width = 100 },
                new TableKey("revision", "Version") { Width = 110 },
            ],
            new TableColumn(
                "Count",
                Unit.Count,
                $$"""count by (name, cluster, fleet, ready, revision) (gotk_resource_info{{{Releases}},ready!="True"})""")
            { IsHidden = true })
        {
            Height = 10,
        },
        new TimeSeriesPanel(
            "Ready over time",
            "Add-ons of each fleet's clusters that are ready, of all.",
            Unit.Ratio,
            new Target($$"""count by (fleet) (gotk_resource_info{{{Releases}},ready="True"}) / count by (fleet) (gotk_resource_info{{{Releases}}})""", "{{fleet}}"))
        {
            Minimum = 0,
            Maximum = 1,
        },
        new TimeSeriesPanel(
            "Versions over time",
            "Clusters by the version of an add-on that they have: a wave is a line that falls while another rises.",
            Unit.Count,
            new Target($$"""count by (name, revision) (gotk_resource_info{{{Releases}}})""", "{{name}} {{revision}}")));

    private static Row Flux => new(
        "Flux",
        new TimeSeriesPanel(
            "Time to reconcile",
            "What 95 of 100 turns take at most, by kind.",
            Unit.Seconds,
            new Target(Quantile(0.95, "kind", $$"""gotk_reconcile_duration_seconds_bucket{{{Scope.Clusters}}}"""), "{{kind}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Failed turns",
            "Turns that ended with an error: the ten controllers with the most.",
            Unit.OperationsPerSecond,
            new Target(
                $$"""topk(10, sum by (cluster, controller) (rate(controller_runtime_reconcile_errors_total{{{Scope.Clusters}},namespace="flux-system"}[$__rate_interval])) > 0)""",
                "{{cluster}} {{controller}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Waiting",
            "Objects that wait for their turn: the ten longest queues.",
            Unit.Count,
            new Target($$"""topk(10, sum by (cluster, name) (workqueue_depth{{{Scope.Clusters}},namespace="flux-system"}) > 0)""", "{{cluster}} {{name}}"))
        {
            Width = 8,
        });

    private static Row Karmada => new(
        "Karmada",
        new StatesPanel(
            "Members",
            "When Karmada could reach a cluster that it pushes to, and it said that it is well; and when the agent of one that pulls was heard of within a quarter of an hour.",
            new Target($$"""min by (member_cluster) ({{RulesOfKarmada.Ready}}{member_cluster=~"$cluster"})""", "{{member_cluster}}"))
        {
            Texts = [new(1, "Ready", Colours.Good), new(0, "Not ready", Colours.Bad)],
            Thresholds = Thresholds.Falling(good: 1, warning: 1),
        },
        new TimeSeriesPanel(
            "Objects written to members",
            "What Karmada created, changed and deleted in members, and what it could not.",
            Unit.OperationsPerSecond,
            new Target("""sum by (result) (rate(create_resource_to_cluster{member_cluster=~"$cluster"}[$__rate_interval]))""", "created, {{result}}"),
            new Target("""sum by (result) (rate(update_resource_to_cluster{member_cluster=~"$cluster"}[$__rate_interval]))""", "changed, {{result}}"),
            new Target("""sum by (result) (rate(delete_resource_from_cluster{member_cluster=~"$cluster"}[$__rate_interval]))""", "deleted, {{result}}")),
        new TimeSeriesPanel(
            "Time to match a policy",
            "What 99 of 100 objects wait at most until their policy is found.",
            Unit.Seconds,
            new Target("histogram_quantile(0.99, sum by (le) (rate(resource_match_policy_duration_seconds_bucket[$__rate_interval])))", "99 %"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Time to ask members",
            "What 99 of 100 rounds take at most in which Karmada learns how a member is: the ten slowest.",
            Unit.Seconds,
            new Target(
                """topk(10, histogram_quantile(0.99, sum by (le, member_cluster) (rate(cluster_sync_status_duration_seconds_bucket{member_cluster=~"$cluster"}[$__rate_interval]))))""",
                "{{member_cluster}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Waiting",
            "Objects that wait in Karmada's queues: the ten longest.",
            Unit.Count,
            new Target("""topk(10, sum by (name) (workqueue_depth{namespace="karmada-system"}) > 0)""", "{{name}}"))
        {
            Width = 8,
        });

    private static Row Rollouts => new(
        "Rollouts (where Flagger is)",
        new TablePanel(
            "Canaries",
            "New versions that are let in step by step.",
            [new TableKey("cluster", "Cluster", DrillDown.ToCluster), new TableKey("exported_namespace", "Namespace"), new TableKey("name", "Canary")],
            new TableColumn("State", Unit.Count, $$"""max by (cluster, exported_namespace, name) (flagger_canary_status{{{Scope.Clusters}}})""")
            {
                Texts = [new(0, "Under way", Colours.Warning), new(1, "Succeeded", Colours.Good), new(2, "Failed", Colours.Bad)],
            }),
        new TimeSeriesPanel(
            "Weight",
            "The share of requests that the new version gets, in percent.",
            Unit.Percent,
            new Target($$"""max by (cluster, workload) (flagger_canary_weight{{{Scope.Clusters}}})""", "{{cluster}} {{workload}}"))
        { Minimum = 0, Maximum = 100 })
    {
        IsCollapsed = true,
    };
}
