using Infra.Stacks.Reading;
using Infra.Stacks.Sites;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>The labels that the platform and Karmada set themselves. A cluster that could give them to itself would be in fleets that never asked for it.</summary>
internal static class LabelChecks
{
    private static readonly string[] Domains = ["infra.internal", "karmada.io"];

    public static void Run(CheckContext context)
    {
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
