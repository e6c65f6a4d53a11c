using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>How callers' proxies treat the endpoints of a service: which come first, when one is left out, and how much is sent at once.</summary>
/// <remarks>Subsets say nothing of that themselves, so what is said of the whole holds for each (pilot, <c>MergeTrafficPolicy</c>). A Service of a version is another host, and gets a rule of its own.</remarks>
internal static class DestinationRules
{
    private const string Kind = "DestinationRule";

    /// <summary>The rules, one for each Service that requests go to.</summary>
    public static IEnumerable<KubernetesObject> Of(MeshPlan mesh, MeshService service)
    {
        var policy = Policy(mesh, service);
        var subsets = Fields.ListOrNone(ServiceVersions.Subsets(mesh, service)
            .Select(version => Fields.Of(("name", version.Key), ("labels", Fields.MapOrNone(version.Value.Labels)))));
        return from destination in ServiceVersions.Destinations(mesh, service)
               let own = destination == service.Service ? subsets : null
               where !policy.IsEmpty || own is not null
               select new KubernetesObject("networking.istio.io/v1", Kind, destination, Fields.Of(("spec", Fields.Of(
                   ("host", MeshNames.Host(destination, service.Namespace)),
                   ("trafficPolicy", policy.IsEmpty ? null : policy),
                   ("subsets", own)))));
    }

    /// <summary>In a drained cluster callers turn to another one first; their own endpoints are the last resort.</summary>
    public static IEnumerable<Override> Overrides(MeshPlan mesh, MeshService service) =>
        from drained in mesh.Drained
        let relief = TrafficPlan.ReliefOf(mesh, service, drained)
        where relief is not null
        select ServiceVersions.Destinations(mesh, service).Aggregate(Override.ForCluster(drained), (difference, destination) => difference.Patch(
            Kind, destination, new JsonPatch("replace", "/spec/trafficPolicy/loadBalancer/localityLbSetting", LocalityPriorities.To(relief).Setting())));

    private static ImmutableDictionary<string, object> Policy(MeshPlan mesh, MeshService service)
    {
        var failsOver = ServiceReach.FailsOver(mesh, service);
        var detection = service.Failover.Detection;
        return Fields.Of(
            ("connectionPool", service.Traffic?.Connections is { } limits ? Connections(limits, service.Protocol) : null),
            ("loadBalancer", failsOver ? Fields.Of(("localityLbSetting", LocalityPriorities.Of(mesh, service).Setting())) : null),
            // Without detection no endpoint ever counts as failed, and Istio does not order clusters at all.
            ("outlierDetection", failsOver || detection != new OutlierDetection() ? Detection(detection) : null),
            ("retryBudget", mesh.DataPlane == DataPlane.Sidecar && SafeRetries.Of(service) is { } retries ? Fields.Of(("percent", retries.BudgetPercent)) : null));
    }

    // Connections that could not be made count among the errors, unless they are split from them.
    private static ImmutableDictionary<string, object> Detection(OutlierDetection detection) => Fields.Of(
        ("consecutive5xxErrors", detection.ConsecutiveErrors),
        ("interval", Durations.Text(detection.IntervalSeconds)),
        ("baseEjectionTime", Durations.Text(detection.EjectionSeconds)),
        ("maxEjectionPercent", detection.MaximumEjectedPercent),
        // Where all endpoints of all clusters are left out, as after requests that fail everywhere, each is asked again: an answer that may be wrong is better than none.
        ("minHealthPercent", 1));

    // "http1" and "http2" in the names of these two are history: both hold for either.
    private static ImmutableDictionary<string, object>? Connections(ConnectionLimits limits, ServiceProtocol protocol)
    {
        var tcp = Fields.Of(
            ("maxConnections", limits.Connections),
            ("connectTimeout", limits.ConnectSeconds is { } seconds ? Durations.Text(seconds) : null));
        var http = protocol == ServiceProtocol.Tcp
            ? ImmutableDictionary<string, object>.Empty
            : Fields.Of(("http1MaxPendingRequests", limits.PendingRequests), ("http2MaxRequests", limits.Requests));
        return tcp.IsEmpty && http.IsEmpty ? null : Fields.Of(("tcp", tcp.IsEmpty ? null : tcp), ("http", http.IsEmpty ? null : http));
    }
}
