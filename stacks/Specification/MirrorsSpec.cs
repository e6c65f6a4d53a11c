using System.Collections.Immutable;
using Infra.Stacks.Reading;

namespace Infra.Stacks.Specification;

/// <summary>Where charts and images are fetched from instead of their public homes.</summary>
public sealed record MirrorsSpec
{
    /// <summary>By the address of a chart repository, or of the Git repository of Gateway API, the address to use instead.</summary>
    [KeyForm(Form.ChartRepository), Form(Form.ChartRepository)]
    public ImmutableSortedDictionary<string, string> Charts { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>By the host of a registry of images, the registry to use instead.</summary>
    [KeyForm(Form.Registry), Form(Form.Registry)]
    public ImmutableSortedDictionary<string, string> Registries { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Where the charts of a repository come from.</summary>
    /// <param name="repository">The repository's address; a slash at its end makes no difference.</param>
    internal string RepositoryOf(string repository)
    {
        var mirror = Charts.FirstOrDefault(mirror => mirror.Key.TrimEnd('/') == repository.TrimEnd('/'));
        return mirror.Value ?? repository;
    }
}
