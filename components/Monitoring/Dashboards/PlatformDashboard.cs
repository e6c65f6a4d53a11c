using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Every fleet and cluster on one page: where to look first.</summary>
internal static class PlatformDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-platform";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Platform overview",
        "For whoever is on call: which fleets and clusters are well, how full they are and what needs a hand.",
        Scope.OfClusters,
        [Now, Clusters, Trouble, Capacity]);

    private static Row Now => new(
        "Now",
        new StatPanel("Clusters", "Clusters that send metrics at this moment.", Unit.Count, $"count({Nodes("cluster")})") { Width = 3 },
        new StatPanel("Members down", MembersNotReadyText, Unit.Count, MembersNotReady) { Width = 3, Thresholds = Thresholds.AnyIsBad },
        new StatPanel(
            "Silent sites",
            "Sites at the edge of which nothing came in five minutes, though something did within a day.",
            Unit.Count,
            OrZero($"count({RulesOfSites.Silent}{{{Scope.Clusters}}})"))
        {
            Width = 3,
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Nodes not ready",
            "Nodes whose kubelet does not report, or reports that it cannot run pods.",
            Unit.Count,
            $"sum({NodesNotReady("cluster")})")
        {
            Width = 3,
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Critical alerts",
            "Alerts that fire and that somebody has to look at now.",
            Unit.Count,
            OrZero($"sum({AlertsFiring("cluster", "critical")})"))
        {
            Width = 3,
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Warnings",
            "Alerts that fire and that can wait for the morning.",
            Unit.Count,
            OrZero($"sum({AlertsFiring("cluster", "warning")})"))
        {
            Width = 3,
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Add-ons not ready",
            "What fleets share and Flux has not made ready, counted for each cluster.",
            Unit.Count,
            OrZero($"sum({AddonsNotReady("cluster")})"))
        {
            Width = 3,
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "API availability",
            "Of the cluster whose API server failed the most in the last hour: the share of requests without an error of the server.",
            Unit.Ratio,
            $"min({ApiAvailability("cluster", "1h")})")
        {
            Width = 3,
            Decimals = 2,
            Thresholds = Thresholds.Falling(good: 0.999, warning: 0.99),
        });

    private static Row Clusters => new(
        "Clusters",
        new TablePanel(
            "Fleets and clusters",
            "One line for each cluster, with all fleets that it is in; of add-ons, those that are not ready. A click on a name opens its page.",
            [
                new TableKey("cluster", "Cluster", DrillDown.ToCluster) { Width = 200 },
                new TableKey("fleet", "Fleets") { Width = 170 },
                new TableKey("region", "Region") { Width = 120 },
                new TableKey("provider", "Provider") { Width = 100 },
            ],
            new TableColumn("Nodes", Unit.Count, Nodes(Identity)) { Width = 80 },
            new TableColumn("Not ready", Unit.Count, NodesNotReady(Identity)) { Width = 100, Thresholds = Thresholds.AnyIsBad },
            new TableColumn("CPU used", Unit.Ratio, CpuUsed(Identity)) { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn("Memory used", Unit.Ratio, MemoryUsed(Identity)) { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn("API, 1 h", Unit.Ratio, ApiAvailability(Identity, "1h")) { Width = 90, Thresholds = Thresholds.Falling(good: 0.999, warning: 0.99) },
            new TableColumn("Critical", Unit.Count, AlertsFiring(Identity, "critical")) { Width = 90, Thresholds = Thresholds.AnyIsBad },
            new TableColumn("Warnings", Unit.Count, AlertsFiring(Identity, "warning")) { Width = 100, Thresholds = Thresholds.AnyIsWarning },
            new TableColumn("Add-ons", Unit.Count, AddonsNotReady(Identity)) { Width = 90, Thresholds = Thresholds.AnyIsWarning })
        {
            Width = 24,
            Height = 11,
            SortedBy = "Critical",
        });

    private static Row Trouble => new(
        "Trouble",
        new TablePanel(
            "Alerts that fire",
            "What the rules found, by cluster. What the hub finds about a member stands under the hub. What Alertmanager sends links each alert's runbook.",
            [
                new TableKey("severity", "Severity") { Width = 90 },
                new TableKey("alertname", "Alert"),
                new TableKey("cluster", "Cluster", DrillDown.ToCluster),
            ],
            new TableColumn(
                "Count",
                Unit.Count,
                $$"""count by (severity, alertname, cluster) (ALERTS{{{Scope.Clusters}},alertstate="firing",severity!="none"})""")
            { Width = 80 })
        {
            Height = 10,
        },
        new TablePanel(
            "Add-ons that are not ready",
            "What Flux says of each add-on that is not ready: False failed, Unknown is under way.",
            [
                new TableKey("name", "Add-on"),
                new TableKey("cluster", "Cluster", new DrillDown(DeliveryDashboard.Uid, "Open its delivery", ("cluster", "cluster"))),
                new TableKey("ready", "Ready") { Width = 90 },
                new TableKey("revision", "Revision") { Width = 110 },
            ],
            new TableColumn(
                "Count",
                Unit.Count,
                $$"""count by (name, cluster, ready, revision) (gotk_resource_info{{{Scope.Clusters}},customresource_kind="HelmRelease",ready!="True"})""")
            { IsHidden = true })
        {
            Height = 10,
        });

    private static Row Capacity => new(
        "Capacity",
        new TimeSeriesPanel(
            "CPU used",
            "Of all processors of a fleet's clusters together.",
            Unit.Ratio,
            new Target(CpuUsed("fleet"), "{{fleet}}"))
        {
            Minimum = 0,
            Maximum = 1,
            Thresholds = Thresholds.HowFull,
        },
        new TimeSeriesPanel(
            "Memory used",
            "Of all memory of a fleet's clusters together.",
            Unit.Ratio,
            new Target(MemoryUsed("fleet"), "{{fleet}}"))
        {
            Minimum = 0,
            Maximum = 1,
            Thresholds = Thresholds.HowFull,
        },
        new TimeSeriesPanel(
            "CPU requested",
            "What pods asked for, of what nodes can give: at 1, no further pod fits.",
            Unit.Ratio,
            new Target(Requested("fleet", "cpu"), "{{fleet}}"))
        {
            Minimum = 0,
            Thresholds = Thresholds.Rising(0.85, 0.95),
        },
        new TimeSeriesPanel(
            "Memory requested",
            "What pods asked for, of what nodes can give: at 1, no further pod fits.",
            Unit.Ratio,
            new Target(Requested("fleet", "memory"), "{{fleet}}"))
        {
            Minimum = 0,
            Thresholds = Thresholds.Rising(0.85, 0.95),
        });
}
