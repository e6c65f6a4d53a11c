using System.Collections.Immutable;

namespace Infra.Components;

/// <summary>Where images come from instead of their public registries.</summary>
/// <param name="Registries">By the host of a public registry, the registry to use instead.</param>
public sealed record ImageMirrors(ImmutableSortedDictionary<string, string> Registries)
{
    private const string DockerHub = "docker.io";

    /// <summary>No mirrors: every image comes from where it is published.</summary>
    public static ImageMirrors None { get; } = new(ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>What stands in for a registry; null when it has no mirror.</summary>
    public string? Of(string registry) => Registries.GetValueOrDefault(registry);

    /// <summary>An image's address, its registry replaced where that has a mirror.</summary>
    /// <param name="image">
    /// With its registry, or the registry alone, as charts have it: <c>registry.k8s.io/pause:3.10</c>, <c>registry.k8s.io</c>. An image without a registry is of Docker Hub, as container
    /// runtimes take it.
    /// </param>
    public string Apply(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var slash = image.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? image : image[..slash];
        if (Of(first) is { } mirror)
            return mirror + image[first.Length..];
        return !IsRegistry(first, isAlone: slash < 0) && Of(DockerHub) is { } hub ? $"{hub}/{(slash < 0 ? "library/" : "")}{image}" : image;
    }

    // A tag has dots too, and what stands alone may have one.
    private static bool IsRegistry(string text, bool isAlone) =>
        text == "localhost" || (isAlone ? text.Split(':')[0] : text).AsSpan().ContainsAny('.', ':');
}
