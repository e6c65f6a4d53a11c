using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>What holds for the whole mesh (istio.io, "Global Mesh Options").</summary>
internal static class IstioMeshConfig
{
    /// <summary>The provider to which traces are sent, by which others name it.</summary>
    public const string TraceProvider = "otel-tracing";

    /// <summary>The value <c>meshConfig</c> of the control plane's chart.</summary>
    public static ImmutableDictionary<string, object> Of(MeshPlan mesh) => Fields.Of(
        ("trustDomain", mesh.TrustDomain),
        ("outboundTrafficPolicy", Fields.Of(("mode", mesh.Egress.AllowsAny ? "ALLOW_ANY" : "REGISTRY_ONLY"))),
        ("discoverySelectors", Fields.List(new[] { Selector(Discovered(mesh)) })),
        ("defaultConfig", Fields.Of(("proxyMetadata", ProxyMetadata(mesh)))),
        // Of requests only those that nobody began to answer are repeated by itself: any other may have had an effect.
        ("defaultHttpRetryPolicy", Fields.Of(("attempts", 2), ("retryOn", "connect-failure,refused-stream"))),
        ("meshMTLS", Fields.Of(("minProtocolVersion", "TLSV1_3"))),
        // Rules about paths must see the path that the service sees.
        ("pathNormalization", Fields.Of(("normalization", "MERGE_SLASHES"))),
        ("enablePrometheusMerge", true),
        ("extensionProviders", Fields.ListOrNone(TraceProviders(mesh))),
        ("serviceSettings", mesh.DataPlane == DataPlane.Sidecar ? IstioExposure.Settings(mesh) : null),
        ("serviceScopeConfigs", mesh.DataPlane == DataPlane.Ambient ? Fields.List(new[] { GlobalServices(mesh) }) : null));

    // The Kubernetes API's own Service is in it. Whatever is listed nowhere cannot be called, and operators and whoever elects a leader call that; Istio keeps it to each cluster.
    private const string KubernetesApi = "default";

    /// <summary>The namespaces that control planes look at: what lies in others costs them nothing.</summary>
    public static ImmutableArray<string> Discovered(MeshPlan mesh) =>
        [.. mesh.Namespaces.Concat([MeshNames.System, MeshNames.Ingress(mesh.Name), KubernetesApi]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    // In sidecar mode the proxy answers for names too, so that a service which runs in other clusters only is found. In ambient mode the node's proxy does so anyway.
    private static ImmutableDictionary<string, object> ProxyMetadata(MeshPlan mesh) => mesh.DataPlane == DataPlane.Sidecar
        // And proxies are told of a new root at once, not only with their next certificate.
        ? Fields.Of(("ISTIO_META_DNS_CAPTURE", "true"), ("PROXY_CONFIG_XDS_AGENT", "true"))
        : Fields.Of(("ISTIO_META_ENABLE_HBONE", "true"));

    // In ambient mode a service is its own cluster's unless a label says otherwise; in a mesh of ours it is the other way round, as it is with sidecars.
    private static ImmutableDictionary<string, object> GlobalServices(MeshPlan mesh) => Fields.Of(
        ("namespaceSelector", Selector(mesh.Namespaces)),
        ("servicesSelector", Fields.Of(("matchExpressions", Fields.List(new[]
        {
            Fields.Of(("key", "istio.io/global"), ("operator", "NotIn"), ("values", new[] { "false" })),
        })))),
        ("scope", "GLOBAL"));

    private static ImmutableDictionary<string, object> Selector(ImmutableArray<string> namespaces) => Fields.Of(("matchExpressions", Fields.List(new[]
    {
        Fields.Of(("key", "kubernetes.io/metadata.name"), ("operator", "In"), ("values", namespaces)),
    })));

    private static IEnumerable<ImmutableDictionary<string, object>> TraceProviders(MeshPlan mesh)
    {
        if (TelemetryObjects.TraceCollector(mesh) is not { } collector)
            yield break;
        yield return Fields.Of(
            ("name", TraceProvider),
            ("opentelemetry", Fields.Of(("service", collector.Host), ("port", collector.Port))));
    }
}
