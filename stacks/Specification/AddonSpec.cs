using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Fleets;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Something that is installed on clusters beyond Kubernetes itself. It is delivered once, and a cluster gets it by matching.</summary>
[ExactlyOneOf("chart", "manifests"), StandsOn("use")]
public sealed record AddonSpec
{
    /// <summary>A file <c>stacks/addons/&lt;name&gt;.yaml</c> that says everything which is not said here.</summary>
    [Form(Form.Name), Example("cert-manager")]
    public string? Use { get; init; }

    /// <summary>Why it is configured as it is; for readers.</summary>
    [Form(Form.NotEmpty)]
    public string? Why { get; init; }

    /// <summary>The clusters that get it; needed unless it runs on the management cluster alone.</summary>
    public TargetSpec? On { get; init; }

    /// <summary>Where it runs: on members, on the management cluster, or on both.</summary>
    public AddonPlace RunsOn { get; init; } = AddonPlace.Members;

    /// <summary>The namespace that it lives in.</summary>
    [Form(Form.Name)]
    public required string Namespace { get; init; }

    /// <summary>The Helm chart that it is.</summary>
    public HelmSpec? Chart { get; init; }

    /// <summary>The Kubernetes objects that it is.</summary>
    public ImmutableArray<Tree> Manifests { get; init; } = [];

    /// <summary>Values of the chart that each cluster fills in by itself: by the value's path, as <c>helm --set</c> takes it, what of the cluster it is.</summary>
    [KeyForm(Form.ValuePath)]
    public ImmutableSortedDictionary<string, ClusterFact> ClusterValues { get; init; } = ImmutableSortedDictionary<string, ClusterFact>.Empty;

    /// <summary>Values of the chart that name images or registries: by the value's path, what the chart has there. A mirror takes its place where there is one.</summary>
    [KeyForm(Form.ValuePath), Form(Form.NotEmpty)]
    public ImmutableSortedDictionary<string, string> Images { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Values of the chart that are secret, by their path.</summary>
    [KeyForm(Form.ValuePath)]
    public ImmutableSortedDictionary<string, SecretValue> SecretValues { get; init; } = ImmutableSortedDictionary<string, SecretValue>.Empty;

    /// <summary>Secrets of its namespace: by the Secret's name, its keys and what they hold.</summary>
    [KeyForm(Form.Name)]
    public ImmutableSortedDictionary<string, AddonSecretSpec> Secrets { get; init; } = ImmutableSortedDictionary<string, AddonSecretSpec>.Empty;

    /// <summary>The add-ons that must be on every cluster that has this one; where both are charts, they are ready before it is installed.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Requires { get; init; } = [];

    /// <summary>The add-ons that must be on no cluster that has this one.</summary>
    [Form(Form.Name)]
    public ImmutableArray<string> Conflicts { get; init; } = [];

    /// <summary>The oldest version of Kubernetes that it works with.</summary>
    public KubernetesVersion? MinimumKubernetesVersion { get; init; }

    /// <summary>The newest version of Kubernetes that it works with.</summary>
    public KubernetesVersion? MaximumKubernetesVersion { get; init; }

    /// <summary>The architectures of processors that its images are built for; any if not said.</summary>
    public ImmutableArray<Architecture> Architectures { get; init; } = [];

    /// <summary>The custom resource definitions that it brings, by name; no two add-ons of a cluster may bring the same.</summary>
    [Form(Form.DefinitionName), Example("certificates.cert-manager.io")]
    public ImmutableArray<string> Definitions { get; init; } = [];

    /// <summary>The workloads in its namespace that prove it healthy.</summary>
    [Form(Form.WorkloadName), Example("Deployment/cert-manager")]
    public ImmutableArray<string> Healthy { get; init; } = [];

    /// <summary>Fields of the chart's objects that something in the cluster changes by right; everything else that differs is put right.</summary>
    public ImmutableArray<IgnoredDriftSpec> IgnoreDrift { get; init; } = [];

    /// <summary>What the pods of its namespace may ask for, where it has manifests or secrets and so makes the namespace; what the cluster allows if not said.</summary>
    public PodSecurityLevel? PodSecurity { get; init; }

    /// <summary>What happens to what it left in members when it is taken out of the configuration.</summary>
    public AddonRemoval Removal { get; init; } = AddonRemoval.Delete;

    /// <summary>Whether changes are held back: clusters that have it keep it as it is, and others do not get it.</summary>
    public bool Suspended { get; init; }

    /// <summary>What is different on some clusters.</summary>
    public ImmutableArray<AddonOverrideSpec> Overrides { get; init; } = [];

    /// <summary>A version that is on its way, wave by wave.</summary>
    public AddonRolloutSpec? Rollout { get; init; }
}

/// <summary>An architecture of processors.</summary>
public enum Architecture
{
    /// <summary>x86 of 64 bits.</summary>
    Amd64,

    /// <summary>ARM of 64 bits.</summary>
    Arm64,
}

/// <summary>Fields that are left as they are found.</summary>
public sealed record IgnoredDriftSpec
{
    /// <summary>The objects' kind.</summary>
    [Form(Form.NotEmpty), Example("ValidatingWebhookConfiguration")]
    public required string Kind { get; init; }

    /// <summary>The object's name; all of the kind if not said.</summary>
    [Form(Form.NotEmpty)]
    public string? Name { get; init; }

    /// <summary>The fields.</summary>
    [Form(Form.JsonPointer), Example("/webhooks/0/failurePolicy")]
    public ImmutableArray<string> Paths { get; init; } = [];
}

/// <summary>A Secret of an add-on's namespace.</summary>
public sealed record AddonSecretSpec
{
    /// <summary>What it holds, by key.</summary>
    [KeyForm(Form.FileName)]
    public ImmutableSortedDictionary<string, SecretValue> Keys { get; init; } = ImmutableSortedDictionary<string, SecretValue>.Empty;
}

/// <summary>What of an add-on is different on some clusters.</summary>
public sealed record AddonOverrideSpec
{
    /// <summary>The clusters.</summary>
    public required TargetSpec On { get; init; }

    /// <summary>Values of the chart there; what is not mentioned stays as it is.</summary>
    [ChartValues]
    public Tree? Values { get; init; }

    /// <summary>Changes of single fields there, of an add-on that is manifests.</summary>
    public ImmutableArray<PatchSpec> Patches { get; init; } = [];
}

/// <summary>A version of an add-on's chart that goes through the clusters in waves. When all have it, it becomes the chart's version and the rollout is removed.</summary>
public sealed record AddonRolloutSpec
{
    /// <summary>The version that is on its way.</summary>
    [Form(Form.ExactVersion)]
    public required string Version { get; init; }

    /// <summary>The waves, first to last.</summary>
    public ImmutableArray<AddonWaveSpec> Waves { get; init; } = [];

    /// <summary>How many of the waves have the version; raise it to go on, lower it to go back.</summary>
    [Range(0, 100)]
    public int Reached { get; init; }
}

/// <summary>The clusters of a wave.</summary>
[ExactlyOneOf("on", "percent")]
public sealed record AddonWaveSpec
{
    /// <summary>These clusters.</summary>
    public TargetSpec? On { get; init; }

    /// <summary>So many of all clusters, in percent; always the same ones, and those of a smaller share among those of a larger.</summary>
    [Range(1, 100)]
    public int? Percent { get; init; }
}
