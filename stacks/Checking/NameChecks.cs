using System.Globalization;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Mesh;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Whether names are still valid once they have become other names. That each is valid by itself, its form says already.</summary>
internal static class NameChecks
{
    private const int LoadBalancerLength = 32; // Elastic Load Balancing
    private const int LabelLength = 63; // DNS-1123
    private const int HelmReleaseLength = 53; // Helm adds up to ten letters

    // By which Pulumi makes a node group's name unique, so that its successor can be there before it goes.
    private const string NodeGroupSuffix = "-xxxxxxx";

    // The zone, and then Cluster API adds the hash of the machine set and that of the machine.
    private const string MachineSuffix = "-0-xxxxx-xxxxx";

    // What a cluster that runs its own control plane calls that, beside its pools.
    private const string ControlPlane = "control-plane";

    public static void Run(CheckContext context)
    {
        foreach (var (name, cluster) in context.Platform.Clusters)
            Cluster(context, name, cluster);
        // Every cluster carries it as a label, by which stacks that share a Karmada tell theirs apart.
        if (!KubernetesNames.IsLabelValue(context.Stack))
            context.Report(Rules.Name, SpecPath.Root, $"the stack's name '{context.Stack}' is invalid: its clusters are labelled with it; allowed: {KubernetesNames.LabelValueRule}");
        EdgeNodes(context);
        NodeGroups(context);
        foreach (var (name, application) in context.Platform.Applications)
            Application(context, name, application);
        var charts = context.Addons.Where(placed => placed.Addon.Content is AddonContent.Helm).ToLookup(placed => placed.Mesh, StringComparer.Ordinal);
        foreach (var placed in charts[null])
        {
            foreach (var (becomes, most, what) in Names(context, placed))
                Fits(context, placed.Origin, placed.Addon.Name, becomes, most, what);
        }

        foreach (var mesh in context.Meshes)
            Mesh(context, mesh.Name, charts[mesh.Name]);
    }

    private static IEnumerable<(string Becomes, int Most, string What)> Names(CheckContext context, PlacedAddon placed)
    {
        var name = placed.Addon.Name;
        yield return (name, HelmReleaseLength, "its Helm release");
        // Flux labels everything that it installs with the name of its release object.
        if (placed.Addon.RunsOn != AddonPlace.Hub)
            yield return (AddonManifests.NameOf(context.Stack, name), LabelLength, "what Karmada and Flux know it by");
    }

    // Its name becomes many others; the one that is too long by most speaks for them.
    private static void Mesh(CheckContext context, string mesh, IEnumerable<PlacedAddon> charts)
    {
        var (becomes, most, what) = charts.SelectMany(placed => Names(context, placed))
            .Append((MeshNames.Ingress(mesh), LabelLength, "the namespace of its entrances"))
            .Append((MeshNames.Authorities(context.Stack, mesh), LabelLength, "the namespace of its authorities"))
            .MaxBy(name => name.Item1.Length - name.Item2);
        Fits(context, Meshes.PathOf(mesh), mesh, becomes, most, what);
    }

    private static void Cluster(CheckContext context, string name, ClusterSpec cluster)
    {
        var path = CheckContext.Cluster(name);
        switch (cluster)
        {
            case AwsClusterSpec aws:
                Fits(context, path, name, $"{name}-apiserver", LoadBalancerLength, "its load balancer");
                if (IsTaken(name))
                {
                    context.Report(
                        Rules.Name,
                        path,
                        $"the name '{name}' is invalid: its namespace on the management cluster would be '{name}', where something else is; "
                        + "allowed: a name that is not 'default' or 'cert-manager', begins with no 'kube-' and ends with no '-system'");
                }

                foreach (var pool in aws.Pools.Keys)
                    Fits(context, path.Keys("pools", pool), pool, $"{name}-{pool}{MachineSuffix}", LabelLength, "its nodes");
                break;
            case EksClusterSpec eks:
                // A role of IAM may have 64 letters, which leaves a suffix of 16 for the 48 of any cluster's name.
                foreach (var pool in eks.Pools.Keys)
                    Fits(context, path.Keys("pools", pool), pool, $"{name}-{pool}{NodeGroupSuffix}", LabelLength, "its node group");
                break;
        }

        // Karmada keeps a cluster's second credential under this name, beside the first under the cluster's own.
        const string Impersonator = "-impersonator";
        if (name.EndsWith(Impersonator, StringComparison.Ordinal) && context.Platform.Clusters.ContainsKey(name[..^Impersonator.Length]))
        {
            context.Report(
                Rules.Unique,
                path,
                $"the credential of cluster '{name[..^Impersonator.Length]}' in Karmada is already called '{name}'; rename one of them");
        }
    }

    // Those of Kubernetes and of what the platform installs. A cluster's namespace leaves with it, and everything in it.
    private static bool IsTaken(string space) =>
        space is "default" or "cert-manager" || space.StartsWith("kube-", StringComparison.Ordinal) || space.EndsWith("-system", StringComparison.Ordinal);

    // Two dashes may be read in two ways: pool 'b-c' of cluster 'a', and pool 'c' of cluster 'a-b'.
    private static void NodeGroups(CheckContext context)
    {
        var taken = new Dictionary<string, SpecPath>(StringComparer.Ordinal);
        foreach (var name in context.Platform.Clusters.Where(cluster => cluster.Value is AwsClusterSpec).Select(cluster => cluster.Key))
            taken.Add($"{name}-{ControlPlane}", CheckContext.Cluster(name).Key("controlPlane"));
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            foreach (var pool in (cluster as AwsHostedClusterSpec)?.Pools.Keys ?? [])
            {
                var path = CheckContext.Cluster(name).Keys("pools", pool);
                if (!taken.TryAdd($"{name}-{pool}", path))
                    context.Report(Rules.Unique, path, $"its node group would be '{name}-{pool}', as that of {taken[$"{name}-{pool}"]} is; rename one of them");
            }
        }
    }

    // All nodes of a hub are in one list, so the site's name is part of theirs.
    private static void EdgeNodes(CheckContext context)
    {
        var taken = new Dictionary<(string Hub, string Node), SpecPath>();
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            if (cluster is not EdgeClusterSpec edge)
                continue;
            foreach (var machine in edge.Machines.Keys)
            {
                var path = CheckContext.Cluster(name).Keys("machines", machine);
                var node = $"{name}-{machine}";
                Fits(context, path, machine, node, LabelLength, "its node");
                if (!taken.TryAdd((edge.Hub, node), path))
                {
                    context.Report(
                        Rules.Unique,
                        path,
                        $"its node would be '{node}' in hub '{edge.Hub}', as that of {taken[(edge.Hub, node)]} is; rename one of them");
                }
            }
        }
    }

    private static void Application(CheckContext context, string name, ApplicationSpec application)
    {
        var path = SpecPath.Root.Keys("applications", name);
        if (application.Helm is not null)
            Fits(context, path, name, name, HelmReleaseLength, "its Helm release");
        if (application.Workload is not null && char.IsAsciiDigit(name[0]))
            context.Report(Rules.Name, path, $"the name '{name}' is invalid: its service would be '{name}'; allowed: first a letter (DNS-1035)");
    }

    private static void Fits(CheckContext context, SpecPath path, string name, string becomes, int most, string what)
    {
        if (becomes.Length <= most)
            return;
        context.Report(Rules.Name, path, string.Create(
            CultureInfo.InvariantCulture, $"the name '{name}' is too long: {what} would be '{becomes}' of {becomes.Length} characters; at most {most}"));
    }
}
