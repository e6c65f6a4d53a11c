using System.Collections.Immutable;
using CsCheck;
using Infra.Policies;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;
using Xunit;

namespace Infra.Stacks.Tests.Addons;

public sealed class FleetPoliciesTests
{
    private static readonly List<Policy> All = [.. PolicyFolders.Library.Policies];

    [Theory]
    [InlineData("prod", "fleet-global", PolicyProfile.Strict)]
    [InlineData("pre", "fleet-pre", PolicyProfile.Standard)]
    [InlineData("dev", "fleet-edge", PolicyProfile.Relaxed)]
    [InlineData("edge", "fleet-edge", PolicyProfile.Strict)]
    [InlineData("mgmt", "management", PolicyProfile.Standard)]
    public void An_environment_is_as_strict_as_its_file_says(string stack, string fleet, PolicyProfile profile)
    {
        var placed = Assert.Single(FleetPolicies.Of(new SpecificationLoader(new ProjectFiles(StackFiles.Root())).FromFiles(stack).Platform!));

        Assert.Equal((fleet, profile), (placed.Plan.Fleet, placed.Profile));
        Assert.NotEmpty(placed.Plan.Policies);
    }

    [Fact]
    public void Production_refuses_all_that_the_rehearsal_does_and_more()
    {
        var (dev, pre, prod) = (Enforced("dev"), Enforced("pre"), Enforced("prod"));

        Assert.ProperSubset(pre, dev);
        Assert.ProperSubset(prod, pre);
    }

    [Fact]
    public void A_stricter_profile_enforces_all_that_a_looser_one_does_whatever_else_is_said() =>
        Gen.Select(Gen.Int[0, All.Count - 1].Array[0, 8], Gen.Enum<PolicyAction>().Array[8], Gen.Int[0, 2]).Sample((said, actions, since) =>
        {
            var policies = new PoliciesSpec
            {
                Library = PolicyFolders.Library,
                AuditSince = since == 0 ? null : $"{since}.0.0",
                Overrides = said.Distinct().Zip(actions).ToImmutableSortedDictionary(pair => All[pair.First].Id, pair => pair.Second, StringComparer.Ordinal),
            };
            PolicyProfile[] profiles = [PolicyProfile.Relaxed, PolicyProfile.Standard, PolicyProfile.Strict];
            var enforced = profiles.Select(profile => All
                .Where(policy => FleetPolicies.ActionOf(policies, new FleetPolicySpec(), profile, policy) == PolicyAction.Enforce)
                .Select(policy => policy.Id)
                .ToHashSet(StringComparer.Ordinal)).ToList();
            Assert.All(enforced.Zip(enforced[1..]), pair => Assert.Subset(pair.Second, pair.First));
        });

    private static HashSet<string> Enforced(string stack) => FleetPolicies.Of(new SpecificationLoader(new ProjectFiles(StackFiles.Root())).FromFiles(stack).Platform!)
        .SelectMany(placed => placed.Plan.Policies)
        .Where(chosen => chosen.Action == PolicyAction.Enforce)
        .Select(chosen => chosen.Policy.Id)
        .ToHashSet(StringComparer.Ordinal);
}
