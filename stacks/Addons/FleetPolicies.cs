using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Policies;
using Infra.Components.Propagation;
using Infra.Policies;
using Infra.Stacks.Checking;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>A fleet's policies and the clusters that follow them.</summary>
/// <param name="Plan">The policies.</param>
/// <param name="Profile">How strict they are, where no wave of a rollout has reached.</param>
/// <param name="On">The clusters; null for the management cluster.</param>
/// <param name="Origin">Where it is said.</param>
public sealed record PlacedPolicies(FleetPolicyPlan Plan, PolicyProfile Profile, ClusterSelection? On, SpecPath Origin)
{
    /// <summary>What the fleet does with each policy of its packs, those that it has not among them.</summary>
    public ImmutableArray<PolicyDecision> Decisions { get; init; } = [];
}

/// <summary>What each fleet's policies are: its profile decides by severity, and the specification by name.</summary>
public static class FleetPolicies
{
    /// <summary>The name that the management cluster's policies have in place of a fleet's.</summary>
    public const string Management = "management";

    /// <summary>The profile of a fleet that says none, as strict as its namespaces are then.</summary>
    public const PolicyProfile Default = PolicyProfile.Strict;

    /// <summary>The policies of all fleets and of the management cluster.</summary>
    public static ImmutableArray<PlacedPolicies> Of(PlatformSpec platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        if (platform.Policies is not { } policies || policies.Library.Packs.IsEmpty)
            return [];
        var membership = Membership.Of(platform);
        var known = PlatformParameters.Of(platform);
        return
        [
            .. platform.Fleets.Select(fleet => OfFleet(platform, policies, membership, known, fleet.Key, fleet.Value)),
            .. policies.Management is { } management && platform.ManagementCluster is not null
                ? [OfManagement(policies, known, management)]
                : Enumerable.Empty<PlacedPolicies>(),
        ];
    }

    /// <summary>What a fleet says of its own; nothing where it says nothing.</summary>
    public static FleetPolicySpec SpecOf(PoliciesSpec policies, string fleet) => policies.Fleets.GetValueOrDefault(fleet) ?? new FleetPolicySpec();

