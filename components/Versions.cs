using System.Collections.Immutable;

namespace Infra.Components;

/// <summary>Every upstream version that the platform installs, each in this one place.</summary>
public static class Versions
{
    /// <summary>The minor versions of Kubernetes that clusters may have, oldest first.</summary>
    /// <remarks>
    /// Objects are validated against the schemas of 1.36, the newest. Three minors back is as far as Kubernetes lets workers lag behind their control plane, and every API
    /// that the platform uses has been stable since 1.33.
    /// </remarks>
    public static ImmutableArray<string> KubernetesMinors { get; } = ["1.33", "1.34", "1.35", "1.36"];

    /// <summary>The version of Kubernetes that clusters of machines get where they name none.</summary>
    public const string KubernetesOnMachines = "1.35.2";

    /// <summary>containerd on machines, as Docker packages it for Debian and Ubuntu: package <c>containerd.io</c> (docs.docker.com/engine/install/debian).</summary>
    /// <remarks>2.x is what Kubernetes 1.33 to 1.36 are tested with (containerd.io/releases, "Kubernetes Support").</remarks>
    public const string Containerd = "2.2.3";

    /// <summary>kube-vip, which keeps the API's address of clusters of machines (github.com/kube-vip/kube-vip/releases).</summary>
    public const string KubeVip = "v1.1.2";

    /// <summary>The Karmada control plane: chart <c>karmada</c>, which carries the images of the same version.</summary>
    public static Chart Karmada { get; } = new("karmada", "https://raw.githubusercontent.com/karmada-io/karmada/master/charts", "v1.18.1");

    /// <summary>The etcd that Karmada's chart runs, whose tools save it.</summary>
    public const string KarmadaEtcd = "3.6.6-0";

    /// <summary>The kubectl of the Kubernetes whose API server is Karmada's (registry.k8s.io/kubectl).</summary>
    public const string KarmadaKubectl = "v1.35.2";

    /// <summary>The few tools of a shell, for jobs whose own image has none.</summary>
    public const string Busybox = "1.37.0";

    /// <summary>cert-manager, whose certificates the webhooks of other control planes carry.</summary>
    public static Chart CertManager { get; } = new("cert-manager", "https://charts.jetstack.io", "v1.21.1");

    /// <summary>Flux: chart <c>flux2</c> 2.18.3 carries Flux 2.8.5.</summary>
    public static Chart Flux { get; } = new("flux2", "https://fluxcd-community.github.io/helm-charts", "2.18.3");

    /// <summary>The operator that installs Cluster API and its providers.</summary>
    public static Chart ClusterApiOperator { get; } = new("cluster-api-operator", "https://kubernetes-sigs.github.io/cluster-api-operator", "0.28.0");

    /// <summary>The definitions of Calico's objects, without which <see cref="Calico"/> does not install. Released together.</summary>
    /// <remarks>See docs.tigera.io/calico, "Install using Helm"; releases are in github.com/projectcalico/calico.</remarks>
    public static Chart CalicoDefinitions { get; } = new("crd.projectcalico.org.v1", "https://docs.tigera.io/calico/charts", "v3.32.3");

    /// <summary>Calico, by its operator.</summary>
    public static Chart Calico { get; } = new("tigera-operator", "https://docs.tigera.io/calico/charts", "v3.32.3");

    /// <summary>Cilium.</summary>
    /// <remarks>See docs.cilium.io, "Installation using Helm"; releases are in github.com/cilium/cilium.</remarks>
    public static Chart Cilium { get; } = new("cilium", "https://helm.cilium.io", "1.20.2");

    /// <summary>What lets AWS' machines into a cluster as nodes, and makes load balancers for services.</summary>
    /// <remarks>See cloud-provider-aws.sigs.k8s.io; releases are in github.com/kubernetes/cloud-provider-aws.</remarks>
    public static Chart AwsCloudController { get; } = new("aws-cloud-controller-manager", "https://kubernetes.github.io/cloud-provider-aws", "0.0.10");

    /// <summary>The driver of EBS volumes.</summary>
    /// <remarks>Releases are in github.com/kubernetes-sigs/aws-ebs-csi-driver.</remarks>
    public static Chart AwsDisks { get; } = new("aws-ebs-csi-driver", "https://kubernetes-sigs.github.io/aws-ebs-csi-driver", "2.64.0");

    /// <summary>What gives pods the roles of AWS that their accounts name. AWS publishes the image and no chart; this one is by github.com/jkroepke.</summary>
    public static Chart PodIdentityWebhook { get; } = new("amazon-eks-pod-identity-webhook", "https://jkroepke.github.io/helm-charts", "2.4.2");

