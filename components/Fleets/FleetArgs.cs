using System.Collections.Immutable;
using Pulumi.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>What <see cref="Fleet"/> needs to know.</summary>
public sealed record FleetArgs
{
    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>The memberships that carry this fleet's label.</summary>
    public required ImmutableArray<FleetMembership> Members { get; init; }

    /// <summary>The namespaces that every member gets.</summary>
    /// <value>Empty: none.</value>
    public ImmutableArray<SharedNamespace> Namespaces { get; init; } = [];
}
