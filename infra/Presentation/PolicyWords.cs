using Infra.Policies;
using Infra.Stacks.Addons;

namespace Infra.Presentation;

/// <summary>What is said of policies, in the words of the stack's file.</summary>
internal static class PolicyWords
{
    /// <summary>What a policy does. One that changes or makes objects has nothing to report when it is not enforced.</summary>
    public static string Action(Policy policy, PolicyAction action) => action switch
    {
        PolicyAction.Disable => "disabled",
        PolicyAction.Audit when !policy.Kind.IsVerdict() => "audit (idle)",
        _ => EnumWord.Of(action),
    };

    /// <summary>What decided it.</summary>
    public static string Reason(FleetPolicyStatus fleet, PolicyDecision decision) => decision.Reason switch
    {
        PolicyReason.FleetOverride => $"overrides of {Whose(fleet)}",
        PolicyReason.StackOverride => "overrides of the stack",
        PolicyReason.FleetAuditSince => $"auditSince {fleet.AuditSince} of {Whose(fleet)}",
        PolicyReason.StackAuditSince => $"auditSince {fleet.AuditSince} of the stack",
        _ => $"profile {EnumWord.Of(fleet.Profile)}",
    };

    /// <summary>Who says what a parameter is.</summary>
    public static string Of(FleetPolicyStatus fleet, ParameterSource source) => source switch
    {
        ParameterSource.Fleet => Whose(fleet),
        ParameterSource.Stack => "the stack",
        _ => "the platform",
    };

    private static string Whose(FleetPolicyStatus fleet) => fleet.IsManagement ? "management" : "the fleet";
}
