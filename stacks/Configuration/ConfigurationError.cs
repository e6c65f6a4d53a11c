using System.Collections.Immutable;

namespace Infra.Stacks.Configuration;

/// <summary>One mistake in a configuration.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Path">Where, from the root of <c>infra:platform</c>: <c>fleets[0].clusters[2]</c>.</param>
/// <param name="Message">What was found, what is allowed, and what was likely meant.</param>
public sealed record ConfigurationError(ConfigurationRule Rule, string Path, string Message)
{
    /// <summary>The file, line and column, once known: <c>stacks/Pulumi.dev.yaml:12:5</c>.</summary>
    public string? Place { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', new[] { Rule.Id, Place, $"{(Path.Length == 0 ? "infra:platform" : Path)}:", Message }.OfType<string>());
}

/// <summary>A rule that configuration must follow.</summary>
/// <param name="Id">The id that errors carry.</param>
/// <param name="Meaning">The rule in one sentence.</param>
public sealed record ConfigurationRule(string Id, string Meaning)
{
    /// <summary>A key must be one that is known there.</summary>
    public static ConfigurationRule KnownKey { get; } = new("INF001", "A key must be one that is known there.");

    /// <summary>A value must be of the type that is asked for.</summary>
    public static ConfigurationRule Type { get; } = new("INF002", "A value must be of the type that is asked for.");

    /// <summary>A required key must be present.</summary>
    public static ConfigurationRule Required { get; } = new("INF003", "A required key must be present.");

    /// <summary>A value must be in the form or range that is allowed.</summary>
    public static ConfigurationRule Allowed { get; } = new("INF004", "A value must be in the form or range that is allowed.");

    /// <summary>Names must be unique among their kind.</summary>
    public static ConfigurationRule Unique { get; } = new("INF005", "Names must be unique among their kind.");

    /// <summary>What is referred to must exist.</summary>
    public static ConfigurationRule Reference { get; } = new("INF006", "What is referred to must exist.");

    /// <summary>Exactly one of the alternatives must be chosen.</summary>
    public static ConfigurationRule ExactlyOne { get; } = new("INF007", "Exactly one of the alternatives must be chosen.");

    /// <summary>A selection must match at least one cluster.</summary>
    public static ConfigurationRule MatchesSomething { get; } = new("INF008", "A selection must match at least one cluster.");

    /// <summary>Settings must not contradict each other.</summary>
    public static ConfigurationRule Consistent { get; } = new("INF009", "Settings must not contradict each other.");

    /// <summary>All rules, by id.</summary>
    public static ImmutableArray<ConfigurationRule> All { get; } =
        [KnownKey, Type, Required, Allowed, Unique, Reference, ExactlyOne, MatchesSomething, Consistent];
}
