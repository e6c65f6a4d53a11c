using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Pulumi;

namespace Infra.Components.Monitoring;

/// <summary>Monitoring of clusters, as an add-on: Prometheus with its operator, and what measures nodes, containers and objects.</summary>
/// <remarks>
/// One add-on for any number of clusters. What differs in each, its name and where it is, comes from what it says of itself; the addresses of the hub and the credential are the
/// same for all, and travel as secrets.
/// </remarks>
public static class MemberMonitoring
{
    /// <summary>The add-on.</summary>
    public static Addon Addon(MemberMonitoringPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new Addon
        {
            Name = plan.Name,
            // A namespace of its own for each: in Karmada an object is of one add-on.
            Namespace = plan.Name,
            Content = new AddonContent.Helm(plan.Chart, MemberMonitoringManifests.Values(plan)),
            ClusterValues =
            [
                .. new[] { ("cluster", ClusterFact.Name), ("fleet", ClusterFact.Fleet), ("region", ClusterFact.Region), ("provider", ClusterFact.Provider) }
                    .Select(label => new ClusterValue($"prometheus.prometheusSpec.externalLabels.{label.Item1}", label.Item2)),
            ],
            Architectures = ["amd64", "arm64"],
            Definitions = MemberMonitoringManifests.Definitions,
            Healthy =
            [
                new("Deployment", $"{MemberMonitoringManifests.FullName}-operator"),
                new("Deployment", $"{plan.Name}-kube-state-metrics"),
                new("DaemonSet", $"{plan.Name}-prometheus-node-exporter"),
                new("StatefulSet", MemberMonitoringManifests.StatefulSet(plan.Mode)),
            ],
            // The jobs that make the webhooks' certificate write it into them.
            IgnoreDrift = plan.Mode == MemberMode.Agent
                ? []
                : [new IgnoredDrift("MutatingWebhookConfiguration", null, ["/webhooks"]), new IgnoredDrift("ValidatingWebhookConfiguration", null, ["/webhooks"])],
            // node-exporter looks at the machine: its processes, its network, its disks.
            PodSecurity = PodSecurityLevel.Privileged,
        };
    }

    /// <summary>The secrets of the add-on's namespace: what a Prometheus shows the hub, and what a server's sidecar shows the object store.</summary>
    public static ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, Input<string>>> Secrets(MemberMonitoringPlan plan, MonitoringConnection hub)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(hub);
        var secrets = Keys<ImmutableSortedDictionary<string, Input<string>>>((MemberMonitoringManifests.HubSecret, Keys<Input<string>>(
            ("ca.crt", hub.Authority),
            ("tls.crt", hub.ClientCertificate),
            ("tls.key", hub.ClientKey))));
        // An agent has nothing to do with the bucket, so it does not get the key either.
        return plan.Mode == MemberMode.Agent
            ? secrets
            : secrets.Add(MemberMonitoringManifests.ObjectStoreSecret, Keys<Input<string>>((MemberMonitoringManifests.ObjectStoreKey, hub.ObjectStore)));
    }

    /// <summary>The values of the chart that are known only once the hub is there: its addresses.</summary>
    public static Output<string> SecretValues(MemberMonitoringPlan plan, MonitoringConnection hub)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(hub);
        return Output.CreateSecret(plan.Mode == MemberMode.Agent
            ? hub.WriteUrl.Apply(url => PlainJson.Lines(MemberPrometheus.Writing(url)))
            : hub.AlertmanagerAddress.Apply(address => PlainJson.Lines(MemberPrometheus.Alerting(address))));
    }

    private static ImmutableSortedDictionary<string, T> Keys<T>(params ReadOnlySpan<(string Key, T Value)> entries)
    {
        var keys = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            keys.Add(key, value);
        return keys.ToImmutable();
    }
}
