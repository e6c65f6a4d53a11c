using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Versions that differ from those the platform was tested with.</summary>
public sealed record VersionsSpec
{
    /// <summary>The version of Karmada's chart, which carries the images of the same version.</summary>
    [Form(Form.ExactVersion)]
    public string? Karmada { get; init; }

    /// <summary>The version of cert-manager's chart.</summary>
    [Form(Form.ExactVersion)]
    public string? CertManager { get; init; }

    /// <summary>The version of Flux's chart, <c>flux2</c>.</summary>
    [Form(Form.ExactVersion)]
    public string? Flux { get; init; }

    /// <summary>The version of the chart of Cluster API's operator.</summary>
    [Form(Form.ExactVersion)]
    public string? ClusterApiOperator { get; init; }

    /// <summary>The version of Calico's charts, which are released together.</summary>
    [Form(Form.ExactVersion)]
    public string? Calico { get; init; }

    /// <summary>The version of Cilium's chart.</summary>
    [Form(Form.ExactVersion)]
    public string? Cilium { get; init; }

    /// <summary>The version of the chart of AWS' cloud controller manager.</summary>
    [Form(Form.ExactVersion)]
    public string? AwsCloudController { get; init; }

    /// <summary>The version of the chart of the driver of EBS volumes.</summary>
    [Form(Form.ExactVersion)]
    public string? AwsDisks { get; init; }

    /// <summary>The version of the chart of the webhook that gives pods roles of AWS.</summary>
    [Form(Form.ExactVersion)]
    public string? PodIdentityWebhook { get; init; }

    /// <summary>The version of the cluster autoscaler's chart.</summary>
    [Form(Form.ExactVersion)]
    public string? ClusterAutoscaler { get; init; }

    /// <summary>The version of the chart of Prometheus, its operator, Alertmanager and Grafana, <c>kube-prometheus-stack</c>.</summary>
    [Form(Form.ExactVersion)]
    public string? KubePrometheusStack { get; init; }

    /// <summary>The version of Thanos' chart.</summary>
    [Form(Form.ExactVersion)]
    public string? Thanos { get; init; }

    /// <summary>The version of Kyverno's chart, 3.9.0 or newer: older ones do not know all that policies and exceptions say.</summary>
    [Form(Form.ExactVersion)]
    public string? Kyverno { get; init; }

    /// <summary>The version of MetalLB's chart.</summary>
    [Form(Form.ExactVersion)]
    public string? MetalLb { get; init; }

    /// <summary>The version of Istio, whose charts are released together.</summary>
    [Form(Form.ExactVersion)]
    public string? Istio { get; init; }

    /// <summary>The version of the definitions of Gateway API that meshes bring, as it is tagged: <c>v1.5.1</c>. Istio says which ones it knows.</summary>
    [Form(Form.ExactVersion)]
    public string? GatewayApi { get; init; }
}
