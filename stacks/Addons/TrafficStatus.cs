using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Documents;
using Infra.Stacks.Sites;

namespace Infra.Stacks.Addons;

/// <summary>Which clusters answer for which services of a stack's meshes: it follows from the specification alone.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Meshes">The meshes, in the order of their names.</param>
public sealed record TrafficStatus(string Stack, ImmutableArray<MeshTraffic> Meshes)
{
    /// <summary>The one service that is of interest, by its name in the configuration; null for all of them.</summary>
    public string? OnlyService { get; init; }

    /// <summary>The one cluster whose callers are of interest; null for all of them.</summary>
    public string? OnlyFrom { get; init; }

    /// <summary>The clusters that are drained to see what would come of it, in the order of their names. Empty: it is told how things are.</summary>
    public ImmutableArray<string> Drained { get; init; } = [];

    /// <summary>Works it out.</summary>
    public static TrafficStatus Of(ImmutableArray<MeshPlan> meshes, string stack) =>
        new(stack, [.. meshes.Select(mesh => new MeshTraffic(mesh, [.. mesh.Services.Select(service => new ServiceAnswers(TrafficPlan.Of(mesh, service), null))]))]);

    /// <summary>The part of it that is of interest.</summary>
    /// <param name="service">The service; null for all of them.</param>
    /// <param name="from">The cluster whose callers are of interest; null for all of them.</param>
    /// <exception cref="UnknownNameException">There is no such service or cluster, or they are not in one mesh.</exception>
    public TrafficStatus Only(string? service, string? from)
    {
        var services = Meshes.SelectMany(mesh => mesh.Services.Select(each => each.Now.Service.Name)).ToList();
        if (service is not null && !services.Contains(service, StringComparer.Ordinal))
            throw new UnknownNameException($"stack '{Stack}' has no service '{Excerpt.Of(service)}' in a mesh{Suggestion.For(service, services, services.Count == 0 ? "" : $"; there are: {string.Join(", ", services)}")}");
        if (from is not null)
            MeshOf(from);
        ImmutableArray<MeshTraffic> meshes =
        [
            .. Meshes
                .Where(mesh => from is null || mesh.Has(from))
                .Select(mesh => mesh with { Services = [.. mesh.Services.Where(each => service is null || each.Now.Service.Name == service)] })
                .Where(mesh => service is null || !mesh.Services.IsEmpty),
        ];
        return meshes.IsEmpty && service is not null && from is not null
            ? throw new UnknownNameException($"cluster '{from}' is not in the mesh of service '{service}'")
            : this with { Meshes = meshes, OnlyService = service, OnlyFrom = from };
    }

    /// <summary>What would come of draining clusters beside those that are drained.</summary>
    /// <exception cref="UnknownNameException">There is no such cluster in a mesh.</exception>
    /// <exception cref="UndrainableClusterException">One of them cannot be drained.</exception>
    public TrafficStatus Draining(ImmutableArray<string> clusters)
    {
        foreach (var cluster in clusters)
        {
            var plan = MeshOf(cluster).Plan;
            var member = plan.Members.Single(member => member.Cluster == cluster);
            if (member.Role == MeshRole.Leaf)
                throw new UndrainableClusterException($"cluster '{cluster}' cannot be drained: it is a leaf, which nobody calls");
            if (member.Role == MeshRole.Remote)
                throw new UndrainableClusterException($"cluster '{cluster}' cannot be drained: it follows the control plane of {member.Primary}, which has to know it");
            if (plan.Members.FirstOrDefault(other => other.Primary == cluster) is { } follower)
                throw new UndrainableClusterException($"cluster '{cluster}' cannot be drained: {follower.Cluster} follows its control plane");
        }

        return this with
        {
            Drained = [.. clusters.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Meshes = [.. Meshes.Select(mesh => mesh.Draining(clusters))],
        };
    }

    private MeshTraffic MeshOf(string cluster) => Meshes.FirstOrDefault(mesh => mesh.Has(cluster))
        ?? throw new UnknownNameException($"stack '{Stack}' has no cluster '{Excerpt.Of(cluster)}' in a mesh{Suggestion.For(cluster, Meshes.SelectMany(mesh => mesh.Plan.Members.Select(member => member.Cluster)))}");
}

/// <summary>A mesh, and who answers for its services.</summary>
/// <param name="Plan">The mesh.</param>
/// <param name="Services">Its services that are of interest, in the order of their namespaces and names.</param>
public sealed record MeshTraffic(MeshPlan Plan, ImmutableArray<ServiceAnswers> Services)
{
    /// <summary>Whether a cluster is in it.</summary>
    public bool Has(string cluster) => Plan.Members.Any(member => member.Cluster == cluster);

    internal MeshTraffic Draining(ImmutableArray<string> clusters)
    {
        var plan = Plan with { Drained = [.. Plan.Drained.Union(clusters.Where(Has), StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
        return this with { Services = [.. Services.Select(answers => answers with { Then = TrafficPlan.Of(plan, answers.Now.Service) })] };
    }
}

/// <summary>Who answers for a service.</summary>
/// <param name="Now">As it is said.</param>
/// <param name="Then">With clusters drained to see what would come of it; null where nobody asked.</param>
public sealed record ServiceAnswers(TrafficPlan Now, TrafficPlan? Then)
{
    /// <summary>For each cluster whose callers would be answered differently, by whom now and by whom then.</summary>
    public ImmutableArray<(CallerTraffic Now, CallerTraffic Then)> Changes => Then is null
        ? []
        : [.. Now.Callers.Zip(Then.Callers).Where(caller => !SameTiers(caller.First, caller.Second))];

    /// <summary>What failover would not cover any more.</summary>
    public ImmutableArray<FailoverGap> NewGaps => Then is null ? [] : [.. Then.Gaps.Except(Now.Gaps)];

    /// <summary>What would no longer be lacking.</summary>
    public ImmutableArray<FailoverGap> ClosedGaps => Then is null ? [] : [.. Now.Gaps.Except(Then.Gaps)];

    /// <summary>Whether callers from outside would come in elsewhere.</summary>
    public bool MovesEntrance => Then is { Entrance: { } then } && Now.Entrance is { } now && !then.Doors.SequenceEqual(now.Doors, StringComparer.Ordinal);

    /// <summary>Whether anything would be different.</summary>
    public bool Differs => !Changes.IsEmpty || MovesEntrance || !NewGaps.IsEmpty || !ClosedGaps.IsEmpty;

    private static bool SameTiers(CallerTraffic one, CallerTraffic other) =>
        one.Tiers.Length == other.Tiers.Length && one.Tiers.Zip(other.Tiers).All(tier =>
            tier.First.Clusters.SequenceEqual(tier.Second.Clusters, StringComparer.Ordinal) && tier.First.LastResort.SequenceEqual(tier.Second.LastResort, StringComparer.Ordinal));
}

/// <summary>A cluster that others depend on too much to be drained.</summary>
public sealed class UndrainableClusterException : Exception
{
    /// <summary>Makes it.</summary>
    public UndrainableClusterException(string message)
        : base(message)
    {
    }

    /// <summary>Makes it, without a message.</summary>
    public UndrainableClusterException()
    {
    }

    /// <summary>Makes it, with what came before.</summary>
    public UndrainableClusterException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
