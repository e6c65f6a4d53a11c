using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Moq;
using Pulumi;
using Pulumi.Kubernetes;
using Pulumi.Testing;
using Xunit;

namespace Infra.Components.Tests.Fleets;

[Collection(Deployments.Name)]
public sealed class FleetAddonTests
{
    private const string HelmRelease = "kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease";
    private const string HelmRepository = "kubernetes:source.toolkit.fluxcd.io/v1:HelmRepository";
    private const string PropagationPolicy = "kubernetes:policy.karmada.io/v1alpha1:ClusterPropagationPolicy";
    private const string OverridePolicy = "kubernetes:policy.karmada.io/v1alpha1:ClusterOverridePolicy";
    private const string Secret = "kubernetes:core/v1:Secret";
    private const string Namespace = "kubernetes:core/v1:Namespace";
    private const string ConfigMap = "kubernetes:core/v1:ConfigMap";

    private static readonly Addon Chart = new()
    {
        Name = "vault",
        Namespace = "vault-system",
        Content = new AddonContent.Helm(new Chart("vault", "https://charts.example.com", "1.0.0"), Fields.Of(("server", Fields.Of(("replicas", 3))))),
        ClusterValues = [new ClusterValue("server.cluster", ClusterFact.Name), new ClusterValue("server.region", ClusterFact.Region)],
        Requires = ["cert-manager", "settings"],
    };

    private static readonly Addon Objects = new()
    {
        Name = "settings",
        Namespace = "settings-system",
        PodSecurity = PodSecurityLevel.Restricted,
        Content = new AddonContent.Objects([
            new KubernetesObject("v1", "ConfigMap", "settings", Fields.Of(("data", Fields.Of(("color", "red"))))),
            new KubernetesObject("rbac.authorization.k8s.io/v1", "ClusterRole", "reader", Fields.Of(("rules", Fields.List(Array.Empty<object>())))),
        ]),
    };

    [Fact]
    public async Task A_chart_is_a_source_and_a_release_beside_the_clusters_identity()
    {
        var declared = await DeliverAsync(Chart, args => args with { WaitsFor = ["cert-manager"] });

        Assert.Equal(
            Tree.Json("""
                {
                  "chart": { "spec": { "chart": "vault", "version": "1.0.0", "sourceRef": { "kind": "HelmRepository", "name": "prod-vault" } } },
                  "interval": "10m", "releaseName": "vault", "targetNamespace": "vault-system", "timeout": "15m",
                  "dependsOn": [{ "name": "prod-cert-manager" }],
                  "install": { "createNamespace": true, "crds": "CreateReplace", "disableTakeOwnership": true, "remediation": { "retries": -1 } },
                  "upgrade": { "crds": "CreateReplace", "disableTakeOwnership": true, "remediation": { "retries": -1, "strategy": "rollback" } },
                  "driftDetection": { "mode": "enabled" },
                  "valuesFrom": [
                    { "kind": "ConfigMap", "name": "cluster-identity", "valuesKey": "helm-name", "targetPath": "server.cluster" },
                    { "kind": "ConfigMap", "name": "cluster-identity", "valuesKey": "helm-region", "targetPath": "server.region" }
                  ],
                  "values": { "server": { "replicas": 3 } }
                }
                """),
            Tree.Json(declared.Single(HelmRelease).Inputs["spec"]));
        Assert.All([HelmRelease, HelmRepository], type => Assert.Equal(
            Tree.Json("""{ "name": "prod-vault", "namespace": "infra-system", "annotations": { "pulumi.com/skipAwait": "true" } }"""), Tree.Json(declared.Single(type).Inputs["metadata"])));
        Assert.DoesNotContain(declared.Resources, resource => resource.Type is Namespace or Secret);
    }

    [Fact]
    public async Task A_release_may_keep_its_name_whatever_the_add_on_is_called() =>
        Assert.Equal("safe", Tree.At((await DeliverAsync(Chart with { Release = "safe" })).Single(HelmRelease).Inputs["spec"], "releaseName"));

    [Theory]
    [InlineData("install")]
    [InlineData("upgrade")]
    public async Task A_site_that_was_without_a_network_for_days_goes_on_by_itself(string action) =>
        Assert.Equal(-1.0, Tree.At((await DeliverAsync(Chart)).Single(HelmRelease).Inputs["spec"], action, "remediation", "retries"));

