using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Infra.Components.Fleets;

/// <summary>A member as Karmada knows it: <c>cluster.karmada.io/v1alpha1 Cluster</c>.</summary>
internal sealed class KarmadaClusterArgs() : CustomResourceArgs("cluster.karmada.io/v1alpha1", "Cluster")
{
    [Input("spec", required: true)]
    public Input<KarmadaClusterSpecArgs> Spec { get; set; } = null!;
}

internal sealed class KarmadaClusterSpecArgs : ResourceArgs
{
    /// <summary><c>Push</c>: Karmada writes to the member. <c>Pull</c>: an agent in the member reads from Karmada.</summary>
    [Input("syncMode", required: true)]
    public Input<string> SyncMode { get; set; } = null!;

    [Input("apiEndpoint")]
    public Input<string>? ApiEndpoint { get; set; }

    [Input("secretRef")]
    public Input<LocalSecretReferenceArgs>? SecretRef { get; set; }

    [Input("impersonatorSecretRef")]
    public Input<LocalSecretReferenceArgs>? ImpersonatorSecretRef { get; set; }

    [Input("provider")]
    public Input<string>? Provider { get; set; }

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("zones")]
    public Input<System.Collections.Immutable.ImmutableArray<string>>? Zones { get; set; }
}

internal sealed class LocalSecretReferenceArgs : ResourceArgs
{
    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}
