using System.Collections.Immutable;
using Infra.Components.Clusters;
using Pulumi;

namespace Infra.Components.Management;

/// <summary>What the platform's control planes need on the cluster that they run on: certificates, GitOps, and Cluster API where clusters are made.</summary>
public sealed class ManagementCluster : ComponentResource
{
    /// <summary>What a cluster that Cluster API makes depends on.</summary>
    /// <value>Empty where Cluster API is not installed.</value>
    public ImmutableArray<Resource> ClusterApi { get; } = [];

    /// <summary>What whoever asks for certificates depends on.</summary>
    /// <value>Empty where cert-manager is there already.</value>
    public ImmutableArray<Resource> Certificates { get; } = [];

    /// <summary>Installs what is missing.</summary>
    public ManagementCluster(string name, ManagementClusterArgs args, ComponentResourceOptions? options = null)
        : base("infra:management:ManagementCluster", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var inside = new ComponentResourceOptions { Parent = this };
        var certificates = args.InstallsCertManager ? new CertificateManager("cert-manager", Tool(args, Versions.CertManager), inside) : null;
        Certificates = certificates is null ? [] : [certificates.Ready];
        if (args.InstallsFlux)
            _ = new GitOpsEngine("flux", Tool(args, Versions.Flux), inside);

        if (args.ClusterApi is { } clusterApi)
        {
            ClusterApi = new ClusterApiOperator(
                "cluster-api",
                new ClusterApiOperatorArgs
                {
                    Management = args.Access,
                    IsHighlyAvailable = args.IsHighlyAvailable,
                    Chart = args.Charts(Versions.ClusterApiOperator),
                    Mirrors = args.Mirrors,
                    Needs = Certificates,
                    Aws = clusterApi.Aws,
                },
                inside).Providers;
        }

        RegisterOutputs(new Dictionary<string, object?> { ["cluster"] = name });
    }

    private static ControlPlaneToolArgs Tool(ManagementClusterArgs args, Chart chart) => new()
    {
        Management = args.Access,
        IsHighlyAvailable = args.IsHighlyAvailable,
        Chart = args.Charts(chart),
        Mirrors = args.Mirrors,
    };
}
