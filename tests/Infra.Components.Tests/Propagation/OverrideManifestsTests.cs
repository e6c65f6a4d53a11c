using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Propagation;

public sealed class OverrideManifestsTests
{
    private static readonly ImmutableArray<KubernetesObject> Agent = WorkloadManifests.Objects("agent", new Workload
    {
        Image = "agent:1",
        Environment = ImmutableSortedDictionary<string, string>.Empty.Add("A", "1").Add("B", "2"),
        Files = ImmutableSortedDictionary<string, string>.Empty.Add("a.yaml", "x"),
    });

    [Fact]
    public void An_application_without_overrides_needs_no_policy() => Assert.Empty(OverrideManifests.Policies(Agent, []));

    [Fact]
    public void Replicas_touch_the_Deployment_and_nothing_else()
    {
        var (target, spec) = Assert.Single(OverrideManifests.Policies(Agent, [Override.ForCluster("edge-7").SetReplicas(1)]));

        Assert.Equal("Deployment", target.Kind);
        Assert.Equal(
            Tree.Json("""
            {
              "overrideRules": [ {
                "overriders": { "plaintext": [ { "operator": "replace", "path": "/spec/replicas", "value": 1 } ] },
                "targetCluster": { "clusterNames": [ "edge-7" ] } } ],
              "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment", "name": "agent" } ]
            }
            """),
            Tree.Json(spec));
    }

    [Fact]
    public void A_variable_that_exists_is_replaced_where_it_stands() =>
        Assert.Equal(("replace", "/spec/template/spec/containers/0/env/1"), Patch(Override.ForCluster("c").SetEnvironment("B", "9")));

    [Fact]
    public void A_variable_that_does_not_exist_is_added_at_the_end() =>
        Assert.Equal(("add", "/spec/template/spec/containers/0/env/-"), Patch(Override.ForCluster("c").SetEnvironment("C", "9")));

    [Fact]
    public void An_image_tag_is_replaced_in_the_image_and_not_by_a_patch()
    {
        var spec = Assert.Single(OverrideManifests.Policies(Agent, [Override.ForFleet("f").SetImageTag("2")])).Spec;

        Assert.Equal(
            Tree.Json("""{ "imageOverrider": [ { "component": "Tag", "operator": "replace", "value": "2" } ] }"""),
            Tree.Json(Tree.At(spec, "overrideRules", 0, "overriders")!));
    }

    [Fact]
    public void A_file_changes_with_its_digest_so_that_pods_restart()
    {
        var policies = OverrideManifests.Policies(Agent, [Override.ForCluster("c").SetFile("a.yaml", "y")]);

        Assert.Equal(["ConfigMap", "Deployment"], policies.Select(policy => policy.Target.Kind));
        Assert.Equal("/data/a.yaml", FirstPatch(policies[0].Spec, "path"));
        Assert.Equal("/spec/template/metadata/annotations/digest.infra.internal~1a.yaml", FirstPatch(policies[1].Spec, "path"));
        Assert.NotEqual(PodTemplate("digest.infra.internal/a.yaml"), FirstPatch(policies[1].Spec, "value"));
    }

    [Fact]
    public void Rules_keep_the_order_of_the_overrides()
    {
        var spec = Assert.Single(OverrideManifests.Policies(Agent, [Override.ForFleet("f").SetReplicas(2), Override.ForCluster("c").SetReplicas(1)])).Spec;

        Assert.Equal(2, Tree.At(spec, "overrideRules", 0, "overriders", "plaintext", 0, "value"));
        Assert.Equal(1, Tree.At(spec, "overrideRules", 1, "overriders", "plaintext", 0, "value"));
    }

    [Fact]
    public void Helm_values_that_overlap_do_not_undo_each_other()
    {
        var chart = ApplicationManifests.Objects(
            "web", "shop", new ApplicationContent.Helm(new Chart("web", "https://charts.example.com", "1.0.0"), ImmutableDictionary<string, object>.Empty));
        Override[] overrides = [Override.ForFleet("f").SetHelmValue(["image", "tag"], "2"), Override.ForCluster("c").SetHelmValue(["image", "pullPolicy"], "Always")];

        var spec = Assert.Single(OverrideManifests.Policies(OverrideManifests.WithRoomFor(chart, overrides), overrides)).Spec;

        Assert.Equal("/spec/values/image/tag", Tree.At(spec, "overrideRules", 0, "overriders", "plaintext", 0, "path"));
        Assert.Equal("/spec/values/image/pullPolicy", Tree.At(spec, "overrideRules", 1, "overriders", "plaintext", 0, "path"));
    }

    [Fact]
    public void A_patch_reaches_the_object_that_it_names()
    {
        var policy = Assert.Single(OverrideManifests.Policies(
            Agent, [Override.ForCluster("c").Patch("Service", "agent", new JsonPatch("replace", "/spec/type", "NodePort"))]));

        Assert.Equal("Service", policy.Target.Kind);
    }

    public static TheoryData<Override, string> Impossible => new()
    {
        { Override.ForCluster("c").SetHelmValue(["a", "b"], 1), "Helm value 'a.b'" },
        { Override.ForCluster("c").SetFile("other.yaml", ""), "file 'other.yaml'" },
        { Override.ForCluster("c").SetEnvironment("A", "1", "sidecar"), "container 'sidecar'" },
        { Override.ForCluster("c").Patch("Ingress", "agent", new JsonPatch("remove", "/spec", null)), "Ingress 'agent'" },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void A_change_that_the_application_cannot_take_is_refused(Override difference, string about) => Assert.Contains(
        about, Assert.Throws<ArgumentException>(() => OverrideManifests.Policies(Agent, [difference])).Message, StringComparison.Ordinal);

    private static (string?, string?) Patch(Override difference)
    {
        var spec = Assert.Single(OverrideManifests.Policies(Agent, [difference])).Spec;
        return (FirstPatch(spec, "operator"), FirstPatch(spec, "path"));
    }

    private static string? FirstPatch(object spec, string field) => Tree.At(spec, "overrideRules", 0, "overriders", "plaintext", 0, field) as string;

    private static object? PodTemplate(string annotation) =>
        Tree.At(Agent.Single(target => target.Kind == "Deployment").Content, "spec", "template", "metadata", "annotations", annotation);
}
