using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Components.Kubernetes;
using Infra.Components.Monitoring;
using Infra.Components.Policies;
using Infra.Interop.Tests.Schemas;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Infra.Components.Tests.Monitoring;

public sealed class PolicyStateMetricsTests
{
    private static IEnumerable<ImmutableDictionary<string, object>> Resources => PolicyStateMetrics.Resources.Cast<ImmutableDictionary<string, object>>();

    private static IEnumerable<ImmutableDictionary<string, object>> MetricsOf(ImmutableDictionary<string, object> resource) =>
        ((ImmutableArray<object>)resource["metrics"]).Cast<ImmutableDictionary<string, object>>();

    [Fact]
    public void Every_path_is_one_that_the_definition_has() => Assert.All(Resources, resource =>
    {
        var kind = (ImmutableDictionary<string, object>)resource["groupVersionKind"];
        var schema = SchemaOf($"{kind["group"]}", $"{kind["version"]}", $"{kind["kind"]}");
        foreach (var metric in MetricsOf(resource))
        {
            var each = (ImmutableDictionary<string, object>)metric["each"];
            var one = (ImmutableDictionary<string, object>)each[$"{each["type"]}".ToLowerInvariant()];
            var start = one.TryGetValue("path", out var path) ? Inside(schema, Steps(path)) : schema;
            Assert.NotNull(start);
            Assert.All(PathsOf(metric), label => Assert.NotNull(Inside(schema, label)));
            Assert.All(PathsOf(one), label => Assert.NotNull(Inside(start, label)));
        }
    });

    [Fact]
    public void Every_metric_has_the_labels_that_are_told_of_it() => Assert.All(
        Resources.SelectMany(MetricsOf).GroupBy(metric => $"{metric["name"]}", StringComparer.Ordinal),
        metrics => Assert.Subset(
            metrics.SelectMany(Made).Append("customresource_kind").ToHashSet(StringComparer.Ordinal),
            Metrics.Find(metrics.Key)!.Labels.ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void An_object_is_told_of_once_however_many_policies_it_breaks() => Assert.All(
        Resources.Where(resource => $"{Tree.At(resource, "groupVersionKind", "kind")}".EndsWith("Report", StringComparison.Ordinal)),
        resource => Assert.Equal(
            [("policy_report_violation_info", "[result=fail]"), ("policy_report_error_info", "[result=error]")],
            // What a list is looked up for is its first that fits; a list itself would be a series for each of its lines.
            MetricsOf(resource).Select(metric => ($"{metric["name"]}", $"{Tree.At(metric, "each", "info", "path", 1)}"))));

    [Fact]
    public void Objects_of_one_report_are_told_apart()
    {
        var labels = LabelsOf(MetricsOf(Resources.Single(resource => $"{Tree.At(resource, "groupVersionKind", "kind")}" == "PolicyReport")).First());

        Assert.Superset(new HashSet<string>(["exported_namespace", "resource_api", "resource_kind", "resource_name"], StringComparer.Ordinal), labels.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Kyverno_s_controllers_are_scraped_by_a_monitor_that_the_operator_takes()
    {
        var monitor = PolicyStateMetrics.Controllers;

        Assert.Equal(PolicyPack.Namespace, Tree.At(monitor, "namespaceSelector", "matchNames", 0));
        Assert.Empty(new SchemaValidator(KindCatalog.Open(Shared.Find("."))).Validate(JsonNode.Parse(Tree.Json(Fields.Of(
            ("apiVersion", "monitoring.coreos.com/v1"),
            ("kind", "PodMonitor"),
            ("metadata", Fields.Of(("name", monitor["name"]))),
            ("spec", monitor.Remove("name")))))).Select(problem => problem.ToString()));
    }

    private static IEnumerable<string> Made(ImmutableDictionary<string, object> metric)
    {
        var each = (ImmutableDictionary<string, object>)metric["each"];
        return LabelsOf(metric).Concat(LabelsOf((ImmutableDictionary<string, object>)each[$"{each["type"]}".ToLowerInvariant()]));
    }

    private static IEnumerable<string> LabelsOf(ImmutableDictionary<string, object> part) =>
        part.TryGetValue("labelsFromPath", out var labels) ? ((ImmutableDictionary<string, object>)labels).Keys : [];

    private static IEnumerable<ImmutableArray<string>> PathsOf(ImmutableDictionary<string, object> part) =>
        part.TryGetValue("labelsFromPath", out var labels) ? ((ImmutableDictionary<string, object>)labels).Values.Select(Steps) : [];

    private static ImmutableArray<string> Steps(object path) => [.. ((ImmutableArray<object>)path).Cast<string>()];

    // Metadata is Kubernetes' own, and a map's keys are anybody's.
    private static YamlNode? Inside(YamlNode schema, ImmutableArray<string> steps)
    {
        YamlNode? here = schema;
        foreach (var step in steps)
        {
            if (step == "metadata")
                return here;
            here = step.StartsWith('[') || int.TryParse(step, out _) ? At(here, "items") : At(At(here, "properties"), step);
            if (here is null)
                return null;
        }
        return here;
    }

    private static YamlNode? At(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null;

    private static YamlNode SchemaOf(string group, string version, string kind)
    {
        foreach (var file in Directory.GetFiles(Shared.Find("crds/kyverno"), $"*.{group}.yaml"))
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(file)));
            var spec = At(stream.Documents[0].RootNode, "spec");
            if ($"{At(At(spec, "names"), "kind")}" != kind)
                continue;
            var found = ((YamlSequenceNode)At(spec, "versions")!).Children.Single(one => $"{At(one, "name")}" == version);
            return At(At(found, "schema"), "openAPIV3Schema")!;
        }
        throw new FileNotFoundException($"{group}/{version} {kind}");
    }
}
