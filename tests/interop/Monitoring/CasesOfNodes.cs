using static Infra.Interop.Tests.Monitoring.AlertCase;

namespace Infra.Interop.Tests.Monitoring;

/// <summary>Stories of nodes.</summary>
internal static class CasesOfNodes
{
    public static IEnumerable<AlertCase> All =>
    [
        Fires("NodeNotReady", "10m", "node=a", """
            kube_node_status_condition{node="a",condition="Ready",status="true"} 0x120
            kube_node_status_condition{node="b",condition="Ready",status="true"} 1x120
            """),
        Silent("NodeNotReady", "a node that restarts", """
            kube_node_status_condition{node="a",condition="Ready",status="true"} 1x20 0x8 1x90
            """),
        Fires("ManyNodesNotReady", "5m", "", """
            kube_node_status_condition{node="a",condition="Ready",status="true"} 0x120
            kube_node_status_condition{node="b",condition="Ready",status="true"} 0x120
            kube_node_status_condition{node="c",condition="Ready",status="true"} 1x120
            kube_node_status_condition{node="d",condition="Ready",status="true"} 1x120
            """),
        Silent("ManyNodesNotReady", "one node of two", """
            kube_node_status_condition{node="a",condition="Ready",status="true"} 0x120
            kube_node_status_condition{node="b",condition="Ready",status="true"} 1x120
            """),
        Silent("ManyNodesNotReady", "two nodes of seven", """
            kube_node_status_condition{node="a",condition="Ready",status="true"} 0x120
            kube_node_status_condition{node="b",condition="Ready",status="true"} 0x120
            kube_node_status_condition{node="c",condition="Ready",status="true"} 1x120
            kube_node_status_condition{node="d",condition="Ready",status="true"} 1x120
            kube_node_status_condition{node="e",condition="Ready",status="true"} 1x120
            kube_node_status_condition{node="f",condition="Ready",status="true"} 1x120
            kube_node_status_condition{node="g",condition="Ready",status="true"} 1x120
            """),
        Fires("NodeUnderPressure", "5m", "node=a,condition=DiskPressure", """
            kube_node_status_condition{node="a",condition="DiskPressure",status="true"} 1x120
            kube_node_status_condition{node="a",condition="PIDPressure",status="true"} 0x120
            """),
        Silent("NodeUnderPressure", "another condition, and one that passes", """
            kube_node_status_condition{node="a",condition="NetworkUnavailable",status="true"} 1x120
            kube_node_status_condition{node="a",condition="MemoryPressure",status="true"} 0x10 1x4 0x100
            """),
        // 1,000 in all; from 300 down by one a minute is empty in 5 hours, and below a quarter after 51 minutes.
        Fires("NodeFilesystemFilling", "1h51m", "instance=a,mountpoint=/", """
            node_filesystem_size_bytes{instance="a",mountpoint="/",device="d",fstype="ext4"} 1000x180
            node_filesystem_avail_bytes{instance="a",mountpoint="/",device="d",fstype="ext4"} 300-1x180
            node_filesystem_readonly{instance="a",mountpoint="/",device="d",fstype="ext4"} 0x180
            """),
        Silent("NodeFilesystemFilling", "falling fast with much room", """
            node_filesystem_size_bytes{instance="a",mountpoint="/",device="d",fstype="ext4"} 1000x120
            node_filesystem_avail_bytes{instance="a",mountpoint="/",device="d",fstype="ext4"} 900-5x120
            node_filesystem_readonly{instance="a",mountpoint="/",device="d",fstype="ext4"} 0x120
            """),
        Silent("NodeFilesystemFilling", "little room, and no less than yesterday", """
            node_filesystem_size_bytes{instance="a",mountpoint="/",device="d",fstype="ext4"} 1000x120
            node_filesystem_avail_bytes{instance="a",mountpoint="/",device="d",fstype="ext4"} 200x120
            node_filesystem_readonly{instance="a",mountpoint="/",device="d",fstype="ext4"} 0x120
            """),
        Silent("NodeFilesystemFilling", "memory is no disk", """
            node_filesystem_size_bytes{instance="a",mountpoint="/tmp",device="d",fstype="tmpfs"} 1000x180
            node_filesystem_avail_bytes{instance="a",mountpoint="/tmp",device="d",fstype="tmpfs"} 200-1x180
            node_filesystem_readonly{instance="a",mountpoint="/tmp",device="d",fstype="tmpfs"} 0x180
            """),
        Fires("NodeFilesystemAlmostFull", "15m", "instance=a,mountpoint=/", """
            node_filesystem_size_bytes{instance="a",mountpoint="/",device="d",fstype="xfs"} 1000x120
            node_filesystem_avail_bytes{instance="a",mountpoint="/",device="d",fstype="xfs"} 49x120
            node_filesystem_readonly{instance="a",mountpoint="/",device="d",fstype="xfs"} 0x120
            """),
        Silent("NodeFilesystemAlmostFull", "one twentieth, and a disk that is only read", """
            node_filesystem_size_bytes{instance="a",mountpoint="/",device="d",fstype="xfs"} 1000x120
            node_filesystem_avail_bytes{instance="a",mountpoint="/",device="d",fstype="xfs"} 50x120
            node_filesystem_readonly{instance="a",mountpoint="/",device="d",fstype="xfs"} 0x120
            node_filesystem_size_bytes{instance="a",mountpoint="/cd",device="e",fstype="ext4"} 1000x120
            node_filesystem_avail_bytes{instance="a",mountpoint="/cd",device="e",fstype="ext4"} 0x120
            node_filesystem_readonly{instance="a",mountpoint="/cd",device="e",fstype="ext4"} 1x120
            """),
        Fires("NodeInodesAlmostGone", "30m", "instance=a,mountpoint=/", """
            node_filesystem_files{instance="a",mountpoint="/",device="d",fstype="ext4"} 1000x120
            node_filesystem_files_free{instance="a",mountpoint="/",device="d",fstype="ext4"} 49x120
            node_filesystem_readonly{instance="a",mountpoint="/",device="d",fstype="ext4"} 0x120
            """),
        Silent("NodeInodesAlmostGone", "enough, and a filesystem that counts none", """
            node_filesystem_files{instance="a",mountpoint="/",device="d",fstype="ext4"} 1000x120
            node_filesystem_files_free{instance="a",mountpoint="/",device="d",fstype="ext4"} 51x120
            node_filesystem_readonly{instance="a",mountpoint="/",device="d",fstype="ext4"} 0x120
            node_filesystem_files{instance="a",mountpoint="/b",device="e",fstype="btrfs"} 0x120
            node_filesystem_files_free{instance="a",mountpoint="/b",device="e",fstype="btrfs"} 0x120
            node_filesystem_readonly{instance="a",mountpoint="/b",device="e",fstype="btrfs"} 0x120
            """),
        Fires("NodeFilesystemReadOnly", "5m", "instance=a,mountpoint=/var/lib/docker", """
            node_filesystem_readonly{instance="a",mountpoint="/var/lib/docker",device="d",fstype="ext4"} 1x120
            """),
        Silent("NodeFilesystemReadOnly", "a mount that is meant to be so", """
            node_filesystem_readonly{instance="a",mountpoint="/usr/share/oem",device="d",fstype="ext4"} 1x120
            node_filesystem_readonly{instance="a",mountpoint="/",device="e",fstype="ext4"} 0x120
            """),
        Fires("NodeClockWrong", "10m", "instance=a", """
            node_timex_offset_seconds{instance="a"} -0.6x120
            """),
        Fires("NodeClockWrong", "10m", "instance=a", """
            node_timex_offset_seconds{instance="a"} 0x120
            node_timex_maxerror_seconds{instance="a"} 16x120
            node_timex_sync_status{instance="a"} 0x120
            """),
        Silent("NodeClockWrong", "a little off, and kept", """
            node_timex_offset_seconds{instance="a"} 0.4x120
            node_timex_maxerror_seconds{instance="a"} 16x120
            node_timex_sync_status{instance="a"} 1x120
            node_timex_maxerror_seconds{instance="b"} 15x120
            node_timex_sync_status{instance="b"} 0x120
            """),
    ];
}
