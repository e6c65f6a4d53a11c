using System.Collections.Immutable;

namespace Infra.Components.Mesh;

/// <summary>A rule of Gateway API: requests, and where they go.</summary>
/// <param name="Match">The requests.</param>
/// <param name="To">Where they go.</param>
internal sealed record OrderedRoute(HttpMatch Match, ImmutableArray<RouteShare> To);

/// <summary>Keeps the order of rules where it does not count: Gateway API asks the most particular rule first, wherever it stands.</summary>
/// <remarks>Where a later rule would be asked before an earlier one, what both mean is added as a rule of its own. It is at least as particular as either, and goes where the earlier one does.</remarks>
internal static class RouteOrder
{
    // More than that no HTTPRoute takes, so there is no need to go on.
    private const int MaximumRoutes = 128;

    /// <summary>The rules, with those that keep their order.</summary>
    /// <param name="routes">The rules; the first that fits a request counts.</param>
    /// <param name="isKept">Whether the order is kept. It is not where regular expressions hide what rules have in common.</param>
    public static ImmutableArray<OrderedRoute> Arrange(ImmutableArray<OrderedRoute> routes, out bool isKept)
    {
        isKept = true;
        var all = routes;
        for (var later = 1; later < all.Length; later++)
        {
            for (var earlier = 0; earlier < later; earlier++)
            {
                var (first, second) = (all[earlier], all[later]);
                if (first.To.SequenceEqual(second.To) || second.Match.Rank().CompareTo(first.Match.Rank()) <= 0)
                    continue;
                var (both, isKnown) = HttpMatch.Meet(first.Match, second.Match);
                if (both is null)
                {
                    isKept &= isKnown;
                    continue;
                }

                if (second.Match.Rank().CompareTo(both.Rank()) > 0 || all.Length == MaximumRoutes)
                {
                    isKept = false;
                }
                else if (!all[..later].Any(route => route.Match.Equals(both)))
                {
                    all = all.Insert(earlier, new OrderedRoute(both, first.To));
                    (earlier, later) = (-1, 1);
                }
            }
        }

        // What an earlier one means already is never asked.
        return [.. all.DistinctBy(route => route.Match)];
    }
}
