using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Monitoring;

/// <summary>The objects on the hub that no chart makes: doors to the outside, who may talk to whom, and what is scraped.</summary>
internal static class HubObjects
{
    // The secret that Karmada's chart makes for its API's clients and servers.
    private const string KarmadaCertificates = $"{Management.KarmadaControlPlaneManifests.Release}-cert";

    private const string KarmadaSpace = Management.KarmadaControlPlaneManifests.Namespace;

    private static readonly string[] FluxControllers =
        ["source-controller", "kustomize-controller", "helm-controller", "notification-controller", "image-automation-controller", "image-reflector-controller"];

    /// <summary>The rule files of the Ruler.</summary>
    public static KubernetesObject RulerRules(GlobalMonitoringPlan plan) =>
        new("v1", "ConfigMap", HubNames.RulerRules, Fields.Of(("data", Fields.Of(("rules.yaml", ThanosManifests.RulerRules(plan))))));

    /// <summary>The Services by which members reach what is exposed, and Alertmanager's inside.</summary>
    public static ImmutableArray<KubernetesObject> Services(GlobalMonitoringPlan plan)
    {
        var services = ImmutableArray.CreateBuilder<KubernetesObject>();
        services.Add(Service(
            HubNames.AlertmanagerTlsService,
            plan.AlertmanagerEndpoint,
            AlertmanagerPods,
            "members",
            // Who fires is known to the Alertmanager that was told, and not to the others; so a member should stay with one. Inside the cluster this sees to it. Load balancers
            // of clouds refuse it: there it is the connection, which a Prometheus keeps, that leads to one and the same.
            ("sessionAffinity", plan.AlertmanagerEndpoint is null ? "ClientIP" : null)));
        if (plan.ReceiveEndpoint is { } endpoint)
            services.Add(Service(HubNames.ReceiveTlsService, endpoint, ReceivePods, "remote-write"));
        return services.ToImmutable();
    }

    /// <summary>Who may talk to Thanos and Alertmanager: the hub's own parts; and members by the ports that ask for a certificate.</summary>
    public static ImmutableArray<KubernetesObject> NetworkPolicies =>
    [
        Policy("thanos", Fields.Of(("app.kubernetes.io/name", "thanos")), Neighbours),
        Policy("thanos-receive-write", ReceivePods, Fields.Of(("ports", Port(HubNames.WritePort)))),
        Policy("alertmanager", Fields.Of(("app.kubernetes.io/name", "alertmanager")), Neighbours, Fields.Of(("ports", Port(HubNames.AlertmanagerTlsPort)))),
    ];

    /// <summary>What the hub's Prometheus scrapes beside what the charts tell it to, and what is there for that alone.</summary>
    /// <remarks>With the namespace of each: secrets for scraping are read from where the object is.</remarks>
    public static ImmutableArray<(string Namespace, KubernetesObject Object)> Scraped(GlobalMonitoringPlan plan)
    {
        var scraped = ImmutableArray.CreateBuilder<(string, KubernetesObject)>();
        scraped.Add((HubNames.Namespace, Pods("flux", "flux-system", Chosen("app", FluxControllers), "http-prom")));
        scraped.Add((HubNames.Namespace, Pods("cert-manager", "cert-manager", Fields.Of(("matchLabels", Fields.Of(("app.kubernetes.io/instance", "cert-manager")))), "http-metrics")));
        if (plan.WatchesKarmada)
        {
            scraped.Add((HubNames.Namespace, KarmadaControllers));
            scraped.Add((KarmadaSpace, Serving("karmada-apiserver", "karmada-apiserver", "5443", "karmada-apiserver")));
            scraped.Add((KarmadaSpace, Serving("karmada-etcd", "etcd", "2379", "etcd-client")));
            scraped.AddRange(KarmadaHeartbeats.Objects(plan.Mirrors).Select(target => (KarmadaSpace, target)));
        }

        return scraped.ToImmutable();
    }

    private static ImmutableDictionary<string, object> ReceivePods => Fields.Of(("app.kubernetes.io/instance", HubNames.Thanos), ("app.kubernetes.io/component", "receive"));

    private static ImmutableDictionary<string, object> AlertmanagerPods => Fields.Of(("app.kubernetes.io/name", "alertmanager"), ("alertmanager", HubNames.AlertmanagerObject));

    private static ImmutableDictionary<string, object> Neighbours => Fields.Of(("from", Fields.List(new[] { Fields.Of(("podSelector", ImmutableDictionary<string, object>.Empty)) })));

    private static ImmutableArray<object> Port(int port) => Fields.List(new[] { Fields.Of(("port", port), ("protocol", "TCP")) });

