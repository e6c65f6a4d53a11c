using System.Collections.Immutable;

namespace Infra.Components.Kubernetes;

/// <summary>One Kubernetes object as a value: what it is, what it is called, and its fields.</summary>
/// <param name="ApiVersion">For example <c>apps/v1</c>.</param>
/// <param name="Kind">For example <c>Deployment</c>.</param>
/// <param name="Name">The object's <c>metadata.name</c>.</param>
/// <param name="Content">The fields beside <c>apiVersion</c>, <c>kind</c> and <c>metadata</c>.</param>
public sealed record KubernetesObject(string ApiVersion, string Kind, string Name, ImmutableDictionary<string, object> Content)
{
    /// <summary>The object's labels.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The object's annotations.</summary>
    public ImmutableSortedDictionary<string, string> Annotations { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the object lives in a namespace.</summary>
    /// <value>Known for the kinds of Kubernetes, Karmada and Flux; null for a custom kind of which nobody has said it.</value>
    public KindScope? Scope { get; init; } = KubernetesKinds.ScopeOf(ApiVersion, Kind);

    /// <summary>Whether the object lives outside namespaces.</summary>
    /// <value>A custom kind counts as namespaced unless this or <see cref="Scope"/> is set.</value>
    public bool IsClusterScoped
    {
        get => Scope == KindScope.Cluster;
        init => Scope = value ? KindScope.Cluster : KindScope.Namespaced;
    }

    /// <summary>Pulumi's type for objects of this kind; the core group has no name in Kubernetes and is called <c>core</c> there.</summary>
    public string TypeToken => ApiVersion.Contains('/') ? $"kubernetes:{ApiVersion}:{Kind}" : $"kubernetes:core/{ApiVersion}:{Kind}";

    /// <summary>Reads a manifest, as <c>kubectl apply</c> would be given it.</summary>
    /// <exception cref="ArgumentException">The manifest lacks <c>apiVersion</c>, <c>kind</c> or <c>metadata.name</c>.</exception>
    public static KubernetesObject FromManifest(ImmutableDictionary<string, object> manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        var metadata = manifest.GetValueOrDefault("metadata") as ImmutableDictionary<string, object> ?? ImmutableDictionary<string, object>.Empty;
        return new KubernetesObject(
            Required(manifest, "apiVersion"),
            Required(manifest, "kind"),
            Required(metadata, "name"),
            manifest.Remove("apiVersion").Remove("kind").Remove("metadata"))
        {
            Labels = Texts(metadata, "labels"),
            Annotations = Texts(metadata, "annotations"),
        };
    }

    /// <summary>Whether it is what somebody means by a kind and a name.</summary>
    /// <param name="kind">The kind; with its group behind it, as <c>kubectl</c> takes it, where several groups have one of that name: <c>Gateway.networking.istio.io</c>.</param>
    /// <param name="name">The name.</param>
    public bool IsCalled(string kind, string name) => Name == name && (Kind == kind || $"{Kind}.{KubernetesKinds.GroupOf(ApiVersion)}" == kind);

    /// <summary>The whole object, in the given namespace unless it lives outside namespaces.</summary>
    public ImmutableDictionary<string, object> Manifest(string @namespace) => Content
        .SetItem("apiVersion", ApiVersion)
        .SetItem("kind", Kind)
        .SetItem("metadata", Fields.Of(
            ("name", Name),
            ("namespace", IsClusterScoped ? null : @namespace),
            ("labels", Fields.MapOrNone(Labels)),
            ("annotations", Fields.MapOrNone(Annotations))));

    private static string Required(ImmutableDictionary<string, object> fields, string name) =>
        fields.GetValueOrDefault(name) is string { Length: > 0 } text
            ? text
            : throw new ArgumentException($"a manifest needs '{(name == "name" ? "metadata.name" : name)}'", nameof(fields));

    private static ImmutableSortedDictionary<string, string> Texts(ImmutableDictionary<string, object> metadata, string field) =>
        metadata.GetValueOrDefault(field) is ImmutableDictionary<string, object> texts
            ? texts.ToImmutableSortedDictionary(pair => pair.Key, pair => $"{pair.Value}", StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;
}
