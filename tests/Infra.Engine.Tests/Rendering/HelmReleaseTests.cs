using Infra.Engine.Rendering;
using Infra.Engine.State;
using Infra.Engine.Values;
using Xunit;
using static Infra.Engine.Tests.Rendering.RenderedStack;

namespace Infra.Engine.Tests.Rendering;

public sealed class HelmReleaseTests
{
    private const string Type = "kubernetes:helm.sh/v3:Release";
    private static readonly ResourceState Flux = Component("gitops", null, ("helmDelivery", "flux"));

    [Fact]
    public void A_release_is_described_in_a_file_that_no_kustomization_lists()
    {
        var tree = Render(Release("cert-manager", null, ("version", "1.19.1"), ("repositoryOpts", Map(("repo", "https://charts.example.com"))), ("values", Map(("replicaCount", 2))), ("timeout", 300), ("status", Map())));

        Assert.Equal(
            """
            name: cert-manager
            namespace: system
            chart: cert-manager
            version: "1.19.1"
            repository: https://charts.example.com
            timeout: 300
            values:
              replicaCount: 2

            """,
            tree.Text("default/helm/system-cert-manager.yaml"));
        Assert.Equal("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n", tree.Text("default/kustomization.yaml"));
        Assert.False(Assert.Single(tree.Releases).IsFlux);
    }

    [Fact]
    public void A_description_leaves_out_what_is_secret_and_says_where()
    {
        var release = Release("db", null, ("values", Map(("auth", Map(("password", Secret("hunter2")), ("user", "app"))))), ("repositoryOpts", Map(("repo", "https://x"), ("password", "hunter2"))));
        var declared = Release("db2", null, ("values", Map(("password", "hunter2")))) with { AdditionalSecretOutputs = ["values"] };

        var tree = Render(release, declared);

        Assert.DoesNotContain("hunter2", tree.Everything(), StringComparison.Ordinal);
        Assert.EndsWith(
            "secretsLeftOut:\n- repositoryOpts.password\n- values.auth.password\nvalues:\n  auth:\n    user: app\n", tree.Text("default/helm/system-db.yaml"), StringComparison.Ordinal);
        Assert.Equal(
            ["default: Release system/db (repositoryOpts.password, values.auth.password)", "default: Release system/db2 (values)"],
            tree.SecretsLeftOut.Select(left => left.ToString()));
    }

    [Fact]
    public void Flux_delivers_a_release_where_a_component_around_it_says_so()
    {
        var inner = Component("inner", Flux);

        var tree = Render(Flux, inner, Release("web", inner, ("version", "^1.2"), ("repositoryOpts", Map(("repo", "https://charts.example.com"))), ("values", Map(("a", 1))), ("skipCrds", true)));

        var release = (PropertyMap)tree.Document("default/system/helmrelease-web.yaml")["spec"]!;
        var repository = tree.Document($"default/system/{tree.Paths().Single(path => path.Contains("helmrepository", StringComparison.Ordinal)).Split('/')[^1]}");
        var source = (PropertyMap)((PropertyMap)((PropertyMap)release["chart"]!)["spec"]!)["sourceRef"]!;
        Assert.Equal(((PropertyMap)repository["metadata"]!)["name"], source["name"]);
        Assert.Equal(Value("https://charts.example.com"), ((PropertyMap)repository["spec"]!)["url"]);
        Assert.Equal(Value("^1.2"), ((PropertyMap)((PropertyMap)release["chart"]!)["spec"]!)["version"]);
        Assert.Equal(Map(("a", 1)), release["values"]);
        Assert.Equal(Value("web"), release["releaseName"]);
        Assert.Contains("- system/helmrelease-web.yaml\n", tree.Text("default/kustomization.yaml"), StringComparison.Ordinal);
        Assert.True(Assert.Single(tree.Releases).IsFlux);
    }

