using System.Text.RegularExpressions;
using Infra.Components.Monitoring.Dashboards;
using Xunit;

namespace Infra.Components.Tests.Monitoring.Dashboards;

/// <summary>What the choices of a page match, with the choices put in as Grafana's data source for Prometheus does.</summary>
public sealed class ScopeTests
{
    [Theory]
    [InlineData("prod", "prod", true)]
    [InlineData("prod", "cloud+prod", true)]
    [InlineData("prod", "prod+west", true)]
    [InlineData("prod", "cloud+prod+west", true)]
    [InlineData("(edge|prod)", "cloud+prod", true)]
    [InlineData("prod", "pre-prod", false)]
    [InlineData("prod", "production", false)]
    [InlineData("prod", "cloud+pre-prod", false)]
    [InlineData("prod", "", false)]
    [InlineData("(edge|prod)", "cloud+pre", false)]
    [InlineData(".*", "cloud+prod", true)]
    [InlineData(".*", "", true)]
    public void A_fleet_is_found_wherever_it_stands_in_the_label(string chosen, string label, bool isFound) =>
        Assert.Equal(isFound, Matches(Scope.Fleets, "fleet", label, ("$fleet", chosen)));

    [Fact]
    public void Each_fleet_of_a_cluster_in_several_is_a_choice_of_its_own() =>
        // Grafana takes each match of an expression with /…/g for a choice, by its first group.
        Assert.Equal(["cloud", "prod", "west-2"], Regex.Matches("cloud+prod+west-2", Scope.Fleet.Regex[1..^2], RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups[1].Value));

    [Fact]
    public void Everything_chosen_includes_clusters_in_no_fleet() => Assert.Equal(".*", Scope.Fleet.All);

    [Theory]
    [InlineData("shop", "shop-7d4b9c8f5-x2x4z", true)]
    [InlineData("shop", "shop-x2x4z", true)]
    [InlineData("shop", "shop-0", true)]
    [InlineData("shop", "shop-12", true)]
    [InlineData("(cart|shop)", "cart-7d4b9c8f5-x2x4z", true)]
    [InlineData(".+", "anything-at-all-7d4b9c8f5-x2x4z", true)]
    [InlineData("shop", "shop-worker-7d4b9c8f5-x2x4z", false)]
    [InlineData("shop", "shop-worker-0", false)]
    [InlineData("shop", "shop-store-x2x4z", false)]
    [InlineData("shop", "workshop-x2x4z", false)]
    public void A_service_s_pods_are_told_by_their_names(string chosen, string pod, bool isFound) =>
        Assert.Equal(isFound, Matches(Scope.PodsOfServices, "pod", pod, ("$service", chosen)));

    // Prometheus' matchers are anchored at both ends.
    private static bool Matches(string matchers, string label, string value, (string Variable, string Chosen) choice)
    {
        var pattern = Regex.Match(matchers, $"(?:^|,){label}=~\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        return Regex.IsMatch(value, $"^(?:{pattern.Replace(choice.Variable, choice.Chosen, StringComparison.Ordinal)})$", RegexOptions.None, TimeSpan.FromSeconds(1));
    }
}
