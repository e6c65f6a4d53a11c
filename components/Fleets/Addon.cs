using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>Something that clusters get beyond Kubernetes itself, as a value: what it is, what it needs, and how one sees that it is well.</summary>
/// <remarks>
/// This is the contract by which the platform's own modules and a company's are the same to it. It holds no secrets and no resources, so it is checked as data before
/// anything is planned, and <see cref="FleetAddon"/> delivers it.
/// </remarks>
public sealed record Addon
{
    /// <summary>What it is called; Helm's release has the same name, unless <see cref="Release"/> says another.</summary>
    public required string Name { get; init; }

    /// <summary>What Helm's release is called in members, where it must not change with the add-on's name: definitions that a chart keeps when it goes belong to that release for ever, and no other may have them.</summary>
    /// <value>Null: as the add-on.</value>
    public string? Release { get; init; }

    /// <summary>The namespace that it lives in.</summary>
    public required string Namespace { get; init; }

    /// <summary>What is delivered.</summary>
    public required AddonContent Content { get; init; }

    /// <summary>Values of the chart that each cluster fills in by itself.</summary>
    /// <value>Empty: all clusters get the same.</value>
    public ImmutableArray<ClusterValue> ClusterValues { get; init; } = [];

    /// <summary>ConfigMaps in each member's own namespace that hold values of the chart under <see cref="AddonManifests.ValuesKey"/>. Nothing is installed in a member before it has them.</summary>
    /// <value>Empty: none.</value>
    public ImmutableArray<string> ClusterDocuments { get; init; } = [];

    /// <summary>The add-ons that must be on every cluster that has this one. Of charts each is ready in a cluster before this one, a chart too, is installed there; objects are not waited for.</summary>
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>The add-ons that must be on no cluster that has this one.</summary>
    public ImmutableArray<string> Conflicts { get; init; } = [];

    /// <summary>The oldest version of Kubernetes that it works with, for example <c>1.33.0</c>.</summary>
    /// <value>Null: any that the platform supports.</value>
    public string? MinimumKubernetes { get; init; }

    /// <summary>The newest version of Kubernetes that it works with.</summary>
    /// <value>Null: any that the platform supports.</value>
    public string? MaximumKubernetes { get; init; }

    /// <summary>The processor architectures that its images are built for, as Kubernetes calls them: <c>amd64</c>, <c>arm64</c>.</summary>
    /// <value>Empty: any.</value>
    public ImmutableArray<string> Architectures { get; init; } = [];

    /// <summary>The custom resource definitions that it brings, by name. No two add-ons of a cluster may bring the same.</summary>
    public ImmutableArray<string> Definitions { get; init; } = [];

    /// <summary>The workloads in its namespace that prove it healthy.</summary>
    public ImmutableArray<AddonWorkload> Healthy { get; init; } = [];

    /// <summary>Fields that something in the member changes by right, and that are therefore not put back.</summary>
    /// <value>Empty: what differs from the chart is put right.</value>
    public ImmutableArray<IgnoredDrift> IgnoreDrift { get; init; } = [];

    /// <summary>Where it runs.</summary>
    public AddonPlace RunsOn { get; init; } = AddonPlace.Members;

    /// <summary>What happens to what it left in members when it is taken out of the configuration.</summary>
    public AddonRemoval Removal { get; init; } = AddonRemoval.Delete;

    /// <summary>What the pods of its namespace may ask for, where the add-on brings objects of its own and so makes the namespace.</summary>
    /// <value>Null: what the cluster allows if nobody says anything.</value>
    public PodSecurityLevel? PodSecurity { get; init; }
}

/// <summary>What an <see cref="Addon"/> delivers.</summary>
public abstract record AddonContent
{
    private AddonContent()
    {
    }

    /// <summary>A Helm chart, installed and kept by Flux in each member.</summary>
    /// <param name="Chart">The chart, from a repository (<c>https://</c>) or a registry (<c>oci://</c>).</param>
    /// <param name="Values">The chart's values.</param>
    public sealed record Helm(Chart Chart, ImmutableDictionary<string, object> Values) : AddonContent;

    /// <summary>Kubernetes objects, copied to each member.</summary>
    public sealed record Objects(ImmutableArray<KubernetesObject> Items) : AddonContent;
}

/// <summary>A value of a chart that differs in each cluster, and comes from what the cluster says of itself.</summary>
/// <param name="Path">The value's path, as <c>helm --set</c> takes it: <c>prometheus.prometheusSpec.externalLabels.cluster</c>.</param>
/// <param name="Fact">What of the cluster it is.</param>
public sealed record ClusterValue(string Path, ClusterFact Fact);

/// <summary>What a cluster says of itself, in the ConfigMap <c>cluster-identity</c>.</summary>
public enum ClusterFact
{
    /// <summary>The cluster's name.</summary>
    Name,

    /// <summary>The names of the cluster's fleets, in their order, joined by <c>+</c>.</summary>
    Fleet,

    /// <summary>The region; empty where the cluster has none.</summary>
    Region,

    /// <summary>The provider; empty where the cluster has none.</summary>
    Provider,

    /// <summary>The network whose pods reach each other directly.</summary>
    Network,

    /// <summary>The service mesh; empty where the cluster is in none.</summary>
    Mesh,

    /// <summary>The namespace of the mesh's gateways to the outside. Where the cluster is in no mesh it is the platform's own, in which nobody has one.</summary>
    Entrances,
}

/// <summary>Fields of a chart's objects that are left as they are found.</summary>
/// <param name="Kind">The objects' kind.</param>
/// <param name="Name">The object's name; null for all of the kind.</param>
/// <param name="Paths">The fields, as JSON pointers.</param>
public sealed record IgnoredDrift(string Kind, string? Name, ImmutableArray<string> Paths);

/// <summary>A workload that proves an add-on healthy.</summary>
/// <param name="Kind">For example <c>Deployment</c>.</param>
/// <param name="Name">Its name.</param>
public sealed record AddonWorkload(string Kind, string Name)
{
    /// <summary>As <c>kubectl</c> takes it: <c>Deployment/cert-manager</c>.</summary>
    public override string ToString() => $"{Kind}/{Name}";
}

/// <summary>Where an add-on runs.</summary>
public enum AddonPlace
{
    /// <summary>On member clusters.</summary>
    Members,

    /// <summary>On the management cluster.</summary>
    Hub,

    /// <summary>On member clusters and on the management cluster.</summary>
    Both,
}

/// <summary>What happens in members when an add-on is taken out of the configuration.</summary>
public enum AddonRemoval
{
    /// <summary>It is removed.</summary>
    Delete,

    /// <summary>It stays, for what holds data: Karmada lets go of it, and in each member Flux goes on keeping the release as it last was.</summary>
    Retain,
}
