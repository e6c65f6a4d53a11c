using System.Globalization;
using Pulumi.Kubernetes.Types.Inputs.Batch.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Management;

/// <summary>What decides about the snapshots of Karmada's etcd.</summary>
internal static class KarmadaBackupManifests
{
    /// <summary>The name of the schedule, and of the volume.</summary>
    public const string Name = "etcd-backup";

    // What the chart makes: the service in front of etcd, and the secret of Karmada's certificates.
    private const string Endpoint = $"https://etcd-client.{KarmadaControlPlaneManifests.Namespace}.svc:2379";
    private const string CertificateSecret = $"{KarmadaControlPlaneManifests.Release}-cert";

    private const string Snapshots = "/snapshots";
    private const string Certificates = "/certificates";
    private const int NobodyUser = 65_532;
    private const int DeadlineSeconds = 900;

    /// <summary>The volume that snapshots are kept on.</summary>
    public static PersistentVolumeClaimArgs Volume(KarmadaBackupSchedule schedule)
    {
        var claim = new PersistentVolumeClaimSpecArgs
        {
            AccessModes = { "ReadWriteOnce" },
            Resources = new VolumeResourceRequirementsArgs { Requests = { ["storage"] = string.Create(CultureInfo.InvariantCulture, $"{schedule.StorageGiB}Gi") } },
        };
        if (schedule.StorageClass is { } storageClass)
            claim.StorageClassName = storageClass;
        var metadata = Metadata();
        // A class that waits for the first consumer binds at the first snapshot.
        metadata.Annotations = new Dictionary<string, string>(StringComparer.Ordinal) { ["pulumi.com/skipAwait"] = "true" };
        return new PersistentVolumeClaimArgs { Metadata = metadata, Spec = claim };
    }

    /// <summary>The schedule.</summary>
    public static CronJobArgs Job(KarmadaBackupSchedule schedule, ImageMirrors mirrors) => new()
    {
        Metadata = Metadata(),
        Spec = new CronJobSpecArgs
        {
            Schedule = schedule.Cron,
            TimeZone = "Etc/UTC",
            ConcurrencyPolicy = "Forbid",
            SuccessfulJobsHistoryLimit = 1,
            FailedJobsHistoryLimit = 3,
            JobTemplate = new JobTemplateSpecArgs
            {
                Spec = new JobSpecArgs
                {
                    BackoffLimit = 2,
                    ActiveDeadlineSeconds = DeadlineSeconds,
                    Template = new PodTemplateSpecArgs { Spec = Pod(schedule, mirrors) },
                },
            },
        },
    };

    private static PodSpecArgs Pod(KarmadaBackupSchedule schedule, ImageMirrors mirrors) => new()
    {
        RestartPolicy = "Never",
        AutomountServiceAccountToken = false,
        SecurityContext = new PodSecurityContextArgs
        {
            RunAsNonRoot = true,
            RunAsUser = NobodyUser,
            RunAsGroup = NobodyUser,
            FsGroup = NobodyUser,
            SeccompProfile = new SeccompProfileArgs { Type = "RuntimeDefault" },
        },
        // First the snapshot, and only once there is one more, away with the oldest.
        InitContainers = { Save(mirrors) },
        Containers = { Prune(schedule.Kept, mirrors) },
        Volumes =
        {
            new VolumeArgs { Name = "snapshots", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSourceArgs { ClaimName = Name } },
            new VolumeArgs { Name = "certificates", Secret = new SecretVolumeSourceArgs { SecretName = CertificateSecret, DefaultMode = 0b100_100_000 } },
        },
    };

    // etcd's image has no shell, so the pod's own name, which is of its minute, is the file's.
    private static ContainerArgs Save(ImageMirrors mirrors)
    {
        var container = Container("save", mirrors.Apply($"registry.k8s.io/etcd:{Versions.KarmadaEtcd}"));
        container.Command =
        [
            "etcdctl",
            $"--endpoints={Endpoint}",
            $"--cacert={Certificates}/server-ca.crt",
            $"--cert={Certificates}/karmada.crt",
            $"--key={Certificates}/karmada.key",
            "snapshot",
            "save",
            $"{Snapshots}/$(POD_NAME).db",
        ];
        container.Env =
        [
            new EnvVarArgs { Name = "POD_NAME", ValueFrom = new EnvVarSourceArgs { FieldRef = new ObjectFieldSelectorArgs { FieldPath = "metadata.name" } } },
        ];
        container.VolumeMounts.Add(new VolumeMountArgs { Name = "certificates", MountPath = Certificates, ReadOnly = true });
        return container;
    }

    private static ContainerArgs Prune(int kept, ImageMirrors mirrors)
    {
        var container = Container("prune", mirrors.Apply($"docker.io/library/busybox:{Versions.Busybox}"));
        // The names are the pods', which hold no blanks. What a snapshot that failed left behind goes too.
        container.Command =
        [
            "sh",
            "-ec",
            string.Create(CultureInfo.InvariantCulture, $"cd {Snapshots}; rm -f -- *.part; ls -1t -- *.db | tail -n +{kept + 1} | xargs -r rm --; ls -l"),
        ];
        return container;
    }

    private static ContainerArgs Container(string name, string image) => new()
    {
        Name = name,
        Image = image,
        SecurityContext = new SecurityContextArgs
        {
            AllowPrivilegeEscalation = false,
            ReadOnlyRootFilesystem = true,
            Capabilities = new CapabilitiesArgs { Drop = { "ALL" } },
        },
        Resources = new ResourceRequirementsArgs { Requests = { ["cpu"] = "50m", ["memory"] = "64Mi" }, Limits = { ["memory"] = "256Mi" } },
        VolumeMounts = { new VolumeMountArgs { Name = "snapshots", MountPath = Snapshots } },
    };

    private static ObjectMetaArgs Metadata() => new() { Name = Name, Namespace = KarmadaControlPlaneManifests.Namespace };
}
