using System.Collections.Immutable;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>What an application consists of: a workload, raw objects, or a source that Flux in each member follows.</summary>
public abstract record ApplicationContent
{
    private ApplicationContent()
    {
    }

    /// <summary>A containerized service, hardened by the platform.</summary>
    public sealed record Service(Workload Workload) : ApplicationContent;

    /// <summary>Kubernetes objects as they are.</summary>
    public sealed record Objects(ImmutableArray<KubernetesObject> Items) : ApplicationContent;

    /// <summary>A folder of a Git repository, built by Kustomize.</summary>
    /// <param name="Url"><c>https://</c> or <c>ssh://</c>.</param>
    /// <param name="Reference">The branch or tag to follow.</param>
    /// <param name="Path">The folder, from the repository's root.</param>
    public sealed record Git(string Url, GitReference Reference, string Path) : ApplicationContent;

    /// <summary>A Helm chart from a repository (<c>https://</c>) or registry (<c>oci://</c>).</summary>
    /// <param name="Chart">The chart, with its exact version.</param>
    /// <param name="Values">The chart's values.</param>
    public sealed record Helm(Chart Chart, ImmutableDictionary<string, object> Values) : ApplicationContent;

    /// <summary>An OCI artifact of manifests, built by Kustomize.</summary>
    /// <param name="Url"><c>oci://</c>.</param>
    /// <param name="Tag">The artifact's tag.</param>
    /// <param name="Path">The folder inside the artifact.</param>
    public sealed record Oci(string Url, string Tag, string Path) : ApplicationContent;
}

/// <summary>What of a Git repository is followed.</summary>
/// <param name="Kind">The field of Flux's reference: <c>branch</c>, <c>tag</c> or <c>commit</c>.</param>
/// <param name="Value">Its value.</param>
public sealed record GitReference(string Kind, string Value)
{
    /// <summary>The head of a branch.</summary>
    public static GitReference Branch(string name) => new("branch", name);

    /// <summary>A tag.</summary>
    public static GitReference Tag(string name) => new("tag", name);

    /// <summary>One commit.</summary>
    public static GitReference Commit(string sha) => new("commit", sha);
}
