using System.Collections.Immutable;
using System.Text;
using Infra.Components.Kubernetes;

namespace Infra.Components.Fleets.Interpreters;

/// <summary>How Karmada reads the kinds that the platform delivers (config.karmada.io/v1alpha1, ResourceInterpreterCustomization).</summary>
/// <remarks>
/// <para>
/// Karmada 1.18 knows Flux's HelmRelease in v2beta1 only and its HelmRepository and OCIRepository in v1beta2 only. It does know GitRepository and Kustomization in v1,
/// but brings every member's conditions up whole, joins the messages of all members into one, takes a suspended object for a healthy one, and misses what a
/// Kustomization substitutes from; where an operation is customized, Karmada's own is not asked. With these, one object of Karmada says in one condition whether it is
/// ready in every member, and a member costs the hub a few hundred bytes.
/// </para>
/// <para>
/// The scripts are files beside this one. Karmada runs Lua 5.1 (gopher-lua) with the base, string, table and math libraries, without <c>load</c>, metatables and <c>rawget</c>,
/// for a second at the most; interpreters are shared between scripts, so nothing but the function that Karmada calls is global. They also run under Lua 5.4, which the
/// tests have.
/// </para>
/// </remarks>
public static class InterpreterManifests
{
    // A kind whose controller writes a condition "Ready" is read in the same way whatever it is.
    private static readonly ImmutableArray<Script> Conditions = Read("ready.lua");

    private static readonly ImmutableArray<Script> Flux = Conditions.Add(new("retention", "retention.lua"));

    // Their status is of each Prometheus that reads them, which no template in Karmada could hold.
    private static readonly ImmutableArray<Script> Rules = [new("healthInterpretation", "rules-health.lua")];

    // Kyverno says whether a policy is ready in a place of its own.
    private static readonly ImmutableArray<Script> Policies = Read("policy-ready.lua");

    // Gateway API says how an object fares in conditions of other names: of a gateway itself, of a route for each parent, of a policy for each ancestor.
    private static readonly ImmutableArray<Script> Gateways = Read("gateway-ready.lua");

    private static readonly ImmutableArray<Script> Routes = Read("route-ready.lua");

    // Whoever answers a webhook writes its authority into the member's copy.
    private static readonly ImmutableArray<Script> Webhooks = [new("retention", "webhook-retention.lua")];

    private static readonly ImmutableArray<Script> Statements = [new("healthInterpretation", "stated-health.lua")];

