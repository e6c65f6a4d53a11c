using System.Collections.Immutable;
using Infra.Components.Kubernetes;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Kubernetes objects that stand in a specification as they are.</summary>
internal static class Manifests
{
    /// <summary>Reports what is no object.</summary>
    public static void Check(CheckContext context, ImmutableArray<Tree> manifests, SpecPath path)
    {
        foreach (var (index, manifest) in manifests.Index())
        {
            if (Lacks(manifest) is { } lacks && context.IsRead(path.Item(index)))
                context.Report(Rules.Required, path.Item(index), $"'{lacks}' is missing; a Kubernetes object has apiVersion, kind and metadata.name");
        }
    }

    /// <summary>The objects, without what is none.</summary>
    public static ImmutableArray<KubernetesObject> Objects(ImmutableArray<Tree> manifests) =>
        [.. manifests.Where(manifest => Lacks(manifest) is null).Select(manifest => KubernetesObject.FromManifest(manifest.Values))];

    private static string? Lacks(Tree manifest)
    {
        if (!IsText(manifest.Values, "apiVersion"))
            return "apiVersion";
        if (!IsText(manifest.Values, "kind"))
            return "kind";
        return manifest.Values.GetValueOrDefault("metadata") is ImmutableDictionary<string, object> metadata && IsText(metadata, "name") ? null : "metadata.name";
    }

    private static bool IsText(ImmutableDictionary<string, object> map, string key) => map.GetValueOrDefault(key) is string { Length: > 0 };
}
