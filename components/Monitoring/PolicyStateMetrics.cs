using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>Kyverno's objects as metrics: whether each policy holds, which objects break one, and until when exceptions are.</summary>
/// <remarks>
/// <para>
/// kube-state-metrics exposes them (docs/metrics/extend/customresourcestate-metrics.md). Where Kyverno is not, it finds nothing to list, asks again now and then, and all its other
/// metrics are as ever.
/// </para>
/// <para>
/// A report is of one object and has a line for each policy that looked at it. Only an object that breaks something is told of, once, with the first policy that it breaks: a cluster in
/// order costs nothing, and one in disorder a series for each object, never one for each of its policies. How often each policy is broken is told by Kyverno's own counters.
/// </para>
/// </remarks>
internal static class PolicyStateMetrics
{
    private const string Policies = "policies.kyverno.io";
    private const string Reports = "wgpolicyk8s.io";
    private const string Validating = "ValidatingPolicy";

    private static readonly ImmutableArray<string> PolicyKinds = ["GeneratingPolicy", "ImageValidatingPolicy", "MutatingPolicy", Validating];

    /// <summary>Entries of the configuration, beside those of other kinds.</summary>
    public static IEnumerable<object> Resources =>
    [
        .. PolicyKinds.Select(kind => Resource(Policies, "v1", kind, Policy(kind))),
        Resource(Policies, "v1", "PolicyException", Exception),
        Resource(Reports, "v1alpha2", "PolicyReport", Broken("violation", "fail"), Broken("error", "error")),
        Resource(Reports, "v1alpha2", "ClusterPolicyReport", Broken("violation", "fail"), Broken("error", "error")),
    ];

    /// <summary>What kube-state-metrics must be allowed for that.</summary>
    public static IEnumerable<object> Rules =>
    [
        Watch(Policies, "generatingpolicies", "imagevalidatingpolicies", "mutatingpolicies", "policyexceptions", "validatingpolicies"),
        Watch(Reports, "clusterpolicyreports", "policyreports"),
    ];

    /// <summary>What scrapes Kyverno's controllers: an entry of the chart's <c>prometheus.additionalPodMonitors</c>.</summary>
    /// <remarks>
    /// Here and not in Kyverno's chart: that would bring monitors to clusters that do not know the kind, and then not install. The chart's templates call the port of the admission
    /// controller otherwise than that of the others.
    /// </remarks>
    public static ImmutableDictionary<string, object> Controllers => Fields.Of(
        ("name", "kyverno"),
        ("namespaceSelector", Fields.Of(("matchNames", new[] { "kyverno" }))),
        ("selector", Fields.Of(("matchLabels", Fields.Of(("app.kubernetes.io/part-of", "kyverno"))))),
        ("podMetricsEndpoints", Fields.List(new[] { Fields.Of(("port", "metrics-port")), Fields.Of(("port", "metrics")) })));

    private static ImmutableDictionary<string, object> Policy(string kind) => Fields.Of(
        ("name", "policy_info"),
        ("help", "A policy of Kyverno, and whether it holds."),
        ("each", Info([], ("policy_name", ["metadata", "name"]))),
        ("labelsFromPath", Paths(
            ("policy", ["metadata", "labels", "infra.internal/policy"]),
            ("severity", ["metadata", "annotations", "policies.kyverno.io/severity"]),
            ("ready", ["status", "conditionStatus", "ready"]))
            .SetItems(kind.EndsWith(Validating, StringComparison.Ordinal) ? Paths(("action", ["spec", "validationActions", "0"])) : [])
            .SetItems(kind == Validating ? Paths(("native", ["spec", "autogen", "validatingAdmissionPolicy", "enabled"]), ("generated", ["status", "generated"])) : [])));

    private static ImmutableDictionary<string, object> Exception => Fields.Of(
        ("name", "policy_exception_expiry_timestamp_seconds"),
        ("help", "The moment until which an exception from policies is."),
        ("each", Fields.Of(("type", "Gauge"), ("gauge", Fields.Of(("path", new[] { "spec", "expiresAt" }))))),
        ("labelsFromPath", Paths(("exception", ["metadata", "name"]), ("policy_name", ["spec", "policyRefs", "0", "name"]))));

    // A lookup that finds nothing makes no series.
    private static ImmutableDictionary<string, object> Broken(string what, string result) => Fields.Of(
        ("name", $"policy_report_{what}_info"),
        ("help", "An object, and the first policy of those that have this to say of it."),
        ("each", Info(["results", $"[result={result}]"], ("policy_name", ["policy"]), ("severity", ["severity"]))),
        ("labelsFromPath", Paths(
            ("exported_namespace", ["metadata", "namespace"]),
            ("resource_api", ["scope", "apiVersion"]),
            ("resource_kind", ["scope", "kind"]),
            ("resource_name", ["scope", "name"]))));

    private static ImmutableDictionary<string, object> Resource(string group, string version, string kind, params ImmutableArray<object> metrics) => Fields.Of(
        ("groupVersionKind", Fields.Of(("group", group), ("version", version), ("kind", kind))),
        // None: the names are whole.
        ("metricNamePrefix", ""),
        ("metrics", metrics));

    private static ImmutableDictionary<string, object> Info(ImmutableArray<string> path, params ReadOnlySpan<(string Label, ImmutableArray<string> Path)> labels) =>
        Fields.Of(("type", "Info"), ("info", Fields.Of(("path", Fields.ListOrNone(path)), ("labelsFromPath", Paths(labels)))));

    private static ImmutableDictionary<string, object> Watch(string group, params ImmutableArray<string> resources) =>
        Fields.Of(("apiGroups", new[] { group }), ("resources", resources), ("verbs", new[] { "list", "watch" }));

    private static ImmutableDictionary<string, object> Paths(params ReadOnlySpan<(string Label, ImmutableArray<string> Path)> labels)
    {
        var paths = ImmutableDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        foreach (var (label, path) in labels)
            paths.Add(label, Fields.List(path));
        return paths.ToImmutable();
    }
}