    /// <summary>What a fleet, or the management cluster, says of its own.</summary>
    public static PolicyChoiceSpec SpecOf(PoliciesSpec policies, PlacedPolicies placed)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(placed);
        return placed.On is null ? policies.Management! : SpecOf(policies, placed.Plan.Fleet);
    }

    /// <summary>What parameters are for a fleet, as far as anybody says it, and says what they take.</summary>
    public static ImmutableSortedDictionary<string, object> ParametersOf(PoliciesSpec policies, PolicyChoiceSpec own)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(own);
        var known = policies.Library.Packs.SelectMany(pack => pack.Parameters.Values).ToLookup(parameter => parameter.Name, StringComparer.Ordinal);
        return policies.Parameters.SetItems(own.Parameters)
            .Where(said => known[said.Key].All(parameter => ParameterValues.Faults(parameter, said.Value.Value).IsEmpty))
            .ToImmutableSortedDictionary(said => said.Key, said => said.Value.Value, StringComparer.Ordinal);
    }

    /// <summary>The packs that a fleet has.</summary>
    public static IEnumerable<Pack> PacksOf(PoliciesSpec policies, PolicyChoiceSpec own)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(own);
        var chosen = own.Packs.IsEmpty ? policies.Packs : own.Packs;
        return policies.Library.Packs.Where(pack => chosen.IsEmpty || chosen.Contains(pack.Name, StringComparer.Ordinal));
    }

    /// <summary>The fleets, earlier in the order of names, that have clusters in common with a fleet: those clusters follow them.</summary>
    public static ImmutableArray<string> Before(PlatformSpec platform, Membership membership, string fleet)
    {
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(membership);
        var members = membership.MembersOf(fleet).ToHashSet(StringComparer.Ordinal);
        return [.. platform.Fleets.Keys.TakeWhile(other => other != fleet).Where(other => membership.MembersOf(other).Any(members.Contains))];
    }

    private static PlacedPolicies OfFleet(PlatformSpec platform, PoliciesSpec policies, Membership membership, PlatformParameters known, string name, FleetSpec fleet)
    {
        var own = SpecOf(policies, name);
        var profile = fleet.Policy ?? Default;
        var parameters = known.With(ParametersOf(policies, own));
        var decisions = PolicyDecision.Of(policies, own, profile, parameters);
        var plan = Plan(policies, name, decisions, parameters);
        return new PlacedPolicies(
            plan with { Rollout = own.Rollout is { } rollout ? Rollout(policies, own, rollout, plan) : null },
            profile,
            ClusterSelection.InFleet(name) with { ExceptFleets = Before(platform, membership, name) },
            PlatformPolicies.Path.Keys("fleets", name))
        {
            Decisions = decisions,
        };
    }

    private static PlacedPolicies OfManagement(PoliciesSpec policies, PlatformParameters known, ManagementPolicySpec own)
    {
        var parameters = known.With(ParametersOf(policies, own));
        var decisions = PolicyDecision.Of(policies, own, own.Profile, parameters);
        var plan = Plan(policies, Management, decisions, parameters) with { RunsOn = AddonPlace.Hub };
        return new PlacedPolicies(plan, own.Profile, null, PlatformPolicies.Path.Key(Management)) { Decisions = decisions };
    }

    private static FleetPolicyPlan Plan(PoliciesSpec policies, string name, ImmutableArray<PolicyDecision> decisions, ImmutableSortedDictionary<string, object> parameters)
    {
        ImmutableArray<ChosenPolicy> chosen = [.. decisions.Where(decision => decision.IsThere).Select(decision => new ChosenPolicy(decision.Policy, decision.Action))];
        return new FleetPolicyPlan
        {
            Fleet = name,
            Policies = chosen,
            Parameters = parameters,
            Exceptions = [.. policies.Exceptions.Where(exception => exception.Value.Fleets.IsEmpty || exception.Value.Fleets.Contains(name, StringComparer.Ordinal)).Select(exception => Exception(exception.Key, exception.Value, chosen)).OfType<PolicyException>()],
            Requires = policies.Engine.Provision == Provision.Install ? [PolicyPack.Name] : [],
        };
    }

    /// <summary>What a policy does in a fleet: what the fleet says of it, or else the stack, or else its severity.</summary>
    public static PolicyAction ActionOf(PoliciesSpec policies, PolicyChoiceSpec own, PolicyProfile profile, Policy policy) => PolicyDecision.Of(policies, own, profile, policy).Action;

    // Only what differs is on its way.
    private static PolicyRollout Rollout(PoliciesSpec policies, FleetPolicySpec own, PolicyRolloutSpec rollout, FleetPolicyPlan plan)
    {
        var changes =
            from chosen in plan.Policies
            let next = rollout.Overrides.TryGetValue(chosen.Policy.Id, out var action) ? action
                : rollout.Profile is { } profile ? ActionOf(policies, own, profile, chosen.Policy)
                : chosen.Action
            where next != chosen.Action && next != PolicyAction.Disable
            select KeyValuePair.Create(chosen.Policy.Id, next);
        return new PolicyRollout(
            changes.ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. rollout.Waves.Select(SpecifiedAddons.Wave)],
            rollout.Reached);
    }

    // From a policy that the fleet does not have there is nothing to except.
    private static PolicyException? Exception(string name, PolicyExceptionSpec spec, ImmutableArray<ChosenPolicy> chosen)
    {
        ImmutableArray<string> from = [.. spec.Policies.Where(id => chosen.Any(policy => policy.Policy.Id == id))];
        return from.IsEmpty ? null : new PolicyException
        {
            Name = name,
            Policies = from,
            Namespaces = spec.Namespaces,
            Workloads = spec.Workloads,
            Kinds = spec.Kinds,
            Who = spec.Who,
            Why = spec.Why,
            Until = spec.Until.Day,
        };
    }
}
