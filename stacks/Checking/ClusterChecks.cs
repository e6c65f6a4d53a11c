using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Clusters;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>What has to hold in each cluster by itself: how it is reached, its control plane, its workers and their versions.</summary>
internal static class ClusterChecks
{
    private const int FewestEksZones = 2; // docs.aws.amazon.com/eks, "Amazon EKS networking requirements"
    private const int MostSkew = 3; // kubernetes.io/releases/version-skew-policy

    public static void Run(CheckContext context)
    {
        foreach (var (name, cluster) in context.Platform.Clusters)
        {
            var path = CheckContext.Cluster(name);
            if (cluster.ControlPlaneVersion is { } version)
                Supported(context, version, path.Key("version"));
            switch (cluster)
            {
                case AttachedClusterSpec attached:
                    Attached(context, path, attached);
                    break;
                case AwsHostedClusterSpec aws:
                    Aws(context, path, aws);
                    break;
                case OnPremClusterSpec onPrem:
                    OnPremChecks.Run(context, path, onPrem);
                    break;
                case EdgeClusterSpec edge:
                    Edge(context, path, name, edge);
                    break;
            }
        }
    }

    private static void Attached(CheckContext context, SpecPath path, AttachedClusterSpec cluster)
    {
        if (!context.IsRead(path.Key("mode")))
            return;
        (string Key, bool IsSaid)[] keys = [("kubeconfig", cluster.Kubeconfig is not null), ("apiEndpoint", cluster.ApiEndpoint is not null)];
        foreach (var (key, isSaid) in keys)
        {
            if (cluster.Mode == ClusterMode.Push && !isSaid && context.IsRead(path.Key(key)))
            {
                context.Report(
                    Rules.Consistent,
                    context.Says(path.Key("mode")) ? path.Key("mode") : path,
                    $"mode 'push' needs '{key}'; add it, or let an agent in the cluster reach out: mode: pull");
            }
            if (cluster.Mode == ClusterMode.Pull && isSaid)
                context.Report(Rules.Consistent, path.Key(key), $"mode 'pull' takes no '{key}', for nothing reaches out to the cluster; remove it");
        }

        Agent(context, path, cluster);
    }

    private static void Agent(CheckContext context, SpecPath path, AttachedClusterSpec cluster)
    {
        if (!context.IsRead(path.Key("agent")))
            return;
        if (cluster is { Mode: ClusterMode.Push, Agent: not AgentOrigin.Existing })
            context.Report(Rules.Consistent, path.Key("agent"), "mode 'push' needs no agent, for Karmada reaches out to the cluster; remove it");
        if (cluster is { Agent: AgentOrigin.Ssh, Ssh: null } && context.IsRead(path.Key("ssh")))
            context.Report(Rules.Consistent, path.Key("agent"), "'ssh' needs the machine on which the agent is installed; add it as 'ssh'");
        if (cluster is { Agent: not AgentOrigin.Ssh, Ssh: not null })
            context.Report(Rules.Consistent, path.Key("ssh"), "'ssh' would have no effect; say agent: ssh, or remove it");
        // Of a file nothing is read, so nobody would know where the agent is to call.
        if (cluster is { Mode: ClusterMode.Pull, Agent: not AgentOrigin.Existing } && context.Platform.Karmada.Existing is { ApiEndpoint: null, Kubeconfig.Path: not null })
            context.Report(Rules.Consistent, path.Key("agent"), "the agent needs the address of Karmada's API; add it as infra:karmada.existing.apiEndpoint");
    }

    private static void Aws(CheckContext context, SpecPath path, AwsHostedClusterSpec cluster)
    {
        if (cluster is AwsClusterSpec { ControlPlane.Replicas: var replicas } && !ControlPlaneSize.IsAllowed(replicas))
            context.Report(Rules.ControlPlanes, path.Keys("controlPlane", "replicas"), ControlPlaneSize.Refusal(replicas, "replicas"));
        if (cluster.Vpc.Id is not null)
            NoEffect(context, path.Key("vpc"), ["zones", "natGateways"], "a VPC that exists brings its own");
        if (cluster is AwsClusterSpec)
            NoEffect(context, path, ["publicAccessFrom"], "Cluster API's provider opens a public API to everyone in a VPC that it did not make, and 'publicEndpoint: false' closes it");
        if (cluster is EksClusterSpec)
            NoEffect(context, path.Key("network"), ["nodeCidr", "podCidr", "cni", "reserved"], "EKS gives machines and pods the addresses of the VPC");
        Zones(context, path.Keys("vpc", "zones"), cluster);
        foreach (var (name, pool) in cluster.Pools)
            Pool(context, path.Keys("pools", name), pool, cluster.Version);
        if (!cluster.Pools.Values.Any(pool => pool.Replicas > 0 || pool.Autoscaling is not null) && context.IsRead(path.Key("pools")))
            context.Report(Rules.Workers, path, "no pool has a node; add one under 'pools'");
    }

