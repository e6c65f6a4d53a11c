namespace Infra.Components.Monitoring.Dashboards;

/// <summary>Expressions that several dashboards share, so that one word means the same number on each.</summary>
/// <remarks>The labels that a caller gives are those to aggregate by; the matchers are one of <see cref="Scope"/>.</remarks>
internal static class Queries
{
    /// <summary>The labels that make a line for each cluster.</summary>
    public const string Identity = "cluster, fleet, region, provider";

    /// <summary>Series of which there is none count as zero, for a number that stands alone.</summary>
    public static string OrZero(string expression) => $"({expression}) or vector(0)";

    /// <summary>How many nodes there are.</summary>
    public static string Nodes(string by) => $$"""count by ({{by}}) (kube_node_info{{{Scope.Clusters}}})""";

    /// <summary>How many nodes are not ready.</summary>
    public static string NodesNotReady(string by) =>
        $$"""sum by ({{by}}) (1 - kube_node_status_condition{{{Scope.Clusters}},condition="Ready",status="true"})""";

    /// <summary>How much of the processors is used, from 0 to 1.</summary>
    public static string CpuUsed(string by) =>
        $$"""1 - avg by ({{by}}) (rate(node_cpu_seconds_total{{{Scope.Clusters}},mode="idle"}[$__rate_interval]))""";

    /// <summary>How much of the memory is used, from 0 to 1.</summary>
    public static string MemoryUsed(string by) =>
        $$"""1 - sum by ({{by}}) (node_memory_MemAvailable_bytes{{{Scope.Clusters}}}) / sum by ({{by}}) (node_memory_MemTotal_bytes{{{Scope.Clusters}}})""";

    /// <summary>How much of the fullest file system is used, from 0 to 1.</summary>
    public static string FullestDisk(string by) =>
        $$"""max by ({{by}}) (1 - node_filesystem_avail_bytes{{{Scope.Clusters}},{{RealFileSystems}}} / node_filesystem_size_bytes{{{Scope.Clusters}},{{RealFileSystems}}})""";

    /// <summary>How much of what nodes can give pods asked for, from 0 to 1.</summary>
    /// <param name="by">The labels to aggregate by.</param>
    /// <param name="resource"><c>cpu</c> or <c>memory</c>.</param>
    public static string Requested(string by, string resource) =>
        $$"""
        sum by ({{by}}) (kube_pod_container_resource_requests{{{Scope.Clusters}},resource="{{resource}}"})
          / sum by ({{by}}) (kube_node_status_allocatable{{{Scope.Clusters}},resource="{{resource}}"})
        """;

    /// <summary>How many alerts of a severity fire.</summary>
    public static string AlertsFiring(string by, string severity) =>
        $$"""count by ({{by}}) (ALERTS{{{Scope.Clusters}},alertstate="firing",severity="{{severity}}"})""";

    /// <summary>How many clusters Karmada cannot work with: of the chosen ones, in any fleet, for Karmada's metrics tell none.</summary>
    public static string MembersNotReady => OrZero($$"""count(max by (member_cluster) ({{RulesOfKarmada.Ready}}{member_cluster=~"$cluster"}) == 0)""");

    /// <summary>What <see cref="MembersNotReady"/> means.</summary>
    public const string MembersNotReadyText = "Clusters of all fleets that Karmada cannot reach or does not hear of, or that say they are not well: nothing new arrives there.";

    /// <summary>How many add-ons are not ready.</summary>
    public static string AddonsNotReady(string by) =>
        $$"""count by ({{by}}) (gotk_resource_info{{{Scope.Clusters}},customresource_kind="HelmRelease",ready!="True"})""";

    /// <summary>Which share of the API server's answers was no error of its own, from 0 to 1.</summary>
    public static string ApiAvailability(string by, string window) => $"1 - {Recorded(RulesOfApiServers.Errors, RulesOfApiServers.Requests, by, window)}";

    /// <summary>One recorded rate as a share of another, over a time: sums of both, so that busy minutes count for more than quiet ones.</summary>
    public static string Recorded(string part, string whole, string by, string window) =>
        $"sum by ({by}) (sum_over_time({part}{{{Scope.Clusters}}}[{window}])) / sum by ({by}) (sum_over_time({whole}{{{Scope.Clusters}}}[{window}]))";

    /// <summary>How often something happened, in whole times: Prometheus estimates between samples, and once shall not be 0.98 times.</summary>
    /// <param name="by">The labels to aggregate by; none for all together.</param>
    /// <param name="counter">What counts it, with matchers.</param>
    /// <param name="window">Within which time, until now.</param>
    public static string Happened(string by, string counter, string window) => $"ceil(sum{By(by)} (increase({counter}[{window}])))";

    /// <summary>The words by which an aggregation keeps labels; nothing where it keeps none.</summary>
    public static string By(string labels) => labels.Length == 0 ? "" : $" by ({labels})";

    /// <summary>What a histogram's share of observations stays below.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <param name="by">The labels to aggregate by.</param>
    /// <param name="selector">The histogram's buckets, with matchers.</param>
    public static string Quantile(double share, string by, string selector)
    {
        var labels = by.Length == 0 ? "le" : $"le, {by}";
        return FormattableString.Invariant($"histogram_quantile({share}, sum by ({labels}) (rate({selector}[$__rate_interval])))");
    }

    /// <summary>Leaves out file systems that are in memory, read-only by nature or made for a container.</summary>
    private const string RealFileSystems = """fstype!~"tmpfs|overlay|squashfs|ramfs|iso9660",mountpoint!~"/var/lib/(kubelet|containerd|docker)/.+|/run/.+" """;
}
