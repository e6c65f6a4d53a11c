using Infra.Components.Clusters;
using Pulumi.Kubernetes;

namespace Infra.Components.Management;

/// <summary>What <see cref="KarmadaRescheduling"/> needs to know.</summary>
public sealed record KarmadaReschedulingArgs
{
    /// <summary>The way into the cluster that Karmada runs on.</summary>
    public required ClusterAccess Management { get; init; }

    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}
