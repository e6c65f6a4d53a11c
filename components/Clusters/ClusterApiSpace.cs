using System.Collections.Immutable;
using System.Text.Json;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Infra.Components.Clusters;

/// <summary>The namespace on the management cluster in which Cluster API keeps everything of one cluster, and how objects are put there.</summary>
internal sealed class ClusterApiSpace
{
    // Pulumi goes on when the conditions hold, and not when an object is merely written down.
    private const string WaitFor = "pulumi.com/waitFor";

    private readonly string _cluster;

    /// <summary>The namespace.</summary>
    public Namespace Home { get; }

    /// <summary>How what goes there is registered.</summary>
    public CustomResourceOptions Options { get; }

    public ClusterApiSpace(string cluster, CustomResourceOptions management, ImmutableArray<Resource> needs)
    {
        _cluster = cluster;
        Options = management;
        Home = new Namespace(
            cluster,
            new NamespaceArgs { Metadata = new ObjectMetaArgs { Name = cluster, Labels = { [SharedNamespace.OwnerLabel] = "platform" } } },
            CustomResourceOptions.Merge(management, new CustomResourceOptions { DependsOn = { needs.ToArray() } }));
    }

    /// <summary>Registers an object.</summary>
    /// <remarks>
    /// When the whole cluster leaves, only the object of that name is deleted: Cluster API then takes the cluster apart in the order that this needs, and what is left
    /// leaves with the namespace. What leaves while the cluster stays, such as a pool, is deleted by itself.
    /// </remarks>
    public CustomObject Put(ClusterApiObject target) => new(
        target.LogicalName,
        new SpecArgs(target.Kind.ApiVersion, target.Kind.Name)
        {
            Metadata = Metadata(target),
            Spec = target.Spec,
        },
        CustomResourceOptions.Merge(Options, new CustomResourceOptions
        {
            DependsOn = { target.Needs.Add(Home).ToArray() },
            DeletedWith = target.LeavesByItself ? null : Home,
            // What comes and goes with a pool or a template must not be kept by the protection of the whole.
            Protect = target.MayLeaveAlone ? false : null,
            CustomTimeouts = target.WaitsFor.IsEmpty && !target.LeavesByItself ? null : new CustomTimeouts { Create = target.Patience, Update = target.Patience, Delete = target.Patience },
        }));

    private ObjectMetaArgs Metadata(ClusterApiObject target)
    {
        var metadata = new ObjectMetaArgs { Name = target.Name };
        if (!target.IsClusterScoped)
            metadata.Namespace = _cluster;
        foreach (var (key, value) in target.Labels)
            metadata.Labels.Add(key, value);
        if (target.Annotations is { } annotations)
            metadata.Annotations = annotations;
        if (!target.WaitsFor.IsEmpty)
            metadata.Annotations.Add(WaitFor, target.WaitsFor is [var one] ? one : JsonSerializer.Serialize(target.WaitsFor));
        return metadata;
    }
}

/// <summary>An object of Cluster API or one of its providers.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="LogicalName">Its name in the plan.</param>
/// <param name="Name">Its name.</param>
/// <param name="Spec">Its specification.</param>
internal sealed record ClusterApiObject(ClusterApiKind Kind, string LogicalName, string Name, Output<ImmutableDictionary<string, object>> Spec)
{
    /// <summary>Its labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Its annotations.</summary>
    /// <value>Null: none but those of this program's own.</value>
    public Output<ImmutableDictionary<string, string>>? Annotations { get; init; }

    /// <summary>What must be there first.</summary>
    public ImmutableArray<Resource> Needs { get; init; } = [];

    /// <summary>The conditions that make it ready, as <c>kubectl wait</c> writes them.</summary>
    /// <value>Empty: it is ready when it is there.</value>
    public ImmutableArray<string> WaitsFor { get; init; } = [];

    /// <summary>How long it may take to become ready, or to leave.</summary>
    /// <value>An hour.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether it is deleted by itself when the cluster goes, and not left to the namespace.</summary>
    public bool LeavesByItself { get; init; }

    /// <summary>Whether it may leave, or make place for another, while the cluster stays; the cluster's protection then does not keep it.</summary>
    public bool MayLeaveAlone { get; init; }

    /// <summary>Whether it lives outside namespaces.</summary>
    public bool IsClusterScoped { get; init; }

    /// <summary>An object of which everything is known.</summary>
    public static ClusterApiObject Of(ClusterApiKind kind, string name, ImmutableDictionary<string, object> spec) => new(kind, name, name, Output.Create(spec));
}
