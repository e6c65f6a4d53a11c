using System.Collections.Immutable;
using Infra.Components;
using Infra.Components.Monitoring;
using Infra.Documents;
using Infra.Stacks.Addons;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Entries of <c>infra:monitoring.members</c>: that they mean clusters, have a hub, and say nothing that their mode has no use for. That a cluster has one is a check of add-ons.</summary>
internal static class MonitoringMemberChecks
{
    // What is made of it is at most 63 letters: monitoring-<name>-prometheus-node-exporter.
    private const int LongestName = 27;

    public static void Run(CheckContext context)
    {
        foreach (var (name, member) in MonitoringMembers.Entries(context.Platform))
        {
            var path = MonitoringMembers.PathOf(name);
            if (name.Length > LongestName)
                context.Report(Rules.Name, path, $"'{name}' has {name.Length} characters; allowed: {LongestName}, with what Kubernetes' objects are called after it");
            var clusters = SelectionChecks.Run(context, member.On, path.Key("on"));
            if (member.Rollout is { } rollout)
                RolloutChecks.Run(context, rollout, PlatformCharts.Of(context.Platform, Versions.KubePrometheusStack).Version, clusters, path.Key("rollout"));
            var hidden = clusters.Select(cluster => cluster.Name).Where(cluster => member.ControlPlane && context.Platform.Clusters[cluster] is EksClusterSpec).ToList();
            if (hidden.Count > 0)
                context.Report(Rules.Consistent, path.Key("controlPlane"), $"EKS shows nobody the control plane of {Some.Of(hidden)}; remove 'controlPlane', or make an entry of its own for clusters of EKS");
            Hub(context, member, path);
            Mode(context, member, path);
            if (member.Storage.StorageClass is not null && !(member.Storage.Persistent ?? member.Mode == MemberMode.Server) && context.IsRead(path.Keys("storage", "persistent")))
                context.Report(Rules.Consistent, path.Keys("storage", "storageClass"), "a folder of the node has no class; remove 'storageClass', or say 'persistent: true'");
        }
    }

    /// <summary>Entries whose hub is to be in another stack, and is not.</summary>
    /// <param name="platform">The specification.</param>
    /// <param name="stack">The stack that it is of.</param>
    /// <param name="others">What the other stacks say, by name.</param>
    public static IEnumerable<Finding> Findings(PlatformSpec platform, string stack, ImmutableSortedDictionary<string, YamlMap> others)
    {
        foreach (var (name, member) in MonitoringMembers.Entries(platform))
        {
            // That there is no such stack, others tell.
            if (member.Hub?.Stack is not { } source || source == stack || !others.TryGetValue(source, out var config))
                continue;
            var path = MonitoringMembers.PathOf(name).Keys("hub", "stack");
            if (HubOf(config) is { } hub)
            {
                var door = Door(member.Mode);
                if ((hub["expose"]?.Value as YamlMap)?[door] is null)
                    yield return new Finding(Rules.MonitoringHub, path, $"the hub of stack '{source}' does not expose '{door}', so nothing of this stack reaches it; say 'expose: {{ {door}: {{ host: … }} }}' there");
                continue;
            }

            var those = others.Where(other => HubOf(other.Value) is not null).Select(other => other.Key).ToList();
            yield return new Finding(
                Rules.MonitoringHub,
                path,
                $"stack '{source}' has no 'infra:monitoring: {{ hub: … }}'; {(those.Count == 0 ? "none has one" : $"those that have: {string.Join(", ", those)}")}");
        }
    }

    // Where members of a mode come in.
    private static string Door(MemberMode mode) => mode == MemberMode.Agent ? "receive" : "alertmanager";

    private static YamlMap? HubOf(YamlMap config) => (config["monitoring"]?.Value as YamlMap)?["hub"]?.Value as YamlMap;

    private static void Hub(CheckContext context, MonitoringMemberSpec member, SpecPath path)
    {
        switch (member.Hub)
        {
            case null when context.Platform.Monitoring?.Hub is null && context.IsRead(path.Key("hub"), deep: false) && context.IsRead(SpecPath.Root.Keys("monitoring", "hub"), deep: false):
                context.Report(Rules.MonitoringHub, path, "'hub' is missing, and this stack has none; allowed: 'hub: { stack: <the stack that has it> }', or 'hub: { given: … }'");
                break;
            case null when context.Platform.Monitoring?.Hub is { } hub && (member.Mode == MemberMode.Agent ? hub.Expose.Receive : hub.Expose.Alertmanager) is null && context.IsRead(SpecPath.Root.Keys("monitoring", "hub")):
                context.Report(Rules.MonitoringHub, path, $"the hub does not expose '{Door(member.Mode)}', so no other cluster reaches it; say 'infra:monitoring: {{ hub: {{ expose: {{ {Door(member.Mode)}: {{ host: … }} }} }} }}'");
                break;
            case { Stack: { } stack } when stack == context.Stack:
                context.Report(Rules.Consistent, path.Keys("hub", "stack"), $"stack '{stack}' cannot take the hub from itself; remove 'hub', which means the one in this stack");
                break;
            case { Stack: { } stack }:
                context.Names.RequireStack(stack, path.Keys("hub", "stack"));
                break;
            case { Given: { } given }:
                Given(context, member.Mode, given, path.Keys("hub", "given"));
                break;
        }
    }

    private static void Given(CheckContext context, MemberMode mode, MonitoringConnectionSpec given, SpecPath path)
    {
        (string Key, bool IsSaid, MemberMode Mode, string What)[] parts =
        [
            ("writeUrl", given.WriteUrl is not null, MemberMode.Agent, "where agents write to"),
            ("alertmanager", given.Alertmanager is not null, MemberMode.Server, "where servers send alerts"),
            ("objectStore", given.ObjectStore is not null, MemberMode.Server, "where servers keep what they measured"),
        ];
        foreach (var (key, _, _, what) in parts.Where(part => part.Mode == mode && !part.IsSaid && context.IsRead(path.Key(part.Key))))
            context.Report(Rules.Required, path, $"'{key}' is missing: {what}");
    }

    private static void Mode(CheckContext context, MonitoringMemberSpec member, SpecPath path)
    {
        if (member.Mode != MemberMode.Agent)
            return;
        (string Key, bool IsSaid, string Why)[] ofServers =
        [
            ("replicas", member.Replicas is > 1, "two agents would send everything twice"),
            ("retentionDays", member.RetentionDays is not null, $"an agent keeps only what it could not send, for {Disconnection.Hours} hours at most"),
            ("storeApi", member.StoreApi is not null, "an agent has nothing that could be asked for; the hub has it all"),
        ];
        foreach (var (key, _, why) in ofServers.Where(value => value.IsSaid))
            context.Report(Rules.Consistent, path.Key(key), $"'{key}' is for servers: {why}");
    }
}
