using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>A conformant cluster that already exists, reached by its kubeconfig or pulling its work itself. The platform uses it and never creates or deletes it.</summary>
public sealed class AttachedCluster : ComponentResource
{
    /// <summary>The cluster, for fleets to take in.</summary>
    public MemberCluster Member { get; }

    /// <summary>Attaches the cluster under the given name.</summary>
    public AttachedCluster(string name, AttachedClusterArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:AttachedCluster", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        Member = args.Member(
            name,
            args.Access is { } access
                ? new ClusterAccess(
                    access.Kubeconfig.Kubeconfig,
                    Output.Create(access.ApiEndpoint),
                    new Provider(name, access.Kubeconfig.ProviderFor(name), new CustomResourceOptions { Parent = this }))
                : null);
        RegisterOutputs(new Dictionary<string, object?> { ["name"] = name, ["apiEndpoint"] = args.Access?.ApiEndpoint });
    }
}
