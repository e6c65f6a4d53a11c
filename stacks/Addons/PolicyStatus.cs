using System.Collections.Immutable;
using Infra.Components.Policies;
using Infra.Components.Propagation;
using Infra.Documents;
using Infra.Policies;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>What the clusters of a stack are held to, by fleet: it follows from the specification alone.</summary>
public sealed record PolicyStatus
{
    private readonly PlatformSpec _platform;
    private readonly Membership _membership;

    private PolicyStatus(PlatformSpec platform, Membership membership) => (_platform, _membership) = (platform, membership);

    /// <summary>The stack.</summary>
    public required string Stack { get; init; }

    /// <summary>The fleets in the order of their names, and then the management cluster where it has policies.</summary>
    public required ImmutableArray<FleetPolicyStatus> Fleets { get; init; }

    /// <summary>The one cluster that is of interest; of the management cluster nothing but its name is known here.</summary>
    /// <value>Null: all of them.</value>
    public ClusterFacts? OnlyCluster { get; init; }

    /// <summary>Works it out.</summary>
    public static PolicyStatus Of(PlatformSpec platform, string stack)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var membership = Membership.Of(platform);
        return new PolicyStatus(platform, membership)
        {
            Stack = stack,
            Fleets = [.. FleetPolicies.Of(platform).Select(placed => FleetPolicyStatus.Of(placed, platform, membership))],
        };
    }

    /// <summary>The part of it that is of interest.</summary>
    /// <param name="fleet">The fleet, or <see cref="FleetPolicies.Management"/>; null for all of them.</param>
    /// <param name="cluster">The cluster; null for all of them.</param>
    /// <exception cref="UnknownNameException">There is no such fleet or cluster.</exception>
    public PolicyStatus Only(string? fleet, string? cluster)
    {
        if (fleet is not null && Fleets.All(known => known.Fleet != fleet) && !_platform.Fleets.ContainsKey(fleet))
            throw new UnknownNameException($"stack '{Stack}' has no fleet '{Excerpt.Of(fleet)}'{Suggestion.For(fleet, Fleets.Select(known => known.Fleet), $"; there are: {string.Join(", ", Fleets.Select(known => known.Fleet))}")}");
        if (cluster is not null && cluster != _platform.ManagementCluster && _membership.FactsOf(cluster) is null)
            throw new UnknownNameException($"stack '{Stack}' has no cluster '{Excerpt.Of(cluster)}'{Suggestion.For(cluster, _membership.Clusters)}");
        return this with
        {
            OnlyCluster = cluster is null ? null : _membership.FactsOf(cluster) ?? FleetPolicyStatus.OnlyNamed(cluster),
            Fleets = [.. Fleets.Where(known => (fleet is null || known.Fleet == fleet) && (cluster is null || known.Clusters.Any(each => each.Name == cluster)))],
        };
    }
}

/// <summary>What a fleet's clusters, or the management cluster, are held to.</summary>
public sealed record FleetPolicyStatus
{
    /// <summary>The fleet, or <see cref="FleetPolicies.Management"/>.</summary>
    public required string Fleet { get; init; }

    /// <summary>Whether it is the management cluster, which is in no fleet.</summary>
    public required bool IsManagement { get; init; }

    /// <summary>How strict it is.</summary>
    public required PolicyProfile Profile { get; init; }

    /// <summary>The version of packs from which on policies are only audited.</summary>
    /// <value>Null: all are as the profile says.</value>
    public string? AuditSince { get; init; }

    /// <summary>The clusters that follow it, in the order of their names.</summary>
    public required ImmutableArray<ClusterFacts> Clusters { get; init; }

    /// <summary>How many of its clusters follow another fleet instead, which they are in too.</summary>
    public required int Elsewhere { get; init; }

    /// <summary>The packs that it has, in the order of their names.</summary>
    public required ImmutableArray<Pack> Packs { get; init; }

    /// <summary>What it does with each of their policies.</summary>
    public required ImmutableArray<PolicyDecision> Decisions { get; init; }

    /// <summary>What is said of their parameters, in the order of their names. All others are as the packs have them.</summary>
    public required ImmutableArray<SaidParameter> Parameters { get; init; }

    /// <summary>What is let be although a policy forbids it.</summary>
    public required ImmutableArray<PolicyException> Exceptions { get; init; }

    /// <summary>Actions that are on their way.</summary>
    /// <value>Null: none.</value>
    public PolicyRollout? Rollout { get; init; }

    /// <summary>The first wave of the rollout that has a cluster, counted from 1; null when none has.</summary>
    public int? WaveOf(ClusterFacts cluster) => Rollout?.Waves.Index().Where(wave => wave.Item.Has(cluster)).Select(wave => (int?)(wave.Index + 1)).FirstOrDefault();

    // Selections never mean it, so nothing else is known of it.
    internal static ClusterFacts OnlyNamed(string cluster) => new(cluster, null, null, ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), []);

    internal static FleetPolicyStatus Of(PlacedPolicies placed, PlatformSpec platform, Membership membership)
    {
        var policies = platform.Policies!;
        var own = FleetPolicies.SpecOf(policies, placed);
        ImmutableArray<Pack> packs = [.. FleetPolicies.PacksOf(policies, own)];
        ImmutableArray<ClusterFacts> clusters = placed.On is { } on
            ? [.. membership.Matching(on)]
            : [OnlyNamed(platform.ManagementCluster!)];
        return new FleetPolicyStatus
        {
            Fleet = placed.Plan.Fleet,
            IsManagement = placed.On is null,
            Profile = placed.Profile,
            AuditSince = own.AuditSince ?? policies.AuditSince,
            Clusters = clusters,
            Elsewhere = placed.On is null ? 0 : membership.MembersOf(placed.Plan.Fleet).Length - clusters.Length,
            Packs = packs,
            Decisions = placed.Decisions,
            Parameters =
            [
                .. placed.Plan.Parameters
                    .Where(said => packs.Any(pack => pack.Parameters.ContainsKey(said.Key)))
                    .Select(said => new SaidParameter(said.Key, said.Value, own.Parameters.ContainsKey(said.Key) ? ParameterSource.Fleet : policies.Parameters.ContainsKey(said.Key) ? ParameterSource.Stack : ParameterSource.Platform)),
            ],
            Exceptions = placed.Plan.Exceptions,
            Rollout = placed.Plan.Rollout,
        };
    }
}

/// <summary>What is said of a parameter.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Value">Its value, in lists, maps, texts, numbers and booleans.</param>
/// <param name="Source">Who says it.</param>
public sealed record SaidParameter(string Name, object Value, ParameterSource Source);

/// <summary>Who says what a parameter is.</summary>
public enum ParameterSource
{
    /// <summary>The fleet, or the management cluster.</summary>
    Fleet,

    /// <summary>The stack.</summary>
    Stack,

    /// <summary>The platform itself, for nobody else does.</summary>
    Platform,
}
