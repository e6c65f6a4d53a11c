using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Propagation;

/// <summary>Every shape that these components can make is one that the real schemas accept, unknown fields refused.</summary>
public sealed class SchemaTests
{
    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Shared.Find("."))));

    // Skips every test of this class, before it asserts anything, where the schemas are not there.
    public SchemaTests() => _ = Shared.Find(".");

    private static readonly ApplicationContent Service = new ApplicationContent.Service(new Workload
    {
        Image = "registry.example.com/agent:1",
        Arguments = ["--verbose"],
        Environment = ImmutableSortedDictionary<string, string>.Empty.Add("A", "1"),
        Files = ImmutableSortedDictionary<string, string>.Empty.Add("a.yaml", "x"),
    });

    private static readonly ApplicationContent Helm = new ApplicationContent.Helm(
        new Chart("web", "https://charts.example.com", "1.0.0"), Fields.Of(("image", Fields.Of(("tag", "1")))));

    public static TheoryData<string> Contents => [.. ContentsByName.Keys];

    public static TheoryData<string> Placements => [.. PlacementsByName.Keys];

    public static TheoryData<string> Overrides => [.. OverridesByName.Keys];

    private static readonly Dictionary<string, ApplicationContent> ContentsByName = new()
    {
        ["workload"] = Service,
        ["git branch"] = new ApplicationContent.Git("https://git.example.com/web", GitReference.Branch("main"), "./"),
        ["git tag"] = new ApplicationContent.Git("ssh://git@git.example.com/web", GitReference.Tag("v1"), "./deploy"),
        ["git commit"] = new ApplicationContent.Git("https://git.example.com/web", GitReference.Commit("0123abc"), "./"),
        ["helm repository"] = Helm,
        ["helm registry"] = new ApplicationContent.Helm(new Chart("web", "oci://registry.example.com/charts", "1.0.0"), ImmutableDictionary<string, object>.Empty),
        ["oci"] = new ApplicationContent.Oci("oci://registry.example.com/web", "1.0.0", "./"),
    };

    private static readonly Dictionary<string, Placement> PlacementsByName = new()
    {
        ["fleet"] = Placement.OnFleet("fleet-edge").Except("a"),
        ["clusters"] = Placement.OnClusters("a", "b"),
        ["everywhere"] = Placement.On(ClusterSelection.All),
        ["label expressions"] = Placement.On(new ClusterSelection
        {
            Fleet = "f",
            Requirements =
            [
                new LabelRequirement("a", LabelOperator.In, ["x", "y"]),
                new LabelRequirement("b", LabelOperator.NotIn, ["z"]),
                new LabelRequirement("c", LabelOperator.Exists, []),
                new LabelRequirement("d", LabelOperator.DoesNotExist, []),
            ],
        }),
        ["regions and providers"] = Placement.On(new ClusterSelection { Regions = ["eu"], Providers = ["aws"] }),
        ["by weight"] = Placement.OnFleet("f").DividedByWeight(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }),
        ["by capacity"] = Placement.OnFleet("f").DividedByCapacity(),
        ["spread"] = Placement.OnFleet("f").SpreadOver(SpreadBy.Region, 2, 3).SpreadOver(SpreadBy.Cluster, 1, 5).SpreadOver(SpreadBy.Provider, 1, 1),
    };

    private static readonly Dictionary<string, (ApplicationContent Content, Override Difference)> OverridesByName = new()
    {
        ["replicas"] = (Service, Override.ForCluster("a").SetReplicas(0)),
        ["image"] = (Service, Override.ForFleet("f").SetImageTag("2").SetImageRegistry("mirror.example.com")),
        ["environment"] = (Service, Override.For(ClusterSelection.All).SetEnvironment("A", "2").SetEnvironment("B", "2")),
        ["files"] = (Service, Override.For(new ClusterSelection { Regions = ["eu"] }).SetFile("a.yaml", "y")),
        ["helm values"] = (Helm, Override.ForCluster("a").SetHelmValue(["image", "tag"], "2").SetHelmValue(["list"], Fields.List(new object[] { 1, true, "x" }))),
        ["patch"] = (Service, Override.ForCluster("a").Patch("Service", "web", new JsonPatch("remove", "/spec/ports/0/name", null))),
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void Objects_of_an_application_are_valid(string content) =>
        Assert.All(ApplicationManifests.Objects("web", "shop", ContentsByName[content]), target => AssertValid(target.Manifest("shop")));

    [Theory]
    [MemberData(nameof(Placements))]
    public void Propagation_policies_are_valid(string placement) =>
        AssertValid(Policy("PropagationPolicy", PropagationManifests.Policy(ApplicationManifests.Objects("web", "shop", Service), PlacementsByName[placement])));

    [Theory]
    [MemberData(nameof(Overrides))]
    public void Override_policies_are_valid(string difference)
    {
        var (content, change) = OverridesByName[difference];

        Assert.All(
            OverrideManifests.Policies(ApplicationManifests.Objects("web", "shop", content), [change]),
            policy => AssertValid(Policy("OverridePolicy", policy.Spec)));
    }

    [Fact]
    public void What_a_fleet_shares_is_valid()
    {
        var shared = FleetManifests.Namespace(new SharedNamespace("shop", PodSecurityLevel.Restricted));

        AssertValid(shared.Manifest("none"));
        AssertValid(Policy("ClusterPropagationPolicy", FleetManifests.Policy("f", [shared]), @namespace: null));
    }

    private static ImmutableDictionary<string, object> Policy(string kind, ImmutableDictionary<string, object> spec, string? @namespace = "shop") => Fields.Of(
        ("apiVersion", "policy.karmada.io/v1alpha1"),
        ("kind", kind),
        ("metadata", Fields.Of(("name", "web"), ("namespace", @namespace))),
        ("spec", spec));

    private static void AssertValid(ImmutableDictionary<string, object> manifest) =>
        Assert.Empty(Validator.Value.Validate(JsonNode.Parse(Tree.Json(manifest))).Select(problem => problem.ToString()));
}
