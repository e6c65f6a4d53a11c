using System.Collections.Immutable;

namespace Infra.Components.Monitoring;

/// <content>What is measured on nodes: kubernetes.io, "Kubernetes Metrics Reference"; github.com/google/cadvisor, "Monitoring cAdvisor with Prometheus"; github.com/prometheus/node_exporter.</content>
public static partial class Metrics
{
    private static ImmutableArray<Metric> AllOfNodes => [.. OfKubelet, .. OfCAdvisor, .. OfNodeExporter];

    private static ImmutableArray<Metric> OfKubelet => Of(
        MetricProducer.Kubelet,
        Gauge("kubelet_volume_stats_available_bytes", "bytes", "persistentvolumeclaim"),
        Gauge("kubelet_volume_stats_capacity_bytes", "bytes", "persistentvolumeclaim"),
        Gauge("kubelet_volume_stats_used_bytes", "bytes", "persistentvolumeclaim"),
        Gauge("kubelet_volume_stats_inodes", "inodes", "persistentvolumeclaim"),
        Gauge("kubelet_volume_stats_inodes_free", "inodes", "persistentvolumeclaim"),
        Gauge("kubelet_running_pods", "pods"),
        Gauge("kubelet_running_containers", "containers", "container_state"),
        Gauge("kubelet_node_name", ""),
        Histogram("kubelet_pod_worker_duration_seconds", "seconds", "operation_type"),
        Histogram("kubelet_pod_start_duration_seconds", "seconds"),
        Histogram("kubelet_pleg_relist_duration_seconds", "seconds"),
        Gauge("kubelet_certificate_manager_client_ttl_seconds", "seconds"),
        Gauge("kubelet_certificate_manager_server_ttl_seconds", "seconds"),
        Counter("kubelet_certificate_manager_client_expiration_renew_errors", "failures"),
        Counter("kubelet_server_expiration_renew_errors", "failures"),
        Counter("kubelet_runtime_operations_errors_total", "failures", "operation_type"));

    private static ImmutableArray<Metric> OfCAdvisor => Of(
        MetricProducer.CAdvisor,
        Counter("container_cpu_usage_seconds_total", "seconds", "image"),
        Counter("container_cpu_cfs_periods_total", "periods", "image"),
        Counter("container_cpu_cfs_throttled_periods_total", "periods", "image"),
        Gauge("container_memory_working_set_bytes", "bytes", "image"),
        Gauge("container_memory_rss", "bytes", "image"),
        Gauge("container_memory_cache", "bytes", "image"),
        Counter("container_oom_events_total", "kills", "image"),
        Counter("container_network_receive_bytes_total", "bytes", "interface"),
        Counter("container_network_transmit_bytes_total", "bytes", "interface"),
        Counter("container_network_receive_packets_dropped_total", "packets", "interface"),
        Counter("container_network_transmit_packets_dropped_total", "packets", "interface"),
        Counter("container_fs_reads_bytes_total", "bytes", "device"),
        Counter("container_fs_writes_bytes_total", "bytes", "device"));

    private static ImmutableArray<Metric> OfNodeExporter => Of(
        MetricProducer.NodeExporter,
        Counter("node_cpu_seconds_total", "seconds", "cpu", "mode"),
        Gauge("node_load1", "processes"),
        Gauge("node_load5", "processes"),
        Gauge("node_load15", "processes"),
        Gauge("node_memory_MemTotal_bytes", "bytes"),
        Gauge("node_memory_MemAvailable_bytes", "bytes"),
        Gauge("node_memory_MemFree_bytes", "bytes"),
        Gauge("node_memory_Buffers_bytes", "bytes"),
        Gauge("node_memory_Cached_bytes", "bytes"),
        Counter("node_vmstat_pgmajfault", "faults"),
        Counter("node_vmstat_oom_kill", "kills"),
        Gauge("node_filesystem_size_bytes", "bytes", "device", "fstype", "mountpoint"),
        Gauge("node_filesystem_avail_bytes", "bytes", "device", "fstype", "mountpoint"),
        Gauge("node_filesystem_files", "inodes", "device", "fstype", "mountpoint"),
        Gauge("node_filesystem_files_free", "inodes", "device", "fstype", "mountpoint"),
        Gauge("node_filesystem_readonly", "", "device", "fstype", "mountpoint"),
        Counter("node_disk_read_bytes_total", "bytes", "device"),
        Counter("node_disk_written_bytes_total", "bytes", "device"),
        Counter("node_disk_io_time_seconds_total", "seconds", "device"),
        Counter("node_disk_io_time_weighted_seconds_total", "seconds", "device"),
        Counter("node_network_receive_bytes_total", "bytes", "device"),
        Counter("node_network_transmit_bytes_total", "bytes", "device"),
        Counter("node_network_receive_errs_total", "packets", "device"),
        Counter("node_network_transmit_errs_total", "packets", "device"),
        Counter("node_network_receive_drop_total", "packets", "device"),
        Counter("node_network_transmit_drop_total", "packets", "device"),
        Gauge("node_nf_conntrack_entries", "connections"),
        Gauge("node_nf_conntrack_entries_limit", "connections"),
        Gauge("node_timex_offset_seconds", "seconds"),
        Gauge("node_timex_sync_status", ""),
        Gauge("node_timex_maxerror_seconds", "seconds"),
        Gauge("node_filefd_allocated", "descriptors"),
        Gauge("node_filefd_maximum", "descriptors"),
        Gauge("node_boot_time_seconds", "seconds"),
        Gauge("node_time_seconds", "seconds"),
        Gauge("node_uname_info", "", "nodename", "release", "machine"),
        Counter("node_pressure_cpu_waiting_seconds_total", "seconds"),
        Counter("node_pressure_memory_waiting_seconds_total", "seconds"),
        Counter("node_pressure_io_waiting_seconds_total", "seconds"));
}
