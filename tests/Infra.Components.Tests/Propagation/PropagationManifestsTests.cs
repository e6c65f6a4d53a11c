using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;
using Xunit;

namespace Infra.Components.Tests.Propagation;

public sealed class PropagationManifestsTests
{
    [Fact]
    public void A_policy_selects_each_object_by_name_and_takes_over_nobody_elses()
    {
        var policy = PropagationManifests.Policy(
            [new KubernetesObject("apps/v1", "Deployment", "web", ImmutableDictionary<string, object>.Empty)], Placement.OnFleet("fleet-edge"));

        Assert.Equal(
            Tree.Json("""
            {
              "conflictResolution": "Abort",
              "placement": {
                "clusterAffinity": { "labelSelector": { "matchLabels": { "fleet.infra.internal/fleet-edge": "true" } } },
                "replicaScheduling": { "replicaSchedulingType": "Duplicated" }
              },
              "resourceSelectors": [ { "apiVersion": "apps/v1", "kind": "Deployment", "name": "web" } ]
            }
            """),
            Tree.Json(policy));
    }

    [Fact]
    public void Every_part_of_a_selection_reaches_Karmada() => Assert.Equal(
        Tree.Json("""
        {
          "clusterNames": [ "a", "b" ],
          "exclude": [ "c" ],
          "fieldSelector": { "matchExpressions": [
            { "key": "provider", "operator": "In", "values": [ "aws" ] },
            { "key": "region", "operator": "In", "values": [ "eu", "us" ] } ] },
          "labelSelector": { "matchLabels": { "fleet.infra.internal/f": "true", "tier": "prod" } }
        }
        """),
        Tree.Json(PropagationManifests.Affinity(new ClusterSelection
        {
            Fleet = "f",
            Clusters = ["a", "b"],
            Labels = ImmutableSortedDictionary<string, string>.Empty.Add("tier", "prod"),
            Regions = ["eu", "us"],
            Providers = ["aws"],
            Except = ["c"],
        })));

    [Fact]
    public void All_clusters_are_an_affinity_without_conditions() => Assert.Equal("{}", Tree.Json(PropagationManifests.Affinity(ClusterSelection.All)));

    [Fact]
    public void Replicas_divided_by_weight_carry_each_clusters_weight() => Assert.Equal(
        Tree.Json("""
        {
          "replicaDivisionPreference": "Weighted",
          "replicaSchedulingType": "Divided",
          "weightPreference": { "staticWeightList": [
            { "targetCluster": { "clusterNames": [ "on-prem" ] }, "weight": 1 },
            { "targetCluster": { "clusterNames": [ "prod-cloud" ] }, "weight": 3 } ] }
        }
        """),
        Tree.Json(Tree.At(PropagationManifests.Placement(
            Placement.OnFleet("f").DividedByWeight(new Dictionary<string, int> { ["prod-cloud"] = 3, ["on-prem"] = 1 })), "replicaScheduling")!));

    [Fact]
    public void Replicas_divided_by_capacity_follow_the_room_there_is() => Assert.Equal(
        "AvailableReplicas",
        Tree.At(PropagationManifests.Placement(Placement.OnFleet("f").DividedByCapacity()), "replicaScheduling", "weightPreference", "dynamicWeight"));

    [Fact]
    public void A_spread_becomes_a_constraint() => Assert.Equal(
        Tree.Json("""[ { "maxGroups": 3, "minGroups": 2, "spreadByField": "region" } ]"""),
        Tree.Json(Tree.At(PropagationManifests.Placement(Placement.OnFleet("f").SpreadOver(SpreadBy.Region, 2, 3)), "spreadConstraints")!));
}
