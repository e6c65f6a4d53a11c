using Pulumi;
using Pulumi.Kubernetes.Helm.V3;

namespace Infra.Components.Management;

/// <summary>Flux on the management cluster: what is in Git or in a registry is what runs there.</summary>
public sealed class GitOpsEngine : ComponentResource
{
    /// <summary>Its namespace, also in members.</summary>
    public const string Namespace = "flux-system";

    /// <summary>Ready when sources, kustomizations and Helm releases are reconciled.</summary>
    public Release Ready { get; }

    /// <summary>Installs Flux.</summary>
    public GitOpsEngine(string name, ControlPlaneToolArgs args, ComponentResourceOptions? options = null)
        : base("infra:management:GitOpsEngine", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var management = new CustomResourceOptions { Parent = this, Provider = args.Management.Connection };
        Ready = new ChartRelease(args.Chart ?? Versions.Flux, Namespace, GitOpsEngineManifests.Values(args)).Install(name, management);
        RegisterOutputs(new Dictionary<string, object?> { ["version"] = (args.Chart ?? Versions.Flux).Version });
    }
}
