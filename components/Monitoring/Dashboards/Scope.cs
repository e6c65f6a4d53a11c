using System.Collections.Immutable;

namespace Infra.Components.Monitoring.Dashboards;

/// <summary>The variables of our dashboards and the matchers that obey them, so that the same choice means the same on every page.</summary>
/// <remarks>
/// A cluster in several fleets has one label for all of them, the names joined by <c>+</c> (<c>fleet="cloud+prod"</c>). So each name is a choice by itself, and the matcher finds it
/// anywhere in the label.
/// </remarks>
public static class Scope
{
    /// <summary>Matches series of the chosen fleets.</summary>
    /// <remarks>The data source escapes what is chosen, and writes several as <c>(a|b)</c>. A plus in brackets needs no escape, which inside a string would have to be one itself.</remarks>
    public const string Fleets = "fleet=~\"(.+[+])?($fleet)([+].+)?\"";

    /// <summary>Matches series of the chosen clusters in the chosen fleets.</summary>
    public const string Clusters = Fleets + ",cluster=~\"$cluster\"";

    /// <summary>Matches series of the chosen namespaces there.</summary>
    public const string Namespaces = Clusters + ",namespace=~\"$namespace\"";

    /// <summary>Matches the pods of the chosen services there.</summary>
    /// <remarks>
    /// Pods are called after what made them: a Deployment adds the hash of its template and five letters, a DaemonSet five letters, a StatefulSet a number. Hashes are written without vowels,
    /// by which <c>shop-worker-…</c> is not taken for a pod of <c>shop</c>.
    /// </remarks>
    public const string PodsOfServices = Namespaces + ",pod=~\"($service)(-[bcdf-hj-np-tv-xz24-9]{6,10})?-([bcdf-hj-np-tv-xz24-9]{5}|[0-9]+)\"";

    /// <summary>The choice of fleets.</summary>
    public static Variable Fleet { get; } = new("fleet", "Fleet", "Clusters that are in any of these fleets.", "label_values(kube_node_info, fleet)")
    {
        Regex = "/([^+]+)/g",
        // A cluster need not be in a fleet.
        All = ".*",
    };

    /// <summary>The choice of regions, of those that the chosen fleets have clusters in.</summary>
    public static Variable Region { get; } = new("region", "Region", "Clusters in these regions only.", $$"""label_values(kube_node_info{{{Fleets}}}, region)""") { All = ".*" };

    /// <summary>The choice of clusters, of those in the chosen fleets.</summary>
    public static Variable Cluster { get; } = new("cluster", "Cluster", "These clusters only.", $$"""label_values(kube_node_info{{{Fleets}}}, cluster)""");

    /// <summary>The choice of namespaces, of those in the chosen clusters.</summary>
    public static Variable Namespace { get; } =
        new("namespace", "Namespace", "These namespaces only.", $$"""label_values(kube_namespace_created{{{Clusters}}}, namespace)""");

    /// <summary>The choice of Services, of those in the chosen namespaces; each goes by the name of the workload behind it.</summary>
    public static Variable Service { get; } =
        new("service", "Service", "These services only, by the name that the Service and its workload share.", $$"""label_values(kube_service_info{{{Namespaces}}}, service)""");

    /// <summary>Fleet and cluster.</summary>
    public static ImmutableArray<Variable> OfClusters { get; } = [Fleet, Cluster];

    /// <summary>Fleet, cluster, namespace and service.</summary>
    public static ImmutableArray<Variable> OfServices { get; } = [Fleet, Cluster, Namespace, Service];
}
