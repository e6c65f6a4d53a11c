using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Mesh;

public sealed class IstioMeshTests
{
    private static readonly MeshPlan Plain = Meshes.Of(Meshes.Member("cloud"), Meshes.Member("plant")) with { GatewayApi = new GatewayApiSource(GatewayApiSource.Upstream, "v1.5.1") };

    private static readonly ImageMirrors Mirrored = new(ImmutableSortedDictionary<string, string>.Empty.Add("registry.istio.io", "mirror.example.com/istio"));

    public static TheoryData<string> Plans => [.. PlansByName.Keys];

    private static readonly Dictionary<string, MeshPlan> PlansByName = new(StringComparer.Ordinal)
    {
        ["plain"] = Plain,
        ["with everything"] = Plain with
        {
            IsHighlyAvailable = true,
            Mirrors = Mirrored,
            Upgrade = new MeshUpgrade("1.31.0", ["shop"]),
            Egress = new Egress { AllowsAny = true },
            Telemetry = new Components.Mesh.Telemetry { TracedPercent = 1, TraceCollector = ("otel.example.com", 4317) },
            Services = [Meshes.Service("cloud", "plant") with { Exposure = new ServiceExposure.Clusters(["plant"]) }],
        },
        ["ambient"] = Plain with { DataPlane = DataPlane.Ambient, IsHighlyAvailable = true },
        ["with remotes"] = WithRemotes("istiod.example.com"),
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_value_is_one_that_its_chart_knows(string name)
    {
        var plan = PlansByName[name];
        Assert.All(Charts(plan), chart =>
        {
            Assert.DoesNotContain(ChartValues.UnknownTo(chart.Chart.Name is "base" or "cni" ? $"istio-{chart.Chart.Name}" : chart.Chart.Name, chart.Values), path => !IsFree(path));
        });
        Assert.All(plan.Members, member => Assert.DoesNotContain(ChartValues.UnknownTo("istiod", IstioMesh.StandingValues(plan, member)), path => !IsFree(path)));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void What_clusters_fill_in_or_have_otherwise_is_known_too(string name)
    {
        var values =
            from addon in IstioMesh.Addons(PlansByName[name])
            let chart = (addon.Addon.Content as AddonContent.Helm)?.Chart.Name
            where chart is not null
            from path in addon.Addon.ClusterValues.Select(value => value.Path)
                .Concat(addon.Overrides.SelectMany(difference => difference.Changes).OfType<Change.HelmValue>().Select(value => string.Join('.', value.Path)))
            select (chart is "base" or "cni" ? $"istio-{chart}" : chart, Nested(path.Split('.')));

        Assert.All(values, value => Assert.DoesNotContain(ChartValues.UnknownTo(value.Item1, value.Item2), path => path != ".meshConfig.serviceSettings"));
    }

    [Fact]
    public void The_definitions_are_those_that_Istio_has() => Assert.Equal(
        Directory.GetFiles(Shared.Find("crds/istio")).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal),
        Addon(Plain, IstioMesh.Base).Definitions.Order(StringComparer.Ordinal));

    [Fact]
    public void The_definitions_of_Gateway_API_are_some_that_it_has() => Assert.Subset(
        Directory.GetFiles(Shared.Find("crds/gateway-api")).Select(file => Path.GetFileNameWithoutExtension(file)!).ToHashSet(StringComparer.Ordinal),
        Addon(Plain, "gateway-api").Definitions.ToHashSet(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Plans))]
    public void The_objects_are_what_their_kinds_take_in_Karmada_and_in_each_cluster(string name)
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));
        var plan = PlansByName[name];

        Assert.All(Objects(plan), item => Assert.Empty(validator.Validate(JsonNode.Parse(Tree.Json(item.Manifest(MeshNames.System)))).Select(problem => problem.ToString())));
        Assert.All(
            plan.Members.SelectMany(member => RevisionTagTests.In(plan, member)),
            tag => Assert.Empty(validator.Validate(JsonNode.Parse(Tree.Json(tag))).Select(problem => problem.ToString())));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Nothing_comes_before_what_it_needs(string name)
    {
        var addons = IstioMesh.Addons(PlansByName[name]);

        Assert.All(addons.Index(), addon => Assert.Subset(
            addons.Take(addon.Index).Select(before => before.Addon.Name).ToHashSet(StringComparer.Ordinal), addon.Item.Addon.Requires.ToHashSet(StringComparer.Ordinal)));
        Assert.All(addons, addon => Assert.True(addon.IsGuest));
    }

    [Fact]
    public void A_control_plane_waits_for_its_authority_and_everything_else_of_the_mesh_for_it()
    {
        var ambient = PlansByName["ambient"];

        Assert.Equal(["mesh-prod"], Addon(ambient, "istiod-1-30-5").ClusterDocuments);
        Assert.Equal(["mesh-prod-base", "mesh-prod-cni", "mesh-prod-tags", "mesh-prod-gateway-api"], Addon(ambient, "istiod-1-30-5").Requires);
        Assert.Equal(["mesh-prod-cni", "mesh-prod-istiod-1-30-5"], Addon(ambient, IstioMesh.Ztunnel).Requires);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public void It_costs_the_same_for_any_number_of_clusters(int clusters)
    {
        MeshPlan Plan(int count) => Meshes.Of([.. Enumerable.Range(0, count).Select(index => Meshes.Member($"c{index:00}"))]) with { On = ClusterSelection.InFleet("global") };

        Assert.Equal(Lines(Plan(1)), Lines(Plan(clusters)));
    }

    [Fact]
    public void Every_image_comes_from_the_mirror()
    {
        var texts = Charts(PlansByName["with everything"] with { DataPlane = DataPlane.Ambient }).Select(chart => Tree.Json(chart.Values)).ToList();

        Assert.DoesNotContain(texts, text => text.Contains("registry.istio.io", StringComparison.Ordinal));
        // All but the definitions, which have no image.
        Assert.Equal(texts.Count - 1, texts.Count(text => text.Contains("\"hub\": \"mirror.example.com/istio/release\"", StringComparison.Ordinal)));
        Assert.Equal(("registry.istio.io", "mirror.example.com/istio"), (IstioMesh.ImageRegistry(ImageMirrors.None), IstioMesh.ImageRegistry(Mirrored)));
    }

    [Fact]
    public void A_control_plane_looks_at_the_mesh_s_namespaces_and_that_of_the_Kubernetes_API_and_no_others() =>
        Assert.Equal(["default", "istio-system", "mesh-prod-ingress", "shop"], Texts(Tree.At(MeshConfig(Plain), "discoverySelectors", 0, "matchExpressions", 0, "values")));

    [Theory]
    [InlineData("AMBIENT_ENABLE_MULTI_NETWORK")]
    [InlineData("AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT")]
    [InlineData("ENABLE_INGRESS_WAYPOINT_ROUTING")]
    public void In_ambient_mode_entrances_ask_waypoints_and_those_know_all_clusters(string setting)
    {
        Assert.Equal("true", Tree.At(Values(PlansByName["ambient"], "istiod-1-30-5"), "env", setting));
        Assert.Null(Tree.At(Values(Plain, "istiod-1-30-5"), "env", setting));
    }

    [Fact]
    public void The_definitions_are_of_one_release_whatever_the_mesh_is_called()
    {
        // The chart keeps them when a mesh goes, and Helm gives them to no other release.
        static string? Release(MeshPlan plan) => Addon(plan, IstioMesh.Base).Release;

        Assert.NotNull(Release(Plain));
        Assert.Equal(Release(Plain), Release(Plain with { Name = "other" }));
    }

    [Fact]
    public void What_is_not_listed_cannot_be_called_unless_anything_may_be()
    {
        Assert.Equal("REGISTRY_ONLY", Tree.At(MeshConfig(Plain), "outboundTrafficPolicy", "mode"));
        Assert.Equal("ALLOW_ANY", Tree.At(MeshConfig(PlansByName["with everything"]), "outboundTrafficPolicy", "mode"));
    }

    [Fact]
    public void By_itself_nothing_is_repeated_that_somebody_began_to_answer() =>
        Assert.Equal("connect-failure,refused-stream", Tree.At(MeshConfig(Plain), "defaultHttpRetryPolicy", "retryOn"));

    [Fact]
    public void The_only_control_plane_does_not_keep_its_node_from_being_emptied()
    {
        Assert.Equal(false, Tree.At(Values(Plain, "istiod-1-30-5"), "global", "defaultPodDisruptionBudget", "enabled"));
        Assert.Equal(2, Tree.At(Values(PlansByName["ambient"], "istiod-1-30-5"), "autoscaleMin"));
    }

    [Fact]
    public void What_strict_namespaces_want_of_a_container_proxies_have()
    {
        var values = Values(Plain, "istiod-1-30-5");

        Assert.Equal("RuntimeDefault", Tree.At(values, "global", "proxy", "seccompProfile", "type"));
        Assert.Equal("RuntimeDefault", Tree.At(values, "gateways", "seccompProfile", "type"));
        Assert.Equal(true, Tree.At(values, "cni", "enabled"));
        Assert.All(
            new[] { "requests", "limits" },
            kind => Assert.Equal(["cpu", "memory"], ((ImmutableDictionary<string, object>)Tree.At(values, "global", "proxy", "resources", kind)!).Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_service_is_seen_by_the_clusters_that_it_is_exported_to_and_by_the_others_only_in_their_own()
    {
        var plan = Meshes.Of(Meshes.Member("a"), Meshes.Member("b"), Meshes.Member("c")) with
        {
            Services =
            [
                Meshes.Service("a", "b", "c") with { Exposure = new ServiceExposure.Clusters(["b", "c"]) },
                Meshes.Service("a", "b", "c") with { Service = "cache", Exposure = ServiceExposure.OwnCluster },
                Meshes.Service("a", "b", "c") with { Service = "prices", Exposure = new ServiceExposure.Clusters(["c"]) },
                Meshes.Service("a", "b", "c") with { Service = "web" },
            ],
        };

        const string Path = "meshConfig.serviceSettings";
        Assert.Equal(
            ["recommender.shop.svc.cluster.local", "cache.shop.svc.cluster.local", "prices.shop.svc.cluster.local"],
            Texts(Tree.At(MeshConfig(plan), "serviceSettings", 0, "hosts")));
        Assert.Equal(
            [("b", $"{Path}: cache.shop.svc.cluster.local prices.shop.svc.cluster.local"), ("c", $"{Path}: cache.shop.svc.cluster.local")],
            IstioMesh.Addons(plan).Single(addon => addon.Addon.Name == "mesh-prod-istiod-1-30-5").Overrides.Select(difference => (
                string.Join(' ', difference.Clusters.Clusters),
                string.Join(' ', difference.Changes.Cast<Change.HelmValue>().Select(change => $"{string.Join('.', change.Path)}: {string.Join(' ', Texts(Tree.At(change.Value, 0, "hosts")))}")))));
    }

    [Fact]
    public void Clusters_that_follow_another_s_control_plane_reach_it_by_its_name()
    {
        var plan = WithRemotes("istiod.example.com");

        Assert.Equal(
            Tree.Json("""{ "env": { "ISTIOD_CUSTOM_HOST": "istiod.example.com" }, "global": { "externalIstiod": true } }"""),
            Tree.Json(IstioMesh.StandingValues(plan, plan.Members[0])));
        Assert.Equal(
            Tree.Json("""
                {
                  "configMap": false,
                  "global": { "configValidation": false, "externalIstiod": true, "omitSidecarInjectorConfigMap": true, "remotePilotAddress": "istiod.example.com" },
                  "istiodRemote": { "enabled": true, "injectionURL": "https://istiod.example.com:15017/inject/cluster/plant-2/net/plant-2" },
                  "telemetry": { "enabled": false }
                }
                """),
            Tree.Json(IstioMesh.StandingValues(plan, plan.Members[1])));
    }

    [Fact]
    public void What_only_one_cluster_has_is_in_the_document_that_its_control_plane_waits_for()
    {
        var plan = WithRemotes("istiod.example.com");

        Assert.All(plan.Members, member => Assert.Subset(
            JsonNode.Parse(MeshMembershipManifests.Standing(plan, member, "roots")["values.yaml"])!.AsObject().Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal),
            IstioMesh.StandingValues(plan, member).Keys.Append("podAnnotations").ToHashSet(StringComparer.Ordinal)));
        Assert.Equal(["", "plant-1"], plan.Members.Select(member => MeshMembershipManifests.Namespace(member).Annotations.GetValueOrDefault("topology.istio.io/controlPlaneClusters", "")));
    }

    [Fact]
    public void Or_by_its_address()
    {
        var plan = WithRemotes("192.0.2.7");

        Assert.Equal(Tree.Json("""{ "global": { "externalIstiod": true } }"""), Tree.Json(IstioMesh.StandingValues(plan, plan.Members[0])));
        Assert.Equal(
            Tree.Json("""{ "enabled": true, "injectionPath": "/inject/cluster/plant-2/net/plant-2" }"""),
            Tree.Json(IstioMesh.StandingValues(plan, plan.Members[1])["istiodRemote"]));
    }

    [Fact]
    public void What_a_cluster_says_of_itself_is_said_nowhere_else()
    {
        // What stands in a release wins over what a cluster fills in.
        var remote = WithRemotes("istiod.example.com");
        var own = remote.Members.SelectMany(member => Leaves(IstioMesh.StandingValues(remote, member))).Concat(Addon(remote, "istiod-1-30-5").ClusterValues.Select(value => value.Path));

        Assert.Empty(own.Intersect(Leaves(Values(remote, "istiod-1-30-5"))));
    }

    [Fact]
    public void It_runs_on_the_versions_of_Kubernetes_that_Istio_names_and_on_any_where_it_is_another_Istio()
    {
        Assert.Equal(("1.32.0", "1.36.99"), (Addon(Plain, IstioMesh.Base).MinimumKubernetes, Addon(Plain, IstioMesh.Base).MaximumKubernetes));
        Assert.Null(Addon(Plain with { Charts = Plain.Charts.In("1.31.0") }, IstioMesh.Base).MaximumKubernetes);
    }

    // What a mesh is configured with is Istio's own message, what a control plane's environment is its program's, and what a container may use is Kubernetes'.
    private static bool IsFree(string path) => path == ".resources.limits" || path.StartsWith(".meshConfig.", StringComparison.Ordinal) || path.StartsWith(".env.", StringComparison.Ordinal);

    internal static MeshPlan WithRemotes(string address) =>
        Meshes.Of(Meshes.Member("plant-1"), Meshes.Member("plant-2", role: MeshRole.Remote) with { Primary = "plant-1", PrimaryAddress = address });

    /// <summary>A mesh's add-ons as lines, so that what differs between two can be read.</summary>
    internal static ImmutableArray<string> Lines(MeshPlan plan) =>
    [
        .. from addon in IstioMesh.Addons(plan)
           from line in addon.Addon.Content switch
           {
               AddonContent.Helm helm => Flat(helm.Values, "").Prepend($"chart: {helm.Chart.Name} {helm.Chart.Version}"),
               AddonContent.Objects objects => objects.Items.SelectMany(item => Flat(item.Manifest(addon.Addon.Namespace), $"/{item.Kind}")),
               _ => [],
           }
           select $"{addon.Addon.Name} {line}",
    ];

    private static IEnumerable<string> Flat(object value, string path) => value switch
    {
        ImmutableDictionary<string, object> map => map.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => Flat(entry.Value, $"{path}/{entry.Key}")),
        ImmutableArray<object> list => list.Index().SelectMany(item => Flat(item.Item, $"{path}/{item.Index}")),
        _ => [$"{path}: {value}"],
    };

    private static IEnumerable<string> Leaves(ImmutableDictionary<string, object> values) => Flat(values, "").Select(line => line[1..line.IndexOf(':', StringComparison.Ordinal)].Replace('/', '.'));

    private static ImmutableDictionary<string, object> Nested(ReadOnlySpan<string> path) => Fields.Of((path[0], path.Length == 1 ? "x" : Nested(path[1..])));

    private static IEnumerable<(Chart Chart, ImmutableDictionary<string, object> Values)> Charts(MeshPlan plan) =>
        IstioMesh.Addons(plan).Select(addon => addon.Addon.Content).OfType<AddonContent.Helm>().Select(helm => (helm.Chart, helm.Values));

    private static IEnumerable<KubernetesObject> Objects(MeshPlan plan) => IstioMesh.Addons(plan).Select(addon => addon.Addon.Content).OfType<AddonContent.Objects>().SelectMany(objects => objects.Items);

    private static Addon Addon(MeshPlan plan, string part) => IstioMesh.Addons(plan).Single(addon => addon.Addon.Name == MeshNames.Addon(plan.Name, part)).Addon;

    private static ImmutableDictionary<string, object> Values(MeshPlan plan, string part) => ((AddonContent.Helm)Addon(plan, part).Content).Values;

    private static object MeshConfig(MeshPlan plan) => Values(plan, "istiod-1-30-5")["meshConfig"];

    private static IEnumerable<string> Texts(object? list) => ((ImmutableArray<object>)list!).Cast<string>();
}
