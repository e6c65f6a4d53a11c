using System.Collections.Immutable;
using System.Globalization;
using Infra.Components.Kubernetes;

namespace Infra.Components.Mesh;

/// <summary>How many requests services take. What is more is answered with 429, and with the status <c>RESOURCE_EXHAUSTED</c> where gRPC is spoken.</summary>
/// <remarks>
/// <para>
/// Istio has no words for it, so it is said to Envoy itself (istio.io, "Enabling Rate Limits using Envoy"), in the proxies of a service's pods and after it is decided who may call. In ambient
/// mode such a proxy is of all services of a namespace, and cannot be told of one: limits need the other mode.
/// </para>
/// <para>
/// Limits over all clusters are counted by a program outside (github.com/envoyproxy/ratelimit). What it has to know is in each cluster, in the ConfigMap of <see cref="Configuration"/> in Istio's
/// own namespace, for it to mount. Proxies ask it for each request and wait a tenth of a second at most: where it does not answer, requests pass.
/// </para>
/// </remarks>
public static class RateLimitObjects
{
    /// <summary>The ConfigMap that the program which counts is to mount: all its keys, in the folder of its configuration.</summary>
    public static string Configuration(string mesh) => MeshNames.Object(mesh, "rate-limits");

    /// <summary>The key of <see cref="Configuration"/>.</summary>
    public const string ConfigurationKey = "config.yaml";

    // What a request is counted under: the service, and a header's value where that is asked for.
    private const string ServiceKey = "service";
    private const string LimiterRole = "rate-limiter";
    private const string Types = "type.googleapis.com/envoy.extensions.filters.http";

    /// <summary>What whoever counts for all clusters has to know, in Istio's own namespace.</summary>
    /// <returns>Nothing where nobody counts.</returns>
    public static ImmutableArray<KubernetesObject> SystemObjects(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return mesh.RateLimiter is not { } limiter || mesh.DataPlane == DataPlane.Ambient || !mesh.Services.Any(service => service.Traffic?.GlobalRateLimit is not null)
            ? []
            :
            [
                new KubernetesObject("v1", "ConfigMap", Configuration(mesh.Name), Fields.Of(("data", Fields.Of((ConfigurationKey, PlainJson.Lines(LimiterConfiguration(mesh))))))),
                .. SupportingServices.Entry(mesh, LimiterRole, limiter.Host, limiter.Port),
            ];
    }