    // What is said has an effect, or is refused.
    private static void NoEffect(CheckContext context, SpecPath path, ReadOnlySpan<string> keys, string why)
    {
        foreach (var key in keys)
        {
            if (context.Document is not null && context.Says(path.Key(key)))
                context.Report(Rules.Consistent, path.Key(key), $"'{key}' would have no effect: {why}; remove it");
        }
    }

    private static void Zones(CheckContext context, SpecPath path, AwsHostedClusterSpec cluster)
    {
        foreach (var (index, zone) in cluster.Vpc.Zones.Index())
        {
            if (zone.Length != cluster.AwsRegion.Length + 1 || !zone.StartsWith(cluster.AwsRegion, StringComparison.Ordinal) || !char.IsAsciiLetterLower(zone[^1]))
                context.Report(Rules.Consistent, path.Item(index), $"found '{zone}'; allowed: a zone of {cluster.AwsRegion}, for example {cluster.AwsRegion}a");
            else if (cluster.Vpc.Zones.IndexOf(zone) < index)
                context.Report(Rules.Unique, path.Item(index), $"'{zone}' is in the list already");
        }

        var fewest = cluster is EksClusterSpec ? FewestEksZones : 1;
        if (!cluster.Vpc.Zones.IsEmpty && (cluster.Vpc.Zones.Length < fewest || cluster.Vpc.Zones.Length > AwsNetworkPlan.MostZones))
            context.Report(Rules.Consistent, path, $"found {cluster.Vpc.Zones.Length}; allowed: {fewest} to {AwsNetworkPlan.MostZones} zones");
    }

    private static void Pool(CheckContext context, SpecPath path, NodePoolSpec pool, KubernetesVersion controlPlane)
    {
        if (pool.Replicas is null == pool.Autoscaling is null && context.IsRead(path))
            context.Report(Rules.PoolSize, path, $"found {(pool.Replicas is null ? "neither" : "both")}; allowed: exactly one of replicas, autoscaling");
        if (pool.Autoscaling is { } bounds && bounds.Minimum > bounds.Maximum)
            context.Report(Rules.PoolSize, path.Keys("autoscaling", "maximum"), $"found {bounds.Maximum}; allowed: {bounds.Minimum} (the minimum) or more");
        if (pool.Rollout is { MaximumSurge: 0, MaximumUnavailable: 0 })
        {
            context.Report(
                Rules.Consistent,
                path.Key("rollout"),
                "with neither a node more nor a node fewer, none can be replaced; set maximumSurge or maximumUnavailable to 1 or more");
        }
        if (pool.Version is not { } version)
            return;
        Supported(context, version, path.Key("version"));
        if (version > controlPlane)
        {
            context.Report(Rules.VersionSkew, path.Key("version"), $"found {version}; allowed: {controlPlane}, the control plane's version, or older");
        }
        else if (controlPlane.Minor - version.Minor > MostSkew)
        {
            context.Report(
                Rules.VersionSkew,
                path.Key("version"),
                $"found {version}, {controlPlane.Minor - version.Minor} minors behind the control plane's {controlPlane}; allowed: at most {MostSkew}");
        }
    }

    private static void Edge(CheckContext context, SpecPath path, string name, EdgeClusterSpec cluster)
    {
        if (cluster.Machines.IsEmpty && context.IsRead(path.Key("machines")))
            context.Report(Rules.Workers, path.Key("machines"), "the site has no machine; add one");
        if (!context.Names.RequireCluster(cluster.Hub, path.Key("hub")) || !context.Platform.Clusters.TryGetValue(cluster.Hub, out var hub))
            return;
        if (hub is EdgeClusterSpec)
        {
            context.Report(
                Rules.Consistent,
                path.Key("hub"),
                cluster.Hub == name ? "a site cannot be its own hub" : $"cluster '{cluster.Hub}' is of kind 'edge'; a hub is a cluster that runs CloudCore");
        }
        else if (hub.State == ClusterState.Absent && cluster.State == ClusterState.Present)
        {
            context.Report(Rules.Consistent, path.Key("hub"), $"hub '{cluster.Hub}' is to be absent, and the site would be left without; retire the site first");
        }
    }

    private static void Supported(CheckContext context, KubernetesVersion version, SpecPath path)
    {
        if (!Versions.KubernetesMinors.Contains(version.Line))
        {
            context.Report(
                Rules.SupportedVersion,
                path,
                $"Kubernetes {version} is not supported; allowed: {string.Join(", ", Versions.KubernetesMinors)}, each with its patch");
        }
    }
}
