using System.Collections.Immutable;

namespace Infra.Components.Fleets;

/// <summary>A namespace that a fleet shares.</summary>
/// <param name="Name">The namespace's name.</param>
/// <param name="PodSecurity">What its pods may ask for.</param>
public sealed record SharedNamespace(string Name, PodSecurityLevel PodSecurity)
{
    /// <summary>The label that says whose a namespace is.</summary>
    public const string OwnerLabel = "owner";

    /// <summary>What the namespace says of itself, whose it is among it.</summary>
    /// <value>Empty: nothing but what its pods may ask for.</value>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}

/// <summary>The levels of Kubernetes' Pod Security Standards.</summary>
public enum PodSecurityLevel
{
    /// <summary>Pods follow today's hardening practice.</summary>
    Restricted,

    /// <summary>Known ways to gain privilege are closed.</summary>
    Baseline,

    /// <summary>Everything is allowed.</summary>
    Privileged,
}
