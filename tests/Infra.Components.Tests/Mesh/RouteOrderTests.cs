using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CsCheck;
using Infra.Components.Mesh;
using Xunit;

namespace Infra.Components.Tests.Mesh;

/// <summary>Gateway API asks the most particular rule first. Of what is arranged, that is a rule which goes where the first one that fits goes.</summary>
public sealed class RouteOrderTests
{
    private static readonly Gen<ImmutableArray<OrderedRoute>> Rules = Gen.Select(RandomRequests.Matches, RandomRequests.OneOf("v1", "v2", "v3"), (match, version) => new OrderedRoute(HttpMatch.Of(match), [new RouteShare(version, 100)])).Array[0, 4]
        .Select(rules => rules.Append(new OrderedRoute(HttpMatch.Any, [new RouteShare("rest", 100)])).ToImmutableArray());

    [Fact]
    public void Requests_go_where_the_first_rule_says_that_fits_them() => Gen.Select(Rules, RandomRequests.Requests.Array[1, 20]).Sample((rules, requests) =>
    {
        var arranged = RouteOrder.Arrange(rules, out var isKept);
        Assert.True(isKept);
        foreach (var request in requests)
            Assert.Equal(rules.First(rule => Fits(rule.Match, request)).To, ByGatewayApi(arranged).First(rule => Fits(rule.Match, request)).To);
    });

    [Fact]
    public void Nothing_is_added_where_the_order_holds_by_itself()
    {
        ImmutableArray<OrderedRoute> rules = [Route(new RequestMatch { Path = new(TextMatchKind.Exact, "/a") }, "v1"), Route(new RequestMatch { Path = new(TextMatchKind.Prefix, "/a") }, "v2"), Route(new RequestMatch(), "v3")];

        Assert.Equal(rules, RouteOrder.Arrange(rules, out _));
    }

    [Fact]
    public void Order_that_regular_expressions_hide_is_said_to_be_lost()
    {
        ImmutableArray<OrderedRoute> rules = [Route(new RequestMatch { Path = new(TextMatchKind.Regex, "/a.*") }, "v1"), Route(new RequestMatch { Path = new(TextMatchKind.Prefix, "/a/b") }, "v2")];

        RouteOrder.Arrange(rules, out var isKept);

        Assert.False(isKept);
    }

    [Theory]
    [InlineData("type=insider", true)]
    [InlineData("a=b; type=insider", true)]
    [InlineData("type=insider; a=b", true)]
    [InlineData("a=b;type=insider;c=d", true)]
    [InlineData("subtype=insider", false)]
    [InlineData("type=insiders", false)]
    [InlineData("type=inside", false)]
    [InlineData("a=type=insider", false)]
    public void A_cookie_is_found_among_others_and_taken_for_no_other(string header, bool expected) =>
        Assert.Equal(expected, FitsCookies(header, ("type", "insider")));

    [Theory]
    [InlineData("a=1; b=x.y", true)]
    [InlineData("b=x.y; z=0; a=1", true)]
    [InlineData("a=1", false)]
    [InlineData("b=x.y", false)]
    [InlineData("a=1; b=xzy", false)]
    public void Several_cookies_must_all_be_there_in_any_order(string header, bool expected) =>
        Assert.Equal(expected, FitsCookies(header, ("a", "1"), ("b", "x.y")));

    private static bool FitsCookies(string header, params (string Name, string Value)[] cookies)
    {
        var match = HttpMatch.Of(new RequestMatch { Cookies = cookies.ToImmutableSortedDictionary(cookie => cookie.Name, cookie => cookie.Value) });
        return Regex.IsMatch(header, $"^(?:{match.AllHeaders().Single().Value.Value})$", RegexOptions.NonBacktracking);
    }

    private static OrderedRoute Route(RequestMatch match, string version) => new(HttpMatch.Of(match), [new RouteShare(version, 100)]);

    // As its definition says it: the kind of path, its length, a method, the number of headers, and only then the order in which rules are written.
    private static IEnumerable<OrderedRoute> ByGatewayApi(ImmutableArray<OrderedRoute> rules) => rules
        .OrderByDescending(rule => rule.Match.Path is { Kind: TextMatchKind.Exact } ? 1 : 0)
        .ThenByDescending(rule => rule.Match.Path?.Value.Length ?? 1)
        .ThenByDescending(rule => rule.Match.Methods.Length)
        .ThenByDescending(rule => rule.Match.AllHeaders().Count());

    private static bool Fits(HttpMatch match, RandomRequest request) => request.Fits(match.Path, match.Headers, match.Cookies, match.Methods);
}
