using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>What the values of an <see cref="AnalysisMetric"/> are.</summary>
public enum AnalysisUnit
{
    /// <summary>Of a hundred.</summary>
    Percent,

    /// <summary>A thousandth of a second.</summary>
    Milliseconds,
}

/// <summary>What a rollout, a dashboard and an objective ask about one version of a workload, written once.</summary>
/// <param name="Name">For example <c>success-rate</c>.</param>
/// <param name="Source">Who measures: <c>istio</c> or <c>http</c>. Metrics of the same name mean the same, whoever measures.</param>
/// <param name="Unit">The unit of its values.</param>
/// <param name="Range">The values that are good, where whoever asks says nothing else.</param>
/// <param name="Query">PromQL for a single value, with Flagger's places: <c>{{ namespace }}</c>, <c>{{ target }}</c> (the workload) and <c>{{ interval }}</c> (docs.flagger.app, "Metrics Analysis").</param>
/// <param name="Meaning">What it tells, in a sentence.</param>
public sealed record AnalysisMetric(string Name, string Source, AnalysisUnit Unit, AnalysisRange Range, string Query, string Meaning)
{
    /// <summary>The name of its template: <c>istio-success-rate</c>.</summary>
    public string TemplateName => $"{Source}-{Name}";

    /// <summary>The query for one workload, as Prometheus and dashboards take it.</summary>
    /// <param name="namespace">The workload's namespace, or a dashboard's variable: <c>$namespace</c>.</param>
    /// <param name="target">The workload's name, or a variable.</param>
    /// <param name="interval">The time to look back: <c>5m</c>, <c>$__rate_interval</c>.</param>
    public string Expression(string @namespace, string target, string interval) => Query
        .Replace("{{ namespace }}", @namespace, StringComparison.Ordinal)
        .Replace("{{ target }}", target, StringComparison.Ordinal)
        .Replace("{{ interval }}", interval, StringComparison.Ordinal);

    /// <summary>The object by which Flagger knows the query (flagger.app/v1beta1, MetricTemplate).</summary>
    /// <param name="prometheus">The address of the Prometheus that has the workload's metrics.</param>
    /// <param name="credentials">The Secret, of the template's namespace, with <c>username</c> and <c>password</c> or <c>token</c>; null where none is asked for.</param>
    public KubernetesObject Template(string prometheus, string? credentials = null) => new(
        "flagger.app/v1beta1",
        "MetricTemplate",
        TemplateName,
        Fields.Of(("spec", Fields.Of(
            ("provider", Fields.Of(
                ("type", "prometheus"),
                ("address", prometheus),
                ("secretRef", credentials is null ? null : Fields.Of(("name", credentials))))),
            ("query", Query)))));

    /// <summary>The entry of a Canary's <c>spec.analysis.metrics</c> that asks for it.</summary>
    /// <param name="templates">The namespace of the templates.</param>
    /// <param name="interval">How far each look goes back, as <c>1m</c>; at least twice the time between two scrapes.</param>
    /// <param name="range">The values that are good.</param>
    public ImmutableDictionary<string, object> Check(string templates, string interval, AnalysisRange? range = null) => Fields.Of(
        ("name", Name),
        ("interval", interval),
        ("templateRef", Fields.Of(("name", TemplateName), ("namespace", templates))),
        ("thresholdRange", Fields.Of(("min", (range ?? Range).Minimum), ("max", (range ?? Range).Maximum))));
}

/// <summary>The values that are good. In the unit of the metric.</summary>
/// <param name="Minimum">The smallest; null for any.</param>
/// <param name="Maximum">The largest; null for any.</param>
public sealed record AnalysisRange(double? Minimum, double? Maximum)
{
    /// <summary>This much, or more.</summary>
    public static AnalysisRange AtLeast(double minimum) => new(minimum, null);

    /// <summary>This much, or less.</summary>
    public static AnalysisRange AtMost(double maximum) => new(null, maximum);
}
