using CsCheck;
using Xunit;

namespace Infra.Policies.Tests;

public sealed class PolicyProfileTests
{
    [Theory]
    [InlineData(PolicyProfile.Strict, "Critical High Medium")]
    [InlineData(PolicyProfile.Standard, "Critical High")]
    [InlineData(PolicyProfile.Relaxed, "Critical")]
    public void A_profile_enforces_by_severity(PolicyProfile profile, string enforced) =>
        Assert.Equal(enforced.Split(' '), Enum.GetValues<PolicySeverity>().Where(severity => profile.ActionFor(severity) == PolicyAction.Enforce).OrderDescending().Select(severity => $"{severity}"));

    [Fact]
    public void A_stricter_profile_enforces_all_that_a_looser_one_does() => Gen.Enum<PolicySeverity>().Sample(severity =>
    {
        PolicyProfile[] profiles = [PolicyProfile.Relaxed, PolicyProfile.Standard, PolicyProfile.Strict];
        Assert.All(profiles.Zip(profiles[1..]), pair => Assert.False(pair.First.ActionFor(severity) == PolicyAction.Enforce && pair.Second.ActionFor(severity) != PolicyAction.Enforce));
    });
}
