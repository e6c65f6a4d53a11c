using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>The dashboards that come with the platform.</summary>
public static class DashboardPack
{
    /// <summary>The label by which the sidecar of Grafana finds a ConfigMap with dashboards.</summary>
    public const string Label = "grafana_dashboard";

    /// <summary>The annotation by which the sidecar puts them into a folder.</summary>
    public const string FolderAnnotation = "grafana_folder";

    /// <summary>All of them, from the whole platform down to what watches it.</summary>
    public static ImmutableArray<Dashboard> All { get; } =
    [
        PlatformDashboard.Dashboard,
        ClusterDashboard.Dashboard,
        ServiceDashboard.Dashboard,
        ObjectivesDashboard.Dashboard,
        EdgeDashboard.Dashboard,
        MeshDashboard.Dashboard,
        DeliveryDashboard.Dashboard,
        PoliciesDashboard.Dashboard,
        MonitoringDashboard.Dashboard,
        CostDashboard.Dashboard,
    ];

    /// <summary>One ConfigMap for each dashboard, for the sidecar that Grafana's chart runs (<c>sidecar.dashboards</c>).</summary>
    /// <remarks>One each, because Kubernetes takes 1 MiB in a ConfigMap at most, and so that a change of one touches no other.</remarks>
    public static ImmutableArray<KubernetesObject> ConfigMaps(IEnumerable<Dashboard> dashboards) => [.. dashboards.Select(ConfigMap)];

    private static KubernetesObject ConfigMap(Dashboard dashboard) =>
        new("v1", "ConfigMap", $"dashboard-{dashboard.Uid}", Fields.Of(("data", Fields.Of(($"{dashboard.Uid}.json", DashboardJson.Write(dashboard))))))
        {
            Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(Label, "1"),
            Annotations = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(FolderAnnotation, dashboard.Folder),
        };
}
