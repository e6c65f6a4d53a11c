using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Monitoring;
using Infra.Interop.Tests.Schemas;
using Pulumi;
using Xunit;

namespace Infra.Components.Tests.Monitoring;

public sealed class MemberMonitoringTests
{
    // The chart's values end where those of its subcharts begin. What follows is in their own values.yaml, read by hand in github.com/prometheus-community/helm-charts:
    // charts/kube-state-metrics/values.yaml and charts/prometheus-node-exporter/values.yaml.
    private static readonly ImmutableHashSet<string> OfSubcharts =
    [
        ".kube-state-metrics.image", ".kube-state-metrics.resources", ".kube-state-metrics.collectors", ".kube-state-metrics.rbac", ".kube-state-metrics.customResourceState",
        ".kube-state-metrics.selfMonitor", ".prometheus-node-exporter.image.registry", ".prometheus-node-exporter.resources", ".prometheus-node-exporter.securityContext",
        ".prometheus-node-exporter.containerSecurityContext", ".prometheus-node-exporter.priorityClassName",
        // Of the operator's environment, values.yaml has one variable as an example of all.
        ".prometheusOperator.env.GOMEMLIMIT",
    ];

    private static readonly MonitoringConnection Hub = new(
        Output.CreateSecret("authority"),
        Output.CreateSecret("certificate"),
        Output.CreateSecret("canary-of-the-key"),
        Output.Create("https://receive.example.com/api/v1/receive"),
        Output.Create("alerts.example.com:443"),
        Output.CreateSecret("canary-of-the-store"));

    public static TheoryData<string> Plans => [.. PlansByName.Keys];

    private static readonly Dictionary<string, MemberMonitoringPlan> PlansByName = new(StringComparer.Ordinal)
    {
        ["server"] = Server,
        ["server with everything"] = Server with
        {
            Replicas = 2,
            ScrapesControlPlane = true,
            Mirrors = Mirrored,
            Volume = new MemberVolume(100, IsPersistent: true, "fast"),
            StoreApi = new MemberStoreApi(ImmutableSortedDictionary<string, string>.Empty.Add("example.com/internal", "true"), ["10.0.0.0/8"]),
            Rules = Fields.Of(("members", Fields.Of(("groups", Fields.List(Array.Empty<object>()))))),
        },
        ["server on a node's disk"] = Server with { Volume = new MemberVolume(20, IsPersistent: false, null) },
        ["agent"] = Agent,
        ["agent with mirrors and a claim"] = Agent with { Mirrors = Mirrored, Volume = new MemberVolume(4, IsPersistent: true, null) },
    };

    private static MemberMonitoringPlan Server => new()
    {
        Name = "monitoring-cloud",
        Mode = MemberMode.Server,
        ScrapeSeconds = 30,
        Volume = new MemberVolume(50, IsPersistent: true, null),
        MemoryMiB = 4096,
    };

    private static MemberMonitoringPlan Agent => new()
    {
        Name = "monitoring-sites",
        Mode = MemberMode.Agent,
        Volume = new MemberVolume(2, IsPersistent: false, null),
        MemoryMiB = 400,
    };

    private static ImageMirrors Mirrored => new(ImmutableSortedDictionary<string, string>.Empty
        .Add("quay.io", "mirror.example.com/quay").Add("registry.k8s.io", "mirror.example.com/k8s").Add("ghcr.io", "mirror.example.com/ghcr"));

    [Theory]
    [MemberData(nameof(Plans))]
    public void Every_value_is_one_that_the_chart_or_a_subchart_knows(string plan) =>
        Assert.Empty(ChartValues.UnknownTo("kube-prometheus-stack", ValuesOf(PlansByName[plan])).Except(OfSubcharts));

