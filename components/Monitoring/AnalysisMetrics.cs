using System.Collections.Immutable;
using System.Globalization;

namespace Infra.Components.Monitoring;

/// <summary>The questions that rollouts are decided by, for each way in which requests are measured.</summary>
/// <remarks>
/// A query without requests yields nothing, and not a good value: a version that nobody has called has proved nothing, and Flagger waits. A gateway without a mesh is no source:
/// it counts the versions behind one route together.
/// </remarks>
public static class AnalysisMetrics
{
    // The share of requests that the service promises to answer, which the error budget is what is left of.
    private const double Objective = 0.999;

    private const string Interval = "{{ interval }}";

    // Pods of a Deployment are <name>-<template>-<pod>; those of Flagger's <name>-primary have one part more, and are another version.
    private const string Pods = """namespace="{{ namespace }}",pod=~"{{ target }}-[^-]+-[^-]+" """;

    // What the workload's own proxy saw, or the waypoint before it.
    private const string Requests = """reporter=~"destination|waypoint",destination_workload_namespace="{{ namespace }}",destination_workload="{{ target }}" """;

    /// <summary>As the proxies of the mesh measure requests (istio.io, "Istio Standard Metrics").</summary>
    public static ImmutableArray<AnalysisMetric> Istio { get; } = Of(
        "istio",
        all: $$"""sum(rate(istio_requests_total{ {{Requests}} }[{{Interval}}]))""",
        // A gRPC answer is 200 whatever it says; codes are those of grpc.io, "Status codes", that mean the server's own fault.
        failed: $$"""
            (
              sum(rate(istio_requests_total{ {{Requests}} ,response_code=~"5.."}[{{Interval}}])) or vector(0)
            ) + (
              sum(rate(istio_requests_total{ {{Requests}} ,response_code!~"5..",grpc_response_status=~"2|4|12|13|14|15"}[{{Interval}}])) or vector(0)
            )
            """,
        buckets: $$"""sum by (le) (rate(istio_request_duration_milliseconds_bucket{ {{Requests}} }[{{Interval}}]))""",
        millisecondsOfUnit: 1);

    /// <summary>As applications measure their own requests, under the names of Prometheus' conventions: <c>http_requests_total</c> with <c>code</c>, <c>http_request_duration_seconds</c>.</summary>
    public static ImmutableArray<AnalysisMetric> Http { get; } = Of(
        "http",
        all: $$"""sum(rate(http_requests_total{ {{Pods}} }[{{Interval}}]))""",
        failed: $$"""(sum(rate(http_requests_total{ {{Pods}} ,code=~"5.."}[{{Interval}}])) or vector(0))""",
        buckets: $$"""sum by (le) (rate(http_request_duration_seconds_bucket{ {{Pods}} }[{{Interval}}]))""",
        millisecondsOfUnit: 1000);

    /// <summary>All of them.</summary>
    public static ImmutableArray<AnalysisMetric> All { get; } = [.. Istio, .. Http];

    private static ImmutableArray<AnalysisMetric> Of(string source, string all, string failed, string buckets, int millisecondsOfUnit) =>
    [
        new AnalysisMetric(
            "success-rate", source, AnalysisUnit.Percent, AnalysisRange.AtLeast(99),
            $"100 * (1 - ({failed}) / ({all} > 0))",
            "How many of a hundred requests did not end in a fault of the server."),
        Latency(source, "latency-p50", 0.5, 200, buckets, millisecondsOfUnit),
        Latency(source, "latency-p95", 0.95, 500, buckets, millisecondsOfUnit),
        Latency(source, "latency-p99", 0.99, 1000, buckets, millisecondsOfUnit),
        new AnalysisMetric(
            "error-budget-remaining", source, AnalysisUnit.Percent, AnalysisRange.AtLeast(0),
            string.Create(CultureInfo.InvariantCulture, $"100 * (1 - (({failed}) / ({all} > 0)) / (1 - {Objective}))"),
            "What is left of the errors that the objective of 99.9 % allows for the time looked at; below zero more were made."),
        new AnalysisMetric(
            "saturation", source, AnalysisUnit.Percent, AnalysisRange.AtMost(85),
            $$"""
              100 * max(
                label_replace(
                  sum(rate(container_cpu_usage_seconds_total{ {{Pods}} ,container!=""}[{{Interval}}]))
                  / sum(kube_pod_container_resource_limits{ {{Pods}} ,resource="cpu"}),
                  "resource", "cpu", "", ""
                )
                or label_replace(
                  sum(container_memory_working_set_bytes{ {{Pods}} ,container!=""})
                  / sum(kube_pod_container_resource_limits{ {{Pods}} ,resource="memory"}),
                  "resource", "memory", "", ""
                )
              )
              """,
            "How much of its limit of CPU or of memory the workload uses, whichever is more; nothing where it has neither."),
    ];

    private static AnalysisMetric Latency(string source, string name, double quantile, int milliseconds, string buckets, int millisecondsOfUnit) => new(
        name, source, AnalysisUnit.Milliseconds, AnalysisRange.AtMost(milliseconds),
        string.Create(CultureInfo.InvariantCulture, $"{millisecondsOfUnit} * histogram_quantile({quantile}, {buckets})"),
        string.Create(CultureInfo.InvariantCulture, $"{quantile * 100:0} of a hundred requests were answered within this time."));
}
