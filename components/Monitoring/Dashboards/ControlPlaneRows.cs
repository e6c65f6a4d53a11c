using static Infra.Components.Monitoring.Dashboards.Queries;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>What the page of a cluster shows of its control plane.</summary>
internal static class ControlPlaneRows
{
    /// <summary>The API server.</summary>
    public static Row Server => new(
        "Control plane",
        new TimeSeriesPanel(
            "API requests",
            "Answers of the API server by verb, without watches, which last.",
            Unit.RequestsPerSecond,
            new Target($$"""sum by (verb) (rate(apiserver_request_total{{{Scope.Clusters}},job="apiserver",verb!="WATCH"}[$__rate_interval]))""", "{{verb}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "API errors",
            "Answers 5xx, the server's own fault, by code and of all.",
            Unit.Ratio,
            new Target(
                $$"""
                sum by (code) (rate(apiserver_request_total{{{Scope.Clusters}},job="apiserver",code=~"5.."}[$__rate_interval]))
                  / on () group_left () sum(rate(apiserver_request_total{{{Scope.Clusters}},job="apiserver"}[$__rate_interval]))
                """,
                "{{code}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Errors,
        },
        new TimeSeriesPanel(
            "API latency",
            "What 99 of 100 requests take at most, by verb, without what webhooks add.",
            Unit.Seconds,
            new Target(
                Quantile(0.99, "verb", $$"""apiserver_request_sli_duration_seconds_bucket{{{Scope.Clusters}},job="apiserver",verb!="WATCH",subresource!~"log|exec|portforward|proxy"}"""),
                "{{verb}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(1, 5),
        },
        new TimeSeriesPanel(
            "Requests in flight",
            "Requests that the API server works on; what it refuses beyond its limits is an answer 429.",
            Unit.Count,
            new Target($$"""sum by (request_kind) (apiserver_current_inflight_requests{{{Scope.Clusters}},job="apiserver"})""", "{{request_kind}}"))
        {
            Width = 8,
        },
        new TimeSeriesPanel(
            "Webhooks' latency",
            "What 99 of 100 calls of admission webhooks take at most: the caller of the API waits for them.",
            Unit.Seconds,
            new Target(Quantile(0.99, "name", $$"""apiserver_admission_webhook_admission_duration_seconds_bucket{{{Scope.Clusters}}}"""), "{{name}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(1, 5),
        },
        new TimeSeriesPanel(
            "Objects",
            "The ten kinds of which there are the most. A number that only rises is usually something that nobody deletes.",
            Unit.Count,
            new Target($$"""topk(10, max by (resource) (apiserver_storage_objects{{{Scope.Clusters}}}))""", "{{resource}}"))
        {
            Width = 8,
        });

    /// <summary>etcd, where it can be asked: not on EKS.</summary>
    public static Row Etcd => new(
        "etcd (clusters whose control plane is theirs)",
        new TimeSeriesPanel(
            "Database",
            "The size of the database, of the quota at which etcd takes no more writes.",
            Unit.Ratio,
            new Target(
                $$"""max by (instance) (etcd_mvcc_db_total_size_in_bytes{{{Scope.Clusters}}} / etcd_server_quota_backend_bytes{{{Scope.Clusters}}})""",
                "{{instance}}"))
        {
            Width = 8,
            Minimum = 0,
            Maximum = 1,
            Thresholds = Thresholds.Rising(0.7, 0.9),
        },
        new TimeSeriesPanel(
            "Disk",
            "What 99 of 100 writes to the log take at most: above 10 ms, the disk is too slow for etcd.",
            Unit.Seconds,
            new Target(Quantile(0.99, "instance", $$"""etcd_disk_wal_fsync_duration_seconds_bucket{{{Scope.Clusters}}}"""), "{{instance}}"))
        {
            Width = 8,
            Thresholds = Thresholds.Rising(0.01, 0.1),
        },
        new TimeSeriesPanel(
            "Changes of leader",
            "In the last hour: more than a few tell of a slow disk or network between members.",
            Unit.Count,
            new Target(
                Happened("instance", $"etcd_server_leader_changes_seen_total{{{Scope.Clusters}}}", "1h"),
                "{{instance}}"))
        { Width = 8, Thresholds = Thresholds.Rising(3, 10) })
    {
        IsCollapsed = true,
    };
}