    [Fact]
    public void What_a_target_says_may_be_as_big_as_the_samples_that_it_may_have()
    {
        Assert.Equal(("256MB", 500_000), Most(Agent with { Mode = MemberMode.Server }));
        Assert.Equal(("64MB", 20_000), Most(Agent));

        static (string, int) Most(MemberMonitoringPlan plan)
        {
            var spec = Tree.At(ValuesOf(plan)["prometheus"], "prometheusSpec")!;
            return ((string)Tree.At(spec, "enforcedBodySizeLimit")!, (int)Tree.At(spec, "enforcedSampleLimit")!);
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Prometheus_is_what_its_operator_takes(string plan) => AssertValid(Rendered(PlansByName[plan]));

    [Fact]
    public void What_scrapes_Flux_is_a_monitor_that_the_operator_takes()
    {
        var monitor = FluxStateMetrics.Controllers;

        AssertValid(Fields.Of(
            ("apiVersion", "monitoring.coreos.com/v1"),
            ("kind", "PodMonitor"),
            ("metadata", Fields.Of(("name", monitor["name"]))),
            ("spec", monitor.Remove("name"))));
    }

    [Fact]
    public void The_state_of_every_kind_is_read_where_its_definition_has_it() => Assert.All(
        FluxStateMetrics.Resources.Cast<ImmutableDictionary<string, object>>(),
        resource =>
        {
            var kind = (ImmutableDictionary<string, object>)resource["groupVersionKind"];
            var definition = Directory.GetFiles(Shared.Find("crds"), "*.toolkit.fluxcd.io.yaml", SearchOption.AllDirectories)
                .Select(File.ReadAllText)
                .Single(text => text.Contains($"\n    kind: {kind["kind"]}\n", StringComparison.Ordinal) && text.Contains($"group: {kind["group"]}\n", StringComparison.Ordinal));

            Assert.Contains($"\n    name: {kind["version"]}\n", definition, StringComparison.Ordinal);
            var labels = (ImmutableDictionary<string, object>)Tree.At(resource, "metrics", 0, "labelsFromPath")!;
            Assert.All(
                labels.Values.Cast<ImmutableArray<object>>().Select(path => $"{path[0]}.{path[^1]}").Where(path => path != "metadata.namespace"),
                path => Assert.Contains($" {path.Split('.')[1]}:\n", definition, StringComparison.Ordinal));
        });

    [Fact]
    public void Every_label_of_Flux_state_that_is_told_of_is_made()
    {
        var made = FluxStateMetrics.Resources
            .SelectMany(resource => ((ImmutableDictionary<string, object>)Tree.At(resource, "metrics", 0, "labelsFromPath")!).Keys)
            // kube-state-metrics adds the kind, and the metric itself has the name.
            .Concat(["name", "customresource_group", "customresource_kind", "customresource_version"]);

        Assert.Subset(made.ToHashSet(), Metrics.Find("gotk_resource_info")!.Labels.ToHashSet());
    }

    [Fact]
    public void What_is_watched_may_be_watched()
    {
        var rules = CustomResourceState.Rules.Cast<ImmutableDictionary<string, object>>().ToDictionary(
            rule => (string)((ImmutableArray<object>)rule["apiGroups"])[0], rule => ((ImmutableArray<object>)rule["resources"]).Cast<string>().ToList(), StringComparer.Ordinal);

        Assert.All(
            ((ImmutableArray<object>)Tree.At(CustomResourceState.State, "config", "spec", "resources")!).Select(resource => (ImmutableDictionary<string, object>)Tree.At(resource, "groupVersionKind")!),
            kind => Assert.Contains(rules[(string)kind["group"]], plural => plural.StartsWith(((string)kind["kind"])[..^2].ToLowerInvariant(), StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("cluster", ClusterFact.Name)]
    [InlineData("fleet", ClusterFact.Fleet)]
    [InlineData("region", ClusterFact.Region)]
    [InlineData("provider", ClusterFact.Provider)]
    public void A_series_says_where_it_is_from_by_what_its_cluster_says_of_itself(string label, ClusterFact fact) => Assert.All(
        PlansByName.Values,
        plan => Assert.Contains(new ClusterValue($"prometheus.prometheusSpec.externalLabels.{label}", fact), MemberMonitoring.Addon(plan).ClusterValues));

    [Fact]
    public void An_agent_has_no_rules_no_sidecar_no_alerts_and_no_key_to_the_bucket()
    {
        var values = ValuesOf(Agent with { Rules = Fields.Of(("members", "any")) });

        Assert.False(values.ContainsKey("additionalPrometheusRulesMap"));
        Assert.Null(Tree.At(values, "prometheus", "prometheusSpec", "thanos"));
        Assert.Null(Tree.At(values, "prometheus", "prometheusSpec", "additionalAlertManagerConfigs"));
        Assert.Equal([MemberMonitoringManifests.HubSecret], MemberMonitoring.Secrets(Agent, Hub).Keys);
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void No_member_runs_Alertmanager_or_Grafana_or_anybody_elses_rules(string plan) => Assert.All(
        new[] { ("alertmanager", "enabled"), ("grafana", "enabled"), ("defaultRules", "create") },
        part => Assert.Equal(false, Tree.At(ValuesOf(PlansByName[plan]), part.Item1, part.Item2)));

    [Fact]
    public void Every_image_comes_from_its_mirror()
    {
        var values = ValuesOf(PlansByName["server with everything"]);

        Assert.Equal("mirror.example.com/quay", Tree.At(values, "prometheusOperator", "image", "registry"));
        Assert.Equal("mirror.example.com/quay", Tree.At(values, "prometheusOperator", "thanosImage", "registry"));
        Assert.Equal("mirror.example.com/quay", Tree.At(values, "prometheusOperator", "prometheusConfigReloader", "image", "registry"));
        Assert.Equal("mirror.example.com/ghcr", Tree.At(values, "prometheusOperator", "admissionWebhooks", "patch", "image", "registry"));
        Assert.Equal("mirror.example.com/quay", Tree.At(values, "prometheus", "prometheusSpec", "image", "registry"));
        Assert.Equal("mirror.example.com/k8s", Tree.At(values, "kube-state-metrics", "image", "registry"));
        Assert.Equal("mirror.example.com/quay", Tree.At(values, "prometheus-node-exporter", "image", "registry"));
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Whatever_runs_has_its_memory_bounded(string plan)
    {
        var values = ValuesOf(PlansByName[plan]);

        Assert.All(
            new object?[]
            {
                Tree.At(values, "prometheusOperator", "resources"),
                Tree.At(values, "prometheusOperator", "prometheusConfigReloader", "resources"),
                Tree.At(values, "prometheus", "prometheusSpec", "resources"),
                Tree.At(values, "kube-state-metrics", "resources"),
                Tree.At(values, "prometheus-node-exporter", "resources"),
            },
            resources => Assert.NotNull(Tree.At(resources, "limits", "memory")));
    }

    [Fact]
    public void A_small_site_keeps_what_a_rule_or_dashboard_may_ask_for_and_nothing_else()
    {
        var first = (ImmutableDictionary<string, object>)MemberScraping.Classes[0];
        var keep = new Regex($"^(?:{Tree.At(first, "metricRelabelings", 0, "regex")})$", RegexOptions.None, TimeSpan.FromSeconds(1));

        Assert.Equal(true, first["default"]);
        Assert.All(Metrics.All.Where(metric => metric.Producer == MetricProducer.NodeExporter || metric.Producer == MetricProducer.FluxState).SelectMany(metric => metric.Series), series => Assert.Matches(keep, series));
        Assert.DoesNotMatch(keep, "node_scrape_collector_duration_seconds");
        Assert.DoesNotMatch(keep, "thanos_receive_head_series");
    }

    [Fact]
    public void A_small_site_keeps_all_that_the_rules_of_the_Ruler_ask_for()
    {
        RuleGroup[] groups = [.. AlertPack.Member, .. AlertPack.Sites];
        var kept = MemberScraping.Known.Concat(groups.SelectMany(group => group.Recordings).Select(recording => recording.Name)).ToHashSet(StringComparer.Ordinal);
        // A site in agent mode has no sidecar.
        var asked = groups.SelectMany(group => group.Rules).SelectMany(rule => MetricSelector.In(rule.Expression)).Select(selector => selector.Name)
            .Where(name => Metrics.Find(name)?.Producer is not { } producer || (producer != MetricProducer.ThanosSidecar && producer != MetricProducer.Thanos));

        Assert.All(asked, name => Assert.Contains(name, kept));
    }

    [Fact]
    public void The_state_of_every_kind_that_a_metric_is_of_is_collected()
    {
        var kinds = Metrics.All.Where(metric => metric.Producer == MetricProducer.KubeStateMetrics && !metric.Name.StartsWith("kube_state_metrics_", StringComparison.Ordinal))
            .Select(metric => metric.Name.Split('_')[1]).Distinct(StringComparer.Ordinal);

        Assert.All(kinds, kind => Assert.Contains(MemberScraping.Collectors, collector => collector == kind + "s" || collector.StartsWith(kind + "slice", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(10_000, 60)]
    [InlineData(20_000, 60)]
    public void An_agents_volume_holds_a_day_without_the_hub(int series, int scrapeSeconds) => Assert.InRange(Disconnection.LogMiB(series, scrapeSeconds), 1, Agent.Volume.SizeGiB * 1024);

    [Fact]
    public void A_site_has_caught_up_within_two_hours_even_over_a_slow_line() => Assert.InRange(Disconnection.CatchUpMinutes(10_000, 60, requestSeconds: 1), 1, 120);

    [Fact]
    public void What_never_catches_up_says_so() => Assert.Equal(int.MaxValue, Disconnection.CatchUpMinutes(1_000_000, 15, requestSeconds: 1));

    [Fact]
    public void The_credential_is_in_secrets_alone() => Assert.All(PlansByName.Values, plan => Assert.DoesNotContain("canary-of", Tree.Json(ValuesOf(plan)), StringComparison.Ordinal));

    [Fact]
    public async Task What_the_hub_is_called_travels_as_a_secret()
    {
        Assert.True(await Output.IsSecretAsync(MemberMonitoring.SecretValues(Agent, Hub)));
        Assert.True(await Output.IsSecretAsync(MemberMonitoring.SecretValues(Server, Hub)));
    }

    [Fact]
    public void Without_a_way_for_the_hub_the_store_is_the_pods_own()
    {
        Assert.Equal(true, Tree.At(ValuesOf(Server), "prometheus", "prometheusSpec", "thanos", "grpcListenLocal"));
        Assert.False(ValuesOf(Server).ContainsKey("extraManifests"));
    }

    [Fact]
    public void The_way_for_the_hub_asks_for_its_certificate_and_opens_nothing_else()
    {
        var values = ValuesOf(PlansByName["server with everything"]);

        Assert.Equal("/etc/hub/ca.crt", Tree.At(values, "prometheus", "prometheusSpec", "thanos", "grpcServerTlsConfig", "caFile"));
        Assert.Equal(Tree.Json("""[ { "name": "grpc", "port": 10901, "targetPort": "grpc" } ]"""), Tree.Json(Tree.At(values, "extraManifests", 0, "spec", "ports")!));
    }

    // What Prometheus is, as the chart's template makes it of the values: some have another name there, some say how to write others.
    private static ImmutableDictionary<string, object> Rendered(MemberMonitoringPlan plan)
    {
        var isAgent = plan.Mode == MemberMode.Agent;
        var spec = ((ImmutableDictionary<string, object>)Tree.At(ValuesOf(plan), "prometheus", "prometheusSpec")!)
            .SetItems(isAgent ? (ImmutableDictionary<string, object>)Tree.At(MemberPrometheus.Writing("https://receive.example.com"), "prometheus", "prometheusSpec")! : []);
        spec = spec
            .SetItem("storage", spec["storageSpec"])
            .RemoveRange(spec.Keys.Where(key => key is "storageSpec" or "image" || key.EndsWith("NilUsesHelmValues", StringComparison.Ordinal) || key.EndsWith("Clear", StringComparison.Ordinal)));
        if (spec.GetValueOrDefault("thanos") is ImmutableDictionary<string, object> thanos)
            spec = spec.SetItem("thanos", thanos.SetItem("objectStorageConfig", Tree.At(thanos, "objectStorageConfig", "existingSecret")!));
        return Fields.Of(
            ("apiVersion", isAgent ? "monitoring.coreos.com/v1alpha1" : "monitoring.coreos.com/v1"),
            ("kind", isAgent ? "PrometheusAgent" : "Prometheus"),
            ("metadata", Fields.Of(("name", "monitoring-prometheus"))),
            ("spec", spec));
    }

    private static void AssertValid(ImmutableDictionary<string, object> manifest) => Assert.Empty(
        new SchemaValidator(KindCatalog.Open(Shared.Find("."))).Validate(JsonNode.Parse(Tree.Json(manifest))).Select(problem => problem.ToString()));

    private static ImmutableDictionary<string, object> ValuesOf(MemberMonitoringPlan plan) => ((AddonContent.Helm)MemberMonitoring.Addon(plan).Content).Values;
}
