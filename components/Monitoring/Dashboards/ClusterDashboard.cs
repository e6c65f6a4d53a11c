using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>One cluster: its nodes, its control plane, how full it is, its network and its disks.</summary>
internal static class ClusterDashboard
{
    /// <summary>Its address.</summary>
    public const string Uid = "infra-cluster";

    /// <summary>The page.</summary>
    public static Dashboard Dashboard { get; } = new(
        Uid,
        "Cluster",
        "For whoever runs a cluster, or looks into an alert about it: nodes, control plane, capacity, network and storage.",
        [Scope.Fleet, Scope.Cluster with { IsMany = false }],
        [Now, Nodes, Capacity, ControlPlaneRows.Server, ControlPlaneRows.Etcd, Network, Storage]);

    // node-exporter knows a machine by its address; this gives each series the node's name.
    private const string NameNode = "on (cluster, instance) group_left (nodename) node_uname_info";

    private static Row Now => new(
        "Now",
        new StatPanel("Nodes", "Nodes that are in the cluster.", Unit.Count, $"sum({Queries.Nodes("cluster")})"),
        new StatPanel(
            "Nodes not ready",
            "Nodes whose kubelet does not report, or reports that it cannot run pods.",
            Unit.Count,
            $"sum({NodesNotReady("cluster")})")
        {
            Thresholds = Thresholds.AnyIsBad,
        },
        new StatPanel("Pods that run", "Pods in the phase Running.", Unit.Count, $$"""sum(kube_pod_status_phase{{{Scope.Clusters}},phase="Running"})"""),
        new StatPanel(
            "Pods that wait",
            "Pods in the phase Pending: for a node, a volume or an image.",
            Unit.Count,
            $$"""sum(kube_pod_status_phase{{{Scope.Clusters}},phase="Pending"})""")
        {
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Alerts",
            "Alerts of this cluster that fire.",
            Unit.Count,
            OrZero($$"""count(ALERTS{{{Scope.Clusters}},alertstate="firing",severity=~"critical|warning"})"""))
        {
            Thresholds = Thresholds.AnyIsWarning,
        },
        new StatPanel(
            "Kubernetes",
            "The version of each API server; two while the control plane is upgraded.",
            Unit.Count,
            new Target($$"""count by (git_version) (kubernetes_build_info{{{Scope.Clusters}},job="apiserver"})""", "{{git_version}}"))
        {
            IsName = true,
        });

