using System.Collections.Immutable;

namespace Infra.Components.Propagation;

/// <summary>A containerized service as an application team describes it; the platform adds the hardening.</summary>
public sealed record Workload
{
    /// <summary>The image with its tag or digest.</summary>
    public required string Image { get; init; }

    /// <summary>Replicas in each cluster, or in all together where the placement divides them.</summary>
    /// <value>1.</value>
    public int Replicas { get; init; } = 1;

    /// <summary>The TCP port that the container serves HTTP on.</summary>
    /// <value>8080.</value>
    public int Port { get; init; } = 8080;

    /// <summary>The HTTP path that answers while the process is alive.</summary>
    /// <value><c>/healthz</c>.</value>
    public string LivenessPath { get; init; } = "/healthz";

    /// <summary>The HTTP path that answers while the process can serve.</summary>
    /// <value><c>/readyz</c>.</value>
    public string ReadinessPath { get; init; } = "/readyz";

    /// <summary>Arguments of the image's entry point.</summary>
    /// <value>Empty: the image's own.</value>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Environment variables.</summary>
    public ImmutableSortedDictionary<string, string> Environment { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Files by name, in a ConfigMap that is mounted read-only at <c>/etc/&lt;application&gt;</c>.</summary>
    public ImmutableSortedDictionary<string, string> Files { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What each container asks for and may use.</summary>
    public WorkloadResources Resources { get; init; } = new();
}

/// <summary>Kubernetes quantities, for example <c>100m</c> of a processor and <c>128Mi</c> of memory.</summary>
public sealed record WorkloadResources
{
    /// <summary>Processor time that is reserved.</summary>
    /// <value><c>50m</c>.</value>
    public string CpuRequest { get; init; } = "50m";

    /// <summary>Processor time that is allowed.</summary>
    /// <value><c>500m</c>.</value>
    public string CpuLimit { get; init; } = "500m";

    /// <summary>Memory, both reserved and allowed: a container that may use more than is reserved is the first to be killed when a node runs short.</summary>
    /// <value><c>128Mi</c>.</value>
    public string Memory { get; init; } = "128Mi";
}
