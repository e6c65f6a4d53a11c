using Infra.Components.Clusters;

namespace Infra.Components.Management;

/// <summary>What <see cref="KarmadaBackup"/> needs to know.</summary>
public sealed record KarmadaBackupArgs
{
    /// <summary>The way into the cluster that Karmada runs on.</summary>
    public required ClusterAccess Management { get; init; }

    /// <summary>When snapshots are taken, and where they are kept.</summary>
    /// <value>Four times a day, for a week.</value>
    public KarmadaBackupSchedule Schedule { get; init; } = new();

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}

/// <summary>When Karmada's etcd is saved, and where it is kept.</summary>
public sealed record KarmadaBackupSchedule
{
    /// <summary>When, as five fields of cron, in UTC.</summary>
    /// <value>Every six hours, at a minute that others do not choose.</value>
    public string Cron { get; init; } = "17 */6 * * *";

    /// <summary>How many snapshots are kept; the oldest goes when there are more.</summary>
    /// <value>28.</value>
    public int Kept { get; init; } = 28;

    /// <summary>The size of the volume that they are on, in GiB.</summary>
    /// <value>20.</value>
    public int StorageGiB { get; init; } = 20;

    /// <summary>The storage class of the volume.</summary>
    /// <value>Null: the management cluster's default.</value>
    public string? StorageClass { get; init; }
}
