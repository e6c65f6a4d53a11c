namespace Infra.Components.Monitoring;

/// <summary>What exposes metrics, and how it comes to be on a cluster.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="DeployedBy">What puts it there, and what scrapes it.</param>
public sealed record MetricProducer(string Name, string DeployedBy)
{
    /// <summary>Whether it is there only where somebody chose it: a rule about it is silent elsewhere.</summary>
    /// <value>False: every cluster of its scope has it.</value>
    public bool IsOptional { get; init; }

    /// <summary>The agent of each node.</summary>
    public static MetricProducer Kubelet { get; } = new("kubelet", "Kubernetes itself; scraped by kube-prometheus-stack (kubelet)");

    /// <summary>The part of the kubelet that measures containers.</summary>
    public static MetricProducer CAdvisor { get; } = new("cAdvisor", "Kubernetes itself; scraped by kube-prometheus-stack (kubelet, /metrics/cadvisor)");

    /// <summary>What measures each machine.</summary>
    public static MetricProducer NodeExporter { get; } = new("node-exporter", "kube-prometheus-stack (nodeExporter)");

    /// <summary>What tells the state of Kubernetes' objects.</summary>
    public static MetricProducer KubeStateMetrics { get; } = new("kube-state-metrics", "kube-prometheus-stack (kubeStateMetrics)");

    /// <summary>The state of Flux's objects: kube-state-metrics with the custom resource configuration that Flux documents.</summary>
    public static MetricProducer FluxState { get; } = new("kube-state-metrics (Flux)", "kube-prometheus-stack (kube-state-metrics.customResourceState)");

    /// <summary>The state of Kyverno's objects, by kube-state-metrics too.</summary>
    public static MetricProducer PolicyState { get; } =
        new("kube-state-metrics (Kyverno)", "kube-prometheus-stack (kube-state-metrics.customResourceState), where the add-on kyverno is") { IsOptional = true };

    /// <summary>Kubernetes' API server; also Karmada's, which is the same program.</summary>
    public static MetricProducer ApiServer { get; } = new("kube-apiserver", "Kubernetes itself; scraped by kube-prometheus-stack (kubeApiServer)");

    /// <summary>etcd, where it can be scraped: not on EKS.</summary>
    public static MetricProducer Etcd { get; } = new("etcd", "clusters of machines; scraped by kube-prometheus-stack (kubeEtcd)") { IsOptional = true };

    /// <summary>The cluster's name server.</summary>
    public static MetricProducer CoreDns { get; } = new("CoreDNS", "Kubernetes itself; scraped by kube-prometheus-stack (coreDns)");

    /// <summary>Prometheus, in server and in agent mode.</summary>
    public static MetricProducer Prometheus { get; } = new("Prometheus", "kube-prometheus-stack (prometheus)");

    /// <summary>What a Prometheus writes of each target that it scrapes, and of each alert that it evaluates.</summary>
    public static MetricProducer Scrape { get; } = new("Prometheus' own series", "every Prometheus and Ruler");

    /// <summary>The operator that runs Prometheus and Alertmanager.</summary>
    public static MetricProducer PrometheusOperator { get; } = new("prometheus-operator", "kube-prometheus-stack (prometheusOperator)");

    /// <summary>What routes alerts to people.</summary>
    public static MetricProducer Alertmanager { get; } = new("Alertmanager", "kube-prometheus-stack on the hub (alertmanager)");

    /// <summary>What shows dashboards.</summary>
    public static MetricProducer Grafana { get; } = new("Grafana", "kube-prometheus-stack on the hub (grafana)");

    /// <summary>What every part of Thanos exposes.</summary>
    public static MetricProducer Thanos { get; } = new("Thanos", "GlobalMonitoring, and the sidecar of members");

    /// <summary>What uploads a Prometheus' blocks.</summary>
    public static MetricProducer ThanosSidecar { get; } = new("Thanos sidecar", "kube-prometheus-stack (prometheus.thanosService), in server mode");

    /// <summary>What takes the samples of agents.</summary>
    public static MetricProducer ThanosReceive { get; } = new("Thanos Receive", "GlobalMonitoring");

