using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Policies;
using Infra.Policies;
using Xunit;

namespace Infra.Components.Tests.Policies;

public sealed class PolicyAccessTests
{
    private static readonly PolicyLibrary Library = PolicyLibrary.Read(Path.GetDirectoryName(Shared.FindInRepository("Pulumi.yaml"))!);

    private static ImmutableArray<KindAccess> Reads => PolicyAccess.Reads(Library.Policies);

    [Fact]
    public void What_scanned_policies_are_about_may_be_read()
    {
        Assert.Contains("pods/ephemeralcontainers", Of(""));
        Assert.Contains("namespaces", Of(""));
        Assert.Superset(new HashSet<string>(["daemonsets", "deployments", "statefulsets"], StringComparer.Ordinal), Of("apps").ToHashSet(StringComparer.Ordinal));

        static IEnumerable<string> Of(string group) => Reads.Single(kind => kind.Group == group).Resources;
    }

    [Fact]
    public void Nobody_reads_secrets_or_everything_for_the_sake_of_a_report()
    {
        Assert.Contains(Library.Policies, policy => policy.Id == "protect-propagated-objects");
        Assert.DoesNotContain("secrets", Reads.SelectMany(kind => kind.Resources));
        Assert.DoesNotContain(Reads, kind => kind.Group.Contains('*', StringComparison.Ordinal) || kind.Resources.Any(resource => resource.Contains('*', StringComparison.Ordinal)));
    }

    [Fact]
    public void A_policy_about_everything_gives_no_right()
    {
        var everything = Library.Policies.First() with { Spec = Fields.Of(("matchConstraints", Fields.Of(("resourceRules", Fields.List(new[] { Fields.Of(("apiGroups", new[] { "*" }), ("resources", new[] { "*" })) }))))) };

        Assert.Empty(PolicyAccess.Reads([everything]));
    }

    [Fact]
    public void The_engine_is_given_what_the_packs_need()
    {
        var values = ((AddonContent.Helm)PolicyPack.Addon(new PolicyPackPlan { Reads = Reads }).Content).Values;

        var rules = (ImmutableArray<object>)Tree.At(values, "reportsController", "rbac", "clusterRole", "extraResources")!;
        Assert.Equal(Reads.Select(kind => kind.Group), rules.Select(rule => $"{Tree.At(rule, "apiGroups", 0)}"));
        Assert.All(rules, rule => Assert.Equal(["get", "list", "watch"], ((ImmutableArray<object>)Tree.At(rule, "verbs")!).Cast<string>()));
    }
}
