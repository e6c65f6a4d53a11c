using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Infra.Components.Propagation;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>An application: declared once, running on every cluster of its placement.</summary>
[ExactlyOneOf("workload", "git", "helm", "oci", "manifests")]
public sealed record ApplicationSpec
{
    /// <summary>The namespace, one that a fleet shares.</summary>
    [Form(Form.Namespace)]
    public required string Namespace { get; init; }

    /// <summary>A service that runs an image.</summary>
    public WorkloadSpec? Workload { get; init; }

    /// <summary>A folder of a Git repository, which Flux in each member builds and keeps applied.</summary>
    public GitSpec? Git { get; init; }

    /// <summary>A Helm chart, which Flux in each member installs and keeps.</summary>
    public HelmSpec? Helm { get; init; }

    /// <summary>An artifact of manifests in a registry, which Flux in each member keeps applied.</summary>
    public OciSpec? Oci { get; init; }

    /// <summary>Kubernetes objects as they are.</summary>
    public ImmutableArray<Tree> Manifests { get; init; } = [];

    /// <summary>Where it runs.</summary>
    public required PlacementSpec Placement { get; init; }

    /// <summary>What is different where. Overrides never change what other clusters get.</summary>
    public ImmutableArray<OverrideSpec> Overrides { get; init; } = [];
}

/// <summary>A service that runs an image.</summary>
public sealed record WorkloadSpec
{
    /// <summary>The image.</summary>
    [Form(Form.NotEmpty), Example("registry.example.com/cold-chain/edge-agent:1.4.2")]
    public required string Image { get; init; }

    /// <summary>How many run on each cluster, or on all together where the placement divides them.</summary>
    [Range(0, 10_000)]
    public int Replicas { get; init; } = 1;

    /// <summary>The port that it listens on.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 8080;

    /// <summary>The path that answers while it is alive.</summary>
    [Form(Form.HttpPath)]
    public string LivenessPath { get; init; } = "/healthz";

    /// <summary>The path that answers while it can take requests.</summary>
    [Form(Form.HttpPath)]
    public string ReadinessPath { get; init; } = "/readyz";

    /// <summary>The arguments of the image's command.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Environment variables.</summary>
    [KeyForm(Form.VariableName)]
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Files by name, with their content; pods restart when one changes.</summary>
    [KeyForm(Form.FileName)]
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What each pod gets.</summary>
    public ResourcesSpec Resources { get; init; } = new();
}

/// <summary>What a pod gets.</summary>
public sealed record ResourcesSpec
{
    /// <summary>The share of a processor that is reserved.</summary>
    [Form(Form.Quantity)]
    public string? CpuRequest { get; init; }

    /// <summary>The share of a processor that is not exceeded.</summary>
    [Form(Form.Quantity)]
    public string? CpuLimit { get; init; }

    /// <summary>The memory, reserved and not exceeded.</summary>
    [Form(Form.Quantity)]
    public string? Memory { get; init; }
}

/// <summary>A folder of a Git repository.</summary>
[ExactlyOneOf("branch", "tag", "commit")]
public sealed record GitSpec
{
    /// <summary>The repository.</summary>
    [Form(Form.GitUrl), Example("https://git.example.com/shop/recommender")]
    public required string Url { get; init; }

    /// <summary>A branch, which is followed.</summary>
    [Form(Form.NotEmpty)]
    public string? Branch { get; init; }

    /// <summary>A tag.</summary>
    [Form(Form.NotEmpty)]
    public string? Tag { get; init; }

    /// <summary>A commit.</summary>
    [Form(Form.NotEmpty)]
    public string? Commit { get; init; }

    /// <summary>The folder.</summary>
    [Form(Form.NotEmpty)]
    public string Path { get; init; } = "./";
}

/// <summary>A Helm chart.</summary>
public sealed record HelmSpec
{
    /// <summary>The chart's name in its repository.</summary>
    [Form(Form.ChartName)]
    public required string Chart { get; init; }

