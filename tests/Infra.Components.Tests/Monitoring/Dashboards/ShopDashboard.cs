using Infra.Components.Monitoring.Dashboards;

namespace Infra.Components.Tests.Monitoring.Dashboards;

/// <summary>What the shop sells, beside what that costs it in processors.</summary>
internal static class ShopDashboard
{
    public static Dashboard Dashboard { get; } = new(
        "company-shop",
        "Shop",
        "For the team of the shop: orders in every cluster.",
        Scope.OfClusters,
        [
            new Row(
                "Orders",
                new StatPanel("Orders", "Orders in each second, everywhere.", Unit.PerSecond, Orders(by: "")) { Width = 6, Height = 8, Thresholds = Thresholds.Falling(good: 10, warning: 1) },
                new TimeSeriesPanel("Orders by cluster", "A cluster that sells nothing while others do is worth a look.", Unit.PerSecond, new Target(Orders(by: " by (cluster)"), "{{cluster}}")) { Width = 18 }),
            new Row(
                "Clusters",
                new TablePanel(
                    "Clusters",
                    "One line for each cluster; a click opens its page.",
                    [new TableKey("cluster", "Cluster", DrillDown.ToCluster)],
                    new TableColumn("Orders", Unit.PerSecond, Orders(by: " by (cluster)")),
                    new TableColumn("CPU", Unit.Cores, $$"""sum by (cluster) (rate(container_cpu_usage_seconds_total{{{Scope.Clusters}},namespace="shop",container!=""}[$__rate_interval]))"""))
                {
                    Width = 24,
                }),
        ])
    {
        Folder = "Shop",
    };

    // Scope.Clusters are the matchers that obey the choices at the top of the page.
    private static string Orders(string by) => $$"""sum{{by}} (rate(shop_orders_total{{{Scope.Clusters}}}[$__rate_interval]))""";
}
