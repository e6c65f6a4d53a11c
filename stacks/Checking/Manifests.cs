using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Kubernetes;
using Infra.Stacks.Reading;
using Infra.Stacks.Specification;

namespace Infra.Stacks.Checking;

/// <summary>Kubernetes objects that stand in a specification as they are.</summary>
internal static class Manifests
{
    /// <summary>The kind of objects that hold secrets.</summary>
    public const string SecretKind = "Secret";

    /// <summary>Why an object that stands in the files, or a change of one, cannot say what is in a Secret.</summary>
    public const string SecretRefusal =
        "what a Secret holds cannot stand here in plain text; let an add-on such as external-secrets make the Secret in the cluster, or refer by name to one that is there";

    private static readonly string[] SecretKeys = ["data", "stringData"];

    /// <summary>Reports what is no object, and secrets in plain text.</summary>
    public static void Check(CheckContext context, ImmutableArray<Tree> manifests, SpecPath path)
    {
        foreach (var (index, manifest) in manifests.Index())
        {
            RefuseSecrets(context, manifest.Values, path.Item(index));
            if (Lacks(manifest) is { } lacks && context.IsRead(path.Item(index)))
                context.Report(Rules.Required, path.Item(index), $"'{lacks}' is missing; a Kubernetes object has apiVersion, kind and metadata.name");
        }
    }

    /// <summary>The objects, without what is none.</summary>
    public static ImmutableArray<KubernetesObject> Objects(ImmutableArray<Tree> manifests) =>
        [.. manifests.Where(manifest => Lacks(manifest) is null).Select(manifest => KubernetesObject.FromManifest(manifest.Values))];

    /// <summary>The objects, each with its scope.</summary>
    public static ImmutableArray<KubernetesObject> Objects(ImmutableArray<Tree> manifests, ImmutableArray<KnownKind> kinds) => KnownKind.WithScopes(Objects(manifests), kinds);

    // What it says is not repeated: it is the secret.
    private static void RefuseSecrets(CheckContext context, ImmutableDictionary<string, object> manifest, SpecPath path)
    {
        foreach (var key in SecretKeys.Where(key => IsSecret(manifest) && manifest.GetValueOrDefault(key) is not (null or ImmutableDictionary<string, object> { IsEmpty: true })))
            context.Report(Rules.PlainSecret, path.Key(key), SecretRefusal);
        // A list is an object as well, of objects.
        if (manifest.GetValueOrDefault("items") is ImmutableArray<object> items)
        {
            foreach (var (index, item) in items.Index().Where(item => item.Item is ImmutableDictionary<string, object>))
                RefuseSecrets(context, (ImmutableDictionary<string, object>)item, path.Key("items").Item(index));
        }
    }

    private static bool IsSecret(ImmutableDictionary<string, object> manifest) => manifest.GetValueOrDefault("kind") is SecretKind;

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
