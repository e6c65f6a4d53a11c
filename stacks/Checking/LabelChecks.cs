using System.Collections.Immutable;
using Infra.Stacks.Reading;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The labels that others set: the platform and Karmada those of clusters, Kubernetes those of nodes.</summary>
/// <remarks>
/// A cluster that could give itself the platform's would be in fleets that never asked for it. A worker that said it is a control plane would be taken for one, and a node that
/// lies about its name, system or processor gets pods that are not for it; see kubernetes.io, "Well-Known Labels, Annotations and Taints".
/// </remarks>
internal static class LabelChecks
{
    private const string Zone = "topology.kubernetes.io/zone";

    private static readonly string[] Domains = ["infra.internal", "karmada.io"];

    private static readonly ImmutableSortedDictionary<string, string> OfNodes = ImmutableSortedDictionary<string, string>.Empty
        .Add("kubernetes.io/arch", "its kubelet says it")
        .Add("kubernetes.io/hostname", "its kubelet says it")
        .Add("kubernetes.io/os", "its kubelet says it")
        .Add("node-role.kubernetes.io/control-plane", "kubeadm sets it where the role is 'controlPlane'")
        .Add(Zone, "say 'zone' of the machine instead");

    public static void Run(CheckContext context)
    {
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            if (cluster is OnPremClusterSpec onPrem)
                Machines(context, CheckContext.Cluster(name).Key("machines"), onPrem);
        }

        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            foreach (var (key, value) in cluster.Labels.Where(label => IsReserved(label.Key) && !IsDerived(context, name, cluster, label.Key, label.Value)))
            {
                context.Report(
                    Rules.Consistent,
                    CheckContext.Cluster(name).Keys("labels", key),
                    $"a cluster does not give itself the label '{key}': the platform and Karmada set those of {string.Join(" and ", Domains)} themselves; use a prefix of your own, or none");
            }
        }
    }

    private static void Machines(CheckContext context, SpecPath path, OnPremClusterSpec cluster)
    {
        foreach (var (name, machine) in cluster.Machines)
        {
            foreach (var key in machine.Labels.Keys.Where(OfNodes.ContainsKey))
                context.Report(Rules.Consistent, path.Keys(name, "labels", key), $"a machine is not given the label '{key}': {OfNodes[key]}");
        }
    }

    private static bool IsReserved(string key) => key.IndexOf('/', StringComparison.Ordinal) is > 0 and var end
        && Domains.Any(domain => key[..end].Equals(domain, StringComparison.OrdinalIgnoreCase) || key[..end].EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));

    // Layers start with the labels that say the class and the group; who writes the same says nothing else.
    private static bool IsDerived(CheckContext context, string name, ClusterSpec cluster, string key, string value) => key switch
    {
        ClusterLayers.ClassLabel => value == cluster.Class,
        ClusterLayers.GroupLabel => context.Document is { } document && Reading.Document.PlaceOf(document, CheckContext.Cluster(name))?.File == ProjectFiles.SiteFile(value, name),
        _ => false,
    };
}