    /// <summary>The repository.</summary>
    [Form(Form.ChartRepository)]
    public required string Repository { get; init; }

    /// <summary>The version.</summary>
    [Form(Form.ExactVersion)]
    public required string Version { get; init; }

    /// <summary>The chart's values.</summary>
    [ChartValues]
    public Tree? Values { get; init; }
}

/// <summary>An artifact of manifests in a registry.</summary>
public sealed record OciSpec
{
    /// <summary>The artifact.</summary>
    [Form(Form.OciUrl)]
    public required string Url { get; init; }

    /// <summary>Its tag.</summary>
    [Form(Form.NotEmpty)]
    public required string Tag { get; init; }

    /// <summary>The folder in it.</summary>
    [Form(Form.NotEmpty)]
    public string Path { get; init; } = "./";
}

/// <summary>Where an application runs.</summary>
public sealed record PlacementSpec : TargetSpec
{
    /// <summary>Whether every cluster runs all replicas, or the clusters share them.</summary>
    public ReplicaSharing Replicas { get; init; } = ReplicaSharing.Duplicated;

    /// <summary>The clusters' shares of the replicas, where they are shared by weight.</summary>
    [KeyForm(Form.ClusterName), Range(1, 1000)]
    public ImmutableSortedDictionary<string, int> Weights { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>How the application spreads over groups of clusters.</summary>
    public ImmutableArray<SpreadSpec> Spread { get; init; } = [];
}

/// <summary>How an application spreads over groups of clusters.</summary>
public sealed record SpreadSpec
{
    /// <summary>What groups clusters.</summary>
    public SpreadBy By { get; init; } = SpreadBy.Cluster;

    /// <summary>In at least so many groups it runs.</summary>
    [Range(1, 1000)]
    public int Minimum { get; init; } = 1;

    /// <summary>In at most so many groups it runs; as the minimum if not said.</summary>
    [Range(1, 1000)]
    public int? Maximum { get; init; }
}

/// <summary>What is different on some clusters.</summary>
public sealed record OverrideSpec
{
    /// <summary>The clusters.</summary>
    public required TargetSpec On { get; init; }

    /// <summary>The number of replicas there.</summary>
    [Range(0, 10_000)]
    public int? Replicas { get; init; }

    /// <summary>The image's tag there.</summary>
    [Form(Form.NotEmpty)]
    public string? ImageTag { get; init; }

    /// <summary>The image's registry there.</summary>
    [Form(Form.Registry)]
    public string? ImageRegistry { get; init; }

    /// <summary>Environment variables there.</summary>
    [KeyForm(Form.VariableName)]
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Files there.</summary>
    [KeyForm(Form.FileName)]
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Values of the chart there; what is not mentioned stays as it is.</summary>
    [ChartValues]
    public Tree? HelmValues { get; init; }

    /// <summary>Changes of single fields there.</summary>
    public ImmutableArray<PatchSpec> Patches { get; init; } = [];
}

/// <summary>A change of one field of an object.</summary>
public sealed record PatchSpec
{
    /// <summary>The object's kind.</summary>
    [Form(Form.NotEmpty)]
    public required string Kind { get; init; }

    /// <summary>The object's name.</summary>
    [Form(Form.NotEmpty)]
    public required string Name { get; init; }

    /// <summary>What is done to the field.</summary>
    public PatchOperation Operation { get; init; } = PatchOperation.Replace;

    /// <summary>The field.</summary>
    [Form(Form.JsonPointer)]
    public required string Path { get; init; }

    /// <summary>The field's new value.</summary>
    public AnyValue? Value { get; init; }
}

/// <summary>What is done to a field.</summary>
public enum PatchOperation
{
    /// <summary>It gets another value.</summary>
    Replace,

    /// <summary>It is added.</summary>
    Add,

    /// <summary>It is removed.</summary>
    Remove,
}
