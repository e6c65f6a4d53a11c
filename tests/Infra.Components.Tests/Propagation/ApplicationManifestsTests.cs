using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Propagation;

public sealed class ApplicationManifestsTests
{
    private static readonly ImmutableDictionary<string, object> NoValues = ImmutableDictionary<string, object>.Empty;

    [Fact]
    public void A_Git_source_is_followed_at_its_reference_and_pruned()
    {
        var objects = ApplicationManifests.Objects("web", "shop", new ApplicationContent.Git("https://git.example.com/web", GitReference.Tag("v1"), "./deploy"));

        Assert.Equal(["GitRepository", "Kustomization"], objects.Select(target => target.Kind));
        Assert.Equal("v1", Tree.At(objects[0].Content, "spec", "ref", "tag"));
        Assert.Equal(true, Tree.At(objects[1].Content, "spec", "prune"));
        Assert.Equal("shop", Tree.At(objects[1].Content, "spec", "targetNamespace"));
        Assert.Equal(Tree.Json("""{ "kind": "GitRepository", "name": "web" }"""), Tree.Json(Tree.At(objects[1].Content, "spec", "sourceRef")!));
    }

    [Fact]
    public void A_chart_of_a_repository_is_named_with_its_exact_version()
    {
        var objects = ApplicationManifests.Objects(
            "web", "shop", new ApplicationContent.Helm(new Chart("podinfo", "https://charts.example.com", "6.7.1"), NoValues));

        Assert.Equal(["HelmRepository", "HelmRelease"], objects.Select(target => target.Kind));
        Assert.Equal(
            Tree.Json("""{ "chart": "podinfo", "sourceRef": { "kind": "HelmRepository", "name": "web" }, "version": "6.7.1" }"""),
            Tree.Json(Tree.At(objects[1].Content, "spec", "chart", "spec")!));
    }

    [Theory]
    [InlineData("install")]
    [InlineData("upgrade")]
    public void A_chart_on_a_site_that_was_without_a_network_for_days_goes_on_by_itself(string action)
    {
        var release = ApplicationManifests.Objects("web", "shop", new ApplicationContent.Helm(new Chart("podinfo", "https://charts.example.com", "6.7.1"), NoValues))[1];

        Assert.Equal(-1, Tree.At(release.Content, "spec", action, "remediation", "retries"));
    }

    [Fact]
    public void A_chart_of_a_registry_is_referred_to_as_an_artifact()
    {
        var objects = ApplicationManifests.Objects(
            "web", "shop", new ApplicationContent.Helm(new Chart("podinfo", "oci://registry.example.com/charts/", "6.7.1"), NoValues));

        Assert.Equal("oci://registry.example.com/charts/podinfo", Tree.At(objects[0].Content, "spec", "url"));
        Assert.Equal("6.7.1", Tree.At(objects[0].Content, "spec", "ref", "tag"));
        Assert.Equal(Tree.Json("""{ "kind": "OCIRepository", "name": "web" }"""), Tree.Json(Tree.At(objects[1].Content, "spec", "chartRef")!));
        Assert.Null(Tree.At(objects[1].Content, "spec", "chart"));
    }

    [Fact]
    public void An_artifact_of_manifests_is_built_like_a_Git_folder()
    {
        var objects = ApplicationManifests.Objects("web", "shop", new ApplicationContent.Oci("oci://registry.example.com/web", "1.0", "./"));

        Assert.Equal(["OCIRepository", "Kustomization"], objects.Select(target => target.Kind));
    }

    [Fact]
    public void Raw_objects_stay_as_they_are()
    {
        var target = new KubernetesObject("v1", "ConfigMap", "x", Fields.Of(("data", Fields.Of(("k", "v")))));

        Assert.Same(target, Assert.Single(ApplicationManifests.Objects("web", "shop", new ApplicationContent.Objects([target]))));
    }
}