    private static KubernetesObject Service(
        string name, HubEndpoint? endpoint, ImmutableDictionary<string, object> pods, string port, params ReadOnlySpan<(string, object?)> more) => new(
        "v1",
        "Service",
        name,
        Fields.Of(("spec", Fields.Of(
            ("type", endpoint is null ? "ClusterIP" : "LoadBalancer"),
            ("loadBalancerSourceRanges", endpoint is null ? null : Fields.ListOrNone(endpoint.AllowedSources)),
            ("selector", pods),
            ("ports", Fields.List(new[] { Fields.Of(("name", port), ("port", HubNames.ExposedPort), ("targetPort", port), ("protocol", "TCP")) }))).SetItems(Fields.Of(more)))))
        {
            Annotations = endpoint?.Annotations ?? ImmutableSortedDictionary<string, string>.Empty,
        };

    private static KubernetesObject Policy(string name, ImmutableDictionary<string, object> pods, params ImmutableDictionary<string, object>[] from) => new(
        "networking.k8s.io/v1",
        "NetworkPolicy",
        name,
        Fields.Of(("spec", Fields.Of(
            ("podSelector", Fields.Of(("matchLabels", pods))), ("policyTypes", new[] { "Ingress" }), ("ingress", Fields.List(from))))));

    private static ImmutableDictionary<string, object> Chosen(string label, string[] values) =>
        Fields.Of(("matchExpressions", Fields.List(new[] { Fields.Of(("key", label), ("operator", "In"), ("values", values)) })));

    private static KubernetesObject Pods(string name, string space, ImmutableDictionary<string, object> selector, string port) => new(
        "monitoring.coreos.com/v1",
        "PodMonitor",
        name,
        Fields.Of(("spec", Fields.Of(
            ("namespaceSelector", Fields.Of(("matchNames", new[] { space }))),
            ("selector", selector),
            ("podMetricsEndpoints", Fields.List(new[] { Fields.Of(("port", port), ("path", "/metrics")) }))))));

    // By the port that they all listen on: not every one of them says so in its pod.
    private static KubernetesObject KarmadaControllers => new(
        "monitoring.coreos.com/v1alpha1",
        "ScrapeConfig",
        "karmada",
        Fields.Of(("spec", Fields.Of(
            ("kubernetesSDConfigs", FoundPods("app in (karmada-controller-manager,karmada-scheduler,karmada-descheduler,karmada-webhook)")),
            ("relabelings", Fields.List(new[]
            {
                Keep("__meta_kubernetes_pod_container_init", "false"),
                Replace("__meta_kubernetes_pod_ip", "__address__", "([0-9.]+)", "$1:8080"),
                Replace("__meta_kubernetes_pod_ip", "__address__", "(.*:.*)", "[$1]:8080"),
                Replace("__meta_kubernetes_pod_label_app", "job"),
                Replace("__meta_kubernetes_namespace", "namespace"),
                Replace("__meta_kubernetes_pod_name", "pod"),
            }))))));

    // Each pod, and not the Service in front of them; known by a name that the certificate of them all carries.
    private static KubernetesObject Serving(string name, string app, string port, string service) => new(
        "monitoring.coreos.com/v1alpha1",
        "ScrapeConfig",
        name,
        Fields.Of(("spec", Fields.Of(
            ("jobName", name),
            ("scheme", "HTTPS"),
            ("tlsConfig", Fields.Of(
                ("ca", Fields.Of(("secret", Fields.Of(("name", KarmadaCertificates), ("key", "server-ca.crt"))))),
                ("cert", Fields.Of(("secret", Fields.Of(("name", KarmadaCertificates), ("key", "karmada.crt"))))),
                ("keySecret", Fields.Of(("name", KarmadaCertificates), ("key", "karmada.key"))),
                ("serverName", $"{service}.{KarmadaSpace}.svc"))),
            ("kubernetesSDConfigs", FoundPods($"app={app}")),
            ("relabelings", Fields.List(new[]
            {
                // A pod is found once for each of its ports.
                Keep("__meta_kubernetes_pod_container_port_number", port),
                Replace("__meta_kubernetes_namespace", "namespace"),
                Replace("__meta_kubernetes_pod_name", "pod"),
            }))))));

    private static ImmutableArray<object> FoundPods(string label) => Fields.List(new[]
    {
        Fields.Of(
            ("role", "Pod"),
            ("namespaces", Fields.Of(("names", new[] { KarmadaSpace }))),
            ("selectors", Fields.List(new[] { Fields.Of(("role", "Pod"), ("label", label)) }))),
    });

    private static ImmutableDictionary<string, object> Keep(string source, string value) =>
        Fields.Of(("action", "keep"), ("sourceLabels", new[] { source }), ("regex", value));

    private static ImmutableDictionary<string, object> Replace(string source, string target, string? pattern = null, string? replacement = null) =>
        Fields.Of(("action", "replace"), ("sourceLabels", new[] { source }), ("targetLabel", target), ("regex", pattern), ("replacement", replacement));
}
