using System.Collections.Immutable;
using Infra.Components.Fleets;
using Infra.Components.Propagation;

namespace Infra.Components.Mesh;

/// <summary>A part of a mesh that is delivered like any other add-on.</summary>
/// <param name="Addon">The part.</param>
/// <param name="On">The clusters that get it.</param>
public sealed record MeshAddon(Addon Addon, ClusterSelection On)
{
    /// <summary>What is different on some clusters.</summary>
    public ImmutableArray<Override> Overrides { get; init; } = [];

    /// <summary>Whether its namespace is there without it.</summary>
    public bool IsGuest { get; init; }
}
