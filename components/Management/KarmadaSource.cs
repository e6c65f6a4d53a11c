using Infra.Components.Clusters;

namespace Infra.Components.Management;

/// <summary>Where Karmada comes from.</summary>
public abstract record KarmadaSource
{
    private KarmadaSource()
    {
    }

    /// <summary>A Karmada that already runs, by the kubeconfig of its API.</summary>
    public sealed record Existing(KubeconfigSource Kubeconfig) : KarmadaSource;

    /// <summary>A Karmada that the platform installs on the management cluster.</summary>
    public sealed record Installed(ClusterAccess Management, KarmadaInstallation Installation) : KarmadaSource;
}
