using Infra.Components.Clusters;

namespace Infra.Components.Management;

/// <summary>Where Karmada comes from.</summary>
public abstract record KarmadaSource
{
    private KarmadaSource()
    {
    }

    /// <summary>A Karmada that already runs.</summary>
    /// <param name="Kubeconfig">The kubeconfig of its API.</param>
    /// <param name="ApiEndpoint">The address at which clusters that pull reach it; null: the one that the kubeconfig names, where its text is known.</param>
    public sealed record Existing(KubeconfigSource Kubeconfig, string? ApiEndpoint = null) : KarmadaSource;

    /// <summary>A Karmada that the platform installs on the management cluster.</summary>
    public sealed record Installed(ClusterAccess Management, KarmadaInstallation Installation) : KarmadaSource;
}
