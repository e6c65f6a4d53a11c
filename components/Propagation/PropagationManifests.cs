using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>The specs of Karmada's propagation policies (policy.karmada.io/v1alpha1).</summary>
public static class PropagationManifests
{
    /// <summary>The spec of a PropagationPolicy or ClusterPropagationPolicy that takes these objects to the placement's clusters.</summary>
    public static ImmutableDictionary<string, object> Policy(IEnumerable<KubernetesObject> objects, Placement placement) => Fields.Of(
        ("resourceSelectors", Fields.List(objects.Select(Selector))),
        // An object that is already in a member belongs to somebody; Karmada must not take it over unasked.
        ("conflictResolution", "Abort"),
        ("placement", Placement(placement)));

    /// <summary>Selects exactly one object by kind and name.</summary>
    public static ImmutableDictionary<string, object> Selector(KubernetesObject target) =>
        Fields.Of(("apiVersion", target.ApiVersion), ("kind", target.Kind), ("name", target.Name));

    /// <summary>A placement in Karmada's form.</summary>
    public static ImmutableDictionary<string, object> Placement(Placement placement) => Fields.Of(
        ("clusterAffinity", Affinity(placement.Clusters)),
        ("replicaScheduling", ReplicaScheduling(placement)),
        ("spreadConstraints", Fields.ListOrNone(placement.Spreads.Select(Spread))));

    /// <summary>A selection of clusters in Karmada's form, as placements and overrides both use it.</summary>
    public static ImmutableDictionary<string, object> Affinity(ClusterSelection clusters) => Fields.Of(
        ("clusterNames", Fields.ListOrNone(clusters.Clusters)),
        ("exclude", Fields.ListOrNone(clusters.Except)),
        ("labelSelector", LabelSelector(clusters)),
        ("fieldSelector", FieldSelector(clusters)));

    private static ImmutableDictionary<string, object>? LabelSelector(ClusterSelection clusters)
    {
        var selector = Fields.Of(
            ("matchLabels", Fields.MapOrNone(clusters.LabelRequirements)),
            ("matchExpressions", Fields.ListOrNone(clusters.Expressions.Select(Requirement))));
        return selector.IsEmpty ? null : selector;
    }

    private static ImmutableDictionary<string, object> Requirement(LabelRequirement requirement) => Fields.Of(
        ("key", requirement.Key), ("operator", requirement.Operator.ToString()), ("values", Fields.ListOrNone(requirement.Values)));

    // Karmada's field selectors know the keys provider, region and zone of the Cluster's spec.
    private static ImmutableDictionary<string, object>? FieldSelector(ClusterSelection clusters)
    {
        var expressions = Fields.List(new[] { Expression("provider", clusters.Providers), Expression("region", clusters.Regions) }.OfType<object>());
        return expressions.IsEmpty ? null : Fields.Of(("matchExpressions", expressions));
    }

    private static ImmutableDictionary<string, object>? Expression(string key, ImmutableArray<string> values) =>
        values.IsEmpty ? null : Fields.Of(("key", key), ("operator", "In"), ("values", values));

    private static ImmutableDictionary<string, object> ReplicaScheduling(Placement placement) => placement.Sharing switch
    {
        ReplicaSharing.ByWeight => Divided(Fields.Of(("staticWeightList", Fields.List(placement.Weights.Select(weight => Fields.Of(
            ("targetCluster", Fields.Of(("clusterNames", new[] { weight.Key }))),
            ("weight", weight.Value))))))),
        ReplicaSharing.ByCapacity => Divided(Fields.Of(("dynamicWeight", "AvailableReplicas"))),
        _ => Fields.Of(("replicaSchedulingType", "Duplicated")),
    };

    private static ImmutableDictionary<string, object> Divided(ImmutableDictionary<string, object> preference) => Fields.Of(
        ("replicaSchedulingType", "Divided"),
        ("replicaDivisionPreference", "Weighted"),
        ("weightPreference", preference));

    private static ImmutableDictionary<string, object> Spread(Spread spread) => Fields.Of(
        ("spreadByField", spread.By switch { SpreadBy.Region => "region", SpreadBy.Provider => "provider", _ => "cluster" }),
        ("minGroups", spread.MinimumGroups),
        ("maxGroups", spread.MaximumGroups));
}
