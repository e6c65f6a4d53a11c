using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Kubernetes;
using Infra.Components.Monitoring;
using Infra.Interop.Tests.Schemas;
using Pulumi;
using Pulumi.Testing;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

[Collection(Deployments.Name)]
public sealed class GlobalMonitoringTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Certificate = "kubernetes:cert-manager.io/v1:Certificate";
    private const string Issuer = "kubernetes:cert-manager.io/v1:Issuer";
    private const string Secret = "kubernetes:core/v1:Secret";

    private static readonly Lazy<SchemaValidator> Validator = new(() => new SchemaValidator(KindCatalog.Open(Shared.Find("."))));

    [Fact]
    public async Task Everything_goes_to_the_management_cluster() => Assert.All(
        (await Hub.InstallAsync(Hub.Full)).Resources.Where(resource => resource.Type!.StartsWith("kubernetes:", StringComparison.Ordinal)),
        resource => Assert.Equal("kurator-mgmt", Declared.ProviderOf(resource)));

    [Fact]
    public async Task Every_object_is_valid()
    {
        _ = Shared.Find(".");
        var objects = (await Hub.InstallAsync(Hub.Full)).Resources
            .Where(resource => resource.Type!.StartsWith("kubernetes:", StringComparison.Ordinal) && resource.Type != Release && resource.Inputs.ContainsKey("metadata"))
            .ToList();

        Assert.True(objects.Count > 20, $"{objects.Count}");
        Assert.All(objects, target => Assert.Empty(Validator.Value.Validate(JsonNode.Parse(Tree.Json(target.Inputs))).Select(problem => $"{target.Name} {problem}")));
    }

    [Theory]
    [InlineData("kubernetes:core/v1:Namespace hub-system", $"{Issuer} hub-Issuer-monitoring-self-signed")]
    [InlineData($"{Issuer} hub-Issuer-monitoring-self-signed", $"{Certificate} hub-Certificate-monitoring-authority")]
    [InlineData($"{Certificate} hub-Certificate-monitoring-authority", $"{Issuer} hub-Issuer-monitoring-authority")]
    [InlineData($"{Issuer} hub-Issuer-monitoring-authority", $"{Certificate} hub-Certificate-thanos-receive-server")]
    [InlineData($"{Certificate} hub-Certificate-alertmanager-server", $"{Release} hub-monitoring")]
    [InlineData($"{Secret} hub-thanos-objstore", $"{Release} hub-monitoring")]
    [InlineData($"{Secret} hub-alertmanager-receivers", $"{Release} hub-monitoring")]
    [InlineData($"{Release} hub-monitoring", $"{Release} hub-thanos-agents")]
    [InlineData($"{Release} hub-monitoring", $"{Release} hub-thanos-live")]
    [InlineData($"{Release} hub-monitoring", "kubernetes:monitoring.coreos.com/v1:PodMonitor hub-PodMonitor-flux")]
    [InlineData($"{Release} hub-monitoring", "kubernetes:monitoring.coreos.com/v1:PrometheusRule hub-PrometheusRule-infra-nodes")]
    [InlineData("kubernetes:core/v1:ConfigMap hub-ConfigMap-thanos-ruler-rules", $"{Release} hub-thanos")]
    [InlineData($"{Release} hub-thanos-agents", $"{Release} hub-thanos")]
    [InlineData($"{Certificate} hub-Certificate-monitoring-member", $"{Secret} hub-member-certificate")]
    public async Task A_part_waits_for_what_it_needs(string first, string then) =>
        Assert.True(await Declared.AwaitsAsync(Hub.Program(Hub.Full), Hub.MemberCertificate, first, then));

    [Fact]
    public async Task Members_are_told_how_to_reach_what_is_exposed()
    {
        MonitoringConnection? connection = null;
        await Hub.InstallAsync(Hub.Full, hub => connection = hub.Connection);

        Assert.Equal("the authority", await ValueOf(connection!.Authority));
        Assert.Equal("the certificate", await ValueOf(connection.ClientCertificate));
        Assert.Equal("the key", await ValueOf(connection.ClientKey));
        Assert.Equal("https://receive.example.com/api/v1/receive", await ValueOf(connection.WriteUrl));
        Assert.Equal("alerts.example.com:443", await ValueOf(connection.AlertmanagerAddress));
        Assert.Contains("\"access_key\": \"members\"", await ValueOf(connection.ObjectStore), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_exposed_is_reached_inside()
    {
        MonitoringConnection? connection = null;
        var declared = await Hub.InstallAsync(Hub.Small, hub => connection = hub.Connection);

        Assert.Equal("https://thanos-receive.monitoring.svc:19291/api/v1/receive", await ValueOf(connection!.WriteUrl));
        Assert.Equal("alertmanager-members.monitoring.svc:443", await ValueOf(connection.AlertmanagerAddress));
        Assert.All(
            declared.Resources.Where(resource => resource.Type == "kubernetes:core/v1:Service"),
            service => Assert.Equal("ClusterIP", Tree.At(service.Inputs["spec"], "type")));
    }

    [Fact]
    public async Task The_names_by_which_members_call_are_in_the_certificates_that_answer()
    {
        var declared = await Hub.InstallAsync(Hub.Full);

        Assert.Contains("receive.example.com", Names(declared, "thanos-receive-server"));
        Assert.Contains("thanos-receive.monitoring.svc", Names(declared, "thanos-receive-server"));
        Assert.Contains("alerts.example.com", Names(declared, "alertmanager-server"));
        Assert.Contains("alertmanager-members.monitoring.svc", Names(declared, "alertmanager-server"));
        Assert.Contains(MonitoringConnection.MemberServerName, Names(declared, "monitoring-member"));
    }

    [Fact]
    public async Task A_door_opens_to_the_outside_only_where_certificates_are_asked_for()
    {
        var doors = (await Hub.InstallAsync(Hub.Full)).Resources
            .Where(resource => resource.Type == "kubernetes:core/v1:Service" && Tree.At(resource.Inputs["spec"], "type") is "LoadBalancer")
            .ToDictionary(service => service.Name!, service => (ImmutableArray<object>)Tree.At(service.Inputs["spec"], "ports")!, StringComparer.Ordinal);

        Assert.Equal(["hub-Service-alertmanager-members", "hub-Service-thanos-receive-agents"], doors.Keys.Order(StringComparer.Ordinal));
        Assert.All(doors.Values, ports => Assert.Single(ports));
        Assert.Equal("members", Tree.At(doors["hub-Service-alertmanager-members"][0], "targetPort"));
        Assert.Equal("remote-write", Tree.At(doors["hub-Service-thanos-receive-agents"][0], "targetPort"));
    }

    [Fact]
    public async Task No_load_balancer_is_asked_for_affinity_which_clouds_refuse()
    {
        var services = (await Hub.InstallAsync(Hub.Full)).Resources.Where(resource => resource.Type == "kubernetes:core/v1:Service").ToList();

        Assert.NotEmpty(services);
        Assert.All(services, service => Assert.Null(Tree.At(service.Inputs["spec"], "sessionAffinity")));
        Assert.Equal("ClientIP", Tree.At((await Hub.InstallAsync(Hub.Small)).Named("kubernetes:core/v1:Service", "hub-Service-alertmanager-members").Inputs["spec"], "sessionAffinity"));
    }

    [Fact]
    public async Task A_member_can_deploy_a_year_apart_and_never_shows_a_certificate_that_has_ended()
    {
        var member = (await Hub.InstallAsync(Hub.Full)).Named(Certificate, "hub-Certificate-monitoring-member").Inputs["spec"];
        var authority = (await Hub.InstallAsync(Hub.Full)).Named(Certificate, "hub-Certificate-monitoring-authority").Inputs["spec"];

        Assert.Equal(TimeSpan.FromDays(365), Hours(member, "renewBefore"));
        Assert.Equal(TimeSpan.FromDays(730), Hours(member, "duration"));
        // What the authority signs last ends before its own certificate does.
        Assert.True(Hours(authority, "renewBefore") > Hours(member, "duration"));
        Assert.Equal("Never", Tree.At(authority, "privateKey", "rotationPolicy"));
    }

    [Fact]
    public async Task No_secret_is_anywhere_but_in_secrets()
    {
        var declared = await Hub.InstallAsync(Hub.Full);

        Assert.All(
            declared.Resources.Where(resource => resource.Type != Secret && resource.Type!.StartsWith("kubernetes:", StringComparison.Ordinal)),
            resource => Assert.DoesNotContain(Hub.Canary, Tree.Json(resource.Inputs), StringComparison.Ordinal));
        Assert.Equal(3, declared.Resources.Count(resource => resource.Type == Secret && resource.Inputs.ContainsKey("stringData")));
    }

    [Fact]
    public async Task A_receiver_without_its_secret_is_refused()
    {
        var plan = Hub.Full with { Alerts = new AlertmanagerConfiguration { Receivers = [new AlertReceiver("a") { HasPagerDuty = true }] } };

        var error = await Assert.ThrowsAnyAsync<Exception>(() => Declared.ByAsync(
            () => _ = new GlobalMonitoring("hub", new GlobalMonitoringArgs
            {
                Management = new Components.Clusters.ClusterAccess(Output.Create(""), Output.Create(""), null!),
                Plan = plan,
                ObjectStore = ObjectStoreConnection.Of("a", "b", null, "c", "d"),
                MemberObjectStore = ObjectStoreConnection.Of("a", "b", null, "c", "d"),
            })));

        Assert.Contains("'a-pagerduty'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_template_would_take_for_its_own_reaches_the_Ruler_as_it_is()
    {
        var declared = await Hub.InstallAsync(Hub.Full);

        Assert.Contains("{{ $labels.cluster }}", (string)Tree.At(declared.Named("kubernetes:core/v1:ConfigMap", "hub-ConfigMap-thanos-ruler-rules").Inputs["data"], "rules.yaml")!, StringComparison.Ordinal);
        Assert.DoesNotContain("$labels", Tree.Json(declared.Named(Release, "hub-thanos").Inputs["values"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_rule_is_evaluated_where_what_it_looks_at_is()
    {
        var declared = await Hub.InstallAsync(Hub.Small);
        var onHub = declared.Resources.Where(resource => resource.Type == "kubernetes:monitoring.coreos.com/v1:PrometheusRule").Select(rule => rule.Name!).ToHashSet(StringComparer.Ordinal);
        var inRuler = (string)Tree.At(declared.Named("kubernetes:core/v1:ConfigMap", "hub-ConfigMap-thanos-ruler-rules").Inputs["data"], "rules.yaml")!;

        Assert.All(AlertPack.Member, group => Assert.Contains($"\"name\": \"{group.Name}\"", inRuler, StringComparison.Ordinal));
        Assert.All(AlertPack.Sites, group => Assert.Contains($"\"name\": \"{group.Name}\"", inRuler, StringComparison.Ordinal));
        Assert.All(AlertPack.Hub.Concat(AlertPack.Karmada), group => Assert.DoesNotContain($"\"name\": \"{group.Name}\"", inRuler, StringComparison.Ordinal));
        Assert.Equal(AlertPack.Member.Concat(AlertPack.Hub).Select(group => $"hub-PrometheusRule-infra-{group.Name}").ToHashSet(StringComparer.Ordinal), onHub);
    }

    [Fact]
    public void What_Karmada_says_is_missed_only_where_it_runs()
    {
        Assert.False(Hub.Small.WatchesKarmada);
        Assert.Empty(Hub.Small.HubRules.Intersect(AlertPack.Karmada));
        Assert.Empty(AlertPack.Karmada.Except(Hub.Full.HubRules));
    }

    [Fact]
    public async Task Heartbeats_of_members_are_read_where_Karmada_runs_with_the_credential_that_its_chart_leaves_there()
    {
        const string deployment = "kubernetes:apps/v1:Deployment";
        var declared = await Hub.InstallAsync(Hub.Full);
        var reader = declared.Named(deployment, "hub-Deployment-karmada-heartbeats").Inputs;
        var pod = Tree.At(reader["spec"], "template", "spec")!;

        Assert.DoesNotContain((await Hub.InstallAsync(Hub.Small)).Resources, resource => resource.Type == deployment);
        Assert.Equal("karmada-system", Tree.At(reader["metadata"], "namespace"));
        Assert.Equal("karmada-kubeconfig", Tree.At(pod, "volumes", 0, "secret", "secretName"));
        Assert.Equal($"mirror.example.com/registry.k8s.io/kube-state-metrics/kube-state-metrics:{Versions.KubeStateMetrics}", Tree.At(pod, "containers", 0, "image"));
        Assert.Contains("--kubeconfig=/karmada/kubeconfig", (IEnumerable<object>)Tree.At(pod, "containers", 0, "args")!);
        Assert.Equal("/karmada", Tree.At(pod, "containers", 0, "volumeMounts", 0, "mountPath"));
        Assert.Equal(true, Tree.At(pod, "securityContext", "runAsNonRoot"));
        Assert.Equal(true, Tree.At(pod, "containers", 0, "securityContext", "readOnlyRootFilesystem"));
        Assert.Equal("128Mi", Tree.At(pod, "containers", 0, "resources", "limits", "memory"));
    }

    [Fact]
    public async Task Heartbeats_are_scraped_under_the_names_that_rules_know()
    {
        var monitor = (await Hub.InstallAsync(Hub.Full)).Named("kubernetes:monitoring.coreos.com/v1:PodMonitor", "hub-PodMonitor-karmada-heartbeats").Inputs;
        var endpoint = Tree.At(monitor["spec"], "podMetricsEndpoints", 0)!;

        Assert.Equal("karmada-system", Tree.At(monitor["metadata"], "namespace"));
        // The namespace in the metric is the lease's, and the rule chooses by it.
        Assert.Equal(true, Tree.At(endpoint, "honorLabels"));
        Assert.Equal(("job", "karmada-heartbeats"), (Tree.At(endpoint, "relabelings", 0, "targetLabel"), Tree.At(endpoint, "relabelings", 0, "replacement")));
        Assert.Equal(("lease", "member_cluster"), (Tree.At(endpoint, "metricRelabelings", 0, "sourceLabels", 0), Tree.At(endpoint, "metricRelabelings", 0, "targetLabel")));
    }

    [Fact]
    public void The_Ruler_starts_anew_when_its_rules_change()
    {
        static object? Mark(GlobalMonitoringPlan plan) => Tree.At(ThanosManifests.Values(plan)["ruler"], "podLabels", "infra.rules");

        Assert.Equal(Mark(Hub.Small), Mark(Hub.Small with { Sizes = Hub.Full.Sizes }));
        Assert.NotEqual(Mark(Hub.Small), Mark(Hub.Small with { Runbooks = "https://example.com" }));
    }

    private static IEnumerable<object> Names(Declared declared, string certificate) =>
        (ImmutableArray<object>)Tree.At(declared.Named(Certificate, $"hub-Certificate-{certificate}").Inputs["spec"], "dnsNames")!;

    private static TimeSpan Hours(object certificate, string field) =>
        TimeSpan.FromHours(int.Parse(((string)Tree.At(certificate, field)!).Split('h')[0], System.Globalization.CultureInfo.InvariantCulture));

    private static Task<string> ValueOf(Output<string> output)
    {
        var source = new TaskCompletionSource<string>();
        output.Apply(value =>
        {
            source.SetResult(value);
            return value;
        });
        return source.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
