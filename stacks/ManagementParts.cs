using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi;

namespace Infra.Stacks;

/// <summary>The management cluster, as the clusters that are made from it need it.</summary>
/// <param name="Access">The way into it.</param>
/// <param name="ClusterApi">What they depend on; empty where another stack installed it.</param>
internal sealed record ManagementParts(ClusterAccess Access, ImmutableArray<Resource> ClusterApi)
{
    /// <summary>What whoever asks for certificates depends on; empty where they are there, or belong to another stack.</summary>
    public ImmutableArray<Resource> Certificates { get; init; } = [];

    // What the connection is called where the cluster belongs to another stack.
    private const string Connection = "management";

    /// <summary>That of another stack.</summary>
    public static ManagementParts Of(OtherStack stack)
    {
        var kubeconfig = KubeconfigSource.FromStack(stack.Text(Platform.ManagementKubeconfigOutput), stack.TextOrNone(Platform.ManagementContextOutput));
        return new ManagementParts(
            new ClusterAccess(
                kubeconfig.Kubeconfig,
                // Nobody but this program comes by here.
                Output.Create(""),
                new Pulumi.Kubernetes.Provider(Connection, kubeconfig.ProviderFor(Connection))),
            []);
    }
}
