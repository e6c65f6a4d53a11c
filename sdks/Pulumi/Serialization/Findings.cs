using System.Collections.Immutable;

namespace Pulumi;

/// <summary>What is found while a value is read that must be remembered about the whole of it.</summary>
internal sealed class Findings
{
    private ImmutableHashSet<Resource> _dependencies = ImmutableHashSet<Resource>.Empty;

    public bool IsKnown { get; set; } = true;

    public bool IsSecret { get; set; }

    /// <summary>Whether nothing was found.</summary>
    public bool IsPlain => IsKnown && !IsSecret && _dependencies.IsEmpty;

    public void AddDependencies(IEnumerable<string> urns) => _dependencies = _dependencies.Union(urns.Select(urn => new DependencyResource(urn)));

    /// <summary>The value with what was found; a value that is not known is null.</summary>
    public OutputData<object?> Apply(object? value, ImmutableHashSet<Resource> resources) =>
        new(IsKnown ? value : null, IsKnown, IsSecret, OutputData.Union(resources, _dependencies));
}