    /// <summary>What answers questions over all stores, and the frontend before it.</summary>
    public static MetricProducer ThanosQuery { get; } = new("Thanos Query", "GlobalMonitoring");

    /// <summary>What reads blocks from the bucket.</summary>
    public static MetricProducer ThanosStore { get; } = new("Thanos Store Gateway", "GlobalMonitoring");

    /// <summary>What compacts, downsamples and deletes blocks in the bucket.</summary>
    public static MetricProducer ThanosCompactor { get; } = new("Thanos Compactor", "GlobalMonitoring");

    /// <summary>What evaluates rules for sites in agent mode.</summary>
    public static MetricProducer ThanosRuler { get; } = new("Thanos Ruler", "GlobalMonitoring");

    /// <summary>Programs that are built with controller-runtime or client-go: Flux, Karmada, cert-manager and others.</summary>
    public static MetricProducer ControllerRuntime { get; } = new("controller-runtime", "Flux, Karmada, cert-manager and other controllers");

    /// <summary>What Prometheus' client library says of every process.</summary>
    public static MetricProducer Process { get; } = new("process", "every program with Prometheus' client library");

    /// <summary>Flux's controllers.</summary>
    public static MetricProducer FluxController { get; } = new("Flux", "GitOpsEngine on the management cluster, GitOpsDelivery in members");

    /// <summary>Karmada's control plane.</summary>
    public static MetricProducer Karmada { get; } = new("Karmada", "KarmadaControlPlane on the management cluster");

    /// <summary>What reads the heartbeats of members in Karmada's API.</summary>
    public static MetricProducer KarmadaHeartbeats { get; } = new("kube-state-metrics (Karmada)", "GlobalMonitoring, beside Karmada");

    /// <summary>What issues certificates.</summary>
    public static MetricProducer CertManager { get; } = new("cert-manager", "CertificateManager on the management cluster; in members the add-on cert-manager") { IsOptional = true };

    /// <summary>What saves volumes and objects.</summary>
    public static MetricProducer Velero { get; } = new("Velero", "the add-on velero") { IsOptional = true };

    /// <summary>What enforces policies.</summary>
    public static MetricProducer Kyverno { get; } = new("Kyverno", "the add-on kyverno; scraped by the members' monitoring") { IsOptional = true };

    /// <summary>What rolls versions out step by step.</summary>
    public static MetricProducer Flagger { get; } = new("Flagger", "the add-on flagger") { IsOptional = true };

    /// <summary>The proxies of the mesh, and its gateways.</summary>
    public static MetricProducer Istio { get; } = new("Istio", "the mesh's proxies and gateways") { IsOptional = true };

    /// <summary>The control plane of the mesh.</summary>
    public static MetricProducer Istiod { get; } = new("istiod", "the mesh's control plane") { IsOptional = true };

    /// <summary>Envoy in gateways without a mesh.</summary>
    public static MetricProducer Envoy { get; } = new("Envoy", "gateways of Gateway API that run Envoy") { IsOptional = true };

    /// <summary>Programs that measure their own HTTP requests under the names that Prometheus' client libraries use.</summary>
    public static MetricProducer Application { get; } = new("application", "the application itself") { IsOptional = true };

    /// <summary>What tells the cost of workloads.</summary>
    public static MetricProducer OpenCost { get; } = new("OpenCost", "the add-on opencost") { IsOptional = true };

    /// <summary>What scales workloads by events.</summary>
    public static MetricProducer Keda { get; } = new("KEDA", "the add-on keda") { IsOptional = true };

    /// <summary>What copies secrets from stores.</summary>
    public static MetricProducer ExternalSecrets { get; } = new("External Secrets", "the add-on external-secrets") { IsOptional = true };

    /// <summary>What runs pipelines.</summary>
    public static MetricProducer Tekton { get; } = new("Tekton", "the add-on tekton") { IsOptional = true };

    /// <summary>Our recording rules, which record series of their own.</summary>
    public static MetricProducer Rules { get; } = new("recording rules", "the rules of RulePack");
}
