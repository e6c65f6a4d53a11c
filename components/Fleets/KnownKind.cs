using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>A custom kind that Karmada knows, so that objects of it can be declared there and go to members.</summary>
/// <param name="Group">For example <c>cert-manager.io</c>.</param>
/// <param name="Version">For example <c>v1</c>.</param>
/// <param name="Kind">For example <c>ClusterIssuer</c>.</param>
/// <param name="Plural">The name of the kind in addresses: <c>clusterissuers</c>.</param>
/// <param name="Scope">Whether its objects live in namespaces.</param>
public sealed record KnownKind(string Group, string Version, string Kind, string Plural, KindScope Scope)
{
    /// <summary>The kinds that Karmada is told of with the delivery: those of which it also knows how their objects fare.</summary>
    public static ImmutableArray<KnownKind> OfPlatform { get; } =
    [
        new("cert-manager.io", "v1", "Certificate", "certificates", KindScope.Namespaced),
        new("cert-manager.io", "v1", "ClusterIssuer", "clusterissuers", KindScope.Cluster),
        new("cert-manager.io", "v1", "Issuer", "issuers", KindScope.Namespaced),
        new("external-secrets.io", "v1", "ClusterSecretStore", "clustersecretstores", KindScope.Cluster),
        new("external-secrets.io", "v1", "ExternalSecret", "externalsecrets", KindScope.Namespaced),
        new("external-secrets.io", "v1", "SecretStore", "secretstores", KindScope.Namespaced),
        new("gateway.networking.k8s.io", "v1", "BackendTLSPolicy", "backendtlspolicies", KindScope.Namespaced),
        new("gateway.networking.k8s.io", "v1", "Gateway", "gateways", KindScope.Namespaced),
        new("gateway.networking.k8s.io", "v1", "GRPCRoute", "grpcroutes", KindScope.Namespaced),
        new("gateway.networking.k8s.io", "v1", "HTTPRoute", "httproutes", KindScope.Namespaced),
        new("gateway.networking.k8s.io", "v1beta1", "ReferenceGrant", "referencegrants", KindScope.Namespaced),
        new("gateway.networking.k8s.io", "v1", "TLSRoute", "tlsroutes", KindScope.Namespaced),
        new("metallb.io", "v1beta1", "BGPAdvertisement", "bgpadvertisements", KindScope.Namespaced),
        new("metallb.io", "v1beta2", "BGPPeer", "bgppeers", KindScope.Namespaced),
        new("metallb.io", "v1beta1", "IPAddressPool", "ipaddresspools", KindScope.Namespaced),
        new("metallb.io", "v1beta1", "L2Advertisement", "l2advertisements", KindScope.Namespaced),
        new("monitoring.coreos.com", "v1", "PodMonitor", "podmonitors", KindScope.Namespaced),
        new("monitoring.coreos.com", "v1", "PrometheusRule", "prometheusrules", KindScope.Namespaced),
        new("monitoring.coreos.com", "v1", "ServiceMonitor", "servicemonitors", KindScope.Namespaced),
        new("networking.istio.io", "v1", "DestinationRule", "destinationrules", KindScope.Namespaced),
        new("networking.istio.io", "v1alpha3", "EnvoyFilter", "envoyfilters", KindScope.Namespaced),
        new("networking.istio.io", "v1", "Gateway", "gateways", KindScope.Namespaced),
        new("networking.istio.io", "v1beta1", "ProxyConfig", "proxyconfigs", KindScope.Namespaced),
        new("networking.istio.io", "v1", "ServiceEntry", "serviceentries", KindScope.Namespaced),
        new("networking.istio.io", "v1", "Sidecar", "sidecars", KindScope.Namespaced),
        new("networking.istio.io", "v1", "VirtualService", "virtualservices", KindScope.Namespaced),
        new("policies.kyverno.io", "v1", "GeneratingPolicy", "generatingpolicies", KindScope.Cluster),
        new("policies.kyverno.io", "v1", "ImageValidatingPolicy", "imagevalidatingpolicies", KindScope.Cluster),
        new("policies.kyverno.io", "v1", "MutatingPolicy", "mutatingpolicies", KindScope.Cluster),
        new("policies.kyverno.io", "v1", "PolicyException", "policyexceptions", KindScope.Namespaced),
        new("policies.kyverno.io", "v1", "ValidatingPolicy", "validatingpolicies", KindScope.Cluster),
        new("security.istio.io", "v1", "AuthorizationPolicy", "authorizationpolicies", KindScope.Namespaced),
        new("security.istio.io", "v1", "PeerAuthentication", "peerauthentications", KindScope.Namespaced),
        new("security.istio.io", "v1", "RequestAuthentication", "requestauthentications", KindScope.Namespaced),
        new("telemetry.istio.io", "v1", "Telemetry", "telemetries", KindScope.Namespaced),
    ];

    /// <summary>The name of its definition: <c>clusterissuers.cert-manager.io</c>.</summary>
    public string Definition => $"{Plural}.{Group}";

    /// <summary>What its objects say: <c>cert-manager.io/v1</c>.</summary>
    public string ApiVersion => $"{Group}/{Version}";

    /// <summary>Whether an object is of the kind, in whichever version.</summary>
    public bool IsOf(KubernetesObject item) => item.Kind == Kind && KubernetesKinds.GroupOf(item.ApiVersion) == Group;

    /// <summary>The kind in each version that a definition has of it.</summary>
    /// <returns>Nothing where the object is no definition, or says too little.</returns>
    public static IEnumerable<KnownKind> DefinedBy(KubernetesObject item)
    {
        if (item.Kind != KubernetesKinds.Definition || item.Content.GetValueOrDefault("spec") is not ImmutableDictionary<string, object> spec)
            yield break;
        if (spec.GetValueOrDefault("names") is not ImmutableDictionary<string, object> names || spec.GetValueOrDefault("versions") is not ImmutableArray<object> versions)
            yield break;
        if (spec.GetValueOrDefault("group") is not string group || names.GetValueOrDefault("kind") is not string kind || names.GetValueOrDefault("plural") is not string plural)
            yield break;
        var scope = spec.GetValueOrDefault("scope") is "Cluster" ? KindScope.Cluster : KindScope.Namespaced;
        foreach (var version in versions.OfType<ImmutableDictionary<string, object>>().Select(version => version.GetValueOrDefault("name")).OfType<string>())
            yield return new KnownKind(group, version, kind, plural, scope);
    }

    /// <summary>The objects, each with its scope as far as anybody knows it: Kubernetes itself, a definition among them, or one of the kinds.</summary>
    public static ImmutableArray<KubernetesObject> WithScopes(ImmutableArray<KubernetesObject> objects, ImmutableArray<KnownKind> kinds)
    {
        if (objects.All(item => item.Scope is not null))
            return objects;
        ImmutableArray<KnownKind> known = [.. objects.SelectMany(DefinedBy), .. kinds, .. OfPlatform];
        return [.. objects.Select(item => item.Scope is null && known.FirstOrDefault(kind => kind.IsOf(item)) is { } kind ? item with { Scope = kind.Scope } : item)];
    }
}
