using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Policies;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Infra.Policies;
using Xunit;

namespace Infra.Components.Tests.Policies;

/// <summary>What a fleet's policies become, with the packs of the repository.</summary>
public sealed class FleetPolicyTests
{
    private static readonly PolicyLibrary Library = PolicyLibrary.Read(Repository());

    private static readonly PolicyException Exception = new()
    {
        Name = "agent",
        Policies = ["disallow-host-path"],
        Namespaces = ["shop"],
        Workloads = ["agent"],
        Kinds = ["DaemonSet", "Pod"],
        Who = "team-storage",
        Why = "It reads the disks' counters.",
        Until = new DateOnly(2027, 6, 30),
    };

    public static TheoryData<PolicyAction> Actions => [PolicyAction.Enforce, PolicyAction.Audit];

    [Fact]
    public void The_packs_are_in_order() => Assert.Empty(Library.Problems.Select(problem => $"{problem}"));

    [Theory]
    [MemberData(nameof(Actions))]
    public void Every_policy_is_one_that_its_definition_accepts_whatever_it_does(PolicyAction action)
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));

        Assert.All(Objects(Plan(action)), item => Assert.Empty(validator.Validate(JsonNode.Parse(Tree.Json(item.Manifest("infra-system")))!)));
    }

    [Fact]
    public void What_is_only_audited_refuses_nothing_while_Kyverno_is_away_and_changes_no_image()
    {
        var audited = Objects(Plan(PolicyAction.Audit)).Select(item => (ImmutableDictionary<string, object>)item.Content["spec"]).ToList();
        var enforced = Objects(Plan(PolicyAction.Enforce)).Select(item => (ImmutableDictionary<string, object>)item.Content["spec"]).ToList();

        Assert.DoesNotContain(audited, spec => Equals(spec.GetValueOrDefault("failurePolicy"), "Fail"));
        Assert.Contains(enforced, spec => Equals(spec.GetValueOrDefault("failurePolicy"), "Fail"));
        Assert.DoesNotContain(audited, spec => At(spec, "/validationConfigurations/mutateDigest") is true);
        Assert.Contains(enforced, spec => At(spec, "/validationConfigurations/mutateDigest") is true);
    }

    [Fact]
    public void The_same_packs_make_the_same_objects() =>
        Assert.Equal(Objects(Plan(PolicyAction.Enforce)).Select(item => Tree.Json(item.Manifest("n"))), Objects(Plan(PolicyAction.Enforce, PolicyLibrary.Read(Repository()))).Select(item => Tree.Json(item.Manifest("n"))));

    [Fact]
    public void An_object_says_which_policy_of_which_pack_it_is_and_what_to_do_about_it()
    {
        var item = Objects(Plan(PolicyAction.Enforce)).Single(item => item.Name == "shops-disallow-host-path");

        Assert.Equal(("disallow-host-path", "workload"), (item.Labels[FleetPolicy.PolicyLabel], item.Labels[FleetPolicy.PackLabel]));
        Assert.NotEmpty(item.Annotations["infra.internal/remediation"]);
        Assert.True(item.IsClusterScoped);
    }

    [Fact]
    public void An_exception_ends_with_its_last_day()
    {
        var spec = (ImmutableDictionary<string, object>)Objects(Plan(PolicyAction.Enforce) with { Exceptions = [Exception] })[^1].Content["spec"];

        Assert.Equal("2027-07-01T00:00:00Z", spec["expiresAt"]);
    }

    [Fact]
    public void An_exception_from_what_is_not_there_is_refused() => Assert.Equal(
        "the fleet has no policy 'no-such-policy' (Parameter 'id')",
        Assert.Throws<ArgumentException>(() => FleetPolicy.Addon(Plan(PolicyAction.Enforce) with { Exceptions = [Exception with { Policies = ["no-such-policy"] }] })).Message);

    [Fact]
    public void An_exception_has_one_condition_of_a_name_of_its_own()
    {
        var conditions = (ImmutableArray<object>)((ImmutableDictionary<string, object>)Objects(Plan(PolicyAction.Enforce) with { Exceptions = [Exception] })[^1].Content["spec"])["matchConditions"];

        var condition = (ImmutableDictionary<string, object>)Assert.Single(conditions);
        Assert.Equal("shops-agent", condition["name"]);
        Assert.Null(CelText.Fault((string)condition["expression"]));
    }

    [Fact]
    public void An_exception_until_the_end_of_the_calendar_is_no_reason_to_fail() =>
        Assert.NotEmpty(FleetPolicy.Addon(Plan(PolicyAction.Enforce) with { Exceptions = [Exception with { Until = DateOnly.MaxValue }] }).Name);

    [Fact]
    public void A_wave_that_is_not_reached_changes_nothing()
    {
        var changes = ImmutableSortedDictionary.Create<string, PolicyAction>(StringComparer.Ordinal).Add("disallow-host-path", PolicyAction.Enforce);
        var plan = Plan(PolicyAction.Audit) with { Rollout = new PolicyRollout(changes, [new AddonWave.Share(10), new AddonWave.Share(50)], 0) };

        Assert.Empty(FleetPolicy.Overrides(plan));
        Assert.Single(FleetPolicy.Overrides(plan with { Rollout = plan.Rollout with { Reached = 1 } }));
        Assert.Equal(2, FleetPolicy.Overrides(plan with { Rollout = plan.Rollout with { Reached = 2 } }).Length);
    }

    [Fact]
    public void A_wave_patches_fields_that_the_objects_have()
    {
        var changes = Library.Policies.ToImmutableSortedDictionary(policy => policy.Id, _ => PolicyAction.Enforce, StringComparer.Ordinal);
        var plan = Plan(PolicyAction.Audit) with { Rollout = new PolicyRollout(changes, [new AddonWave.Share(100)], 1) };
        var objects = Objects(plan).ToDictionary(item => item.Name, StringComparer.Ordinal);
        var patches = Assert.Single(FleetPolicy.Overrides(plan)).Changes.Cast<Change.Patch>().ToList();

        Assert.Equal(objects.Keys.Order(StringComparer.Ordinal), patches.Select(patch => patch.ObjectName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(patches, patch => Assert.NotNull(At(objects[patch.ObjectName].Content, patch.Operation.Path)));
    }

    private static object? At(object tree, string pointer) =>
        pointer.Split('/').Skip(1).Aggregate((object?)tree, (at, key) => (at as ImmutableDictionary<string, object>)?.GetValueOrDefault(key));

    private static FleetPolicyPlan Plan(PolicyAction action, PolicyLibrary? library = null) => new() { Fleet = "shops", Policies = [.. (library ?? Library).Policies.Select(policy => new ChosenPolicy(policy, action))] };

    private static ImmutableArray<KubernetesObject> Objects(FleetPolicyPlan plan) => ((AddonContent.Objects)FleetPolicy.Addon(plan).Content).Items;

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Infra.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return folder;
    }
}
