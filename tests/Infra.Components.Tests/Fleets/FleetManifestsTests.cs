using Infra.Components.Fleets;
using Xunit;

namespace Infra.Components.Tests.Fleets;

public sealed class FleetManifestsTests
{
    [Theory]
    [InlineData(PodSecurityLevel.Restricted, "restricted")]
    [InlineData(PodSecurityLevel.Baseline, "baseline")]
    [InlineData(PodSecurityLevel.Privileged, "privileged")]
    public void A_shared_namespace_is_guarded_and_stays_inside_the_fleet(PodSecurityLevel level, string word)
    {
        var labels = FleetManifests.Namespace(new SharedNamespace("shop", level)).Labels;

        Assert.Equal(word, labels["pod-security.kubernetes.io/enforce"]);
        Assert.Equal("true", labels["namespace.karmada.io/skip-auto-propagation"]);
    }

    [Fact]
    public void What_a_fleet_shares_goes_to_whoever_carries_its_label()
    {
        var policy = FleetManifests.Policy("f", [FleetManifests.Namespace(new SharedNamespace("shop", PodSecurityLevel.Restricted))]);

        Assert.Equal("true", Tree.At(policy, "placement", "clusterAffinity", "labelSelector", "matchLabels", "fleet.infra.internal/f"));
        Assert.Equal("shop", Tree.At(policy, "resourceSelectors", 0, "name"));
    }

    [Fact]
    public void A_fleet_whose_name_makes_no_label_is_refused() => Assert.Throws<ArgumentException>(() => FleetLabels.Key("Fleet 1"));
}
