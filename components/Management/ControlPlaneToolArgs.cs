using Infra.Components.Clusters;

namespace Infra.Components.Management;

/// <summary>What <see cref="CertificateManager"/> and <see cref="GitOpsEngine"/> need to know.</summary>
public record ControlPlaneToolArgs
{
    /// <summary>The management cluster.</summary>
    public required ClusterAccess Management { get; init; }

    /// <summary>Whether it goes on while a node is lost or drained.</summary>
    /// <value>True.</value>
    public bool IsHighlyAvailable { get; init; } = true;

    /// <summary>The chart.</summary>
    /// <value>Null: the one of <see cref="Versions"/>.</value>
    public Chart? Chart { get; init; }

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}
