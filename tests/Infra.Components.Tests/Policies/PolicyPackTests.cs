using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Policies;
using Xunit;

namespace Infra.Components.Tests.Policies;

public sealed class PolicyPackTests
{
    private static readonly ImmutableArray<string> Controllers = ["admissionController", "backgroundController", "cleanupController", "reportsController"];

    private static readonly Dictionary<string, PolicyPackPlan> PlansByName = new(StringComparer.Ordinal)
    {
        ["by default"] = new(),
        ["production"] = Production,
        ["site"] = new() { Size = PolicyPackSize.Site },
        ["everything"] = Production with
        {
            Size = PolicyPackSize.Large,
            Mirrors = Mirrored,
            PlatformNamespaces = ["monitoring-cloud", "cert-manager"],
            Reads = [new("rbac.authorization.k8s.io", ["rolebindings", "roles"])],
            Authorities = "-----BEGIN CERTIFICATE-----",
            PullSecrets = ["mirror"],
            Sigstore = new PrivateSigstore("https://tuf.example.com", "https://tuf.example.com/root.json"),
        },
    };

    public static TheoryData<string> Plans => [.. PlansByName.Keys];

    private static PolicyPackPlan Production => new() { Replicas = 3 };

    private static ImageMirrors Mirrored => new(ImmutableSortedDictionary<string, string>.Empty.Add("ghcr.io", "mirror.example.com/ghcr").Add("reg.kyverno.io", "mirror.example.com/kyverno"));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_value_is_one_that_the_chart_knows(string plan) => Assert.Empty(ChartValues.UnknownTo("kyverno", ValuesOf(PlansByName[plan])));

