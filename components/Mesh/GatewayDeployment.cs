using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>How the proxies run that Istio makes for a Gateway (gateway.networking.k8s.io): a ConfigMap that the Gateway names, whose parts are merged into what Istio would make by itself.</summary>
/// <remarks>See istio.io, "Kubernetes Gateway API", about <c>infrastructure.parametersRef</c>.</remarks>
internal static class GatewayDeployment
{
    /// <summary>The fewest proxies where the loss of a node must not be felt.</summary>
    public const int MinimumReplicas = 2;

    /// <summary>The most proxies. Where a cluster measures no usage (no metrics server) there are always the fewest.</summary>
    public const int MaximumReplicas = 5;

    /// <summary>The usage of the requested processors, in percent, above which there are more.</summary>
    public const int TargetCpuPercent = 80;

    /// <summary>The label by which a Gateway's pods are found.</summary>
    public const string GatewayLabel = "gateway.networking.k8s.io/gateway-name";

    private const string ServiceKey = "service";

    private static readonly string[] Domains = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

    /// <summary>What proxies ask for, and the most they get.</summary>
    public static ImmutableDictionary<string, object> Resources { get; } = PodResources.Of("100m", "128Mi", "1024Mi", mostCpu: "2000m");

    /// <summary>What may be missing while nodes are emptied. Proxies that are broken anyway hold nobody up.</summary>
    public static ImmutableDictionary<string, object> Disruption { get; } = Fields.Of(("minAvailable", 1), ("unhealthyPodEvictionPolicy", "AlwaysAllow"));

    /// <summary>Nothing is taken away before its successor is ready.</summary>
    public static ImmutableDictionary<string, object> Strategy { get; } =
        Fields.Of(("type", "RollingUpdate"), ("rollingUpdate", Fields.Of(("maxSurge", 1), ("maxUnavailable", 0))));

    /// <summary>The name of the ConfigMap of a Gateway.</summary>
    public static string ConfigName(string gateway) => $"{gateway}-deployment";

    /// <summary>What the Gateway says of it.</summary>
    public static ImmutableDictionary<string, object> Infrastructure(string gateway) =>
        Fields.Of(("parametersRef", Fields.Of(("group", ""), ("kind", "ConfigMap"), ("name", ConfigName(gateway)))));

    /// <summary>The ConfigMap.</summary>
    /// <param name="gateway">The Gateway's name.</param>
    /// <param name="isHighlyAvailable">Whether the loss of a node must not be felt.</param>
    /// <param name="service">What its Service says; null for what Istio gives it.</param>
    public static KubernetesObject Config(string gateway, bool isHighlyAvailable, ImmutableDictionary<string, object>? service) =>
        new("v1", "ConfigMap", ConfigName(gateway), Fields.Of(("data", Fields.Of(
            ("deployment", PlainJson.Text(Deployment(gateway))),
            ("horizontalPodAutoscaler", isHighlyAvailable ? PlainJson.Text(Fields.Of(("spec", Autoscaler))) : null),
            ("podDisruptionBudget", isHighlyAvailable ? PlainJson.Text(Fields.Of(("spec", Disruption))) : null),
            (ServiceKey, service is { IsEmpty: false } ? PlainJson.Text(service) : null)))));

    /// <summary>Another Service on some clusters.</summary>
    public static Override Other(KubernetesObject config, ClusterSelection on, GatewayService service) =>
        Override.For(on).Patch(config.Kind, config.Name, JsonPointer.Set(config.Content, ["data", ServiceKey], PlainJson.Text(service.Fields)));

    /// <summary>Replicas in different zones and on different nodes, as far as there are any.</summary>
    /// <param name="label">The label that they share.</param>
    /// <param name="value">Its value.</param>
    public static ImmutableArray<object> Spread(string label, string value) => Fields.List(Domains.Select(key => Fields.Of(
        ("maxSkew", 1), ("topologyKey", key), ("whenUnsatisfiable", "ScheduleAnyway"), ("labelSelector", Fields.Of(("matchLabels", Fields.Of((label, value))))))));

    private static ImmutableDictionary<string, object> Autoscaler => Fields.Of(
        ("minReplicas", MinimumReplicas),
        ("maxReplicas", MaximumReplicas),
        ("metrics", Fields.List(new[]
        {
            Fields.Of(("type", "Resource"), ("resource", Fields.Of(("name", "cpu"), ("target", Fields.Of(("type", "Utilization"), ("averageUtilization", TargetCpuPercent)))))),
        })));

    // Istio hardens the container; what Pod Security asks for beyond that is the system call filter.
    private static ImmutableDictionary<string, object> Deployment(string gateway) => Fields.Of(("spec", Fields.Of(
        ("strategy", Strategy),
        ("template", Fields.Of(("spec", Fields.Of(
            ("securityContext", Fields.Of(("seccompProfile", Fields.Of(("type", "RuntimeDefault"))))),
            ("topologySpreadConstraints", Spread(GatewayLabel, gateway)),
            ("containers", Fields.List(new[] { Fields.Of(("name", "istio-proxy"), ("resources", Resources)) })))))))));
}