    private static Row Nodes => new(
        "Nodes",
        new TablePanel(
            "Nodes",
            "One line for each machine. Load is per core over five minutes: above 1, processes wait for a core.",
            [new TableKey("nodename", "Node")],
            new TableColumn(
                "CPU used",
                Unit.Ratio,
                Named($$"""1 - avg by (cluster, instance) (rate(node_cpu_seconds_total{{{Scope.Clusters}},mode="idle"}[$__rate_interval]))"""))
            {
                IsBar = true,
                Thresholds = Thresholds.HowFull,
            },
            new TableColumn(
                "Load",
                Unit.Count,
                Named($$"""max by (cluster, instance) (node_load5{{{Scope.Clusters}}}) / count by (cluster, instance) (node_cpu_seconds_total{{{Scope.Clusters}},mode="idle"})"""))
            {
                Thresholds = Thresholds.Rising(1, 2),
                Width = 90,
            },
            new TableColumn("Memory used", Unit.Ratio, Named(MemoryUsed("cluster, instance"))) { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn("Fullest disk", Unit.Ratio, Named(FullestDisk("cluster, instance"))) { IsBar = true, Thresholds = Thresholds.HowFull },
            new TableColumn(
                "Memory kills, 1 h",
                Unit.Count,
                Named(Happened("cluster, instance", $"node_vmstat_oom_kill{{{Scope.Clusters}}}", "1h")))
            {
                Thresholds = Thresholds.AnyIsWarning,
                Width = 140,
            },
            new TableColumn(
                "Clock off by",
                Unit.Seconds,
                Named($$"""max by (cluster, instance) (abs(node_timex_offset_seconds{{{Scope.Clusters}}}))"""))
            {
                Thresholds = Thresholds.Rising(0.05, 0.5),
                Width = 120,
            },
            new TableColumn(
                "Up for",
                Unit.Seconds,
                Named($$"""max by (cluster, instance) (node_time_seconds{{{Scope.Clusters}}} - node_boot_time_seconds{{{Scope.Clusters}}})"""))
            { Width = 110 })
        {
            Width = 24,
            Height = 9,
        });

    private static Row Capacity => new(
        "Capacity",
        new TimeSeriesPanel(
            "CPU",
            "What is used, what pods asked for and what nodes can give them. Where requests meet the limit, no further pod fits.",
            Unit.Cores,
            new Target($$"""sum(rate(container_cpu_usage_seconds_total{{{Scope.Clusters}},container!=""}[$__rate_interval]))""", "used by pods"),
            new Target($$"""sum(kube_pod_container_resource_requests{{{Scope.Clusters}},resource="cpu"})""", "requested"),
            new Target($$"""sum(kube_node_status_allocatable{{{Scope.Clusters}},resource="cpu"})""", "allocatable")),
        new TimeSeriesPanel(
            "Memory",
            "What is used, what pods asked for and what nodes can give them. Where requests meet the limit, no further pod fits.",
            Unit.Bytes,
            new Target($$"""sum(container_memory_working_set_bytes{{{Scope.Clusters}},container!=""})""", "used by pods"),
            new Target($$"""sum(kube_pod_container_resource_requests{{{Scope.Clusters}},resource="memory"})""", "requested"),
            new Target($$"""sum(kube_node_status_allocatable{{{Scope.Clusters}},resource="memory"})""", "allocatable")),
        new TimeSeriesPanel(
            "CPU by namespace",
            "The ten that use the most.",
            Unit.Cores,
            new Target(
                $$"""topk(10, sum by (namespace) (rate(container_cpu_usage_seconds_total{{{Scope.Clusters}},container!=""}[$__rate_interval])))""",
                "{{namespace}}"))
        {
            IsStacked = true,
        },
        new TimeSeriesPanel(
            "Memory by namespace",
            "The ten that use the most.",
            Unit.Bytes,
            new Target($$"""topk(10, sum by (namespace) (container_memory_working_set_bytes{{{Scope.Clusters}},container!=""}))""", "{{namespace}}"))
        {
            IsStacked = true,
        });

    private static Row Network => new(
        "Network",
        new TimeSeriesPanel(
            "Received",
            "By all interfaces of a node that lead outside.",
            Unit.BytesPerSecond,
            new Target(Traffic("node_network_receive_bytes_total"), "{{nodename}}")),
        new TimeSeriesPanel(
            "Sent",
            "By all interfaces of a node that lead outside.",
            Unit.BytesPerSecond,
            new Target(Traffic("node_network_transmit_bytes_total"), "{{nodename}}")),
        new TimeSeriesPanel(
            "Lost packets",
            "Packets that a node dropped or found broken.",
            Unit.OperationsPerSecond,
            new Target(Traffic("node_network_receive_drop_total"), "{{nodename}} dropped, received"),
            new Target(Traffic("node_network_transmit_drop_total"), "{{nodename}} dropped, sent"),
            new Target(Traffic("node_network_receive_errs_total"), "{{nodename}} broken, received"))
        { Width = 8 },
        new TimeSeriesPanel(
            "Name lookups",
            "Answers of the cluster's name servers, by code. SERVFAIL is theirs or an upstream's fault; NXDOMAIN is usual.",
            Unit.RequestsPerSecond,
            new Target($$"""sum by (rcode) (rate(coredns_dns_responses_total{{{Scope.Clusters}}}[$__rate_interval]))""", "{{rcode}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Name lookups' latency",
            "What 99 of 100 lookups take at most.",
            Unit.Seconds,
            new Target(Quantile(0.99, "", $$"""coredns_dns_request_duration_seconds_bucket{{{Scope.Clusters}}}"""), "99 %"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(0.1, 1),
        });

    private static Row Storage => new(
        "Storage",
        new BarsPanel(
            "Fullest volumes",
            "The twelve claims that are fullest.",
            Unit.Ratio,
            new Target(
                $$"""topk(12, max by (namespace, persistentvolumeclaim) (kubelet_volume_stats_used_bytes{{{Scope.Clusters}}} / kubelet_volume_stats_capacity_bytes{{{Scope.Clusters}}}))""",
                "{{namespace}}/{{persistentvolumeclaim}}"))
        {
            Width = 8,
            Minimum = 0,
            Maximum = 1,
            Thresholds = Thresholds.HowFull,
        },
        new TimeSeriesPanel(
            "Disks in use",
            "The share of time in which a node's busiest disk worked.",
            Unit.Ratio,
            new Target(Named($$"""max by (cluster, instance) (rate(node_disk_io_time_seconds_total{{{Scope.Clusters}}}[$__rate_interval]))"""), "{{nodename}}"))
        {
            Width = 8,
            Minimum = 0,
            Thresholds = Thresholds.Rising(0.8, 0.95),
        },
        new TimeSeriesPanel(
            "Waiting for disks",
            "The share of time in which some process of a node waited for a disk.",
            Unit.Ratio,
            new Target(
                Named($$"""max by (cluster, instance) (rate(node_pressure_io_waiting_seconds_total{{{Scope.Clusters}}}[$__rate_interval]))"""),
                "{{nodename}}"))
        {
            Width = 8,
            Minimum = 0,
            Thresholds = Thresholds.Rising(0.2, 0.5),
        });

    private static string Named(string byInstance) => $"max by (nodename) (({byInstance}) * {NameNode}{{{Scope.Clusters}}})";

    private static string Traffic(string counter) =>
        Named($$"""sum by (cluster, instance) (rate({{counter}}{{{Scope.Clusters}},device!~"lo|veth.+|cali.+|lxc.+|cilium.+|docker.+|cni.+|flannel.+"}[$__rate_interval]))""");
}
