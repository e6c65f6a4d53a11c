using static Infra.Components.Monitoring.RuleText;

namespace Infra.Components.Monitoring;

/// <summary>Nodes: whether they work, and for how long their disks will do.</summary>
internal static class RulesOfNodes
{
    // What holds no data of its own: memory, images that cannot be written, and mounts of containers.
    private const string Disks = """fstype!~"tmpfs|ramfs|devtmpfs|squashfs|overlay|nsfs|iso9660|fuse.*",mountpoint!~"/(boot/efi|run|var/lib/kubelet/pods)(/.*)?" """;

    public static RuleGroup Group { get; } = new("nodes",
    [
        new AlertRule(
            "NodeNotReady",
            $$"""max by ({{Whose}}, node) (kube_node_status_condition{condition="Ready",status="true"}) == 0""",
            // Kubernetes itself waits 5 minutes before it moves the pods elsewhere; a reboot takes less than ten.
            Minutes(10),
            AlertSeverity.Warning,
            "Node {{ $labels.node }} is not ready",
            "The kubelet of {{ $labels.node }} has not said that it is ready for 10 minutes; its pods are being started elsewhere."),
        new AlertRule(
            "ManyNodesNotReady",
            $$"""
              (
                count by ({{Whose}}) (max by ({{Whose}}, node) (kube_node_status_condition{condition="Ready",status="true"}) == 0)
                / count by ({{Whose}}) (max by ({{Whose}}, node) (kube_node_status_condition{condition="Ready",status="true"}))
              ) > 0.3
              and count by ({{Whose}}) (max by ({{Whose}}, node) (kube_node_status_condition{condition="Ready",status="true"}) == 0) > 1
              """,
            Minutes(5),
            AlertSeverity.Critical,
            "A third of the nodes is not ready",
            "{{ $value | humanizePercentage }} of the nodes are not ready: what is left has no room for their pods, or the cause is common to all."),
        new AlertRule(
            "NodeUnderPressure",
            $$"""max by ({{Whose}}, node, condition) (kube_node_status_condition{condition=~"MemoryPressure|DiskPressure|PIDPressure",status="true"}) == 1""",
            Minutes(5),
            AlertSeverity.Warning,
            "Node {{ $labels.node }} has {{ $labels.condition }}",
            "The kubelet of {{ $labels.node }} has reported {{ $labels.condition }} for 5 minutes: it evicts pods and takes no new ones."),
        new AlertRule(
            "NodeFilesystemFilling",
            // The floor keeps what is filled in one go, as images are, and has much room still from calling anybody.
            $$"""
              min by ({{Whose}}, instance, mountpoint) (
                node_filesystem_avail_bytes{ {{Disks}} } / node_filesystem_size_bytes{ {{Disks}} } < 0.25
                and predict_linear(node_filesystem_avail_bytes{ {{Disks}} }[6h], 24 * 3600) < 0
                and node_filesystem_readonly{ {{Disks}} } == 0
              )
              """,
            Hours(1),
            AlertSeverity.Warning,
            "{{ $labels.mountpoint }} of {{ $labels.instance }} will be full within a day",
            "{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} on {{ $labels.instance }} is free, and at the pace of the last 6 hours nothing will be in 24 hours."),
        new AlertRule(
            "NodeFilesystemAlmostFull",
            // Below the 10 % at which the kubelet evicts (nodefs.available), which makes room within minutes where pods are the cause.
            $$"""
              min by ({{Whose}}, instance, mountpoint) (
                node_filesystem_avail_bytes{ {{Disks}} } / node_filesystem_size_bytes{ {{Disks}} } < 0.05
                and node_filesystem_readonly{ {{Disks}} } == 0
              )
              """,
            Minutes(15),
            AlertSeverity.Critical,
            "{{ $labels.mountpoint }} of {{ $labels.instance }} is almost full",
            "{{ $value | humanizePercentage }} of {{ $labels.mountpoint }} on {{ $labels.instance }} is free; eviction has not made room in 15 minutes."),
        new AlertRule(
            "NodeInodesAlmostGone",
            // Filesystems that make inodes as they need them say that they have none at all.
            $$"""
              min by ({{Whose}}, instance, mountpoint) (
                node_filesystem_files_free{ {{Disks}} } / (node_filesystem_files{ {{Disks}} } > 0) < 0.05
                and node_filesystem_readonly{ {{Disks}} } == 0
              )
              """,
            Minutes(30),
            AlertSeverity.Warning,
            "{{ $labels.mountpoint }} of {{ $labels.instance }} has almost no inodes",
            "{{ $value | humanizePercentage }} of the inodes of {{ $labels.mountpoint }} on {{ $labels.instance }} are free; without any no file can be made, whatever space is left."),
        new AlertRule(
            "NodeFilesystemReadOnly",
            $$"""max by ({{Whose}}, instance, mountpoint) (node_filesystem_readonly{ {{Disks}} ,mountpoint=~"/|/var|/var/lib.*"}) == 1""",
            Minutes(5),
            AlertSeverity.Critical,
            "{{ $labels.mountpoint }} of {{ $labels.instance }} cannot be written",
            "{{ $labels.mountpoint }} on {{ $labels.instance }} is mounted read-only; the kernel does this when a disk fails."),
        new AlertRule(
            "NodeClockWrong",
            // Leases and tokens bear seconds; etcd warns at one. A maximum error of 16 s is how the kernel says that nothing has set the clock.
            $$"""
              max by ({{Whose}}, instance) (
                abs(node_timex_offset_seconds) > 0.5
                or (node_timex_maxerror_seconds >= 16 and node_timex_sync_status == 0)
              )
              """,
            Minutes(10),
            AlertSeverity.Warning,
            "The clock of {{ $labels.instance }} is wrong or not kept",
            "The clock of {{ $labels.instance }} is off, or may be, by {{ $value | humanizeDuration }}. Certificates, tokens and etcd depend on it."),
    ]);
}
