using System.Collections.Immutable;
using Infra.Components.Clusters;
using Infra.Components.Fleets;
using Infra.Components.Propagation;
using Infra.Interop.Tests.Schemas;
using Xunit;

namespace Infra.Components.Tests.Clusters;

public sealed class LoadBalancerAddressesTests
{
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> Addresses =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty.Add("on-prem", ["10.20.0.64-10.20.0.79"]).Add("other", ["10.21.0.64-10.21.0.79", "10.21.1.1-10.21.1.9"]);

    [Fact]
    public void Every_value_is_one_of_the_chart()
    {
        var values = ValuesOf(ImageMirrors.None);

        // What goes into pods as it is, the schema alone knows.
        Assert.Empty(ChartValues.UnknownTo("metallb", values).Intersect(ChartValues.UnknownToSchemaOf("metallb", values), StringComparer.Ordinal));
    }

    [Fact]
    public void It_speaks_with_no_router() =>
        Assert.Equal((false, false), ((bool)Tree.At(ValuesOf(ImageMirrors.None), "frrk8s", "enabled")!, (bool)Tree.At(ValuesOf(ImageMirrors.None), "speaker", "frr", "enabled")!));

    [Fact]
    public void Its_images_come_from_their_mirror()
    {
        var values = ValuesOf(new ImageMirrors(ImmutableSortedDictionary<string, string>.Empty.Add("quay.io", "mirror.example.com/quay")));

        Assert.Equal("mirror.example.com/quay/metallb/controller", Tree.At(values, "controller", "image", "repository"));
        Assert.Equal("mirror.example.com/quay/metallb/speaker", Tree.At(values, "speaker", "image", "repository"));
    }

    [Fact]
    public void The_definitions_are_those_of_its_release() => Assert.Equal(
        Directory.GetFiles(Shared.Find("crds/metallb")).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal),
        LoadBalancerAddresses.Definitions.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_cluster_has_its_own_addresses_in_one_pool()
    {
        var pools = LoadBalancerAddresses.PoolsAddon();
        var objects = ((AddonContent.Objects)pools.Content).Items;
        var policy = Assert.Single(OverrideManifests.Policies(objects, LoadBalancerAddresses.PoolsOverrides(Addresses)));

        Assert.Equal("IPAddressPool", policy.Target.Kind);
        Assert.Equal(
            Tree.Json("""
                [
                  {
                    "targetCluster": { "clusterNames": ["on-prem"] },
                    "overriders": { "plaintext": [{ "path": "/spec/addresses", "operator": "replace", "value": ["10.20.0.64-10.20.0.79"] }] }
                  },
                  {
                    "targetCluster": { "clusterNames": ["other"] },
                    "overriders": { "plaintext": [{ "path": "/spec/addresses", "operator": "replace", "value": ["10.21.0.64-10.21.0.79", "10.21.1.1-10.21.1.9"] }] }
                  }
                ]
                """),
            Tree.Json(policy.Spec["overrideRules"]));
        Assert.Equal(["metallb"], pools.Requires);
        Assert.Equal(PodSecurityLevel.Privileged, pools.PodSecurity);
    }

    [Fact]
    public void Where_control_planes_run_applications_they_answer_for_addresses_too()
    {
        Assert.Empty(LoadBalancerAddresses.EngineOverrides([]));
        var change = Assert.IsType<Change.HelmValue>(Assert.Single(Assert.Single(LoadBalancerAddresses.EngineOverrides(["single"])).Changes));

        Assert.Equal(["speaker", "ignoreExcludeLB"], change.Path);
        Assert.Equal(true, change.Value);
    }

    [Fact]
    public void Everything_that_is_delivered_is_as_its_definition_has_it()
    {
        var validator = new SchemaValidator(KindCatalog.Open(Shared.Find(".")));

        Assert.All(((AddonContent.Objects)LoadBalancerAddresses.PoolsAddon().Content).Items, item => Assert.Empty(validator.Validate(Tree.Object(item.Manifest("metallb-system")))));
    }

    private static ImmutableDictionary<string, object> ValuesOf(ImageMirrors mirrors) =>
        ((AddonContent.Helm)LoadBalancerAddresses.EngineAddon(Versions.MetalLb, mirrors).Content).Values;
}
