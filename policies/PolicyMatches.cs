using System.Collections.Immutable;

namespace Infra.Policies;

/// <summary>A kind of objects that a policy is about.</summary>
/// <param name="Group">Its group; empty for Kubernetes' core.</param>
/// <param name="Resource">Its name in addresses, a subresource's behind it: <c>pods/ephemeralcontainers</c>.</param>
public readonly record struct PolicyMatch(string Group, string Resource);

/// <summary>What policies are about.</summary>
public static class PolicyMatches
{
    /// <summary>The kinds that a policy is about, each once.</summary>
    public static ImmutableArray<PolicyMatch> Of(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return
        [
            .. (PolicyTree.At(policy.Spec, "matchConstraints", "resourceRules") as ImmutableArray<object>? ?? [])
                .OfType<ImmutableDictionary<string, object>>()
                .SelectMany(rule => Texts(rule, "apiGroups").SelectMany(group => Texts(rule, "resources").Select(resource => new PolicyMatch(group, resource))))
                .Distinct(),
        ];
    }

    private static IEnumerable<string> Texts(ImmutableDictionary<string, object> rule, string key) => (rule.GetValueOrDefault(key) as ImmutableArray<object>? ?? []).OfType<string>();
}
