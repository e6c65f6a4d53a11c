using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Infra.Components.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>Looks into the pod template of a workload object.</summary>
internal static class PodTemplate
{
    /// <summary>Where the digest of a mounted file is kept. Pods read files when they start, so the template must change with them.</summary>
    public static ImmutableArray<string> DigestPath(string file) => ["spec", "template", "metadata", "annotations", DigestAnnotation(file)];

    public static string DigestAnnotation(string file) => $"digest.infra.internal/{file}";

    public static bool HasDigest(KubernetesObject target, string file) => At(target, [.. DigestPath(file)]) is string;

    public static string Digest(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..16];

    public static ImmutableArray<object> Containers(KubernetesObject target) =>
        At(target, "spec", "template", "spec", "containers") as ImmutableArray<object>? ?? [];

    /// <summary>The container's position; the first one for null; -1 when there is none of the name.</summary>
    public static int IndexOf(KubernetesObject target, string? container)
    {
        var containers = Containers(target);
        if (container is null)
            return containers.IsEmpty ? -1 : 0;
        return containers.FindIndex(candidate => (candidate as ImmutableDictionary<string, object>)?.GetValueOrDefault("name") as string == container);
    }

    public static ImmutableArray<string> EnvironmentNames(KubernetesObject target, int container) =>
        (Containers(target)[container] as ImmutableDictionary<string, object>)?.GetValueOrDefault("env") is ImmutableArray<object> variables
            ? [.. variables.Select(variable => (variable as ImmutableDictionary<string, object>)?.GetValueOrDefault("name") as string ?? "")]
            : [];

    private static object? At(KubernetesObject target, params ReadOnlySpan<string> path)
    {
        object? current = target.Content;
        foreach (var step in path)
            current = (current as ImmutableDictionary<string, object>)?.GetValueOrDefault(step);
        return current;
    }

    private static int FindIndex(this ImmutableArray<object> list, Func<object, bool> matches)
    {
        for (var index = 0; index < list.Length; index++)
        {
            if (matches(list[index]))
                return index;
        }
        return -1;
    }
}
