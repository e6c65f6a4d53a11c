using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Sites at the edge, thousands of them: which are silent, which lag behind, which fill up.</summary>
internal static class EdgeDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-edge";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Edge sites",
        "For whoever runs sites: which are silent, whose metrics lag behind, whose disks fill up, and which versions they run.",
        [Scope.Fleet, Scope.Region, Scope.Cluster],
        [Now, Regions, Sites, Connection, Versions]);

    // Sites are the clusters whose Prometheus is an agent: the hub's Ruler evaluates their rules, and these alone have what it records of sites.
    private const string Chosen = Scope.Clusters + ",region=~\"$region\"";
    private const string Agents = $"{RulesOfSites.Targets}{{{Chosen}}}";
    private const string Silent = $"{RulesOfSites.Silent}{{{Chosen}}}";

    // How far the newest sample that arrived is behind the newest that was measured.
    private static string Lag(string by) =>
        $$"""
        max by ({{by}}) (
          prometheus_remote_storage_queue_highest_timestamp_seconds{{{Chosen}}} - prometheus_remote_storage_queue_highest_sent_timestamp_seconds{{{Chosen}}}
            and on (cluster) {{Agents}})
        """;

    private static string Lost =>
        Happened("", $"prometheus_remote_storage_samples_dropped_total{{{Chosen}}}", "1h") + " + " + Happened("", $"prometheus_remote_storage_samples_failed_total{{{Chosen}}}", "1h");

    private static string Disk(string by) => $"max by ({by}) ({FullestDisk(Queries.Identity)} and on (cluster) {Agents})";

    private static Row Now => new(
        "Now",
        new StatPanel("Sites", "Sites whose metrics arrive.", Unit.Count, OrZero($"count({Agents})")),
        new StatPanel(
            "Silent sites",
            "Sites of which nothing came in five minutes, though something did within a day.",
            Unit.Count,
            OrZero($"count({Silent})"))
        {
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Largest lag",
            "How far the metrics of the slowest site are behind.",
            Unit.Seconds,
            $"max({Lag("cluster")})")
        {
            Thresholds = Thresholds.Rising(120, 900),
        },
        new StatPanel(
            "Lost samples",
            "Samples that sites gave up within an hour: too old, or refused.",
            Unit.Count,
            OrZero(Lost))
        {
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel(
            "Full disks",
            "Sites with a file system that is more than 85 % full.",
            Unit.Count,
            OrZero($"count({Disk("cluster")} > 0.85)"))
        {
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Nodes not ready",
            "Nodes at sites whose kubelet does not report, or reports that it cannot run pods.",
            Unit.Count,
            OrZero($"sum({NodesNotReady("cluster")} and on (cluster) {Agents})"))
        {
            Thresholds = Thresholds.AnyIsBad,
        });

    private static Row Regions => new(
        "Regions",
        new TablePanel(
            "Regions",
            "One line for each region. Sites tell no coordinates, so this is the map.",
            [new TableKey("region", "Region")],
            new TableColumn("Sites", Unit.Count, $"count by (region) ({Agents})") { Width = 90 },
            new TableColumn("Silent", Unit.Count, $"count by (region) ({Silent})") { Width = 90, Thresholds = Thresholds.AnyIsBad },
            new TableColumn("Largest lag", Unit.Seconds, Lag("region")) { Thresholds = Thresholds.Rising(120, 900) },
            new TableColumn("Fullest disk", Unit.Ratio, Disk("region")) { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn(
                "Alerts",
                Unit.Count,
                $$"""count by (region) (ALERTS{{{Chosen}},alertstate="firing",severity=~"critical|warning"} and on (cluster) {{Agents}})""")
            { Width = 90, Thresholds = Thresholds.AnyIsWarning }),
        new TablePanel(
            "Silent sites",
            "Heard of within a day, but not in the last five minutes. Until a site is back, nothing is known of it; what it queued arrives then.",
            [new TableKey("cluster", "Site", DrillDown.ToCluster), new TableKey("region", "Region"), new TableKey("fleet", "Fleets")],
            new TableColumn(
                "Last heard of",
                Unit.When,
                $"1000 * max by (cluster, region, fleet) (max_over_time(timestamp({Agents})[1d:5m])) and on (cluster) {Silent}")));

    private static Row Sites => new(
        "Sites",
        new TablePanel(
            "Sites",
            "One line for each site whose metrics arrive. The filters on the headings find one among thousands.",
            [new TableKey("cluster", "Site", DrillDown.ToCluster), new TableKey("region", "Region"), new TableKey("fleet", "Fleets")],
            new TableColumn("Nodes", Unit.Count, $"{Nodes(SiteKeys)} and on (cluster) {Agents}") { Width = 80 },
            new TableColumn("Not ready", Unit.Count, $"{NodesNotReady(SiteKeys)} and on (cluster) {Agents}") { Width = 100, Thresholds = Thresholds.AnyIsBad },
            new TableColumn("CPU used", Unit.Ratio, $"({CpuUsed(SiteKeys)}) and on (cluster) {Agents}") { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn("Memory used", Unit.Ratio, $"({MemoryUsed(SiteKeys)}) and on (cluster) {Agents}") { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn("Fullest disk", Unit.Ratio, Disk(SiteKeys)) { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn("Lag", Unit.Seconds, Lag(SiteKeys)) { Width = 100, Thresholds = Thresholds.Rising(120, 900) },
            new TableColumn(
                "Add-ons not ready",
                Unit.Count,
                $"{AddonsNotReady(SiteKeys)} and on (cluster) {Agents}")
            { Width = 150, Thresholds = Thresholds.AnyIsWarning })
        {
            Width = 24,
            Height = 11,
            SortedBy = "Lag",
        });

    private static Row Connection => new(
        "Connection",
        new TimeSeriesPanel(
            "Lag",
            "The ten sites whose metrics are furthest behind.",
            Unit.Seconds,
            new Target($"topk(10, {Lag("cluster")})", "{{cluster}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(120, 900),
        },
        new TimeSeriesPanel(
            "Samples that wait",
            "The ten sites with the most samples in their queue.",
            Unit.Count,
            new Target($$"""topk(10, sum by (cluster) (prometheus_remote_storage_samples_pending{{{Chosen}}}))""", "{{cluster}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Sites over time",
            "Sites whose metrics arrive, by region: a step down is a line that was cut.",
            Unit.Count,
            new Target($"count by (region) ({Agents})", "{{region}}"))
        {
            Width = 8,
        });

    private static Row Versions => new(
        "Versions",
        new TablePanel(
            "Kubelets",
            "Which version runs on how many nodes.",
            [new TableKey("kubelet_version", "Version")],
            new TableColumn("Nodes", Unit.Count, $$"""count by (kubelet_version) (kube_node_info{{{Chosen}}} and on (cluster) {{Agents}})""") { Width = 90 })
        {
            Width = 8,
            SortedBy = "Nodes",
        },
        new TablePanel(
            "Systems",
            "Which system runs on how many nodes.",
            [new TableKey("os_image", "System")],
            new TableColumn("Nodes", Unit.Count, $$"""count by (os_image) (kube_node_info{{{Chosen}}} and on (cluster) {{Agents}})""") { Width = 90 })
        {
            Width = 8,
            SortedBy = "Nodes",
        },
        new TablePanel(
            "Agents",
            "Which version of Prometheus runs at how many sites.",
            [new TableKey("version", "Version")],
            new TableColumn("Sites", Unit.Count, $$"""count by (version) (prometheus_build_info{{{Chosen}}} and on (cluster) {{Agents}})""") { Width = 90 })
        {
            Width = 8,
            SortedBy = "Sites",
        });

    private const string SiteKeys = "cluster, region, fleet";
}
