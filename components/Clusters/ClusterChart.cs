using System.Collections.Immutable;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;

namespace Infra.Components.Clusters;

/// <summary>A chart to install.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Release">The release's name.</param>
/// <param name="Namespace">The namespace of the release.</param>
/// <param name="Values">The chart's values.</param>
public sealed record ClusterChart(Chart Chart, string Release, string Namespace, ImmutableDictionary<string, object> Values)
{
    /// <summary>As Helm is told.</summary>
    internal ReleaseArgs Args()
    {
        var args = new ReleaseArgs { Name = Release, Namespace = Namespace, Chart = Chart.Name, Version = Chart.Version, Values = Values };
        // Of a registry Helm takes the chart's whole address: wherever there are options of a repository, pulumi-kubernetes looks for an index.
        if (Chart.IsInRegistry)
            args.Chart = Chart.RegistryAddress;
        else
            args.RepositoryOpts = new RepositoryOptsArgs { Repo = Chart.Repository };
        return args;
    }
}