    /// <summary>What adds nodes where pods wait for one, and removes those that are not needed.</summary>
    /// <remarks>Releases are in github.com/kubernetes/autoscaler.</remarks>
    public static Chart ClusterAutoscaler { get; } = new("cluster-autoscaler", "https://kubernetes.github.io/autoscaler", "9.59.0");

    /// <summary>Prometheus, its operator, Alertmanager and Grafana. The chart carries the sidecar of the same Thanos as <see cref="Thanos"/>.</summary>
    /// <remarks>Releases are in github.com/prometheus-community/helm-charts.</remarks>
    public static Chart KubePrometheusStack { get; } = new("kube-prometheus-stack", "https://prometheus-community.github.io/helm-charts", "88.5.3");

    /// <summary>Thanos, v0.42.4, by its community's chart; docs/monitoring.md says why this one.</summary>
    /// <remarks>Releases are in github.com/thanos-community/helm-charts.</remarks>
    public static Chart Thanos { get; } = new("thanos", "https://thanos-community.github.io/helm-charts", "0.38.0");

    /// <summary>Kyverno, v1.19.0, which decides about policies. Its chart brings the definitions too.</summary>
    /// <remarks>Releases are in github.com/kyverno/kyverno.</remarks>
    public static Chart Kyverno { get; } = new("kyverno", "https://kyverno.github.io/kyverno", "3.9.0");

    /// <summary>Istio, whose charts are released together; each is called after its part.</summary>
    /// <remarks>See istio.io, "Install with Helm"; releases are in github.com/istio/istio.</remarks>
    public static Chart Istiod { get; } = new("istiod", "https://istio-release.storage.googleapis.com/charts", "1.30.5");

    /// <summary>The definitions of Gateway API, of its standard channel: what Istio 1.30 is built with (istio.io, "Kubernetes Gateway API"; github.com/kubernetes-sigs/gateway-api/releases).</summary>
    public const string GatewayApi = "v1.5.1";

    /// <summary>MetalLB, v0.16.1, which gives addresses to services where no cloud does. Its chart brings the definitions too.</summary>
    /// <remarks>Releases are in github.com/metallb/metallb.</remarks>
    public static Chart MetalLb { get; } = new("metallb", "https://metallb.github.io/metallb", "0.16.1");

    /// <summary>What makes metrics of members' heartbeats in Karmada's API (github.com/kubernetes/kube-state-metrics/releases).</summary>
    public const string KubeStateMetrics = "v2.19.1";

    /// <summary>What asks for client certificates in front of what cannot (github.com/ghostunnel/ghostunnel/releases).</summary>
    public const string Ghostunnel = "v1.11.3-distroless";

    /// <summary>Cluster API with its kubeadm providers, which are released together.</summary>
    public const string ClusterApi = "v1.14.0";

    /// <summary>Cluster API's provider for AWS.</summary>
    public const string ClusterApiAws = "v2.11.1";

    /// <summary>Cluster API's add-on provider for Helm charts.</summary>
    public const string ClusterApiHelm = "v0.6.4";

    /// <summary>The image of <see cref="AwsCloudController"/> for a minor version of Kubernetes. It may be a minor older, and is where there is none of the same.</summary>
    /// <param name="minor">For example <c>1.35</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is none of <see cref="KubernetesMinors"/>.</exception>
    public static string AwsCloudControllerImage(string minor) => minor switch
    {
        "1.33" => "v1.33.0",
        "1.34" => "v1.34.0",
        "1.35" or "1.36" => "v1.35.2",
        _ => throw new ArgumentOutOfRangeException(nameof(minor), minor, "no version of Kubernetes that clusters may have"),
    };
}

/// <summary>A pinned Helm chart.</summary>
/// <param name="Name">The chart's name in its repository.</param>
/// <param name="Repository">The repository's address: <c>https://</c> for an index, <c>oci://</c> for a registry.</param>
/// <param name="Version">The exact version; never a range, so that a plan today and tomorrow are the same.</param>
public sealed record Chart(string Name, string Repository, string Version)
{
    /// <summary>Whether the chart is in a registry of images, and not in a repository with an index. Everything that installs charts is told of the two in different ways.</summary>
    internal bool IsInRegistry => Repository.StartsWith("oci://", StringComparison.Ordinal);

    /// <summary>The chart's own address, where it is in a registry.</summary>
    internal string RegistryAddress => $"{Repository.TrimEnd('/')}/{Name}";
}
