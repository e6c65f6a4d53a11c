using Infra.Policies;
using Infra.Stacks.Addons;

namespace Infra.Presentation;

/// <summary>What is said of policies, in the words of the stack's file.</summary>
internal static class PolicyWords
{
    /// <summary>A profile, a severity, an action or a source as files write them.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => $"{value}" is var word ? $"{char.ToLowerInvariant(word[0])}{word[1..]}" : "";

    /// <summary>What a policy does. One that changes or makes objects has nothing to report when it is not enforced.</summary>
    public static string Action(Policy policy, PolicyAction action) => action switch
    {
        PolicyAction.Disable => "disabled",
        PolicyAction.Audit when !policy.Kind.IsVerdict() => "audit (idle)",
        _ => Of(action),
    };

    /// <summary>What decided it.</summary>
    public static string Reason(FleetPolicyStatus fleet, PolicyDecision decision) => decision.Reason switch
    {
        PolicyReason.FleetOverride => $"overrides of {Whose(fleet)}",
        PolicyReason.StackOverride => "overrides of the stack",
        PolicyReason.FleetAuditSince => $"auditSince {fleet.AuditSince} of {Whose(fleet)}",
        PolicyReason.StackAuditSince => $"auditSince {fleet.AuditSince} of the stack",
        _ => $"profile {Of(fleet.Profile)}",
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
