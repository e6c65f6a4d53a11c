using System.Collections.Immutable;
using Pulumi;
using Pulumi.Kubernetes;

namespace Infra.Components.Propagation;

/// <summary>What <see cref="Application"/> needs to know.</summary>
public sealed record ApplicationArgs
{
    /// <summary>The namespace, one that a fleet shares with the clusters of the placement.</summary>
    public required string Namespace { get; init; }

    /// <summary>What the application consists of.</summary>
    public required ApplicationContent Content { get; init; }

    /// <summary>Where it runs.</summary>
    public required Placement Placement { get; init; }

    /// <summary>What is different on some clusters.</summary>
    /// <value>Empty: nothing.</value>
    public ImmutableArray<Override> Overrides { get; init; } = [];

    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>What must be there first: the namespace, and the fleet it is propagated to.</summary>
    public ImmutableArray<Resource> Needs { get; init; } = [];
}
