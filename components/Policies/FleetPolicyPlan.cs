using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Policies;

namespace Infra.Components.Policies;

/// <summary>What a fleet's policies are to be, decided.</summary>
public sealed record FleetPolicyPlan
{
    /// <summary>The fleet's name, with which the names of its objects begin.</summary>
    public required string Fleet { get; init; }

    /// <summary>The policies, each with what it does where no wave has reached.</summary>
    public required ImmutableArray<ChosenPolicy> Policies { get; init; }

    /// <summary>What parameters of packs are, by name.</summary>
    /// <value>Those that are not there are as the policies' files have them.</value>
    public ImmutableSortedDictionary<string, object> Parameters { get; init; } = ImmutableSortedDictionary.Create<string, object>(StringComparer.Ordinal);

    /// <summary>What is let be although a policy forbids it.</summary>
    public ImmutableArray<PolicyException> Exceptions { get; init; } = [];

    /// <summary>Actions that are on their way through the clusters.</summary>
    /// <value>Null: none.</value>
    public PolicyRollout? Rollout { get; init; }

    /// <summary>The add-ons that must be there: Kyverno, where the platform installs it.</summary>
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>Where the clusters are: members, or the management cluster.</summary>
    public AddonPlace RunsOn { get; init; } = AddonPlace.Members;
}

/// <summary>A policy and what it does.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Action">Whether it enforces or audits.</param>
public sealed record ChosenPolicy(Policy Policy, PolicyAction Action);

/// <summary>Actions of policies on their way through the clusters of a fleet, wave by wave.</summary>
/// <param name="Changes">The policies whose action changes, by id, and what it becomes.</param>
/// <param name="Waves">The waves, first to last.</param>
/// <param name="Reached">How many waves have the new actions: 0 is none of them.</param>
public sealed record PolicyRollout(ImmutableSortedDictionary<string, PolicyAction> Changes, ImmutableArray<AddonWave> Waves, int Reached)
{
    /// <summary>The waves that have the new actions.</summary>
    public IEnumerable<AddonWave> ReachedWaves => Waves.Take(Reached);
}
