using System.Collections.Immutable;

namespace Infra.Policies;

/// <summary>Policies that belong together and are chosen together.</summary>
public sealed record Pack
{
    /// <summary>Its folder's name, by which it is chosen.</summary>
    public required string Name { get; init; }

    /// <summary>What it is called among people.</summary>
    public required string Title { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>Its version. It rises when a policy comes or asks for more.</summary>
    public required Version Version { get; init; }

    /// <summary>What configuration may say of it, by name.</summary>
    public ImmutableSortedDictionary<string, PolicyParameter> Parameters { get; init; } = ImmutableSortedDictionary.Create<string, PolicyParameter>(StringComparer.Ordinal);

    /// <summary>Its policies, in the order of their ids.</summary>
    public required ImmutableArray<Policy> Policies { get; init; }
}
