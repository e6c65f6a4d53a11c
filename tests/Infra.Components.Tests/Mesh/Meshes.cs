using System.Collections.Immutable;
using CsCheck;
using Infra.Components.Fleets;
using Infra.Components.Mesh;
using Infra.Components.Propagation;

namespace Infra.Components.Tests.Mesh;

/// <summary>Meshes and services to ask questions about.</summary>
internal static class Meshes
{
    private static readonly ImmutableArray<string> Names = ["a", "b", "c", "d", "e"];

    private static readonly Gen<string?> Regions = OneOf<string?>("north", "south", null);

    private static readonly Gen<ImmutableArray<string>> SomeNames = OneOf([.. Names]).HashSet[0, 5].Select(names => names.Order(StringComparer.Ordinal).ToImmutableArray());

    private static readonly Gen<ServiceExposure> Exposures = Gen.OneOf(
        Gen.Const(ServiceExposure.EveryCluster),
        Gen.Const(ServiceExposure.OwnCluster),
        SomeNames.Select(to => (ServiceExposure)new ServiceExposure.Clusters(to)));

    private static readonly Gen<Failover> Failovers = Gen.OneOf(
        Gen.Bool.Select(prefers => (Failover)new Failover.ActiveActive { PrefersOwnCluster = prefers }),
        Gen.Const((Failover)new Failover.SameRegion()),
        OneOf([.. Names]).Select(cluster => (Failover)new Failover.PrimaryStandby(cluster, null)),
        OneOf("north", "south").Select(region => (Failover)new Failover.PrimaryStandby(null, region)),
        Gen.Select(OneOf([.. Names]), OneOf("north", "south"), (cluster, region) => (Failover)new Failover.PrimaryStandby(cluster, region)));

    /// <summary>Meshes of one to five clusters with one service each: any roles, regions, failover, exposure and drained clusters.</summary>
    public static Gen<(MeshPlan Plan, MeshService Service)> Any { get; } =
        Gen.Select(Gen.Int[1, 5], Gen.Select(Regions, Gen.Bool, (region, leaf) => (region, leaf)).Array[5], SomeNames, SomeNames, Exposures, Failovers, (size, facts, runs, drained, exposure, failover) =>
        {
            ImmutableArray<MeshMember> members = [.. Names.Take(size).Select((name, index) => Member(name, facts[index].region, facts[index].leaf ? MeshRole.Leaf : MeshRole.Primary))];
            var service = Service([.. runs.Where(name => members.Any(member => member.Cluster == name))]) with { Exposure = exposure, Failover = failover };
            return (Of(members) with { Drained = drained, Services = [service] }, service);
        });

    /// <summary>A cluster, in a network of its own.</summary>
    public static MeshMember Member(string name, string? region = null, MeshRole role = MeshRole.Primary) => new(name, name, role) { Region = region };

    /// <summary>A mesh of clusters.</summary>
    public static MeshPlan Of(params ImmutableArray<MeshMember> members) => new()
    {
        Name = "prod",
        Scope = "prod",
        TrustDomain = "prod.mesh.internal",
        Members = members,
        On = ClusterSelection.Named([.. members.Select(member => member.Cluster)]),
        Charts = MeshCharts.Of(Versions.Istiod),
        Namespaces = ["shop"],
    };

    /// <summary>A service on clusters.</summary>
    public static MeshService Service(params ImmutableArray<string> clusters) => new()
    {
        Name = "recommender",
        Namespace = "shop",
        Service = "recommender",
        Port = 8080,
        Ports = ImmutableSortedDictionary<int, string>.Empty.Add(8080, "8080"),
        Clusters = clusters,
    };

    private static Gen<T> OneOf<T>(params ImmutableArray<T> values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
