namespace Infra.Components.Monitoring.Dashboards;

/// <summary>What clusters and namespaces cost, where OpenCost is.</summary>
internal static class CostDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-cost";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Cost",
        "For whoever pays: what clusters and namespaces cost, and how much of it nobody uses. Needs the add-on opencost, which knows the prices.",
        [Scope.Fleet, Scope.Cluster, Scope.Namespace],
        [Now, Clusters, Namespaces])
    {
        From = "now-7d",
        Refresh = "15m",
    };

    private const int HoursOfMonth = 730;

    private static string Nodes(string by) => $$"""sum by ({{by}}) (max by (cluster, fleet, node) (node_total_hourly_cost{{{Scope.Clusters}}}))""";

    // OpenCost gives prices per core and per GiB, and what each container is charged for: what it asked for or what it used, whichever is more.
    private static string Containers(string by) =>
        $$"""
        (sum by ({{by}}) (container_cpu_allocation{{{Scope.Namespaces}}} * on (cluster, node) group_left () max by (cluster, node) (node_cpu_hourly_cost{{{Scope.Clusters}}}))
          + sum by ({{by}}) (container_memory_allocation_bytes{{{Scope.Namespaces}}} / 1024 ^ 3 * on (cluster, node) group_left () max by (cluster, node) (node_ram_hourly_cost{{{Scope.Clusters}}})))
        """;

    private static Row Now => new(
        "Now",
        new StatPanel("Nodes, a month", "What all nodes cost if they stay for a month.", Unit.Dollars, $"{HoursOfMonth} * sum({Nodes("cluster")})") { Width = 8 },
        new StatPanel(
            "Workloads, a month",
            "What the chosen namespaces' containers are charged for, if they stay for a month.",
            Unit.Dollars,
            $"{HoursOfMonth} * sum({Containers("cluster")})")
        {
            Width = 8,
        },
        new StatPanel(
            "Not charged to anybody",
            "The share of what nodes cost that no container asked for or used. Meaningful with all namespaces chosen.",
            Unit.Ratio,
            $"1 - sum({Containers("cluster")}) / sum({Nodes("cluster")})")
        {
            Width = 8,
            Thresholds = Thresholds.Rising(0.4, 0.6),
        });

    private static Row Clusters => new(
        "Clusters",
        new TimeSeriesPanel(
            "Nodes by cluster, an hour",
            "What the nodes of each cluster cost.",
            Unit.Dollars,
            new Target(Nodes("cluster"), "{{cluster}}"))
        {
            IsStacked = true,
        },
        new TablePanel(
            "Clusters",
            "What the nodes of each cluster cost if they stay for a month, and the share that no container asked for or used.",
            [new TableKey("cluster", "Cluster", DrillDown.ToCluster), new TableKey("fleet", "Fleets")],
            new TableColumn("A month", Unit.Dollars, $"{HoursOfMonth} * {Nodes("cluster, fleet")}"),
            new TableColumn(
                "Not charged",
                Unit.Ratio,
                $"1 - {Containers("cluster, fleet")} / {Nodes("cluster, fleet")}")
            { IsBar = true, Thresholds = Thresholds.Rising(0.4, 0.6) })
        {
            SortedBy = "A month",
        });

    private static Row Namespaces => new(
        "Namespaces",
        new TimeSeriesPanel(
            "Workloads by namespace, an hour",
            "What containers are charged for: the ten dearest namespaces.",
            Unit.Dollars,
            new Target($"topk(10, {Containers("namespace")})", "{{namespace}}"))
        {
            IsStacked = true,
        },
        new TablePanel(
            "Namespaces and clusters",
            "What the containers of each namespace are charged for, if they stay for a month.",
            [new TableKey("namespace", "Namespace"), new TableKey("cluster", "Cluster", DrillDown.ToCluster)],
            new TableColumn("A month", Unit.Dollars, $"{HoursOfMonth} * {Containers("namespace, cluster")}"))
        {
            SortedBy = "A month",
        });
}
