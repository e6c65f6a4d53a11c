using System.Collections.Immutable;
using Infra.Policies;

namespace Infra.Components.Policies;

/// <summary>What Kyverno has to be allowed in clusters for the sake of policies.</summary>
public static class PolicyAccess
{
    private const string Everything = "*";

    /// <summary>The kinds that it reads to look for what breaks policies.</summary>
    /// <remarks>
    /// Only those of policies that look at what is there already: what protects the platform is asked about requests alone, and matches all kinds, secrets among them, which nobody shall read
    /// for that. For the same reason a policy about all kinds gives no right at all.
    /// </remarks>
    public static ImmutableArray<KindAccess> Reads(IEnumerable<Policy> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        return
        [
            .. policies
                .Where(IsScanned)
                .SelectMany(policy => PolicyMatches.Of(policy))
                .Where(kind => kind.Group != Everything && !kind.Resource.Contains(Everything, StringComparison.Ordinal))
                .Distinct()
                .GroupBy(kind => kind.Group, kind => kind.Resource, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new KindAccess(group.Key, [.. group.Order(StringComparer.Ordinal)])),
        ];
    }

    private static bool IsScanned(Policy policy) =>
        (((policy.Spec.GetValueOrDefault("evaluation") as ImmutableDictionary<string, object>)?.GetValueOrDefault("background") as ImmutableDictionary<string, object>)?.GetValueOrDefault("enabled")) is not false;
}
