using System.Collections.Immutable;
using Infra.Policies;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Addons;

/// <summary>What a fleet does with a policy of its packs, and what decided it.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Action">What it does where no wave of a rollout has reached.</param>
/// <param name="Reason">What decided it.</param>
public sealed record PolicyDecision(Policy Policy, PolicyAction Action, PolicyReason Reason)
{
    /// <summary>What the policy needs to know and nobody says, so that the fleet goes without it.</summary>
    public ImmutableArray<PolicyParameter> Unsaid { get; init; } = [];

    /// <summary>Whether clusters have it.</summary>
    public bool IsThere => Unsaid.IsEmpty && Action != PolicyAction.Disable;

    /// <summary>What a fleet does with each policy of its packs, in the order of packs and ids.</summary>
    /// <param name="policies">What the stack says.</param>
    /// <param name="own">What the fleet says.</param>
    /// <param name="profile">How strict the fleet is.</param>
    /// <param name="parameters">What parameters are for it, as far as anybody says it.</param>
    public static ImmutableArray<PolicyDecision> Of(PoliciesSpec policies, PolicyChoiceSpec own, PolicyProfile profile, ImmutableSortedDictionary<string, object> parameters) =>
    [
        .. from pack in FleetPolicies.PacksOf(policies, own)
           from policy in pack.Policies
           select Of(policies, own, profile, policy) with
           {
               Unsaid = [.. policy.Parameters.Select(parameter => pack.Parameters[parameter]).Where(parameter => parameter.IsRequired && !parameters.ContainsKey(parameter.Name))],
           },
    ];

    /// <summary>What a policy does in a fleet: what the fleet says of it, or else the stack, or else its severity.</summary>
    public static PolicyDecision Of(PoliciesSpec policies, PolicyChoiceSpec own, PolicyProfile profile, Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(policy);
        if (own.Overrides.TryGetValue(policy.Id, out var said))
            return new PolicyDecision(policy, said, PolicyReason.FleetOverride);
        if (policies.Overrides.TryGetValue(policy.Id, out said))
            return new PolicyDecision(policy, said, PolicyReason.StackOverride);
        var byProfile = new PolicyDecision(policy, profile.ActionFor(policy.Severity), PolicyReason.Profile);
        // What the profile audits anyway is not audited because it is new.
        return byProfile.Action == PolicyAction.Enforce && (own.AuditSince ?? policies.AuditSince) is { } since && Version.TryParse(since, out var version) && policy.Since >= version
            ? new PolicyDecision(policy, PolicyAction.Audit, own.AuditSince is null ? PolicyReason.StackAuditSince : PolicyReason.FleetAuditSince)
            : byProfile;
    }
}

/// <summary>What decides what a policy does in a fleet, the strongest first.</summary>
public enum PolicyReason
{
    /// <summary>The fleet says it by <c>overrides</c>.</summary>
    FleetOverride,

    /// <summary>The stack says it by <c>overrides</c>.</summary>
    StackOverride,

    /// <summary>It is new, and the fleet audits what is (<c>auditSince</c>).</summary>
    FleetAuditSince,

    /// <summary>It is new, and the stack audits what is (<c>auditSince</c>).</summary>
    StackAuditSince,

    /// <summary>The fleet's profile enforces policies of its severity, or audits them.</summary>
    Profile,
}