    [Fact]
    public void The_nearest_component_that_says_anything_decides()
    {
        var inner = Component("inner", Flux, ("helmDelivery", "pulumi"));

        Assert.False(Assert.Single(Render(Flux, inner, Release("web", inner, ("repositoryOpts", Map(("repo", "https://x"))))).Releases).IsFlux);
    }

    [Theory]
    [InlineData("oci://r.example.com/charts/web", null, "1.2.3", "oci://r.example.com/charts/web", "tag", "1.2.3")]
    [InlineData("web", "oci://r.example.com/charts/", "1.2.3-rc.1+build.5", "oci://r.example.com/charts/web", "tag", "1.2.3-rc.1_build.5")]
    [InlineData("web", "oci://r.example.com/charts", "1.2", "oci://r.example.com/charts/web", "semver", "1.2")]
    [InlineData("web", "oci://r.example.com/charts", "1.x.x", "oci://r.example.com/charts/web", "semver", "1.x.x")]
    [InlineData("web", "oci://r.example.com/charts", null, "oci://r.example.com/charts/web", "semver", "*")]
    public void A_chart_in_a_registry_is_a_source_of_its_own(string chart, string? repository, string? version, string url, string how, string reference)
    {
        var release = Release("web", Flux, ("chart", chart));
        if (repository is not null)
            release = release with { Inputs = release.Inputs.With("repositoryOpts", Map(("repo", repository))) };
        if (version is not null)
            release = release with { Inputs = release.Inputs.With("version", Value(version)) };

        var tree = Render(Flux, release);

        var spec = (PropertyMap)tree.Document("default/system/ocirepository-web.yaml")["spec"]!;
        Assert.Equal(Value(url), spec["url"]);
        Assert.Equal(Map((how, reference)), spec["ref"]);
        Assert.Equal(Map(("kind", "OCIRepository"), ("name", "web")), ((PropertyMap)tree.Document("default/system/helmrelease-web.yaml")["spec"]!)["chartRef"]);
    }

