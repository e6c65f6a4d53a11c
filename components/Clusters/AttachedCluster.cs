using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Clusters;

/// <summary>A conformant cluster that already exists and is reached by its kubeconfig. The platform uses it and never creates or deletes it.</summary>
public sealed class AttachedCluster : ComponentResource
{
    /// <summary>The cluster, for fleets to take in.</summary>
    public MemberCluster Member { get; }

    /// <summary>Attaches the cluster under the given name.</summary>
    public AttachedCluster(string name, AttachedClusterArgs args, ComponentResourceOptions? options = null)
        : base("infra:clusters:AttachedCluster", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        Member = new MemberCluster
        {
            Name = name,
            Kubeconfig = args.Kubeconfig.Kubeconfig,
            ApiEndpoint = args.ApiEndpoint,
            Connection = new Provider(name, args.Kubeconfig.ProviderFor(name), new CustomResourceOptions { Parent = this }),
            Region = args.Region,
            Provider = args.Provider,
            Zones = args.Zones,
            Labels = args.Labels,
        };
        RegisterOutputs(new Dictionary<string, object?> { ["name"] = name, ["apiEndpoint"] = args.ApiEndpoint });
    }
}
