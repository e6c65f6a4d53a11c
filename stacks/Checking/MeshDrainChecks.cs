using System.Collections.Immutable;
using Infra.Components.Mesh;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Checking;

/// <summary>Clusters of a mesh that are drained: that others can take over.</summary>
internal static class MeshDrainChecks
{
    public static void Run(CheckContext context, MeshPlan plan, ImmutableArray<string> drained, SpecPath path)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, cluster) in drained.Index())
        {
            var at = path.Item(index);
            if (!said.Add(cluster))
                context.Report(Rules.Unique, at, $"'{cluster}' is said twice; remove one of them");
            else if (MeshChecks.RequireMember(context, plan, cluster, at) && !Refused(context, plan, cluster, at))
                Felt(context, plan, cluster, at);
        }

        if (drained.IsEmpty || !context.IsRead(path) || !MeshChecks.IsKnown(context, plan.Name))
            return;
        if (plan.Members.Any() && !plan.Discovered.Any(member => !said.Contains(member.Cluster)))
            context.Report(Rules.Drain, path, $"all clusters of mesh '{plan.Name}' that others call are drained; leave one");
        else
            Unserved(context, plan, path);
    }

    private static bool Refused(CheckContext context, MeshPlan plan, string cluster, SpecPath path)
    {
        var member = plan.Members.FirstOrDefault(member => member.Cluster == cluster);
        var followers = plan.Members.Where(other => other.Primary == cluster).Select(other => other.Cluster).ToList();
        var refusal = member switch
        {
            { Role: MeshRole.Leaf } => $"'{cluster}' is a leaf, which nobody calls, so there is nothing to drain; move its application's placement instead",
            { Role: MeshRole.Remote, Primary: var primary } => $"'{cluster}' follows the control plane of '{primary}', which would go on telling of it; give it one of its own first",
            not null when followers.Count > 0 => $"{Some.Of(followers)} {(followers.Count == 1 ? "follows" : "follow")} the control plane of '{cluster}', and would be cut off with it; give each one of its own first",
            _ => null,
        };
        if (refusal is not null)
            context.Report(Rules.Drain, path, refusal);
        return refusal is not null;
    }

    private static void Felt(CheckContext context, MeshPlan plan, string cluster, SpecPath path)
    {
        var primaries = plan.Services.Where(service => service.Failover is Failover.PrimaryStandby standby && standby.Cluster == cluster).Select(service => service.Name).ToList();
        if (primaries.Count > 0)
            context.Report(Rules.DrainFelt, path, $"'{cluster}' is the primary of {Some.Of(primaries)}; what stands by answers for as long as it is drained");
    }

    private static void Unserved(CheckContext context, MeshPlan plan, SpecPath path)
    {
        var unserved = plan.Services
            .Where(service => !service.Clusters.IsEmpty && service.Clusters.All(cluster => plan.Drained.Contains(cluster, StringComparer.Ordinal)))
            .Select(service => service.Name)
            .ToList();
        if (unserved.Count > 0)
            context.Report(Rules.DrainFelt, path, $"{Some.Of(unserved)} {(unserved.Count == 1 ? "runs" : "run")} on drained clusters only, so callers elsewhere reach nobody");
    }
}
