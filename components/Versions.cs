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

    /// <summary>The Karmada control plane: chart <c>karmada</c>, which carries the images of the same version.</summary>
    public static Chart Karmada { get; } = new("karmada", "https://raw.githubusercontent.com/karmada-io/karmada/master/charts", "v1.18.1");
}

/// <summary>A pinned Helm chart.</summary>
/// <param name="Name">The chart's name in its repository.</param>
/// <param name="Repository">The repository's address: <c>https://</c> for an index, <c>oci://</c> for a registry.</param>
/// <param name="Version">The exact version; never a range, so that a plan today and tomorrow are the same.</param>
public sealed record Chart(string Name, string Repository, string Version);
