using Pulumi;

namespace Infra.Stacks.Environments;

/// <summary>The management cluster with the control planes on it. The other stacks take Karmada's kubeconfig from here.</summary>
public sealed class MgmtStack : PlatformStack
{
    /// <summary>Builds the environment.</summary>
    public MgmtStack() => KarmadaKubeconfig = Karmada.Kubeconfig;

    /// <summary>The kubeconfig of Karmada's API; a secret.</summary>
    [Output(Platform.KarmadaKubeconfigOutput)]
    public Output<string> KarmadaKubeconfig { get; private set; }
}
