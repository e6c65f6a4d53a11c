using System.Collections.Immutable;
using System.Text;
using Infra.Components.Clusters;
using Infra.Components.Kubernetes;
using Infra.Components.Monitoring.Dashboards;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Helm.V3;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Infra.Components.Monitoring;

/// <summary>The place where the metrics and alerts of all clusters come together: Thanos, Alertmanager and Grafana on the management cluster, and a Prometheus for itself.</summary>
/// <remarks>docs/monitoring.md tells what runs, and how members reach it.</remarks>
public sealed class GlobalMonitoring : ComponentResource
{
    // Volumes are bound, images fetched, and replicas come up one after the other.
    private const int InstallTimeoutSeconds = 1200;

    private readonly string _name;
    private readonly GlobalMonitoringArgs _args;
    private readonly CustomResourceOptions _management;
    private readonly Namespace _home;

    /// <summary>The namespace of the hub.</summary>
    public const string Namespace = HubNames.Namespace;

    /// <summary>What members need to reach the hub.</summary>
    public MonitoringConnection Connection { get; }

    /// <summary>The secret in which Grafana's chart keeps the password that it made, in the namespace of monitoring, under <c>admin-password</c>.</summary>
    public const string GrafanaSecret = $"{HubNames.Stack}-grafana";

    /// <summary>Installs the hub.</summary>
    /// <exception cref="ArgumentException">A receiver needs a secret that is not given.</exception>
    public GlobalMonitoring(string name, GlobalMonitoringArgs args, ComponentResourceOptions? options = null)
        : base("infra:monitoring:GlobalMonitoring", name, options)
    {
        ArgumentNullException.ThrowIfNull(args);
        var plan = args.Plan;
        if (plan.Alerts.SecretKeys.Except(args.ReceiverSecrets.Keys, StringComparer.Ordinal).FirstOrDefault() is { } missing)
            throw new ArgumentException($"a receiver of alerts needs the secret '{missing}'", nameof(args));
        (_name, _args) = (name, args);
        _management = new CustomResourceOptions { Parent = this, Provider = args.Management.Connection };
        _home = new Namespace(
            $"{name}-system",
            new NamespaceArgs
            {
                // What measures machines sees all of them.
                Metadata = new ObjectMetaArgs { Name = HubNames.Namespace, Labels = { ["pod-security.kubernetes.io/enforce"] = "privileged" } },
            },
            _management.After([.. args.Needs]));

        // Who is who, and what is secret.
        var authority = MonitoringCertificates.AuthorityChain.Aggregate(ImmutableArray<Resource>.Empty, (before, target) => [.. before, Put(target, before)]);
        var certificates = MonitoringCertificates.Signed(plan).ToImmutableDictionary(target => target.Name, target => Put(target, authority), StringComparer.Ordinal);
        ImmutableArray<Resource> secrets = [.. Secrets(), .. certificates.Values];

        // What watches this cluster, and defines the kinds of objects by which the rest says how it is watched.
        var stack = Install(HubNames.Stack, Versions.KubePrometheusStack, GlobalMonitoringManifests.Values(plan), secrets);

        // What keeps the metrics of all clusters. Who asks comes after who answers.
        var rules = Put(HubObjects.RulerRules(plan), [_home]);
        ImmutableArray<Resource> questions =
        [
            Install(HubNames.RulerThanos, Versions.Thanos, ThanosManifests.RulerQueryValues(plan), [stack]),
            .. plan.LiveStores.IsEmpty ? ImmutableArray<Resource>.Empty : [Install(HubNames.LiveThanos, Versions.Thanos, ThanosManifests.LiveQueryValues(plan), [stack])],
        ];
        _ = Install(HubNames.Thanos, Versions.Thanos, ThanosManifests.Values(plan), [stack, rules, .. questions]);

        // Doors, eyes, and what is made of what they see.
        foreach (var target in HubObjects.Services(plan).Concat(HubObjects.NetworkPolicies).Concat(DashboardPack.ConfigMaps(plan.Dashboards)))
            Put(target, [_home]);
        foreach (var (space, target) in HubObjects.Scraped(plan))
            Put(target, [stack], space);
        foreach (var group in plan.HubRules)
            Put(RuleFile.Object(group, plan.Runbooks), [stack]);

        Connection = Connect(certificates[HubNames.MemberCertificate]);
        RegisterOutputs(new Dictionary<string, object?> { ["namespace"] = HubNames.Namespace, ["grafanaSecret"] = GrafanaSecret });
    }

    private Pulumi.CustomResource Put(KubernetesObject target, ImmutableArray<Resource> needs, string space = HubNames.Namespace) =>
        KubernetesObjectResource.Create($"{_name}-{target.Kind}-{target.Name}", target, space, _management.After([_home, .. needs]));

    private Release Install(string release, Chart chart, ImmutableDictionary<string, object> values, ImmutableArray<Resource> needs)
    {
        var args = new ClusterChart(_args.Charts(chart), release, HubNames.Namespace, values).Args();
        args.Timeout = InstallTimeoutSeconds;
        return new Release($"{_name}-{release}", args, _management.After([_home, .. needs]));
    }

    private IEnumerable<Resource> Secrets()
    {
        yield return Secret(HubNames.ObjectStoreSecret, (HubNames.ObjectStoreKey, _args.ObjectStore.Configuration));
        if (!_args.Plan.Alerts.SecretKeys.IsEmpty)
            yield return Secret(AlertmanagerConfiguration.SecretName, [.. _args.Plan.Alerts.SecretKeys.Select(key => (key, _args.ReceiverSecrets[key]))]);
        if (_args.LoginSecret is { } login)
            yield return Secret(HubNames.LoginSecret, (HubNames.LoginKey, login));
    }

    private Secret Secret(string name, params (string Key, Output<string> Value)[] content) => new(
        $"{_name}-{name}",
        new SecretArgs
        {
            Metadata = new ObjectMetaArgs { Name = name, Namespace = HubNames.Namespace },
            StringData = Output.CreateSecret(Output.All(content.Select(entry => (Input<string>)entry.Value))
                .Apply(values => content.Zip(values).ToImmutableDictionary(entry => entry.First.Key, entry => entry.Second, StringComparer.Ordinal))),
        },
        _management.After([_home]));

    // Through the certificate's id: cert-manager makes the secret with it, and a plan reads none that is not there.
    private MonitoringConnection Connect(Pulumi.CustomResource certificate)
    {
        var secret = ReadSecret.Data($"{_name}-member-certificate", certificate.Id.Apply(_ => $"{HubNames.Namespace}/{HubNames.MemberCertificate}"), _management);
        var plan = _args.Plan;
        return new MonitoringConnection(
            // Whom to trust is no secret; what stands beside it is.
            Output.Unsecret(Part("ca.crt")),
            Output.Unsecret(Part("tls.crt")),
            Output.CreateSecret(Part("tls.key")),
            Output.Create(HubAddresses.WriteUrl(plan)),
            Output.Create(HubAddresses.Alertmanager(plan)),
            _args.MemberObjectStore.Configuration);

        Output<string> Part(string key) => secret.Apply(data => Encoding.UTF8.GetString(Convert.FromBase64String(data[key])));
    }
}
