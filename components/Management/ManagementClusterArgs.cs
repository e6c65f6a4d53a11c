using Infra.Components.Clusters;

namespace Infra.Components.Management;

/// <summary>What <see cref="ManagementCluster"/> needs to know.</summary>
public sealed record ManagementClusterArgs
{
    /// <summary>The way into the cluster.</summary>
    public required ClusterAccess Access { get; init; }

    /// <summary>Whether what is installed goes on while a node is lost or drained.</summary>
    /// <value>True.</value>
    public bool IsHighlyAvailable { get; init; } = true;

    /// <summary>Whether cert-manager is installed; otherwise it is there already.</summary>
    /// <value>True.</value>
    public bool InstallsCertManager { get; init; } = true;

    /// <summary>Whether Flux is installed; otherwise it is there already, or not wanted.</summary>
    /// <value>True.</value>
    public bool InstallsFlux { get; init; } = true;

    /// <summary>Cluster API and its providers.</summary>
    /// <value>Null: no clusters are made from here.</value>
    public ClusterApiArgs? ClusterApi { get; init; }

    /// <summary>What becomes of a chart: another version, or a mirror of its repository.</summary>
    /// <value>Charts stay as <see cref="Versions"/> has them.</value>
    public Func<Chart, Chart> Charts { get; init; } = chart => chart;

    /// <summary>Where images come from.</summary>
    /// <value><see cref="ImageMirrors.None"/>.</value>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}

/// <summary>Which of Cluster API's providers are installed beside those that every cluster needs.</summary>
/// <param name="Aws">How AWS is reached; null when no clusters are made there.</param>
public sealed record ClusterApiArgs(AwsProviderArgs? Aws);
