using System.Collections.Immutable;

namespace Infra.Policies;

/// <summary>What a policy does with objects. The names are Kyverno's.</summary>
public enum PolicyKind
{
    /// <summary>It says of an object whether it may be.</summary>
    ValidatingPolicy,

    /// <summary>It says of an object's images whether they may run, by what their registry knows of them.</summary>
    ImageValidatingPolicy,

    /// <summary>It changes objects on their way in.</summary>
    MutatingPolicy,

    /// <summary>It makes objects when others come.</summary>
    GeneratingPolicy,
}

/// <summary>Facts about the kinds.</summary>
public static class PolicyKinds
{
    /// <summary>The version of Kyverno's API that policies are written in: kyverno.io, "Policy Types". Those of group <c>kyverno.io</c> are deprecated.</summary>
    public const string ApiVersion = "policies.kyverno.io/v1";

    /// <summary>Whether its verdicts are yes and no, so that it can be audited.</summary>
    public static bool IsVerdict(this PolicyKind kind) => kind is PolicyKind.ValidatingPolicy or PolicyKind.ImageValidatingPolicy;

    /// <summary>The field of the spec that its action is, as a path.</summary>
    public static ImmutableArray<string> ActionField(this PolicyKind kind) => kind.IsVerdict() ? ["validationActions"] : ["evaluation", "admission", "enabled"];

    /// <summary>The fields that change with the action besides, where the policy's file has what they are when it is enforced.</summary>
    /// <remarks>
    /// What is only reported must not refuse anything while Kyverno is away, and must change no image on its way in: both happen whatever <c>validationActions</c> says. And whatever
    /// happens at admission, Kyverno's background controller makes objects for what is there already, and keeps those that it made as they were.
    /// </remarks>
    internal static ImmutableArray<ActionField> FieldsBesides(this PolicyKind kind) => kind switch
    {
        PolicyKind.ValidatingPolicy => [FailurePolicy],
        PolicyKind.ImageValidatingPolicy => [FailurePolicy, new(["validationConfigurations", "mutateDigest"], true, false)],
        PolicyKind.GeneratingPolicy => [new(["evaluation", "generateExisting", "enabled"], true, false), new(["evaluation", "synchronize", "enabled"], true, false)],
        _ => [],
    };

    private static ActionField FailurePolicy => new(["failurePolicy"], "Fail", "Ignore");

    /// <summary>What that field says.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="action">The action; of one that is disabled there is no policy to say it.</param>
    public static object ActionValue(this PolicyKind kind, PolicyAction action) => (kind.IsVerdict(), action) switch
    {
        (_, PolicyAction.Disable) => throw new ArgumentOutOfRangeException(nameof(action), action, "a policy that is disabled is not there"),
        (true, PolicyAction.Enforce) => ImmutableArray.Create<object>("Deny"),
        (true, _) => ImmutableArray.Create<object>("Audit"),
        (false, _) => action == PolicyAction.Enforce,
    };
}

/// <summary>A field of a policy's spec that is another one when it is enforced.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Enforced">What it is when the policy is enforced.</param>
/// <param name="Audited">What it is when the policy is not.</param>
internal sealed record ActionField(ImmutableArray<string> Path, object Enforced, object Audited);
