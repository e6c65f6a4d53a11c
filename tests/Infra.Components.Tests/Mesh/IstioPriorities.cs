using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Components.Propagation;

namespace Infra.Components.Tests.Mesh;

/// <summary>
/// In which order a caller's proxy asks clusters, as Istio documents and does it, from the objects that a cluster gets. It knows nothing of intents.
/// </summary>
/// <remarks>
/// Each cluster has one endpoint, of no zone. Control planes know endpoints of their own cluster, and of those that gave out a remote secret: neither leaves nor drained ones do.
/// An endpoint of another network is its gateway, which has labels of network and cluster only; its place is that of the endpoints behind it.
/// </remarks>
internal static class IstioPriorities
{
    private const string Region = "topology.kubernetes.io/region";

    /// <summary>The clusters in the order in which they are asked, those that share requests together: <c>a | b c</c>.</summary>
    public static string Of(MeshPlan mesh, MeshService service, string caller)
    {
        var member = mesh.Members.Single(each => each.Cluster == caller);
        var known = mesh.Members
            .Where(each => service.Clusters.Contains(each.Cluster))
            .Where(each => each == member || (each.Role != MeshRole.Leaf && !mesh.Drained.Contains(each.Cluster) && service.Exposure.ReachesFrom(caller)));
        var policy = RuleOn(mesh, caller, service.Service) is { } rule ? Tree.At(rule, "spec", "trafficPolicy") : null;
        var setting = Tree.At(policy, "loadBalancer", "localityLbSetting");
        return string.Join(" | ", known
            .GroupBy(each => Priority(setting, isDetecting: Tree.At(policy, "outlierDetection") is not null, member, each))
            .OrderBy(tier => tier.Key)
            .Select(tier => string.Join(' ', tier.Select(each => each.Cluster).Order(StringComparer.Ordinal))));
    }

    /// <summary>The DestinationRule of a Service, as Karmada's overrides leave it in a cluster; null where there is none.</summary>
    public static ImmutableDictionary<string, object>? RuleOn(MeshPlan mesh, string cluster, string service) =>
        On(mesh, cluster).SingleOrDefault(item => item.Kind == "DestinationRule" && item.Name == service)?.Content;

    /// <summary>The objects as Karmada's overrides leave them in a cluster.</summary>
    public static ImmutableArray<KubernetesObject> On(MeshPlan mesh, string cluster)
    {
        var facts = new ClusterFacts(cluster, null, null, ImmutableSortedDictionary<string, string>.Empty, []);
        var patches = ServiceTraffic.Overrides(mesh, "shop").Where(each => each.Clusters.Matches(facts)).SelectMany(each => each.Changes).Cast<Change.Patch>().ToLookup(patch => (patch.Kind, patch.ObjectName), patch => patch.Operation);
        return
        [
            .. ServiceTraffic.Objects(mesh, "shop").Select(item => KubernetesObject.FromManifest(patches[(item.Kind, item.Name)].Aggregate(
                item.Manifest("shop"), (at, patch) => JsonPointer.Applied(at, patch) ?? throw new InvalidOperationException($"{patch.Path} of {item.Kind} {item.Name} is not there")))),
        ];
    }

    private static int Priority(object? setting, bool isDetecting, MeshMember caller, MeshMember answering)
    {
        // Without detection nothing is ordered, and without a setting the mesh's own one holds, which is to order by place.
        if (!isDetecting || Tree.At(setting, "enabled") is false)
            return 0;
        var labels = Tree.At(setting, "failoverPriority") is ImmutableArray<object> some ? some.Cast<string>().ToArray() : [];
        if (labels.Length == 0)
            return ByPlace(caller, answering);
        var byLabels = ByLabels(labels, Labels(caller, isDirect: true), Labels(answering, answering.Network == caller.Network));
        return Tree.At(setting, "failover") is null ? byLabels : byLabels * 5 + ByPlace(caller, answering);
    }

    private static int ByLabels(string[] labels, Dictionary<string, string> caller, Dictionary<string, string> answering)
    {
        // The value of a label holds wherever the label is named.
        var values = labels.Select(label => label.Split('=')).Where(parts => parts.Length == 2).GroupBy(parts => parts[0]).ToDictionary(parts => parts.Key, parts => parts.Last()[1]);
        for (var index = 0; index < labels.Length; index++)
        {
            var key = labels[index].Split('=')[0];
            if (values.GetValueOrDefault(key, caller.GetValueOrDefault(key, "")) != answering.GetValueOrDefault(key, ""))
                return labels.Length - index;
        }

        return 0;
    }

    // The rest of a region is asked at 1 and 2; with one zone there is none.
    private static int ByPlace(MeshMember caller, MeshMember answering) => (caller.Region ?? "") == (answering.Region ?? "") ? 0 : 3;

    private static Dictionary<string, string> Labels(MeshMember member, bool isDirect)
    {
        var labels = new Dictionary<string, string> { ["topology.istio.io/cluster"] = member.Cluster, ["topology.istio.io/network"] = member.Network };
        if (isDirect && member.Region is { } region)
            labels[Region] = region;
        return labels;
    }
}
