using System.Collections.Immutable;
using Pulumi;

namespace Infra.Components.Management;

/// <summary>What <see cref="ClusterApiOperator"/> needs to know.</summary>
public sealed record ClusterApiOperatorArgs : ControlPlaneToolArgs
{
    /// <summary>What must be there first: cert-manager, which makes the certificates of the operator's webhooks.</summary>
    /// <value>Empty: it is there already.</value>
    public ImmutableArray<Resource> Needs { get; init; } = [];

    /// <summary>How AWS is reached.</summary>
    /// <value>Null: no clusters are made on AWS, and its provider is not installed.</value>
    public AwsProviderArgs? Aws { get; init; }
}

/// <summary>How Cluster API's provider for AWS reaches AWS.</summary>
/// <param name="Credentials">
/// A credentials file of AWS, a secret; null where the management cluster's own machines or pods have a role, which is better: there is nothing to leak.
/// </param>
public sealed record AwsProviderArgs(Output<string>? Credentials);
