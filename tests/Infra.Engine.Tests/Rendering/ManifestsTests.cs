using Infra.Engine.State;
using Infra.Engine.Values;
using Xunit;
using static Infra.Engine.Tests.Rendering.RenderedStack;

namespace Infra.Engine.Tests.Rendering;

public sealed class ManifestsTests
{
    [Fact]
    public void An_object_says_who_it_is_first_and_the_rest_by_name()
    {
        var metadata = Map(
            ("annotations", Map(("a", "1"), ("pulumi.com/autonamed", "true"))), ("finalizers", new object[] { "f" }), ("labels", Map(("l", "x"))),
            ("name", "web"), ("namespace", "shop"));
        var deployment = Resource("kubernetes:apps/v1:Deployment", "web", Map(
            ("status", Map(("replicas", 1))), ("spec", Map(("replicas", 2), ("paused", false))), ("metadata", metadata),
            ("kind", "Deployment"), ("apiVersion", "apps/v1"), ("__note", "x")));

        var tree = Render(deployment);

        Assert.Equal(["default/kustomization.yaml", "default/shop/deployment-web.yaml"], tree.Paths());
        Assert.Equal(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              namespace: shop
              labels:
                l: x
              annotations:
                a: "1"
                pulumi.com/autonamed: "true"
              finalizers:
              - f
            spec:
              paused: false
              replicas: 2

            """,
            tree.Text("default/shop/deployment-web.yaml"));
    }

    [Fact]
    public void A_kustomization_lists_the_files_of_its_cluster_in_order()
    {
        var tree = Render(
            ConfigMap("b"), ConfigMap("a"), Resource("kubernetes:core/v1:Namespace", "shop", Object("v1", "Namespace", null, "shop")),
            ConfigMap("other", Provider("east")), Provider("east"));

        Assert.Equal(
            """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
            - _cluster/namespace-shop.yaml
            - default/configmap-a.yaml
            - default/configmap-b.yaml

            """,
            tree.Text("default/kustomization.yaml"));
        Assert.Contains("- default/configmap-other.yaml\n", tree.Text("east/kustomization.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_inputs_do_not_say_comes_from_the_type()
    {
        var tree = Render(Resource("kubernetes:core/v1:ConfigMap", "a", Map(("metadata", Map(("name", "a"))))));

        Assert.StartsWith("apiVersion: v1\nkind: ConfigMap\n", tree.Text("default/_cluster/configmap-a.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_cluster_is_what_the_provider_says_that_it_is()
    {
        ResourceState[] providers =
        [
            Provider("p1", ("clusterIdentifier", "east"), ("context", "c")),
            Provider("p2", ("context", "west"), ("clusterIdentifier", "")),
            Provider("p3", ("kubeconfig", Secret("k"))),
            Provider("p4", ("clusterIdentifier", Secret("hidden"))),
            Provider("p5", ("clusterIdentifier", UnknownValue.Instance)),
            Provider("default", ("context", "ignored")),
        ];

        var tree = Render([.. providers, .. providers.Select((provider, index) => ConfigMap($"c{index}", provider)), ConfigMap("c9")]);

        Assert.Equal(
            [
                "default/default/configmap-c5.yaml", "default/default/configmap-c9.yaml", "east/default/configmap-c0.yaml",
                "p3/default/configmap-c2.yaml", "p4/default/configmap-c3.yaml", "p5/default/configmap-c4.yaml", "west/default/configmap-c1.yaml",
            ],
            tree.Paths().Where(path => !path.EndsWith("kustomization.yaml", StringComparison.Ordinal)));
    }

    [Fact]
    public void Providers_of_one_cluster_share_its_folder()
    {
        ResourceState[] providers = [Provider("a", ("clusterIdentifier", "east")), Provider("b", ("clusterIdentifier", "east"))];

        Assert.Equal(
            ["east/default/configmap-x.yaml", "east/default/configmap-y.yaml", "east/kustomization.yaml"],
            Render([.. providers, ConfigMap("x", providers[0]), ConfigMap("y", providers[1])]).Paths());
    }

    [Fact]
    public void A_cluster_that_is_called_as_its_folder_keeps_the_folder()
    {
        ResourceState[] providers = [Provider("a", ("clusterIdentifier", "East")), Provider("b", ("clusterIdentifier", "east")), Provider("c", ("clusterIdentifier", "../east"))];

        var folders = Render([.. providers, .. providers.Select((provider, index) => ConfigMap($"c{index}", provider))])
            .Paths().Where(path => path.Contains("configmap", StringComparison.Ordinal)).Select(path => path.Split('/')[0]).ToArray();

        Assert.Contains("east", folders);
        Assert.Equal(3, folders.Distinct(StringComparer.Ordinal).Count());
        Assert.All(folders, folder => Assert.Matches("^east(-[0-9a-f]{8})?$", folder));
    }

    [Fact]
    public void Kinds_of_the_same_name_in_other_groups_are_told_apart_by_the_group()
    {
        var tree = Render(
            Resource("kubernetes:core/v1:Service", "a", Object("v1", "Service", "x", "web")),
            Resource("kubernetes:serving.knative.dev/v1:Service", "b", Object("serving.knative.dev/v1", "Service", "x", "web")));

        Assert.Equal(["default/kustomization.yaml", "default/x/service-web.yaml", "default/x/service.serving.knative.dev-web.yaml"], tree.Paths());
    }

    [Fact]
    public void Names_that_look_the_same_as_files_are_told_apart()
    {
        ResourceState Role(string name) =>
            Resource("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", name, Object("rbac.authorization.k8s.io/v1", "ClusterRole", null, name));

        var paths = Render(Role("system:node"), Role("system-node"), Role(new string('x', 253)), Role(new string('x', 252) + "y")).Paths();

        Assert.Equal(5, paths.Distinct(StringComparer.Ordinal).Count());
        Assert.All(paths, path => Assert.Matches("^default/(_cluster/clusterrole[a-z0-9.-]*|kustomization)\\.yaml$", path));
        Assert.All(paths, path => Assert.InRange(Path.GetFileName(path).Length, 1, 240));
        Assert.Equal(paths, Render(Role(new string('x', 252) + "y"), Role("system-node"), Role(new string('x', 253)), Role("system:node")).Paths());
    }

    [Fact]
    public void A_secret_with_secret_values_is_left_out_and_named()
    {
        var secret = Resource("kubernetes:core/v1:Secret", "s", Object("v1", "Secret", "shop", "db", ("stringData", Map(("password", Secret("hunter2"))))));
        var whole = Resource("kubernetes:core/v1:Secret", "t", Object("v1", "Secret", "shop", "db2", ("data", Secret(Map(("k", "hunter2"))))));

        var tree = Render(secret, whole);

        Assert.Empty(tree.Files);
        Assert.Equal(["default: Secret shop/db (stringData.password)", "default: Secret shop/db2 (data)"], tree.SecretsLeftOut.Select(left => left.ToString()));
    }

    [Fact]
    public void A_secret_with_nothing_secret_is_rendered()
    {
        var tree = Render(Resource("kubernetes:core/v1:Secret", "s", Object("v1", "Secret", "shop", "token", ("type", "kubernetes.io/service-account-token"))));

        Assert.Equal(["default/kustomization.yaml", "default/shop/secret-token.yaml"], tree.Paths());
        Assert.Empty(tree.SecretsLeftOut);
    }

    [Fact]
    public void Any_other_object_that_holds_a_secret_is_left_out_and_named()
    {
        var inList = Resource("kubernetes:core/v1:ConfigMap", "a", Object("v1", "ConfigMap", "x", "a", ("data", Map(("l", new object[] { Secret("hunter2") })))));
        var inOutput = Resource("kubernetes:core/v1:ConfigMap", "b", Object("v1", "ConfigMap", "x", "b", ("data", new OutputValue(new StringValue("hunter2"), true, []))));
        var declared = ConfigMap("c", text: "hunter2") with { AdditionalSecretOutputs = ["data"] };
        var named = Resource("kubernetes:core/v1:ConfigMap", "logical", Map(("metadata", Map(("name", Secret("hunter2"))))));

        var tree = Render(inList, inOutput, declared, named);

        Assert.Empty(tree.Files);
        Assert.Equal(
            ["default: ConfigMap default/c (data)", "default: ConfigMap logical (metadata.name)", "default: ConfigMap x/a (data.l[0])", "default: ConfigMap x/b (data)"],
            tree.SecretsLeftOut.Select(left => left.ToString()));
        Assert.DoesNotContain("hunter2", tree.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_known_only_after_deployment_is_left_out_and_named()
    {
        var unknown = Resource("kubernetes:core/v1:ConfigMap", "a", Object("v1", "ConfigMap", "x", "a", ("data", UnknownValue.Instance)));
        var planned = ConfigMap("b") with { IsPlannedOnly = true, Id = "" };
        var generated = Resource("kubernetes:core/v1:Pod", "c", Map(("metadata", Map(("generateName", "c-"), ("namespace", "x")))));

        var tree = Render(unknown, planned, generated);

        Assert.Empty(tree.Files);
        Assert.Equal(
            [("a", "something of it is known only after deployment"), ("b", ""), ("c", "its name is known only after deployment")],
            tree.PlannedOnly.Select(planned => (planned.Name, planned.Reason)));
    }

    [Fact]
    public void What_is_no_object_of_ours_is_not_rendered()
    {
        var tree = Render(
            ConfigMap("read") with { IsExternal = true },
            ConfigMap("old") with { IsPendingDelete = true },
            Component("c", null),
            Provider("p"),
            Resource("command:local:Command", "run", Map(("create", "true"))),
            Resource("kubernetes:yaml/v2:ConfigGroup", "group", Map()) with { IsCustom = false });

        Assert.Empty(tree.Files);
        Assert.Empty(tree.SecretsLeftOut);
        Assert.Empty(tree.PlannedOnly);
    }

    [Fact]
    public void What_no_manifest_can_say_is_left_out_with_the_reason()
    {
        var tree = Render(
            Resource("kubernetes:apps/v1:DeploymentPatch", "p", Object("apps/v1", "Deployment", "x", "web")),
            Resource("kubernetes:helm.sh/v4:Chart", "chart", Map(("chart", "nginx"))));

        Assert.Empty(tree.Files);
        Assert.Equal(2, tree.PlannedOnly.Count(planned => planned.Reason.Length > 0));
    }

    [Fact]
    public void One_object_from_two_resources_is_an_error_that_names_them_all()
    {
        var error = Assert.Throws<EngineException>(() => Render(
            ConfigMap("a"), ConfigMap("a") with { Urn = Urn("kubernetes:core/v1:ConfigMap", "again") },
            ConfigMap("b"), ConfigMap("b") with { Urn = Urn("kubernetes:core/v1:ConfigMap", "too") }, ConfigMap("c")));

        Assert.Contains("\n  ConfigMap default/a on the cluster 'default': urn:pulumi:dev::infra::kubernetes:core/v1:ConfigMap::a and urn:", error.Message, StringComparison.Ordinal);
        Assert.Contains("::too", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("default/c", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_the_resources_changes_no_byte()
    {
        ResourceState[] resources = [Provider("East"), .. Enumerable.Range(0, 20).Select(index => ConfigMap($"c{index}", index % 2 == 0 ? Provider("East") : null, $"n{index % 3}"))];

        var (forward, backward) = (Render(resources), Render([.. resources.Reverse()]));

        Assert.Equal(forward.Paths(), backward.Paths());
        Assert.All(forward.Files.Zip(backward.Files), pair => Assert.True(pair.First.Value.Span.SequenceEqual(pair.Second.Value.Span)));
        Assert.Equal(forward.Paths().Order(StringComparer.Ordinal), forward.Paths());
    }

    [Fact]
    public void A_cluster_whose_provider_is_not_recorded_has_its_name() =>
        Assert.Contains("lost/kustomization.yaml", Render(ConfigMap("a", Provider("lost"))).Paths());

    [Fact]
    public void What_an_engine_says_around_a_value_is_no_part_of_it()
    {
        var reference = new ResourceReferenceValue(Urn("kubernetes:core/v1:Secret", "s"), new StringValue("shop/s"), "");
        var tree = Render(Resource("kubernetes:core/v1:ConfigMap", "a", Object(
            "v1", "ConfigMap", null, "a", ("data", new OutputValue(Map(("k", new OutputValue(new StringValue("v"), false, []))), false, [])), ("ref", reference))));

        Assert.Contains("data:\n  k: v\nref: shop/s\n", tree.Text("default/_cluster/configmap-a.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_never_leads_out_of_the_folder()
    {
        var tree = Render(
            Provider("p", ("clusterIdentifier", "../../etc")),
            ConfigMap("..", Provider("p")),
            ConfigMap("/etc/passwd", Provider(".."), "../.."));

        Assert.All(tree.Paths(), path => Assert.DoesNotContain(path.Split('/'), name => name is "" or "." or ".."));
    }
}
