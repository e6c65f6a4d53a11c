using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Helm.V3;

namespace Infra.Components.Management;

/// <summary>cert-manager on the management cluster: the webhooks of what is installed after it carry its certificates.</summary>
public sealed class CertificateManager : ComponentResource
{
    /// <summary>Its namespace.</summary>
    public const string Namespace = "cert-manager";

    /// <summary>Ready when certificates can be asked for: the chart ends with a check of just that.</summary>
    public Release Ready { get; }

    /// <summary>Installs cert-manager.</summary>
    public CertificateManager(string name, ControlPlaneToolArgs args, ComponentResourceOptions? options = null)
        : base("infra:management:CertificateManager", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var management = new CustomResourceOptions { Parent = this, Provider = args.Management.Connection };
        Ready = new ChartRelease(args.Chart ?? Versions.CertManager, Namespace, CertificateManagerManifests.Values(args)).Install(name, management);
        RegisterOutputs(new Dictionary<string, object?> { ["version"] = (args.Chart ?? Versions.CertManager).Version });
    }
}