    [Fact]
    public void Every_image_of_the_chart_comes_from_its_mirror()
    {
        var values = ValuesOf(Production with { Mirrors = Mirrored });

        Assert.All(
            ChartValues.ImagesOf("kyverno"),
            path => Assert.Equal(
                path is ".webhooksCleanup.image" or ".test.image" ? "mirror.example.com/ghcr" : "mirror.example.com/kyverno",
                Tree.At(values, [.. path[1..].Split('.'), "registry"])));
        Assert.DoesNotContain("registry", Tree.Json(ValuesOf(Production)).Replace("registryClient", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_definitions_are_those_of_its_release() => Assert.Equal(
        Directory.GetFiles(Shared.Find("crds/kyverno")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        PolicyPack.Addon(Production).Definitions.Order(StringComparer.Ordinal));

    [Fact]
    public void The_API_server_asks_nothing_about_the_namespaces_that_bring_Kyverno_back()
    {
        var values = ValuesOf(Production with { PlatformNamespaces = ["monitoring-cloud", "cert-manager", "flux-system"] });

        var selected = Tree.At(values, "config", "webhooks", "namespaceSelector", "matchExpressions", 0)!;
        Assert.Equal("kubernetes.io/metadata.name", Tree.At(selected, "key"));
        Assert.Equal("NotIn", Tree.At(selected, "operator"));
        Assert.Equal(
            ["cert-manager", "flux-system", "infra-system", "karmada-cluster", "karmada-system", "kube-node-lease", "kube-public", "kube-system", "kyverno", "monitoring-cloud"],
            ((ImmutableArray<object>)Tree.At(selected, "values")!).Cast<string>());
        Assert.Equal(true, Tree.At(values, "features", "excludeBootstrapResources", "enabled"));
    }

    [Fact]
    public void Scans_pass_over_the_same_namespaces()
    {
        var values = ValuesOf(Production with { PlatformNamespaces = ["monitoring-cloud"] });

        // Those of Kubernetes and Kyverno are in the chart's own list, which is kept.
        Assert.Equal(
            ["flux-system", "infra-system", "karmada-cluster", "karmada-system", "monitoring-cloud"],
            ((ImmutableArray<object>)Tree.At(values, "config", "resourceFiltersIncludeNamespaces")!).Cast<string>());
        Assert.Null(Tree.At(values, "config", "resourceFilters"));
        Assert.Equal(false, Tree.At(values, "features", "backgroundScan", "skipResourceFilters"));
    }

    [Fact]
    public void A_policy_that_fails_closed_does()
    {
        var features = Tree.At(ValuesOf(Production), "features")!;

        Assert.Equal(false, Tree.At(features, "forceFailurePolicyIgnore", "enabled"));
        Assert.Equal(true, Tree.At(features, "generateValidatingAdmissionPolicy", "enabled"));
        Assert.Equal(false, Tree.At(features, "registryClient", "allowInsecure"));
    }

    [Fact]
    public void Exceptions_count_in_the_platform_s_own_namespace_only()
    {
        var exceptions = Tree.At(ValuesOf(Production), "features", "policyExceptions")!;

        Assert.Equal(true, Tree.At(exceptions, "enabled"));
        Assert.Equal("infra-system", Tree.At(exceptions, "namespace"));
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 3, 2)]
    [InlineData(5, 5, 2)]
    public void All_admission_controllers_work_and_of_the_others_one_waits(int replicas, int admission, int others)
    {
        var values = ValuesOf(Production with { Replicas = replicas });

        Assert.Equal([admission, others, others, others], Controllers.Select(controller => Tree.At(values, controller, "replicas")!));
    }

    [Fact]
    public void Where_there_is_more_than_one_they_are_apart_and_one_at_a_time_may_go()
    {
        var values = ValuesOf(Production);

        Assert.All(Controllers, controller =>
        {
            var budget = Tree.At(values, controller, "podDisruptionBudget")!;
            Assert.Equal((true, (int)Tree.At(values, controller, "replicas")! - 1), (Tree.At(budget, "enabled"), Tree.At(budget, "minAvailable")));
            Assert.Equal(
                ["topology.kubernetes.io/zone", "kubernetes.io/hostname"],
                ((ImmutableArray<object>)Tree.At(values, controller, "topologySpreadConstraints")!).Select(spread => Tree.At(spread, "topologyKey")!));
            Assert.Equal("system-cluster-critical", Tree.At(values, controller, "priorityClassName"));
        });
        Assert.All(Controllers, controller => Assert.Equal(false, Tree.At(ValuesOf(new PolicyPackPlan()), controller, "podDisruptionBudget", "enabled")));
    }

    [Fact]
    public void One_that_goes_still_answers_until_nobody_asks_it() =>
        Assert.Equal(10, Tree.At(ValuesOf(Production), "admissionController", "container", "lifecycle", "preStop", "sleep", "seconds"));

    [Fact]
    public void Every_controller_has_a_bound_of_memory_and_none_of_CPU()
    {
        var values = ValuesOf(Production);

        Assert.Equal(["512Mi", "256Mi", "256Mi", "512Mi"], Controllers.Select(controller => Tree.At(Bounds(values, controller), "limits", "memory")!));
        Assert.All(Controllers, controller => Assert.Null(Tree.At(Bounds(values, controller), "limits", "cpu")));

        static object Bounds(ImmutableDictionary<string, object> values, string controller) =>
            (controller == "admissionController" ? Tree.At(values, controller, "container", "resources") : Tree.At(values, controller, "resources"))!;
    }

    [Fact]
    public void What_it_may_write_is_what_policies_generate()
    {
        var rules = (ImmutableArray<object>)Tree.At(ValuesOf(Production), "backgroundController", "rbac", "coreClusterRole", "extraResources")!;

        Assert.Equal(
            Tree.Json("""[{"apiGroups":[""],"resources":["limitranges","resourcequotas"],"verbs":["get","list","watch","create","update","patch","delete"]},{"apiGroups":["networking.k8s.io"],"resources":["networkpolicies"],"verbs":["get","list","watch","create","update","patch","delete"]}]"""),
            Tree.Json(rules));
    }

    [Fact]
    public void It_reads_what_policies_are_about_and_every_subresource_by_its_name()
    {
        var rules = (ImmutableArray<object>)Tree.At(ValuesOf(Production with { Reads = [new("", ["secrets"])] }), "reportsController", "rbac", "clusterRole", "extraResources")!;

        Assert.Equal(Tree.Json("""[{"apiGroups":[""],"resources":["pods/ephemeralcontainers","secrets"],"verbs":["get","list","watch"]}]"""), Tree.Json(rules));
    }

    [Fact]
    public void A_site_makes_reports_of_scans_alone()
    {
        var values = ValuesOf(PlansByName["site"]);

        Assert.Equal(false, Tree.At(values, "features", "admissionReports", "enabled"));
        Assert.Equal("4h", Tree.At(values, "features", "backgroundScan", "backgroundScanInterval"));
        Assert.Null(Tree.At(values, "admissionController", "featuresOverride"));
    }

    [Fact]
    public void It_is_healthy_when_its_four_controllers_are() => Assert.Equal(
        ["Deployment/kyverno-admission-controller", "Deployment/kyverno-background-controller", "Deployment/kyverno-cleanup-controller", "Deployment/kyverno-reports-controller"],
        PolicyPack.Addon(Production).Healthy.Select(workload => $"{workload}"));

    [Fact]
    public void None_that_admits_is_an_error() => Assert.Throws<ArgumentException>(() => PolicyPack.Addon(new PolicyPackPlan { Replicas = 0 }));

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_same_plan_gives_the_same_values(string plan) => Assert.Equal(Tree.Json(ValuesOf(PlansByName[plan])), Tree.Json(ValuesOf(PlansByName[plan])));

    private static ImmutableDictionary<string, object> ValuesOf(PolicyPackPlan plan) => ((AddonContent.Helm)PolicyPack.Addon(plan).Content).Values;
}
