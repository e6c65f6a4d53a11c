using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>Which rules of routing no request comes to, for an earlier rule takes all that they mean.</summary>
public static class RuleReach
{
    /// <summary>The rules that nothing reaches, by their places, each with the first rule that takes what it means.</summary>
    /// <remarks>Where regular expressions are involved and differ, nobody can say, so nothing is said.</remarks>
    public static ImmutableArray<(int Rule, int TakenBy)> Unreached(ImmutableArray<RouteRule> rules)
    {
        var matches = rules.Select(rule => (Requests: HttpMatch.Of(rule.Match), rule.Match.Port)).ToImmutableArray();
        return
        [
            .. from later in matches.Index()
               from earlier in matches.Take(later.Index).Index().Where(earlier => Takes(earlier.Item, later.Item)).Take(1)
               select (later.Index, earlier.Index),
        ];
    }

    /// <summary>Whether a rule means all requests.</summary>
    public static bool TakesAll(RouteRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Match.Port is null && HttpMatch.Of(rule.Match).Equals(HttpMatch.Any);
    }

    private static bool Takes((HttpMatch Requests, int? Port) earlier, (HttpMatch Requests, int? Port) later) =>
        (earlier.Port is null || earlier.Port == later.Port) && HttpMatch.Meet(later.Requests, earlier.Requests) is { IsKnown: true, Both: { } both } && both.Equals(later.Requests);
}
