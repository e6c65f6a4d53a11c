using Pulumi;
using Pulumi.Kubernetes.Batch.V1;
using Pulumi.Kubernetes.Core.V1;

namespace Infra.Components.Management;

/// <summary>Saves Karmada's etcd on a schedule: everything that Karmada knows of clusters, placements and applications is in it, and in no member.</summary>
/// <remarks>
/// A snapshot is what <c>etcdctl snapshot save</c> makes; docs/karmada-backup.md tells how to go back to one. The volume survives the removal of the
/// schedule, not that of the namespace: copy it elsewhere, as any volume of the management cluster.
/// </remarks>
public sealed class KarmadaBackup : ComponentResource
{
    /// <summary>Sets the schedule up.</summary>
    public KarmadaBackup(string name, KarmadaBackupArgs args, ComponentResourceOptions? options = null)
        : base("infra:management:KarmadaBackup", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var management = new CustomResourceOptions { Parent = this, Provider = args.Management.Connection };
        var volume = new PersistentVolumeClaim(
            $"{name}-volume",
            KarmadaBackupManifests.Volume(args.Schedule),
            // It is bound when the first snapshot is taken, which may be hours away; what was saved outlives whoever takes the schedule away.
            CustomResourceOptions.Merge(management, new CustomResourceOptions { RetainOnDelete = true }));
        _ = new CronJob(
            name, KarmadaBackupManifests.Job(args.Schedule, args.Mirrors), CustomResourceOptions.Merge(management, new CustomResourceOptions { DependsOn = { volume } }));
        RegisterOutputs(new Dictionary<string, object?> { ["schedule"] = args.Schedule.Cron });
    }
}
