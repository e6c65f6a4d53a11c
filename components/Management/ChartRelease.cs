using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Management;

/// <summary>A chart to install in a namespace of its own.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Namespace">The namespace; it is made.</param>
/// <param name="Values">The chart's values.</param>
internal sealed record ChartRelease(Chart Chart, string Namespace, ImmutableDictionary<string, object> Values)
{
    /// <summary>How long Helm waits for everything to be ready.</summary>
    public int TimeoutSeconds { get; init; } = 600;

    /// <summary>The release's name, after which charts call what they make.</summary>
    /// <value>Null: the logical name.</value>
    public string? ReleaseName { get; init; }

    /// <summary>The labels of the namespace.</summary>
    public ImmutableSortedDictionary<string, string> NamespaceLabels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Registers the namespace and the release.</summary>
    /// <remarks>A Release and not a Chart: what control planes are made of has Helm hooks.</remarks>
    public Release Install(string name, CustomResourceOptions options)
    {
        var home = new Namespace($"{name}-system", new NamespaceArgs { Metadata = Home(Namespace, NamespaceLabels) }, options);
        var args = new ClusterChart(Chart, ReleaseName ?? name, Namespace, Values).Args();
        args.Timeout = TimeoutSeconds;
        return new Release(name, args, options.After(home));
    }

    /// <summary>What a namespace says of itself; labels that there are none of are not said.</summary>
    public static ObjectMetaArgs Home(string name, ImmutableSortedDictionary<string, string> labels)
    {
        var home = new ObjectMetaArgs { Name = name };
        if (!labels.IsEmpty)
            home.Labels = labels.ToImmutableDictionary(StringComparer.Ordinal);
        return home;
    }
}
