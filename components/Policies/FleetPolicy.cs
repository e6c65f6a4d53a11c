using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Policies;

namespace Infra.Components.Policies;

/// <summary>The policies that a fleet's clusters have, and the exceptions from them, as an add-on: each is one object in Karmada, whichever number of clusters get it.</summary>
/// <remarks>
/// Every profile has the same objects; what a profile does not enforce it audits, which is one field of the policy. So a plan that changes the profile changes that field of
/// the policies that it changes, and nothing else.
/// </remarks>
public static class FleetPolicy
{
    /// <summary>The label by which a policy of a cluster says which one of the packs it is.</summary>
    public const string PolicyLabel = "infra.internal/policy";

    /// <summary>The label by which it says of which pack.</summary>
    public const string PackLabel = "infra.internal/policy-pack";

    /// <summary>The name of a fleet's add-on.</summary>
    public static string AddonName(string fleet) => $"policies-{fleet}";

    /// <summary>The name of a policy's object. Fleets of all stacks share a Karmada, and a cluster follows one of them.</summary>
    public static string ObjectName(string fleet, string policy) => $"{fleet}-{policy}";

    /// <summary>The add-on.</summary>
    /// <exception cref="ArgumentException">A policy is chosen twice, or an exception is from a policy that is not chosen.</exception>
    public static Addon Addon(FleetPolicyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new Addon
        {
            Name = AddonName(plan.Fleet),
            Namespace = PolicyException.Namespace,
            Content = new AddonContent.Objects([.. plan.Policies.Select(chosen => Object(plan, chosen)), .. plan.Exceptions.Select(exception => exception.Object(plan.Fleet, plan.Policies))]),
            Requires = plan.Requires,
            RunsOn = plan.RunsOn,
        };
    }

    /// <summary>What is different on clusters that a reached wave of the rollout has: the action of the policies that are on their way.</summary>
    public static ImmutableArray<Override> Overrides(FleetPolicyPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Rollout is not { } rollout)
            return [];
        return [.. rollout.ReachedWaves.Select(wave => rollout.Changes.Aggregate(Override.For(wave.Clusters), (difference, change) => WithAction(plan, difference, change.Key, change.Value)))
            .Where(difference => !difference.Changes.IsEmpty)];
    }

    /// <summary>The object by which a policy is known in clusters.</summary>
    public static KubernetesObject Object(FleetPolicyPlan plan, ChosenPolicy chosen)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(chosen);
        return new KubernetesObject(
            PolicyKinds.ApiVersion,
            $"{chosen.Policy.Kind}",
            ObjectName(plan.Fleet, chosen.Policy.Id),
            Fields.Of(("spec", chosen.Policy.SpecFor(chosen.Action, plan.Parameters))))
        {
            IsClusterScoped = true,
            Labels = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(PolicyLabel, chosen.Policy.Id).Add(PackLabel, chosen.Policy.Pack),
            Annotations = chosen.Policy.Annotations,
        };
    }

    private static Override WithAction(FleetPolicyPlan plan, Override difference, string id, PolicyAction action)
    {
        var policy = plan.Policies.Single(chosen => chosen.Policy.Id == id).Policy;
        return policy.ActionFields(action).Aggregate(
            difference, (difference, field) => difference.Patch($"{policy.Kind}", ObjectName(plan.Fleet, id), new JsonPatch("replace", JsonPointer.To(["spec", .. field.Path]), field.Value)));
    }
}
