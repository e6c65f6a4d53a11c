using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Xunit;

namespace Infra.Components.Tests.Kubernetes;

public sealed class KubernetesObjectTests
{
    private static readonly ImmutableDictionary<string, object> Nothing = ImmutableDictionary<string, object>.Empty;

    [Theory]
    [InlineData("v1", "ConfigMap", "kubernetes:core/v1:ConfigMap")]
    [InlineData("apps/v1", "Deployment", "kubernetes:apps/v1:Deployment")]
    [InlineData("helm.toolkit.fluxcd.io/v2", "HelmRelease", "kubernetes:helm.toolkit.fluxcd.io/v2:HelmRelease")]
    public void The_type_token_names_the_group(string apiVersion, string kind, string token) =>
        Assert.Equal(token, new KubernetesObject(apiVersion, kind, "x", Nothing).TypeToken);

    [Fact]
    public void A_manifest_read_and_written_is_the_same_in_another_namespace()
    {
        var manifest = Fields.Of(
            ("apiVersion", "v1"),
            ("kind", "ConfigMap"),
            ("metadata", Fields.Of(("name", "x"), ("labels", Fields.Of(("a", "1"))), ("annotations", Fields.Of(("b", "2"))))),
            ("data", Fields.Of(("k", "v"))));

        Assert.Equal(
            Tree.Json("""{ "apiVersion": "v1", "data": { "k": "v" }, "kind": "ConfigMap", "metadata": { "annotations": { "b": "2" }, "labels": { "a": "1" }, "name": "x", "namespace": "shop" } }"""),
            Tree.Json(KubernetesObject.FromManifest(manifest).Manifest("shop")));
    }

    [Fact]
    public void An_object_outside_namespaces_is_given_none() =>
        Assert.Null(Tree.At(new KubernetesObject("rbac.authorization.k8s.io/v1", "ClusterRole", "x", Nothing).Manifest("shop"), "metadata", "namespace"));

    [Theory]
    [InlineData("apiVersion")]
    [InlineData("kind")]
    public void A_manifest_without_a_kind_of_object_is_refused(string missing)
    {
        var manifest = Fields.Of(("apiVersion", "v1"), ("kind", "ConfigMap"), ("metadata", Fields.Of(("name", "x"))));

        Assert.Contains($"'{missing}'", Assert.Throws<ArgumentException>(() => KubernetesObject.FromManifest(manifest.Remove(missing))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_without_a_name_is_refused() =>
        Assert.Contains(
            "'metadata.name'",
            Assert.Throws<ArgumentException>(() => KubernetesObject.FromManifest(Fields.Of(("apiVersion", "v1"), ("kind", "ConfigMap")))).Message,
            StringComparison.Ordinal);
}
