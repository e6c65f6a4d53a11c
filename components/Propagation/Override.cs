using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>What is different about an application on some clusters: <c>Override.ForCluster("edge-7").SetReplicas(1)</c>.</summary>
/// <remarks>Overrides apply in the order given; a later one wins where two touch the same field.</remarks>
public sealed record Override
{
    private Override(ClusterSelection clusters) => Clusters = clusters;

    /// <summary>The clusters that differ.</summary>
    public ClusterSelection Clusters { get; }

    /// <summary>What is different there, in order.</summary>
    public ImmutableArray<Change> Changes { get; private init; } = [];

    /// <summary>An override for one cluster.</summary>
    public static Override ForCluster(string cluster) => new(ClusterSelection.Named(cluster));

    /// <summary>An override for every cluster of a fleet.</summary>
    public static Override ForFleet(string fleet) => new(ClusterSelection.InFleet(fleet));

    /// <summary>An override for the clusters that the selection means.</summary>
    public static Override For(ClusterSelection clusters) => new(clusters);

    /// <summary>Another number of replicas.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Override SetReplicas(int replicas)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(replicas);
        return With(new Change.Replicas(replicas));
    }

    /// <summary>Another image tag, for example to try a version on a few sites first.</summary>
    public Override SetImageTag(string tag) => With(new Change.Image(ImagePart.Tag, tag));

    /// <summary>Another registry, for example a mirror that an air-gapped site can reach.</summary>
    public Override SetImageRegistry(string registry) => With(new Change.Image(ImagePart.Registry, registry));

    /// <summary>Another value of an environment variable, which need not exist yet.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value on these clusters.</param>
    /// <param name="container">The container; null for the first.</param>
    public Override SetEnvironment(string name, string value, string? container = null) => With(new Change.Environment(name, value, container));

    /// <summary>Another content of a file in the application's ConfigMap. Pods restart with it.</summary>
    public Override SetFile(string name, string content) => With(new Change.File(name, content));

    /// <summary>Another value for the application's Helm chart, by its path in the values.</summary>
    public Override SetHelmValue(IReadOnlyList<string> path, object value) => With(new Change.HelmValue([.. path], value));

    /// <summary>Any other difference, as a JSON patch of one object.</summary>
    /// <param name="kind">The object's kind; with its group where several groups have one of that name (<see cref="KubernetesObject.IsCalled"/>).</param>
    /// <param name="name">The object's name.</param>
    /// <param name="patch">The operation.</param>
    public Override Patch(string kind, string name, JsonPatch patch) => With(new Change.Patch(kind, name, patch));

    private Override With(Change change) => this with { Changes = Changes.Add(change) };
}

/// <summary>The part of an image reference that an override replaces.</summary>
public enum ImagePart
{
    /// <summary>The registry's host.</summary>
    Registry,

    /// <summary>The path in the registry.</summary>
    Repository,

    /// <summary>The tag or digest.</summary>
    Tag,
}

/// <summary>One difference of an <see cref="Override"/>.</summary>
public abstract record Change
{
    private Change()
    {
    }

    /// <summary>The number of replicas of every workload of the application.</summary>
    public sealed record Replicas(int Count) : Change;

    /// <summary>A part of the image of every container.</summary>
    public sealed record Image(ImagePart Part, string Value) : Change;

    /// <summary>An environment variable of one container of every workload.</summary>
    public sealed record Environment(string Name, string Value, string? Container) : Change;

    /// <summary>A file in the application's ConfigMap.</summary>
    public sealed record File(string Name, string Content) : Change;

    /// <summary>A value of the application's Helm chart.</summary>
    public sealed record HelmValue(ImmutableArray<string> Path, object Value) : Change;

    /// <summary>A JSON patch of one object.</summary>
    public sealed record Patch(string Kind, string ObjectName, JsonPatch Operation) : Change;
}
