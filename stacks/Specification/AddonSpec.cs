using System.Collections.Immutable;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Something that is installed on clusters beyond Kubernetes itself.</summary>
[ExactlyOneOf("chart", "manifests")]
public sealed record AddonSpec
{
    /// <summary>The clusters that get it.</summary>
    public required TargetSpec On { get; init; }

    /// <summary>The namespace that it lives in.</summary>
    [Form(Form.Name)]
    public required string Namespace { get; init; }

    /// <summary>The Helm chart that it is.</summary>
    public HelmSpec? Chart { get; init; }

    /// <summary>The Kubernetes objects that it is.</summary>
    public ImmutableArray<Tree> Manifests { get; init; } = [];

    /// <summary>The add-ons that must be on every cluster that has this one.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>The add-ons that must be on no cluster that has this one.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Conflicts { get; init; } = [];

    /// <summary>The oldest version of Kubernetes that it works with.</summary>
    public KubernetesVersion? MinimumKubernetesVersion { get; init; }

    /// <summary>The newest version of Kubernetes that it works with.</summary>
    public KubernetesVersion? MaximumKubernetesVersion { get; init; }
}

/// <summary>Where charts and images are fetched from instead of their public homes.</summary>
public sealed record MirrorsSpec
{
    /// <summary>By the address of a chart repository, the address to use instead.</summary>
    [KeyForm(Form.ChartRepository), Form(Form.ChartRepository)]
    public ImmutableSortedDictionary<string, string> Charts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>By the host of a registry of images, the registry to use instead.</summary>
    [KeyForm(Form.Registry), Form(Form.Registry)]
    public ImmutableSortedDictionary<string, string> Registries { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
}

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
}