    [Fact]
    public async Task One_policy_takes_everything_of_it_to_the_clusters_that_are_meant()
    {
        var declared = await DeliverAsync(Chart, args => args with { On = ClusterSelection.InFleet("fleet-edge"), SecretValues = "{}" });

        Assert.Equal(
            Tree.Json("""
                {
                  "resourceSelectors": [
                    { "apiVersion": "source.toolkit.fluxcd.io/v1", "kind": "HelmRepository", "name": "prod-vault", "namespace": "infra-system" },
                    { "apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease", "name": "prod-vault", "namespace": "infra-system" },
                    { "apiVersion": "v1", "kind": "Secret", "name": "prod-vault-values", "namespace": "infra-system" }
                  ],
                  "conflictResolution": "Abort", "preemption": "Never", "propagateDeps": false, "preserveResourcesOnDeletion": false,
                  "placement": {
                    "clusterAffinity": { "labelSelector": { "matchLabels": { "fleet.infra.internal/fleet-edge": "true" } } },
                    "clusterTolerations": [{ "key": "cluster.karmada.io/not-ready", "operator": "Exists" }, { "key": "cluster.karmada.io/unreachable", "operator": "Exists" }],
                    "replicaScheduling": { "replicaSchedulingType": "Duplicated" }
                  }
                }
                """),
            Tree.Json(declared.Single(PropagationPolicy).Inputs["spec"]));
    }

