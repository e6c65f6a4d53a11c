using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>The values of Istio's chart <c>gateway</c> for <see cref="EastWestGateway"/>.</summary>
internal static class EastWestGatewayValues
{
    private const string Service = "service";

    /// <summary>
    /// The chart's <c>networkGateway</c> opens the control plane's ports too, wherever it is set. So the two things that it does beside the ports are said here by themselves: the label by which
    /// control planes find the gateway of a network, and the proxy's own view.
    /// </summary>
    public static ImmutableArray<ClusterValue> OfCluster { get; } =
    [
        new($"labels.{MeshNames.NetworkLabel.Replace(".", "\\.", StringComparison.Ordinal)}", ClusterFact.Network),
        new("env.ISTIO_META_REQUESTED_NETWORK_VIEW", ClusterFact.Network),
    ];

    /// <summary>The values that all clusters share.</summary>
    public static ImmutableDictionary<string, object> Of(MeshPlan mesh) => Fields.Of(
        ("name", EastWestGateway.Name),
        ("revision", MeshNames.Revision(mesh.Charts.Version)),
        ("labels", Fields.Of(("istio.io/dataplane-mode", "none"))),
        ("service", Fields.Of(("type", "LoadBalancer"), ("ports", Ports(EastWestGateway.MutualTlsPort)))),
        ("replicaCount", mesh.IsHighlyAvailable ? null : 1),
        ("autoscaling", mesh.IsHighlyAvailable
            ? Fields.Of(
                ("enabled", true),
                ("minReplicas", GatewayDeployment.MinimumReplicas),
                ("maxReplicas", GatewayDeployment.MaximumReplicas),
                ("targetCPUUtilizationPercentage", GatewayDeployment.TargetCpuPercent))
            : Fields.Of(("enabled", false))),
        ("podDisruptionBudget", mesh.IsHighlyAvailable ? GatewayDeployment.Disruption : null),
        ("strategy", GatewayDeployment.Strategy),
        ("resources", GatewayDeployment.Resources),
        ("topologySpreadConstraints", GatewayDeployment.Spread("app", EastWestGateway.Name)),
        // None of its ports needs a privilege.
        ("securityContext", Fields.Of(("runAsNonRoot", true), ("seccompProfile", Fields.Of(("type", "RuntimeDefault"))))),
        ("containerSecurityContext", PodHardening.Container.SetItems(Fields.Of(
            ("privileged", false), ("runAsNonRoot", true), ("runAsUser", ProxyUser), ("runAsGroup", ProxyUser)))));

    // Whom Istio's proxies run as.
    private const int ProxyUser = 1337;

    /// <summary>The Service's ports: that of health, and these.</summary>
    public static ImmutableArray<object> Ports(params ReadOnlySpan<int> ports)
    {
        var all = ImmutableArray.CreateBuilder<object>();
        all.Add(Port("status-port", GatewayService.HealthPort));
        foreach (var port in ports)
            all.Add(Port(port switch { EastWestGateway.ControlPlanePort => "tls-istiod", EastWestGateway.WebhookPort => "tls-webhook", _ => "tls" }, port));
        return all.ToImmutable();
    }

    /// <summary>Another Service on some clusters. All is said each time, so that nothing of another override stays.</summary>
    public static Override Other(ClusterSelection on, GatewayService service) => Override.For(on)
        .SetHelmValue([Service, "annotations"], Fields.Of([.. service.Annotations.Select(annotation => (annotation.Key, (object?)annotation.Value))]))
        .SetHelmValue([Service, "externalTrafficPolicy"], service.IsPerNode ? "Local" : "")
        .SetHelmValue([Service, "loadBalancerClass"], service.LoadBalancerClass ?? "")
        .SetHelmValue([Service, "loadBalancerSourceRanges"], Fields.List(service.AllowedSources));

    private static ImmutableDictionary<string, object> Port(string name, int port) =>
        Fields.Of(("name", name), ("port", port), ("protocol", "TCP"), ("targetPort", port));
}