    [Theory]
    [InlineData("repositoryOpts", "file:///charts", "neither at an http(s):// nor at an oci:// address")]
    [InlineData("repositoryOpts", null, "is in no repository")]
    [InlineData("postrender", "sed", "Flux has no 'postrender'")]
    public void What_flux_cannot_deliver_is_described_with_the_reason(string name, string? text, string reason)
    {
        PropertyMap options = Map(("repo", name == "repositoryOpts" ? text ?? "" : "https://x"));
        var release = Release("web", Flux, ("repositoryOpts", options));
        if (name != "repositoryOpts")
            release = release with { Inputs = release.Inputs.With(name, Value(text)) };

        var rendered = Assert.Single(Render(Flux, release).Releases);

        Assert.False(rendered.IsFlux);
        Assert.Contains(reason, rendered.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_version_is_not_taken_for_any_version()
    {
        var rendered = Assert.Single(Render(Flux, Release("web", Flux, ("repositoryOpts", Map(("repo", "https://x"))), ("version", Secret("1.2.3")))).Releases);

        Assert.False(rendered.IsFlux);
        Assert.Equal("its version is secret", rendered.Note);
    }

    [Fact]
    public void Secret_values_reach_flux_through_a_secret_that_is_named()
    {
        var tree = Render(Flux, Release("db", Flux, ("repositoryOpts", Map(("repo", "https://x"))), ("values", Map(("password", Secret("hunter2")), ("user", "app")))));

        var spec = (PropertyMap)tree.Document("default/system/helmrelease-db.yaml")["spec"]!;
        Assert.Equal(Map(("user", "app")), spec["values"]);
        Assert.Equal(Value(new object[] { Map(("kind", "Secret"), ("name", "db-values")) }), spec["valuesFrom"]);
        Assert.Equal(["default: Secret system/db-values (values.password)"], tree.SecretsLeftOut.Select(left => left.ToString()));
        Assert.DoesNotContain("hunter2", tree.Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public void Releases_wait_for_those_that_they_depend_on()
    {
        var first = Release("first", Flux, ("repositoryOpts", Map(("repo", "https://x"))));
        var second = Release("second", Flux, ("repositoryOpts", Map(("repo", "https://x")))) with { Dependencies = [first.Urn] };

        var tree = Render(Flux, second, first);

        Assert.Equal(Value(new object[] { Map(("name", "first"), ("namespace", "system")) }), ((PropertyMap)tree.Document("default/system/helmrelease-second.yaml")["spec"]!)["dependsOn"]);
        Assert.Single(tree.Paths(), path => path.Contains("helmrepository", StringComparison.Ordinal));
    }

    [Fact]
    public void A_namespace_that_a_release_asks_for_is_made_unless_the_program_makes_it()
    {
        var release = Release("web", Flux, ("repositoryOpts", Map(("repo", "https://x"))), ("createNamespace", true));
        var space = Resource("kubernetes:core/v1:Namespace", "system", Object("v1", "Namespace", null, "system"));

        Assert.Contains("prune: disabled", Render(Flux, release).Text("default/_cluster/namespace-system.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("prune", Render(Flux, release, space).Text("default/_cluster/namespace-system.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_with_a_value_that_is_not_known_is_planned_only()
    {
        var tree = Render(Release("a", null, ("values", Map(("x", UnknownValue.Instance)))), Release("b", Flux, ("values", Map(("x", UnknownValue.Instance)))), Flux);

        Assert.Empty(tree.Files);
        Assert.Equal(["a", "b"], tree.PlannedOnly.Select(planned => planned.Name));
    }

    [Fact]
    public void All_releases_that_are_asked_for_twice_are_named()
    {
        var error = Assert.Throws<EngineException>(() => Render(
            Release("a", null), Release("a", null) with { Urn = Urn(Type, "a2") }, Release("b", null), Release("b", null) with { Urn = Urn(Type, "b2") }));

        Assert.Contains("system/a", error.Message, StringComparison.Ordinal);
        Assert.Contains("system/b", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Descriptors_whose_names_run_together_are_told_apart()
    {
        var paths = Render(
            Release("c", null) with { Inputs = Map(("name", "c"), ("namespace", "a-b"), ("chart", "x")) },
            Release("b-c", null) with { Inputs = Map(("name", "b-c"), ("namespace", "a"), ("chart", "x")) }).Paths();

        Assert.Equal(2, paths.Count(path => path.StartsWith("default/helm/a-b-c-", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_objects_have_only_fields_that_flux_knows()
    {
        var everything = Release(
            "all", Flux, ("version", "1.2.3"), ("repositoryOpts", Map(("repo", "https://x"), ("username", "u"), ("password", Secret("p")))), ("timeout", 90), ("maxHistory", 3), ("atomic", true),
            ("cleanupOnFail", true), ("createNamespace", true), ("disableOpenapiValidation", true), ("disableWebhooks", true), ("forceUpdate", true), ("replace", true), ("reuseValues", true),
            ("skipAwait", true), ("skipCrds", true), ("values", Map(("p", Secret("x")), ("a", Map(("b", 1))))));
        var registry = Release("oci", Flux, ("chart", "oci://r/c"), ("version", "1.2.3")) with { Dependencies = [everything.Urn] };

        var tree = Render(Flux, everything, registry);

        foreach (var path in tree.Paths().Where(path => !path.Contains("kustomization", StringComparison.Ordinal) && !path.Contains("namespace-", StringComparison.Ordinal)))
            CustomResourceSchema.Check(tree.Document(path), path);
        Assert.Equal(6, tree.Files.Count);
    }

    private static ResourceState Release(string name, ResourceState? parent, params ReadOnlySpan<(string Name, object? Value)> inputs)
    {
        var map = Map(("name", name), ("namespace", "system"), ("chart", name));
        foreach (var (key, value) in inputs)
            map = map.With(key, Value(value));

        return Resource(Type, name, map, provider: null, parent);
    }
}
