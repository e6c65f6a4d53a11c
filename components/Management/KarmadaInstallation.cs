namespace Infra.Components.Management;

/// <summary>How Karmada is installed.</summary>
public sealed record KarmadaInstallation
{
    /// <summary>The address of Karmada's API from outside the management cluster, for example <c>https://karmada.example.com:5443</c>.</summary>
    public required string ApiEndpoint { get; init; }

    /// <summary>The replicas of every part, etcd among them; odd, so that etcd keeps a majority.</summary>
    /// <value>3.</value>
    public int Replicas { get; init; } = 3;

    /// <summary>The storage class of etcd's volumes.</summary>
    /// <value>Null: the management cluster's default.</value>
    public string? StorageClass { get; init; }

    /// <summary>The size of each etcd volume, in GiB.</summary>
    /// <value>10.</value>
    public int StorageGiB { get; init; } = 10;

    /// <summary>When etcd is saved.</summary>
    /// <value>Four times a day, for a week.</value>
    public KarmadaBackupSchedule Backup { get; init; } = new();

    /// <summary>The chart.</summary>
    /// <value><see cref="Versions.Karmada"/>.</value>
    public Chart Chart { get; init; } = Versions.Karmada;

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}
