using System.Collections.Immutable;
using Pulumi.Kubernetes;

namespace Infra.Components.Fleets;

/// <summary>What <see cref="GitOpsDelivery"/> needs to know.</summary>
public sealed record GitOpsDeliveryArgs
{
    /// <summary>Talks to Karmada's API.</summary>
    public required Provider Karmada { get; init; }

    /// <summary>Flux' chart.</summary>
    public Chart Chart { get; init; } = Versions.Flux;

    /// <summary>The kinds beside <see cref="KnownKind.OfPlatform"/> of which objects are to go to members.</summary>
    public ImmutableArray<KnownKind> Kinds { get; init; } = [];

    /// <summary>Where images come from.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;
}