    [Fact]
    public async Task What_is_kept_on_removal_or_held_back_is_said_in_the_policy()
    {
        var spec = Tree.Json((await DeliverAsync(Chart with { Removal = AddonRemoval.Retain }, args => args with { IsSuspended = true })).Single(PropagationPolicy).Inputs["spec"]);

        Assert.Contains("\"preserveResourcesOnDeletion\": true", spec, StringComparison.Ordinal);
        Assert.Contains("\"dispatching\": true", spec, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_bring_their_namespace()
    {
        var declared = await DeliverAsync(Objects);

        Assert.Equal(
            Tree.Json("""
                {
                  "name": "settings-system", "annotations": { "work.karmada.io/conflict-resolution": "overwrite" },
                  "labels": {
                    "namespace.karmada.io/skip-auto-propagation": "true", "pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/warn": "restricted"
                  }
                }
                """),
            Tree.Json(declared.Single(Namespace).Inputs["metadata"]));
        Assert.Contains("\"preserveResourcesOnDeletion\": true", Tree.Json(declared.Named(PropagationPolicy, "settings-namespace").Inputs["spec"]), StringComparison.Ordinal);
        Assert.Contains("\"preserveResourcesOnDeletion\": false", Tree.Json(declared.Named(PropagationPolicy, "settings").Inputs["spec"]), StringComparison.Ordinal);
        Assert.DoesNotContain("Namespace", Tree.Json(Tree.At(declared.Named(PropagationPolicy, "settings").Inputs["spec"], "resourceSelectors", 0)!), StringComparison.Ordinal);
        Assert.Equal("settings-system", Tree.At(declared.Single(ConfigMap).Inputs["metadata"], "namespace"));
        Assert.DoesNotContain((await DeliverAsync(Objects, args => args with { MakesNamespace = false })).Resources, resource => resource.Type == Namespace);
    }

    [Fact]
    public async Task A_wave_is_an_override_of_the_version()
    {
        var rollout = new AddonRollout("1.1.0", [new AddonWave.Selected(ClusterSelection.Named("edge-1")), new AddonWave.Share(2), new AddonWave.Share(50)], Reached: 2);

        Assert.Equal(
            Tree.Json("""
                {
                  "resourceSelectors": [{ "apiVersion": "helm.toolkit.fluxcd.io/v2", "kind": "HelmRelease", "name": "prod-vault", "namespace": "infra-system" }],
                  "overrideRules": [
                    { "targetCluster": { "clusterNames": ["edge-1"] }, "overriders": { "plaintext": [{ "path": "/spec/chart/spec/version", "operator": "replace", "value": "1.1.0" }] } },
                    {
                      "targetCluster": { "labelSelector": { "matchExpressions": [{ "key": "infra.internal/cohort", "operator": "In", "values": ["0", "1"] }] } },
                      "overriders": { "plaintext": [{ "path": "/spec/chart/spec/version", "operator": "replace", "value": "1.1.0" }] }
                    }
                  ]
                }
                """),
            Tree.Json((await DeliverAsync(Chart, args => args with { Rollout = rollout })).Single(OverridePolicy).Inputs["spec"]));
    }

    [Fact]
    public async Task A_wave_of_a_chart_from_a_registry_is_an_override_of_the_source()
    {
        var addon = Chart with { Content = new AddonContent.Helm(new Chart("vault", "oci://registry.example.com/charts", "1.0.0"), Fields.Of()) };
        var declared = await DeliverAsync(addon, args => args with { Rollout = new AddonRollout("1.1.0", [new AddonWave.Share(100)], 1) });

        Assert.Contains("\"kind\": \"OCIRepository\"", Tree.Json(declared.Single(OverridePolicy).Inputs["spec"]), StringComparison.Ordinal);
        Assert.Contains("\"path\": \"/spec/ref/tag\"", Tree.Json(declared.Single(OverridePolicy).Inputs["spec"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_there_before_what_reads_them()
    {
        Action program = () => Deliver(Chart, args => args with
        {
            Secrets = ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Input<string>>>.Empty.Add("token", ImmutableSortedDictionary<string, Input<string>>.Empty.Add("key", "CANARY")),
        });

        Assert.True(await Declared.AwaitsAsync(program, Answers.None, $"{Secret} vault/Secret/token", $"{HelmRelease} vault/HelmRelease/prod-vault"));
        Assert.True(await Declared.AwaitsAsync(program, Answers.None, $"{Namespace} vault/Namespace/vault-system", $"{Secret} vault/Secret/token"));
        Assert.True(await Declared.AwaitsAsync(program, Answers.None, $"{PropagationPolicy} vault", $"{Secret} vault/Secret/token"));
        var declared = await Declared.ByAsync(program);
        Assert.Equal("""{"key":"CANARY"}""", Tree.Json(declared.Single(Secret).Inputs["stringData"]).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_the_management_cluster_it_is_a_release_of_its_own()
    {
        var declared = await Declared.ByAsync(() => Deliver(Chart with { RunsOn = AddonPlace.Hub }, args => args with { Hub = new ClusterAccess(Output.Create("x"), Output.Create("x"), new Provider("hub")) }));

        Assert.Equal("hub", Declared.ProviderOf(declared.Single("kubernetes:helm.sh/v3:Release")));
        Assert.DoesNotContain(declared.Resources, resource => resource.Type is HelmRelease or PropagationPolicy);
    }

    [Fact]
    public async Task What_is_to_stay_on_the_management_cluster_is_guarded_there_too()
    {
        var declared = await Declared.ByAsync(() => Deliver(
            Chart with { RunsOn = AddonPlace.Hub, PodSecurity = PodSecurityLevel.Baseline }, args => args with { Hub = new ClusterAccess(Output.Create("x"), Output.Create("x"), new Provider("hub")) }));

        Assert.Equal("baseline", Tree.At(declared.Single(Namespace).Inputs["metadata"], "labels", "pod-security.kubernetes.io/enforce"));
    }

    [Fact]
    public async Task A_cluster_gets_what_it_has_otherwise_before_it_gets_anything()
    {
        Action program = () => Deliver(Chart, args => args with { Overrides = [Override.ForCluster("a").SetHelmValue(["x"], 1)] });

        Assert.True(await Declared.AwaitsAsync(program, Answers.None, $"{OverridePolicy} vault/HelmRelease/prod-vault", $"{PropagationPolicy} vault"));
    }

    [Fact]
    public async Task Of_two_kinds_of_one_name_each_has_an_override_of_its_own()
    {
        ImmutableArray<KubernetesObject> gateways = [.. new[] { "networking.istio.io/v1", "gateway.networking.k8s.io/v1" }
            .Select(version => new KubernetesObject(version, "Gateway", "entrance", Fields.Of(("spec", Fields.Of(("x", 1))))) { IsClusterScoped = false })];
        var declared = await DeliverAsync(Chart with { Content = new AddonContent.Objects(gateways) }, args => args with
        {
            Overrides =
            [
                Override.ForCluster("a").Patch("Gateway.networking.istio.io", "entrance", new JsonPatch("replace", "/spec/x", 2)),
                Override.ForCluster("b").Patch("Gateway.gateway.networking.k8s.io", "entrance", new JsonPatch("replace", "/spec/x", 3)),
            ],
        });

        var policies = declared.Resources.Where(resource => resource.Type == OverridePolicy).ToList();
        Assert.Equal(
            [("prod-vault-gateway.networking.istio.io-entrance", "networking.istio.io/v1", 2.0), ("prod-vault-gateway.gateway.networking.k8s.io-entrance", "gateway.networking.k8s.io/v1", 3.0)],
            policies.Select(policy => (
                $"{Tree.At(policy.Inputs["metadata"], "name")}",
                $"{Tree.At(policy.Inputs["spec"], "resourceSelectors", 0, "apiVersion")}",
                Convert.ToDouble(Tree.At(policy.Inputs["spec"], "overrideRules", 0, "overriders", "plaintext", 0, "value"), System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Only_clusters_of_the_stack_are_meant_where_neither_a_fleet_nor_a_cluster_is_named()
    {
        var declared = await DeliverAsync(Chart, args => args with { On = new ClusterSelection { Stack = "prod", Regions = ["eu"] } });

        Assert.Equal(
            Tree.Json("""{ "matchLabels": { "infra.internal/stack": "prod" } }"""),
            Tree.Json(Tree.At(declared.Single(PropagationPolicy).Inputs["spec"], "placement", "clusterAffinity", "labelSelector")!));
        Assert.Empty(new ClusterSelection { Stack = "prod", Clusters = ["a"] }.LabelRequirements);
        Assert.Equal(["fleet.infra.internal/f"], (ClusterSelection.InFleet("f") with { Stack = "prod" }).LabelRequirements.Keys);
    }

    [Fact]
    public async Task Nothing_is_made_that_the_schemas_refuse()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));
        var difference = Override.For(ClusterSelection.Named("edge-1")).SetHelmValue(["server", "replicas"], 1);
        var declared = await Declared.ByAsync(() =>
        {
            Deliver(Chart with { IgnoreDrift = [new IgnoredDrift("Deployment", "vault", ["/spec/replicas"]), new IgnoredDrift("Service", null, ["/spec/type"])] }, args => args with { WaitsFor = ["cert-manager"], SecretValues = "{}", Overrides = [difference], IsSuspended = true, Rollout = new AddonRollout("2.0.0", [new AddonWave.Share(10)], 1) });
            Deliver(Chart with { Name = "oci", Content = new AddonContent.Helm(new Chart("a", "oci://r.example.com/c", "1.0.0"), Fields.Of()) });
            Deliver(Objects);
            _ = new GitOpsDelivery("delivery", new GitOpsDeliveryArgs { Karmada = new Provider("delivery") });
        });

        var objects = declared.Resources.Where(resource => resource.Inputs.ContainsKey("apiVersion") && resource.Inputs.ContainsKey("kind")).ToList();
        Assert.True(objects.Count > 20);
        Assert.All(objects, resource => Assert.Empty(validator.Validate(Tree.Object(resource.Inputs))));
    }

    [Fact]
    public async Task Flux_goes_to_every_member_by_the_policy_and_its_chart_runs_no_job_in_Karmada()
    {
        var declared = await Declared.ByAsync(() => _ = new GitOpsDelivery("delivery", new GitOpsDeliveryArgs { Karmada = new Provider("karmada") }));

        var release = declared.Single("kubernetes:helm.sh/v3:Release");
        Assert.Equal("karmada", Declared.ProviderOf(release));
        Assert.All(["skipAwait", "disableWebhooks", "disableCRDHooks"], said => Assert.Equal(true, release.Inputs.GetValueOrDefault(said)));
        Assert.Equal("{}", Tree.Json(Tree.At(declared.Single(PropagationPolicy).Inputs["spec"], "placement", "clusterAffinity")!));
        Assert.Empty(ChartValues.UnknownTo("flux2", GitOpsDeliveryManifests.Values(ImageMirrors.None)));
    }

    private static Task<Declared> DeliverAsync(Addon addon, Func<FleetAddonArgs, FleetAddonArgs>? with = null) => Declared.ByAsync(() => Deliver(addon, with));

    private static void Deliver(Addon addon, Func<FleetAddonArgs, FleetAddonArgs>? with = null)
    {
        var args = new FleetAddonArgs { Addon = addon, Scope = "prod", Karmada = new Provider($"karmada-{addon.Name}") };
        _ = new FleetAddon(addon.Name, with?.Invoke(args) ?? args);
    }
}