    /// <summary>The limits of the services of a namespace.</summary>
    /// <exception cref="ArgumentException">Of a limited service the pods are not known (<see cref="ServiceProxies.AreKnown"/>), or nobody counts over all clusters.</exception>
    public static ImmutableArray<KubernetesObject> Objects(MeshPlan mesh, string space)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        ArgumentNullException.ThrowIfNull(space);
        return mesh.DataPlane == DataPlane.Ambient
            ? []
            : [.. mesh.Services.Where(service => service.Namespace == space && IsLimited(service)).SelectMany(service => Of(mesh, service))];
    }

    /// <summary>Whether the service takes only so many requests.</summary>
    public static bool IsLimited(MeshService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Traffic is { LocalRateLimit: not null } or { GlobalRateLimit: not null };
    }

    /// <summary>The configuration of the program that counts, in its own format: how many of what.</summary>
    public static ImmutableDictionary<string, object> LimiterConfiguration(MeshPlan mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        return Fields.Of(
            ("domain", mesh.TrustDomain),
            ("descriptors", Fields.List(mesh.Services.Where(service => service.Traffic?.GlobalRateLimit is not null).Select(Descriptor))));
    }

    private static ImmutableDictionary<string, object> Descriptor(MeshService service)
    {
        var limit = service.Traffic!.GlobalRateLimit!;
        var rate = Fields.Of(("unit", limit.Per.ToString().ToLowerInvariant()), ("requests_per_unit", limit.Requests));
        return Fields.Of(
            ("key", ServiceKey),
            ("value", ValueOf(service)),
            // With a header too: requests without it are counted together, or leaving it out would be the way around the limit.
            ("rate_limit", rate),
            ("descriptors", limit.Header is { } header ? Fields.List(new[] { Fields.Of(("key", HeaderKey(header)), ("rate_limit", rate)) }) : null));
    }

    private static IEnumerable<KubernetesObject> Of(MeshPlan mesh, MeshService service) => ServiceProxies.Labels(service).Select((labels, index) => new KubernetesObject(
        "networking.istio.io/v1alpha3",
        "EnvoyFilter",
        ServiceProxies.Name($"{service.Name}-limits", index),
        Fields.Of(("spec", Fields.Of(
            ("workloadSelector", Fields.Of(("labels", labels))),
            ("configPatches", Fields.List(Patches(mesh, service))))))));

    private static IEnumerable<ImmutableDictionary<string, object>> Patches(MeshPlan mesh, MeshService service)
    {
        var isGrpc = service.Protocol == ServiceProtocol.Grpc ? (object)true : null;
        if (service.Traffic?.LocalRateLimit is { } local)
            yield return Filter("envoy.filters.http.local_ratelimit", Local(local, isGrpc));
        if (service.Traffic?.GlobalRateLimit is not { } global)
            yield break;
        yield return Filter("envoy.filters.http.ratelimit", Global(mesh, isGrpc));
        yield return Fields.Of(
            ("applyTo", "VIRTUAL_HOST"),
            ("match", Fields.Of(("context", "SIDECAR_INBOUND"))),
            ("patch", Fields.Of(
                ("operation", "MERGE"),
                ("value", Fields.Of(("rate_limits", Fields.List(new[] { Fields.Of(("actions", Fields.List(Actions(service, global)))) })))))));
    }

    // Last before the request goes on: who must not call is refused before anything is counted.
    private static ImmutableDictionary<string, object> Filter(string name, ImmutableDictionary<string, object> configuration) => Fields.Of(
        ("applyTo", "HTTP_FILTER"),
        ("match", Fields.Of(
            ("context", "SIDECAR_INBOUND"),
            ("listener", Fields.Of(("filterChain", Fields.Of(("filter", Fields.Of(
                ("name", "envoy.filters.network.http_connection_manager"),
                ("subFilter", Fields.Of(("name", "envoy.filters.http.router"))))))))))),
        ("patch", Fields.Of(("operation", "INSERT_BEFORE"), ("value", Fields.Of(("name", name), ("typed_config", configuration))))));

    private static ImmutableDictionary<string, object> Local(LocalRateLimit limit, object? isGrpc)
    {
        var always = Fields.Of(("default_value", Fields.Of(("numerator", 100), ("denominator", "HUNDRED"))));
        return Fields.Of(
            ("@type", $"{Types}.local_ratelimit.v3.LocalRateLimit"),
            ("stat_prefix", "local_rate_limit"),
            ("token_bucket", Fields.Of(("max_tokens", limit.Burst), ("tokens_per_fill", limit.RequestsPerSecond), ("fill_interval", "1s"))),
            // Envoy enforces nothing unless it is told how much of it.
            ("filter_enabled", always),
            ("filter_enforced", always),
            ("rate_limited_as_resource_exhausted", isGrpc));
    }

    private static ImmutableDictionary<string, object> Global(MeshPlan mesh, object? isGrpc)
    {
        var limiter = mesh.RateLimiter ?? throw new ArgumentException($"nobody counts requests over all clusters of mesh '{mesh.Name}'", nameof(mesh));
        return Fields.Of(
            ("@type", $"{Types}.ratelimit.v3.RateLimit"),
            ("domain", mesh.TrustDomain),
            ("timeout", "0.1s"),
            ("failure_mode_deny", false),
            ("rate_limited_as_resource_exhausted", isGrpc),
            ("rate_limit_service", Fields.Of(
                ("transport_api_version", "V3"),
                ("grpc_service", Fields.Of(("envoy_grpc", Fields.Of(("cluster_name", Cluster(mesh, limiter)))))))));
    }

    private static IEnumerable<ImmutableDictionary<string, object>> Actions(MeshService service, GlobalRateLimit limit)
    {
        yield return Fields.Of(("generic_key", Fields.Of(("descriptor_key", ServiceKey), ("descriptor_value", ValueOf(service)))));
        if (limit.Header is { } header)
            yield return Fields.Of(("request_headers", Fields.Of(("header_name", HeaderKey(header)), ("descriptor_key", HeaderKey(header)), ("skip_if_absent", true))));
    }

    // As Istio calls what it knows of a host and a port.
    private static string Cluster(MeshPlan mesh, RateLimiter limiter) =>
        string.Create(CultureInfo.InvariantCulture, $"outbound|{limiter.Port}||{SupportingServices.HostOf(mesh, LimiterRole, limiter.Host)}");

    private static string ValueOf(MeshService service) => $"{service.Namespace}/{service.Service}";

    // Envoy knows headers in small letters only.
    private static string HeaderKey(string header) => header.ToLowerInvariant();
}