    private static readonly ImmutableArray<Interpreter> Interpreters =
    [
        new("helm.toolkit.fluxcd.io/v2", "HelmRelease", Flux.Add(Dependencies("helm-release"))),
        new("kustomize.toolkit.fluxcd.io/v1", "Kustomization", Flux.Add(Dependencies("kustomization"))),
        new("source.toolkit.fluxcd.io/v1", "GitRepository", Flux.Add(Dependencies("source"))),
        new("source.toolkit.fluxcd.io/v1", "HelmRepository", Flux.Add(Dependencies("source"))),
        new("source.toolkit.fluxcd.io/v1", "OCIRepository", Flux.Add(Dependencies("source"))),
        new("cert-manager.io/v1", "Certificate", Conditions),
        new("cert-manager.io/v1", "ClusterIssuer", Conditions),
        new("cert-manager.io/v1", "Issuer", Conditions),
        new("external-secrets.io/v1", "ClusterSecretStore", Conditions),
        new("external-secrets.io/v1", "ExternalSecret", Conditions),
        new("external-secrets.io/v1", "SecretStore", Conditions),
        new("gateway.networking.k8s.io/v1", "BackendTLSPolicy", Routes),
        new("gateway.networking.k8s.io/v1", "Gateway", Gateways),
        new("gateway.networking.k8s.io/v1", "GRPCRoute", Routes),
        new("gateway.networking.k8s.io/v1", "HTTPRoute", Routes),
        new("gateway.networking.k8s.io/v1", "TLSRoute", Routes),
        new("gateway.networking.k8s.io/v1beta1", "ReferenceGrant", Statements),
        new("metallb.io/v1beta1", "BGPAdvertisement", Statements),
        new("metallb.io/v1beta1", "IPAddressPool", Statements),
        new("metallb.io/v1beta1", "L2Advertisement", Statements),
        new("metallb.io/v1beta2", "BGPPeer", Statements),
        new("monitoring.coreos.com/v1", "PodMonitor", Rules),
        new("monitoring.coreos.com/v1", "PrometheusRule", Rules),
        new("monitoring.coreos.com/v1", "ServiceMonitor", Rules),
        new("networking.istio.io/v1", "DestinationRule", Statements),
        new("networking.istio.io/v1", "Gateway", Statements),
        new("networking.istio.io/v1", "ServiceEntry", Statements),
        new("networking.istio.io/v1", "Sidecar", Statements),
        new("networking.istio.io/v1", "VirtualService", Statements),
        new("networking.istio.io/v1alpha3", "EnvoyFilter", Statements),
        new("networking.istio.io/v1beta1", "ProxyConfig", Statements),
        new("policies.kyverno.io/v1", "GeneratingPolicy", Policies),
        new("policies.kyverno.io/v1", "ImageValidatingPolicy", Policies),
        new("policies.kyverno.io/v1", "MutatingPolicy", Policies),
        new("policies.kyverno.io/v1", "PolicyException", Statements),
        new("policies.kyverno.io/v1", "ValidatingPolicy", Policies),
        new("security.istio.io/v1", "AuthorizationPolicy", Statements),
        new("security.istio.io/v1", "PeerAuthentication", Statements),
        new("security.istio.io/v1", "RequestAuthentication", Statements),
        new("telemetry.istio.io/v1", "Telemetry", Statements),
        new("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration", Webhooks),
    ];

    /// <summary>One object for each kind, to be made in Karmada before anything of that kind is.</summary>
    /// <remarks>Karmada takes no second customization of the same operation on the same kind: whoever has one of their own for one of these kinds removes it first.</remarks>
    public static ImmutableArray<KubernetesObject> All { get; } = [.. Interpreters.Select(Manifest)];

    // One file says whether an object in one member is ready, and the others what that means for Karmada.
    private static ImmutableArray<Script> Read(string file) =>
    [
        new("healthInterpretation", file, "health.lua"),
        new("statusReflection", file, "reflection.lua"),
        new("statusAggregation", "aggregation.lua"),
    ];

    private static Script Dependencies(string kind) => new("dependencyInterpretation", "references.lua", $"{kind}-dependencies.lua");

    private static KubernetesObject Manifest(Interpreter interpreter) => new("config.karmada.io/v1alpha1", "ResourceInterpreterCustomization", interpreter.Name, Fields.Of(
        ("spec", Fields.Of(
            ("target", Fields.Of(("apiVersion", interpreter.ApiVersion), ("kind", interpreter.Kind))),
            ("customizations", interpreter.Scripts.Select(script => KeyValuePair.Create(script.Operation, (object)Fields.Of(("luaScript", script.Text)))))))))
    {
        IsClusterScoped = true,
    };

    /// <summary>The scripts for one kind.</summary>
    private sealed record Interpreter(string ApiVersion, string Kind, ImmutableArray<Script> Scripts)
    {
        public string Name => $"{Kind.ToLowerInvariant()}.{ApiVersion[..ApiVersion.IndexOf('/')]}";
    }

    /// <summary>What Karmada runs for one operation: the files in this order, the last of which has the function that it calls.</summary>
    private sealed record Script(string Operation, params ImmutableArray<string> Files)
    {
        public string Text
        {
            get
            {
                var text = new StringBuilder();
                foreach (var file in Files)
                    text.Append(text.Length > 0 ? "\n" : "").Append(EmbeddedText.Read(file));
                return text.ToString();
            }
        }
    }
}
